import { expect, it } from "vitest";
import { makePerform } from "../../daemon/perform.ts";
import type { Performers } from "../../daemon/perform.ts";
import { claimId, sessionName } from "../../machines/ids.ts";
import type { Ledger, OutboxRow } from "../../state/ledger/ledger.ts";

// A start that found the row open performed it beside the one that had just written it: both pasted under one claim, and
// the task was given back while its text stood in the composer.
it("a row that is being performed is not performed by a second one", async () => {
  let end: () => void = () => {};
  const begun: string[] = [];
  const release = ({ claim }: { readonly claim: string }) => {
    begun.push(claim);
    return new Promise<undefined>((resolve) => (end = () => resolve(undefined)));
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of the performers one is asked, of the ledger one deed
  const parts = { release } as unknown as Performers;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  const ledger = { performed: () => {} } as unknown as Ledger;
  const perform = makePerform(parts, {
    ledger,
    persist: { surely: async (write) => write(), ifPossible: (write) => write() },
    dispatch: () => Promise.reject(new Error("nothing to dispatch")),
    onBug: (error) => {
      throw error;
    },
  });
  const row: OutboxRow = {
    seq: 1,
    at: 0,
    session: sessionName("red"),
    intent: { kind: "release", claim: claimId("c-1"), reason: "it is a test" },
  };
  perform(row);
  perform(row);
  expect(begun).toEqual(["c-1"]);
  end();
  await perform.idle();
  perform(row);
  expect(begun).toEqual(["c-1", "c-1"]);
});
