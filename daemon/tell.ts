import { nearRules } from "../agents/explain.ts";
import type { Profile } from "../agents/profile.ts";
import { profileOf } from "../agents/profiles.ts";
import type { Evidence } from "../machines/evidence.ts";
import type { Look } from "../machines/frame.ts";
import type { SessionName } from "../machines/ids.ts";
import type { Ledger } from "../state/ledger/ledger.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Persist } from "./persist.ts";

interface Teller {
  readonly ledger: Ledger;
  readonly persist: Persist;
  readonly dispatch: Dispatch;
  readonly profiles: readonly Profile[];
}

/**
 * Evidence of the watch becomes an event. The screen it was read from is kept and named by it, with what the rows do not
 * say and the rules that nearly matched: a verdict can be explained, and made a test, long after.
 */
export const tellBy =
  ({ ledger, persist, dispatch, profiles }: Teller) =>
  async (session: SessionName, evidence: Evidence, look: Look | undefined): Promise<void> => {
    const { at } = evidence;
    if (!look) return void (await dispatch(session, { type: "capture", at, evidence }));
    const { title, cursor, size, rows } = look.frame;
    const screen = persist.ifPossible(() => ledger.keepScreen({ session, rows, at }));
    const profile = profileOf(evidence.agent, profiles);
    const near = profile ? nearRules(look.frame, profile, evidence) : [];
    const kept = screen === undefined ? {} : { screen };
    const seen = { ...evidence, ...kept, shown: { title, cursor, size }, near };
    await dispatch(session, { type: "capture", at, evidence: seen });
  };
