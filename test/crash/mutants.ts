// The protocol with one protective step taken away, each as a change of its source. Every one must be caught by a story
// that the protocol as it is comes through. `model`: the same mistake in test/model.
import type { Change } from "./bundle.ts";

export interface Mutant {
  readonly name: string;
  readonly changes: readonly Change[];
  /** By name; one that goes wrong is enough. */
  readonly stories: readonly string[];
  readonly model?: string;
}

const STEPS = "adapters/tmux/steps.ts";
const ASSIGNED = "daemon/delivery/phase-assigned.ts";
const PASTING = "daemon/delivery/phase-pasting.ts";
const PASTED = "daemon/delivery/phase-pasted.ts";
const ENTERING = "daemon/delivery/phase-entering.ts";
const ENTERED = "daemon/delivery/phase-entered.ts";
const PROOF = "daemon/delivery/proof.ts";
const SIGHT = "daemon/delivery/sight.ts";

const change = (file: string, find: string, replace: string): Change => ({ file, find, replace });

const noMarkAtPaste = change(STEPS, `setMark(pane, formatMark(order.claim, "pasted")),`, "");
const anyMarkAtPaste = change(STEPS, "isMark(order.previousMark),", "");
const anyMarkAtEnter = change(STEPS, "isMark(formatMark(order.claim, from)),", "");
const anyMarkAfterEnter = change(PROOF, "if (mark?.claim !== delivery.claim)", "if (false)");

export const MUTANTS: readonly Mutant[] = [
  {
    name: "no mark at all",
    changes: [
      noMarkAtPaste,
      anyMarkAtEnter,
      anyMarkAfterEnter,
      change(PASTED, `return mark === formatMark(delivery.claim, "pasted")`, "return true"),
    ],
    stories: ["killed after the paste"],
  },
  {
    name: "the mark in a command before the paste",
    model: "V_MARKFIRST",
    changes: [
      noMarkAtPaste,
      anyMarkAtPaste,
      change(
        "adapters/tmux/server.ts",
        `return parseAnswer(await run(pasteCommand(order)), "PASTED");`,
        `await run({ args: ["set-option", "-p", "-t", order.identity.pane, "@drover_task", order.claim + ":pasted"] });
         return parseAnswer(await run(pasteCommand(order)), "PASTED");`,
      ),
    ],
    stories: ["a paste that never arrives"],
  },
  {
    name: "the mark in a command after the paste",
    model: "V_MARKAFTER",
    changes: [
      noMarkAtPaste,
      change(
        ASSIGNED,
        `case "done":`,
        `case "done":
          await server.mark({ identity: aim.identity, from: aim.previousMark, to: delivery.claim + ":pasted" });`,
      ),
    ],
    stories: ["killed after the paste"],
  },
  {
    name: "done before it is proven",
    model: "V_EARLY",
    changes: [
      change(
        ASSIGNED,
        `return { kind: "phase", phase: { name: "pasted", aim, since: by.clock.now() } };`,
        `return { kind: "phase", phase: { name: "delivered", aim, proof: { kind: "screen", seen: "pasted" } } };`,
      ),
    ],
    stories: ["nothing happens"],
  },
  {
    name: "the ledger learns of the paste after it",
    model: "V_EFFECTFIRST",
    changes: [change(ASSIGNED, `await by.advance({ ...delivery, phase: { name: "pasting", aim } });`, "")],
    stories: ["killed after the paste"],
  },
  {
    name: "no sweep of claims that the ledger does not know",
    model: "V_LATELEDGER",
    changes: [change("daemon/recover.ts", "if (known.has(open.claim)) continue;", "continue;")],
    stories: ["a claim of ours that the ledger does not know"],
  },
  {
    name: "a lost ledger's texts are given again",
    model: "V_LOSTRELEASED",
    changes: [change("daemon/recover.ts", "if (open.begun)", "if (false)")],
    stories: ["a text under way that the ledger does not know"],
  },
  {
    name: "a claim that is not answered the same again",
    changes: [change("state/backlog/moves/claim.ts", "if (held !== undefined) return held;", "")],
    stories: ["killed between the backlog's claim and the ledger's"],
  },
  {
    name: "the fence is ignored",
    model: "V_NOFENCE",
    changes: [
      change(
        "state/backlog/moves/hold.ts",
        `if (held === undefined || held.task.fence !== fence) return "superseded";
    if (held.task.status === "sent") return "begun";`,
        `return "begun";`,
      ),
    ],
    stories: ["a claim that somebody else took over"],
  },
  {
    name: "what was sent is taken back as well",
    model: "V_REAPSENT",
    changes: [
      change("daemon/recover.ts", "if (known.has(open.claim)) continue;", ""),
      change("daemon/recover.ts", "if (open.begun)", "if (false)"),
    ],
    stories: ["killed when the paste was written down"],
  },
  {
    name: "no tombstone",
    model: "V_NOTOMB",
    changes: [
      change(
        PASTING,
        "const answer = await setMark(delivery, aim, aim.previousMark, tombstone, by);",
        `const seen = await by.eyes.see(delivery.session, aim.identity.pane);
         const mark = seen?.look.facts.mark;
         const answer = mark === aim.previousMark ? { kind: "done" } : { kind: "seen", pane: seen !== undefined, mark };`,
      ),
    ],
    stories: ["a paste that outlives its daemon"],
  },
  {
    name: "recovery by the screen instead of the mark",
    model: "V_SCREENONLY",
    changes: [
      change(
        PASTING,
        "const answer = await setMark(delivery, aim, aim.previousMark, tombstone, by);",
        `const seen = await by.eyes.see(delivery.session, aim.identity.pane);
         const shown = seen?.judgement.composer?.text ?? "";
         const answer = shown === "" ? { kind: "done" } : { kind: "seen", pane: true, mark: delivery.claim + ":pasted" };`,
      ),
    ],
    stories: ["the agent has not read the paste yet"],
  },
  {
    name: "panes are known by their session's name",
    model: "V_NAMEID",
    changes: [
      anyMarkAfterEnter,
      change(
        "daemon/delivery/deliverer.ts",
        "by.eyes.see(delivery.session, aim.identity.pane);",
        "by.eyes.see(delivery.session, by.eyes.pane(delivery.session) ?? aim.identity.pane);",
      ),
      change(
        "daemon/delivery/deliverer.ts",
        "if (await by.eyes.isGone(delivery.session, aim.identity)) return true;",
        "",
      ),
      change(SIGHT, "seen.server.pid === identity.server.pid &&", "true ||"),
      // A new session has an activity of its own.
      change(SIGHT, "sight.look.facts.activity === aim.activity", "true"),
    ],
    stories: ["another pane of the same name"],
  },
  {
    name: "an identity that does not go down to the agent",
    model: "V_NOAGENTID",
    changes: [
      change(
        SIGHT,
        "sight.agent?.pid === identity.agent.pid &&\n    sight.agent.start === identity.agent.start",
        "true",
      ),
    ],
    stories: ["the agent was restarted with our Enter unread"],
  },
  {
    name: "a person's keys are not looked for",
    model: "V_NOHUMAN",
    changes: [
      change(SIGHT, "sight.look.facts.activity === aim.activity", "true"),
      change("adapters/tmux/formats.ts", "`#{==:#{session_activity},${second}}`", '"1"'),
    ],
    stories: ["a person cleared the text"],
  },
  {
    name: "the paste is guarded by the daemon's look alone",
    model: "V_BLINDPASTE",
    changes: [
      change(
        STEPS,
        "isActivity(order.activity),\n    isCursor(order.cursor),\n    TAKES_KEYS,",
        "isActivity(order.activity), TAKES_KEYS,",
      ),
    ],
    stories: ["a dialog opens between the look and the paste"],
  },
  {
    name: "Enter is guarded by the daemon's look alone",
    model: "V_STALELOOK",
    changes: [change(STEPS, "isVisible(order.visible),\n    isCursor(order.cursor),", "")],
    stories: ["a dialog opens between the look and Enter"],
  },
  {
    name: "Enter again on a timer",
    model: "V_TIMER",
    changes: [
      change(ENTERED, `if (verdict.kind === "swallowed") {`, "if (true) {"),
      change(ENTERED, "enterAgain(verdict.visible,", "enterAgain(delivery.tag,"),
      change(STEPS, "isVisible(order.visible),\n    isCursor(order.cursor),", ""),
    ],
    stories: ["the agent is late"],
  },
  {
    name: "Enter again because the text still stands",
    model: "V_STANDS",
    changes: [change(PROOF, `return hasMoved(sight, phase) && verdict`, "return verdict")],
    stories: ["the agent is late"],
  },
  {
    name: "only receipts are proof",
    model: "V_RECEIPTONLY",
    changes: [
      change(
        PROOF,
        `return { kind: "submitted", seen: \`the text left`,
        `return { kind: "cannot tell", seen: \`the text left`,
      ),
    ],
    stories: ["nothing happens"],
  },
  {
    name: "the look before the paste is skipped",
    changes: [change("daemon/delivery/guards.ts", "of Object.entries(guards)) {", "of []) {")],
    stories: ["a draft stands in the composer"],
  },
  {
    name: "Enter is pressed blindly after a crash",
    changes: [
      anyMarkAtEnter,
      change(ENTERING, `case "entered":\n    case "entered2":`, `case "x":`),
      change(ENTERING, `case "pasted":\n`, `case "pasted":\n    case "entered":\n    case "entered2":\n`),
      change(PASTED, `if (mark === formatMark(delivery.claim, "entered")`, `if (false`),
      change(PASTED, `return mark === formatMark(delivery.claim, "pasted")`, "return true"),
    ],
    stories: ["killed after an Enter that the agent has not read"],
  },
  {
    name: "an Enter that any mark lets through",
    changes: [anyMarkAtEnter],
    stories: ["an Enter that outlives its daemon"],
  },
];
