// opencode's event stream, folded: what each of its sessions does, and what it asks a person.
// O1. A subagent is a session with a parent: while it works its parent is busy, but its end is not its parent's.
// O2. While a permission is asked for, the status stays busy: the question is remembered until it is answered.
// O3. Only sessions of this stream count: the list of sessions is shared by all instances of a project.
import type { At } from "../../machines/ids.ts";
import { brief, fieldOf, listOf, textOf } from "./json.ts";
import type { News, Word } from "./word.ts";
import { tagIn } from "./word.ts";

interface Session {
  readonly status: "busy" | "retry" | "idle";
  readonly parent: string | undefined;
  /** Tags of the prompts of the turn that runs. */
  readonly tags: readonly string[];
  readonly broken: "failed" | "interrupted" | undefined;
  readonly why: string;
}

interface Asked {
  readonly session: string;
  readonly sub: "permission" | "question";
  readonly line: string;
}

export interface Stream {
  readonly sessions: ReadonlyMap<string, Session>;
  readonly asked: ReadonlyMap<string, Asked>;
  /** Messages that are a person's. */
  readonly prompts: ReadonlySet<string>;
  /** It was asked what runs: with no session heard of, nothing does. */
  readonly isKnown: boolean;
  /** Since when it says what it says now. */
  readonly at: At;
  readonly says: string;
}

export const SILENT_STREAM: Stream = {
  sessions: new Map(),
  asked: new Map(),
  prompts: new Set(),
  isKnown: false,
  at: 0,
  says: "",
};

export interface HeardStream {
  readonly stream: Stream;
  readonly news: readonly News[];
}

/** Never throws; an event that says nothing leaves everything as it is. */
export function hearStream(before: Stream, event: unknown, at: At): HeardStream {
  const type = textOf(event, "type") ?? "";
  const change = Object.hasOwn(EVENTS, type) ? EVENTS[type] : undefined;
  const heard = change?.(before, fieldOf(event, "properties"), at);
  if (!heard) return { stream: before, news: [] };
  const says = JSON.stringify(sayingOf(heard.stream));
  return { ...heard, stream: { ...heard.stream, says, at: says === before.says ? before.at : at } };
}

/** What it says now; undefined before the first event about a session. `heard`: when the stream was last alive. */
export function wordOfStream(stream: Stream, heard: At): Word | undefined {
  const saying = sayingOf(stream);
  return saying && { channel: "sse", flags: [], ...saying, at: stream.at, heard };
}

type Saying = Pick<Word, "verdict" | "because" | "line"> & { readonly sub?: string };

function sayingOf({ sessions, asked, isKnown }: Stream): Saying | undefined {
  const [question] = asked.values();
  if (question)
    return { verdict: "waiting", sub: question.sub, because: `opencode/${question.sub}.asked`, line: question.line };
  const all = [...sessions.values()];
  const busy = all.find(({ status }) => status !== "idle");
  const because = "opencode/session.status";
  if (busy) {
    const sub = busy.status === "retry" ? { sub: "retrying" } : {};
    return { verdict: "busy", because, line: `status ${busy.status}`, ...sub };
  }
  return all.length === 0 && !isKnown ? undefined : { verdict: "idle", because, line: "status idle" };
}

type Change = (stream: Stream, properties: unknown, at: At) => HeardStream | undefined;

const quiet = (stream: Stream): HeardStream => ({ stream, news: [] });

/** Also a snapshot that the reader asked for when it connected: `{sessions: {id: status}, permissions: [], questions: []}`. */
const EVENTS: Readonly<Record<string, Change>> = {
  "drover.snapshot": (stream, properties) => {
    const statuses = fieldOf(properties, "status");
    const known = new Map([...stream.sessions].map(([id, session]) => [id, { ...session, status: "idle" as const }]));
    const withStatus = namesIn(statuses).reduce(
      (all, id) => new Map([...all, [id, { ...sessionIn(stream, id), status: statusOf(fieldOf(statuses, id)) }]]),
      new Map<string, Session>(known),
    );
    const asked = new Map([
      ...listOf(properties, "permissions").flatMap((each) => askedBy(each, "permission")),
      ...listOf(properties, "questions").flatMap((each) => askedBy(each, "question")),
    ]);
    return quiet({ ...stream, sessions: withStatus, asked, isKnown: true });
  },
  "session.created": (stream, properties) => withInfo(stream, properties),
  "session.updated": (stream, properties) => withInfo(stream, properties),
  "session.deleted": (stream, properties) => {
    const sessions = new Map(stream.sessions);
    sessions.delete(textOf(properties, "sessionID") ?? textOf(fieldOf(properties, "info"), "id") ?? "");
    return quiet({ ...stream, sessions });
  },
  "session.status": (stream, properties, at) => {
    const id = textOf(properties, "sessionID");
    return id === undefined ? undefined : turned(stream, id, statusOf(fieldOf(properties, "status")), at);
  },
  "session.error": (stream, properties) => {
    const id = textOf(properties, "sessionID");
    const error = fieldOf(properties, "error");
    if (id === undefined) return undefined;
    const name = textOf(error, "name") ?? "error";
    const why = `${name}: ${textOf(fieldOf(error, "data"), "message") ?? ""}`;
    const broken = name === "MessageAbortedError" ? "interrupted" : "failed";
    return quiet(withSession(stream, id, { ...sessionIn(stream, id), broken, why: brief(why) }));
  },
  "permission.asked": (stream, properties) => ask(stream, properties, "permission"),
  "permission.replied": (stream, properties) => answered(stream, properties),
  "question.asked": (stream, properties) => ask(stream, properties, "question"),
  "question.replied": (stream, properties) => answered(stream, properties),
  "question.rejected": (stream, properties) => answered(stream, properties),
  "message.updated": (stream, properties) => {
    const info = fieldOf(properties, "info");
    const id = textOf(info, "id");
    if (textOf(info, "role") !== "user" || id === undefined) return undefined;
    return quiet({ ...stream, prompts: new Set([...stream.prompts, id].slice(-PROMPTS_KEPT)) });
  },
  "message.part.updated": submitted,
};

const PROMPTS_KEPT = 20;

function submitted(stream: Stream, properties: unknown, at: At): HeardStream | undefined {
  const part = fieldOf(properties, "part");
  const [id, text] = [textOf(part, "sessionID"), textOf(part, "text")];
  const tag = tagIn(text ?? "");
  if (id === undefined || tag === undefined || textOf(part, "type") !== "text") return undefined;
  if (!stream.prompts.has(textOf(part, "messageID") ?? "")) return undefined;
  const session = sessionIn(stream, id);
  // keeps O1
  if (session.parent !== undefined || session.tags.includes(tag)) return undefined;
  const seen = `opencode/message.part.updated: ${brief(text ?? "")}`;
  return {
    stream: withSession(stream, id, { ...session, tags: [...session.tags, tag], broken: undefined }),
    news: [{ kind: "submitted", tag, at, seen }],
  };
}

/** A subagent has no prompt of ours, so its end is nobody's news. What a session asked nobody answers after its end. */
function turned(stream: Stream, id: string, status: Session["status"], at: At): HeardStream {
  const before = sessionIn(stream, id);
  if (status !== "idle") return quiet(withSession(stream, id, { ...before, status }));
  const { tags, broken, why } = before;
  const asked = new Map([...stream.asked].filter(([, question]) => question.session !== id));
  const next = withSession({ ...stream, asked }, id, { ...before, status, tags: [], broken: undefined, why: "" });
  if (tags.length === 0) return quiet(next);
  const seen = `opencode/session.status: ${why === "" ? "status idle" : why}`;
  return { stream: next, news: [{ kind: broken ?? "ended", tags, at, seen }] };
}

function withInfo(stream: Stream, properties: unknown): HeardStream | undefined {
  const info = fieldOf(properties, "info");
  const id = textOf(info, "id") ?? textOf(properties, "sessionID");
  if (id === undefined) return undefined;
  const parent = textOf(info, "parentID");
  return quiet(withSession(stream, id, { ...sessionIn(stream, id), parent }));
}

function ask(stream: Stream, properties: unknown, sub: Asked["sub"]): HeardStream {
  return quiet({ ...stream, asked: new Map([...stream.asked, ...askedBy(properties, sub)]) });
}

function askedBy(properties: unknown, sub: Asked["sub"]): readonly (readonly [string, Asked])[] {
  const [id, session] = [textOf(properties, "id"), textOf(properties, "sessionID")];
  if (id === undefined || session === undefined) return [];
  const question = textOf(listOf(properties, "questions")[0], "question");
  const command = textOf(fieldOf(properties, "metadata"), "command") ?? textOf(properties, "permission");
  return [[id, { session, sub, line: brief(question ?? command ?? sub) }]];
}

function answered(stream: Stream, properties: unknown): HeardStream {
  const asked = new Map(stream.asked);
  asked.delete(textOf(properties, "requestID") ?? textOf(properties, "id") ?? "");
  return quiet({ ...stream, asked });
}

const statusOf = (value: unknown): Session["status"] => {
  const type = textOf(value, "type");
  return type === "idle" || type === "retry" ? type : "busy";
};

const namesIn = (value: unknown): readonly string[] =>
  typeof value === "object" && value !== null ? Object.keys(value) : [];

const NEW: Session = { status: "idle", parent: undefined, tags: [], broken: undefined, why: "" };
const sessionIn = ({ sessions }: Stream, id: string): Session => sessions.get(id) ?? NEW;
const withSession = (stream: Stream, id: string, session: Session): Stream => ({
  ...stream,
  sessions: new Map([...stream.sessions, [id, session]]),
});
