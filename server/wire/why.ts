import { z } from "@hono/zod-openapi";
import type { SessionWhy, TaskWhy, Weight } from "../../daemon/service.ts";
import { NearWire, SessionWire, toNearWire, toSessionWire } from "./session.ts";
import { ScreenWire, toScreenWire } from "./screen.ts";
import { TaskWire, toTaskWire } from "./task.ts";
import { iso, isoOrNull, Time } from "./time.ts";

const SaidWire = z.object({
  channel: z.string().openapi({ example: "hook" }),
  verdict: z.string(),
  sub: z.string().nullable(),
  flags: z.array(z.string()),
  because: z.string(),
  line: z.string(),
  at: Time.openapi({ description: "Since when it says so" }),
  heard: Time.openapi({ description: "When it was last heard to say so" }),
});

const NowWire = z.object({
  state: z.string().openapi({ description: "What this one look says, settled or not" }),
  sub: z.string().nullable(),
  flags: z.array(z.string()),
  because: z.string(),
  line: z.string().nullable(),
  source: z.string(),
  agent: z.string(),
  near: z.array(NearWire),
  screen: ScreenWire,
});

export const SessionWhyWire = z
  .object({
    session: SessionWire,
    missing: z.string().openapi({ description: "What is missing before it is given something" }),
    said: z.array(SaidWire).openapi({ description: "What its agent says of itself" }),
    now: NowWire.nullable().openapi({ description: "A look this very moment; null where there is no pane" }),
  })
  .openapi("SessionWhy");
export type SessionWhyWire = z.infer<typeof SessionWhyWire>;

export const toSessionWhyWire = ({ view, missing, said, now }: SessionWhy): SessionWhyWire => ({
  session: toSessionWire(view),
  missing,
  said: said.map((word) => ({
    ...word,
    sub: word.sub ?? null,
    flags: [...word.flags],
    at: iso(word.at),
    heard: iso(word.heard),
  })),
  now: now ? toNowWire(view.name, now) : null,
});

const toNowWire = (
  session: string,
  { frame, judgement, near }: NonNullable<SessionWhy["now"]>,
): z.infer<typeof NowWire> => ({
  state: judgement.verdict,
  sub: judgement.sub ?? null,
  flags: [...judgement.flags],
  because: judgement.because,
  line: judgement.line ?? null,
  source: judgement.source,
  agent: judgement.agent,
  near: near.map(toNearWire),
  screen: toScreenWire(session, frame),
});

const session = z.string().nullable();

const WeightWire = z
  .object({
    policy: z.enum(["strict", "urgency"]).openapi({ description: "strict goes by the stored priority alone" }),
    index: z.number().openapi({ description: "(priority + unlocks.add) * urgency.times" }),
    priority: z.number().openapi({ description: "The stored priority / 50" }),
    unlocks: z.object({ add: z.number(), tasks: z.array(z.string()) }),
    urgency: z.object({
      times: z.number(),
      slack_minutes: z.number().nullable().openapi({ description: "null: no deadline is behind it" }),
      deadline: Time.nullable(),
      of: z.string().nullable().openapi({ description: "Whose deadline that is" }),
    }),
  })
  .openapi("TaskWeight");

export const TaskWhyWire = z
  .object({
    task: TaskWire,
    holder: session.openapi({ description: "The session that holds it" }),
    waits: z
      .array(z.object({ session, why: z.string(), until: Time.nullable() }))
      .openapi({ description: "Why nobody works on it; without a session: whatever the session" }),
    history: z.array(
      z.object({ at: Time, kind: z.string(), session, claim: z.string().nullable(), note: z.string().nullable() }),
    ),
    tries: z.array(
      z.object({
        claim: z.string(),
        session: z.string(),
        chosen: z.string().nullable().openapi({ description: "Why this task and not another" }),
        phases: z.array(z.object({ at: Time, name: z.string() })),
        proof: z.object({ kind: z.enum(["receipt", "screen"]), seen: z.string() }).nullable(),
        ended: z.string().nullable(),
      }),
    ),
    weight: WeightWire.nullable().openapi({ description: "How much it matters now; null where it is done" }),
  })
  .openapi("TaskWhy");
export type TaskWhyWire = z.infer<typeof TaskWhyWire>;

export const toTaskWhyWire = ({ task, holder, waits, history, tries, weight }: TaskWhy): TaskWhyWire => ({
  task: toTaskWire(task),
  holder: holder ?? null,
  waits: waits.map((wait) => ({ session: wait.session ?? null, why: wait.why, until: isoOrNull(wait.until) })),
  history: history.map((moment) => ({
    at: iso(moment.at),
    kind: moment.kind,
    session: moment.session ?? null,
    claim: moment.claim ?? null,
    note: moment.note ?? null,
  })),
  tries: tries.map((each) => ({
    claim: each.claim,
    session: each.session,
    chosen: each.chosen ?? null,
    phases: each.phases.map(({ at, name }) => ({ at: iso(at), name })),
    proof: each.proof ? { ...each.proof } : null,
    ended: each.ended ?? null,
  })),
  weight: weight ? toWeightWire(weight) : null,
});

const toWeightWire = ({ policy, index, priority, unlocks, urgency }: Weight): z.infer<typeof WeightWire> => ({
  policy,
  index,
  priority,
  unlocks: { add: unlocks.add, tasks: [...unlocks.tasks] },
  urgency: {
    times: urgency.times,
    slack_minutes: urgency.slackMinutes ?? null,
    deadline: isoOrNull(urgency.deadline),
    of: urgency.of ?? null,
  },
});
