import type { Evidence } from "../machines/evidence.ts";
import type { Look } from "../machines/frame.ts";
import type { SessionName } from "../machines/ids.ts";
import type { Ledger } from "../state/ledger/ledger.ts";
import type { Dispatch } from "./dispatch.ts";

/** Evidence of the watch becomes an event; the screen it was read from is kept, and named by the evidence. */
export const tellBy =
  (ledger: Ledger, dispatch: Dispatch) =>
  async (session: SessionName, evidence: Evidence, look: Look | undefined): Promise<void> => {
    const { at } = evidence;
    const screen = look && ledger.keepScreen({ session, rows: look.frame.rows, at });
    const event = { type: "capture", at, evidence: screen === undefined ? evidence : { ...evidence, screen } } as const;
    await dispatch(session, event);
  };
