// A tmux server in memory, for tests of what stands above the port. It passes the same contract suite as the real one.
// K1. A pane's program is a callback: what is typed reaches it at once, in order; what it shows, it sets.
// K2. Each step is guarded as the server guards it, and is one step: nothing comes between its guard and its deed.
// K3. Windows are panes here, and a moved window is noticed by whole seconds, as in tmux.
import { readFile } from "node:fs/promises";
import type { Answer, Clock, EnterOrder, MarkAnswer, MarkOrder, PasteOrder, TmuxServer } from "../../daemon/ports.ts";
import type { Look, PaneIdentity, ServerIdentity } from "../../machines/frame.ts";
import type { PaneId } from "../../machines/ids.ts";
import { paneId } from "../../machines/ids.ts";
import { formatMark } from "../../machines/mark.ts";

export type Step = "paste" | "enter" | "mark";
/** A fork that gave no word: it died before the deed, or after it. */
export type Fault = "before" | "after";

export interface FakePane {
  readonly id: PaneId;
  readonly session: string;
  identity(): PaneIdentity;
  /** Sets the screen, top row first, and the cursor (behind the last text unless given). */
  show(rows: readonly string[], cursor?: { readonly x: number; readonly y: number }): void;
  title(text: string): void;
  command(name: string): void;
  mark(): string;
  /** A key of an attached person: moves `session_activity`, then reaches the program. */
  key(bytes: string): void;
  set(flags: Partial<Flags>): void;
  /** The program ended and the pane stays. */
  die(): void;
  respawn(program: Program): void;
  close(): void;
}

export interface Flags {
  readonly inMode: boolean;
  readonly inputOff: boolean;
  readonly synchronized: boolean;
  /** The program asked for bracketed paste. */
  readonly bracketed: boolean;
}

/** What runs in a pane: gets each chunk of bytes that is typed into it. */
export type Program = (bytes: string, pane: FakePane) => void;

export interface FakeTmux {
  readonly server: TmuxServer;
  open(session: string, program: Program, size?: { readonly cols: number; readonly rows: number }): FakePane;
  /** The next step of this kind gives no word. */
  lose(step: Step, fault: Fault): void;
  kill(): void;
}

interface State extends Flags {
  readonly id: PaneId;
  readonly session: string;
  readonly size: { readonly cols: number; readonly rows: number };
  panePid: number;
  program: Program;
  rows: readonly string[];
  cursor: { readonly x: number; readonly y: number };
  title: string;
  command: string;
  mark: string;
  dead: boolean;
  moved: number;
  activity: number;
}

export function fakeTmux(
  clock: Pick<Clock, "now" | "wall">,
  read = (path: string) => readFile(path, "utf8"),
): FakeTmux {
  const panes = new Map<PaneId, State>();
  const faults = new Map<Step, Fault>();
  const listeners = new Set<() => void>();
  let identity: ServerIdentity | undefined;
  let pids = 100;
  let ids = 0;
  let swept = 0;

  const second = () => Math.floor(clock.wall() / 1_000);
  const wake = () => listeners.forEach((listener) => listener());
  const running = () => identity ?? { pid: 0, start: 0 };
  const identityOf = (pane: State): PaneIdentity => ({ server: running(), pane: pane.id, panePid: pane.panePid });
  const change = (pane: State, how: Partial<State>) => void Object.assign(pane, how, { moved: second() });
  const type = (pane: State, bytes: string) => pane.program(bytes, handle(pane));

  /** An order may know more of whom it means than a pane of a server: the agent's process, say. */
  const isMeant = ({ identity: meant }: { identity: PaneIdentity }, pane: State | undefined): pane is State =>
    pane?.id === meant.pane &&
    pane.panePid === meant.panePid &&
    running().pid === meant.server.pid &&
    running().start === meant.server.start;
  const takesKeys = (pane: State) => !pane.dead && !pane.inMode && !pane.inputOff && !pane.synchronized;

  /** Guard and deed as one; a fault takes away the word, and the deed too if it struck before. */
  function step<A>(kind: Step, allowed: boolean, deed: () => void, done: A, refused: A): A | InDoubt {
    if (identity === undefined) return doubt("no tmux server");
    const fault = faults.get(kind);
    faults.delete(kind);
    if (fault === "before") return doubt("lost before the deed");
    if (allowed) deed();
    if (fault === "after") return doubt("lost after the deed");
    return allowed ? done : refused;
  }

  function paste(order: PasteOrder, text: string): Answer {
    const pane = panes.get(order.identity.pane);
    const allowed =
      isMeant(order, pane) &&
      pane.mark === order.previousMark &&
      pane.activity === order.activity &&
      pane.cursor.x === order.cursor.x &&
      pane.cursor.y === order.cursor.y &&
      takesKeys(pane);
    const deed = () => {
      if (pane === undefined) return;
      pane.mark = formatMark(order.claim, "pasted");
      type(pane, pane.bracketed ? `\u001b[200~${text}\u001b[201~` : text);
    };
    return step<Answer>("paste", allowed, deed, { kind: "done" }, { kind: "refused", seen: seen(pane) });
  }

  function enter(order: EnterOrder): Answer {
    const pane = panes.get(order.identity.pane);
    const allowed =
      isMeant(order, pane) &&
      pane.mark === formatMark(order.claim, order.again ? "entered" : "pasted") &&
      pane.activity === order.activity &&
      pane.rows.some((row) => plain(row).includes(order.visible)) &&
      pane.cursor.x === order.cursor.x &&
      pane.cursor.y === order.cursor.y &&
      takesKeys(pane);
    const deed = () => {
      if (pane === undefined) return;
      pane.mark = formatMark(order.claim, order.again ? "entered2" : "entered");
      type(pane, "\r");
    };
    return step<Answer>("enter", allowed, deed, { kind: "done" }, { kind: "refused", seen: seen(pane) });
  }

  function mark(order: MarkOrder): MarkAnswer {
    const pane = panes.get(order.identity.pane);
    const meant = isMeant(order, pane);
    const deed = () => void (pane && (pane.mark = order.to));
    const refused: MarkAnswer = { kind: "seen", pane: meant, mark: pane?.mark ?? "" };
    return step<MarkAnswer>("mark", meant && pane.mark === order.from, deed, { kind: "done" }, refused);
  }

  function lookAt(pane: State): Look {
    const blank = Array.from({ length: pane.size.rows }, () => "");
    return {
      frame: {
        at: clock.now(),
        rows: [...pane.rows, ...blank].slice(0, pane.size.rows),
        size: pane.size,
        cursor: { ...pane.cursor, visible: true },
        alternate: false,
        title: pane.title,
        command: pane.command,
      },
      facts: {
        identity: identityOf(pane),
        dead: pane.dead,
        inMode: pane.inMode,
        inputOff: pane.inputOff,
        synchronized: pane.synchronized,
        mark: pane.mark,
        activity: pane.activity,
      },
    };
  }

  function handle(pane: State): FakePane {
    return {
      id: pane.id,
      session: pane.session,
      identity: () => identityOf(pane),
      show: (rows, cursor = behind(rows)) => change(pane, { rows, cursor }),
      title: (title) => {
        change(pane, { title });
        wake();
      },
      command: (command) => change(pane, { command }),
      mark: () => pane.mark,
      key: (bytes) => {
        pane.activity = second();
        type(pane, bytes);
      },
      set: (flags) => {
        Object.assign(pane, flags);
        wake();
      },
      die: () => {
        change(pane, { dead: true });
        wake();
      },
      respawn: (program) =>
        change(pane, { program, dead: false, panePid: (pids += 1), rows: [], cursor: { x: 0, y: 0 } }),
      close: () => {
        panes.delete(pane.id);
        wake();
      },
    };
  }

  function open(session: string, program: Program, size = { cols: 80, rows: 24 }): FakePane {
    identity ??= { pid: (pids += 1), start: second() };
    const pane: State = {
      id: paneId(`%${ids++}`),
      session,
      size,
      panePid: (pids += 1),
      program,
      rows: [],
      cursor: { x: 0, y: 0 },
      title: "",
      command: "node",
      mark: "",
      dead: false,
      inMode: false,
      inputOff: false,
      synchronized: false,
      bracketed: false,
      moved: second(),
      activity: second(),
    };
    panes.set(pane.id, pane);
    wake();
    return handle(pane);
  }

  const server: TmuxServer = {
    list: async () =>
      identity === undefined
        ? { kind: "no server" }
        : { kind: "panes", server: identity, panes: [...panes.values()].map(paneRow) },
    sweep: async () => {
      if (identity === undefined) return { kind: "no server" };
      const since = swept > second() ? 0 : swept;
      swept = second();
      const moved = [...panes.values()].filter((pane) => pane.moved >= since || pane.dead);
      return { kind: "moved", server: identity, panes: moved.map(({ id }) => id) };
    },
    look: async (wanted) =>
      new Map(
        wanted
          .map((id) => panes.get(id))
          .filter((pane) => pane !== undefined)
          .map((pane) => [pane.id, lookAt(pane)]),
      ),
    paste: async (order) => {
      const text = await read(order.spool).catch(() => "");
      return text === "" ? { kind: "refused", seen: `no text in ${order.spool}` } : paste(order, text);
    },
    enter: async (order) => enter(order),
    mark: async (order) => mark(order),
    directory: async (pane) => (panes.has(pane) ? "/somewhere" : undefined),
    dropBuffers: async () => {},
    wake: async (onWake) => {
      const listener = () => queueMicrotask(onWake);
      listeners.add(listener);
      listener();
      return async () => void listeners.delete(listener);
    },
  };

  return {
    server,
    open,
    lose: (step, fault) => void faults.set(step, fault),
    kill: () => {
      identity = undefined;
      panes.clear();
    },
  };
}

type InDoubt = { readonly kind: "in doubt"; readonly why: string };
const doubt = (why: string): InDoubt => ({ kind: "in doubt", why });

const paneRow = (pane: State) => ({
  pane: pane.id,
  panePid: pane.panePid,
  session: pane.session,
  windowIndex: 0,
  paneIndex: 0,
  active: true,
  dead: pane.dead,
  title: pane.title,
  command: pane.command,
});

const seen = (pane: State | undefined): string => (pane ? `drover_task=${pane.mark} pane_dead=${pane.dead}` : "");

/** The cells behind the last row that has text: right for text one cell wide. */
function behind(rows: readonly string[]): { x: number; y: number } {
  const y = Math.max(
    0,
    rows.findLastIndex((row) => row !== ""),
  );
  return { x: plain(rows[y] ?? "").length, y };
}

// oxlint-disable-next-line no-control-regex
const plain = (row: string): string => row.replaceAll(/\u001b\[[0-9;:]*m/g, "");
