// Every route of the real daemon, over real sockets, with requests drawn from the routes' own description.
// Z1. No answer is a 5xx, none takes longer than its time, none has a status that its route does not describe.
// Z2. No answer holds the token, a path of the data directory or a stack.
// Z3. When it is over, memory and open files are as after the first part, and the daemon still answers.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { PROFILES } from "../../agents/profiles.ts";
import { startOn } from "../../cli/compose/daemon.ts";
import { sessionName } from "../../machines/ids.ts";
import { DEFAULT_POLICY } from "../../machines/policy.ts";
import { makeApp } from "../../server/app.ts";
import { listenTcp } from "../../server/listen.ts";
import { testTmux } from "../support/tmux.ts";
import { Document, requestsFor } from "./requests.ts";
import type { FuzzRequest } from "./requests.ts";

export interface Fuzzed {
  readonly requests: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** One line each; empty is what is wanted. */
  readonly faults: readonly string[];
  readonly routes: number;
  /** MB that the heap has grown since the first tenth, after a collection. */
  readonly grownMb: number;
  /** Files and sockets open beyond those before the first request; undefined where the system does not say. */
  readonly openFiles: number | undefined;
}

const TOKEN = "the-token-of-the-fuzzed-daemon";
const AT_ONCE = 20;
const PATIENCE = 10_000;
const UNBOUNDED = { burst: 1e9, perSecond: 1e9 };
const CHUNK = 200;

export async function fuzz(wanted: { requests: number; seed: number; say: (line: string) => void }): Promise<Fuzzed> {
  const home = mkdtempSync(join(tmpdir(), "drover-fuzz-"));
  const tmux = testTmux();
  tmux.open("red", ["cat"]);
  const bugs: string[] = [];
  const onBug = (error: unknown) => void bugs.push(error instanceof Error ? (error.stack ?? "") : String(error));
  const daemon = await startOn({
    dataDir: join(home, "data"),
    settings: settings(tmux.socket),
    profiles: PROFILES,
    host: "127.0.0.1",
    port: 0,
    dryRun: false,
    say: () => {},
    onBug,
  });
  if (daemon.kind !== "running") throw new Error(daemon.why);
  const options = { service: daemon.service, allowedHosts: [], machine: {}, now: () => Date.now(), onBug };
  const rates = { open: UNBOUNDED, signedIn: UNBOUNDED };
  const app = makeApp({ ...options, door: "tcp", token: TOKEN, peer: () => "same user", rates });
  const door = await listenTcp({ host: "127.0.0.1", port: 0, app });
  if (door.kind !== "listening") throw new Error(door.kind);
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const ask = (one: FuzzRequest) => answerTo(one, door.port, agent);
  try {
    for (const content of ["one", "two", "three", "four"]) await daemon.service.add({ content });
    const described = await ask({ ...PLAIN, path: "/openapi.json" });
    const document = Document.parse(JSON.parse(described.text));
    const ids = ["red", "blue", ...(await daemon.service.tasks({})).map(({ id }) => id), "task-1"];
    const drawn = fc.sample(requestsFor(document, known(ids)), { numRuns: wanted.requests, seed: wanted.seed });
    const faults: string[] = [];
    const byStatus: Record<string, number> = {};
    const filesBefore = openFiles();
    let heapBefore = 0;
    for (let from = 0; from < drawn.length; from += CHUNK) {
      const queue = drawn.slice(from, from + CHUNK);
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
            const answer = await ask(one);
            byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1;
            const fault = judge(one, answer, document, home);
            if (fault !== undefined)
              faults.push(`${one.method} ${one.path.slice(0, 200)} ${one.body?.slice(0, 200) ?? ""}: ${fault}`);
          }
        }),
      );
      if (heapBefore === 0 && from >= drawn.length / 10) heapBefore = heap();
      if (from % 2_000 === 0) wanted.say(`${from + CHUNK} requests, ${faults.length} faults`);
    }
    const health = await ask({ ...PLAIN, path: "/healthz" });
    if (health.status !== 200) faults.push(`afterwards /healthz answers ${health.status}`);
    agent.destroy();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const [filesAfter, heapAfter] = [openFiles(), heap()];
    return {
      requests: drawn.length,
      routes: Object.values(document.paths).flatMap((verbs) => Object.keys(verbs)).length,
      byStatus,
      faults: [...faults, ...bugs],
      grownMb: Math.round(heapAfter - heapBefore),
      openFiles: filesBefore === undefined || filesAfter === undefined ? undefined : filesAfter - filesBefore,
    };
  } finally {
    agent.destroy();
    await door.close();
    await daemon.stop();
    await tmux.end();
    rmSync(home, { recursive: true, force: true });
  }
}

const PLAIN = { operation: "", method: "GET", headers: {}, body: undefined, withToken: true };

const known = (ids: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...ids);

/** What is given to these sessions is typed nowhere: one pane is no agent's, the other is not there. */
const settings = (socket: string) => ({
  sessions: ["red", "blue"].map((name) => ({
    name: sessionName(name),
    tmux: name,
    socket,
    agent: "auto" as const,
    projects: [],
  })),
  policy: { ...DEFAULT_POLICY, generalPromptMax: 0 },
  generalPrompt: "",
  checkInterval: 60_000,
  personQuiet: 2_000,
  report: false,
  maxAttempts: 1,
});

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Status 0: none within its time, or the connection broke. A stream is left after its first words. */
function answerTo(one: FuzzRequest, port: number, agent: Agent): Promise<Answer> {
  const { method, path, headers, body, withToken } = one;
  return new Promise((resolve) => {
    const none = (text: string) => resolve({ status: 0, type: "", text });
    const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
    const head = {
      host: "localhost",
      ...length,
      ...headers,
      ...(withToken ? { authorization: `Bearer ${TOKEN}` } : {}),
    };
    const sent = request({ port, host: "127.0.0.1", method, path, headers: head, agent, timeout: PATIENCE });
    sent.once("timeout", () => sent.destroy(new Error("no answer within its time")));
    sent.once("error", (error: NodeJS.ErrnoException) => {
      // A kept connection that the server closed while we took it up: no request reached anybody (Node's docs, reusedSocket).
      if (sent.reusedSocket && error.code === "ECONNRESET") resolve(answerTo(one, port, agent));
      else none(error.message);
    });
    sent.once("response", (incoming) => {
      const type = incoming.headers["content-type"] ?? "";
      const status = incoming.statusCode ?? 0;
      const parts: Buffer[] = [];
      const done = () => resolve({ status, type, text: Buffer.concat(parts).toString() });
      incoming.on("data", (part: Buffer) => {
        parts.push(part);
        if (!type.startsWith("text/event-stream")) return;
        done();
        incoming.destroy();
      });
      incoming.once("end", done);
    });
    sent.end(body);
  });
}

/** What is wrong with an answer; undefined if nothing is. */
function judge(one: FuzzRequest, { status, type, text }: Answer, document: Document, home: string): string | undefined {
  if (status === 0) return text;
  if (status >= 500) return `${status} ${text.slice(0, 300)}`;
  if (text.includes(TOKEN) || text.includes(home) || /\n\s+at .*:\d+:\d+/.test(text))
    return `gives away: ${text.slice(0, 300)}`;
  if (status >= 400 && one.method !== "HEAD" && type !== "application/problem+json") return `${status} as ${type}`;
  const [method = "", path = ""] = one.operation.split(" ");
  const isItsOwn = one.method === method.toUpperCase();
  const statuses = Object.keys(document.paths[path]?.[method]?.responses ?? {});
  // An odd path may be no route at all.
  if (isItsOwn && !statuses.includes(String(status)) && status !== 404 && status !== 405)
    return `${status} is not described`;
  return undefined;
}

function heap(): number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

function openFiles(): number | undefined {
  try {
    return readdirSync("/proc/self/fd").length;
  } catch {
    return undefined;
  }
}
