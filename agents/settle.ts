// A verdict over more than one frame.
// S1. Idle and typed count only on a screen that stood still: while an answer streams, an agent may look idle. Text in a
//     composer that was settled as empty counts as soon as two looks agree: what holds until then is idle, which feeds.
// S2. Text that has just left the composer was probably submitted: no idle until a turn was seen or patience is over.
// S3. The other verdicts count when two looks in a row agree, or the same screen is seen twice.
// S4. A torn frame (another verdict, once) does not unseat what is settled.
// S5. The first rest after a boot must last longer: a composer is painted before an agent's first dialog covers it.
import type { Judgement } from "../machines/evidence.ts";
import type { Frame } from "../machines/frame.ts";
import type { At } from "../machines/ids.ts";
import type { Patience } from "./profile.ts";
import { plainRows } from "./sgr.ts";

export interface Settling {
  readonly kind: "settled" | "unsettled";
  /** Settled: what holds. Unsettled: what held until this look, and from the second such look on what the last one said. */
  readonly judgement: Judgement;
  /** The last look, whatever it settled. */
  readonly last: Judgement;
  /** What the last look showed, for comparison. */
  readonly shown: string;
  /** Since when it shows that. */
  readonly since: At;
  /** When text was last seen in the composer, and no turn or empty composer was believed since. */
  readonly textAt: At | undefined;
}

export function settle(before: Settling | undefined, frame: Frame, looked: Judgement, patience: Patience): Settling {
  const textAt = textSeen(before, frame, looked, patience);
  const judgement = looked.verdict === "idle" && textAt !== undefined ? submitted(looked) : looked;
  const shown = whatIsShown(frame, judgement);
  const isSame = before?.shown === shown;
  const since = isSame ? before.since : frame.at;
  const seen = { last: judgement, shown, since, textAt };
  if (before && counts(before, judgement, isSame, frame.at - since, patience)) {
    return { kind: "settled", judgement, ...seen };
  }
  return { kind: "unsettled", judgement: before?.kind === "settled" ? before.judgement : judgement, ...seen };
}

/** Keeps S2. */
function textSeen(
  before: Settling | undefined,
  frame: Frame,
  { verdict }: Judgement,
  { afterText }: Patience,
): At | undefined {
  if (verdict === "typed") return frame.at;
  if (verdict !== "idle" && verdict !== "unknown" && verdict !== "starting") return undefined;
  const textAt = before?.textAt;
  return textAt !== undefined && frame.at - textAt < afterText ? textAt : undefined;
}

const TEXT_LEFT = "/text-just-left-the-composer";

const submitted = (looked: Judgement): Judgement => ({
  ...looked,
  verdict: "unknown",
  because: `${looked.agent}${TEXT_LEFT}`,
});

function counts(before: Settling, judgement: Judgement, isSame: boolean, still: number, patience: Patience): boolean {
  switch (judgement.verdict) {
    case "typed":
      return (
        (before.judgement.verdict === "idle" && before.last.verdict === "typed") ||
        stoodStill(before, isSame, still, patience)
      );
    case "idle":
      return stoodStill(before, isSame, still, patience);
    case "busy":
    case "waiting":
    case "dialog":
    case "limited":
    case "error":
    case "starting":
    case "gone":
    case "unknown":
      return isSame || before.last.verdict === judgement.verdict;
  }
}

const stoodStill = (before: Settling, isSame: boolean, still: number, patience: Patience): boolean =>
  isSame && still >= (isBooting(before) ? Math.max(patience.still, BOOT) : patience.still);

/** Keeps S5. ms */
const BOOT = 400;

const BEFORE_A_TURN: ReadonlySet<string> = new Set(["starting", "unknown", "gone"]);

/** Nothing has settled yet (what holds is the last look itself), or nothing that only a running agent shows. */
const isBooting = ({ kind, judgement, last }: Settling): boolean =>
  (kind === "unsettled" && judgement === last) ||
  (BEFORE_A_TURN.has(judgement.verdict) && !judgement.because.endsWith(TEXT_LEFT));

/** Rows down to the composer: a user's status line below it may tick. */
function whatIsShown(frame: Frame, { verdict, composer }: Judgement): string {
  const rows = composer ? frame.rows.slice(0, composer.row + 1) : frame.rows;
  return [verdict, frame.title, `${frame.cursor.x},${frame.cursor.y}`, ...plainRows(rows)].join("\n");
}
