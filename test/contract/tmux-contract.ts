// What every TmuxServer keeps, whatever is behind it.
import { describe, expect, onTestFinished, test } from "vitest";
import type { TmuxServer } from "../../daemon/ports.ts";
import type { Look } from "../../machines/frame.ts";
import type { ClaimId, PaneId } from "../../machines/ids.ts";
import { claimId, paneId } from "../../machines/ids.ts";
import { waitFor } from "../support/wait.ts";

/** A server with the means to bring about what the suite asks about. */
export interface World {
  readonly server: TmuxServer;
  /** Opens a pane whose program keeps what it is sent, raw; resolves once it does. */
  open(session: string): Promise<WorldPane>;
  /** Puts a text where PASTE finds it. */
  spool(claim: ClaimId, text: string): Promise<string>;
  killServer(): Promise<void>;
  end(): Promise<void>;
}

export interface WorldPane {
  readonly id: PaneId;
  /** All bytes so far. */
  received(): string;
  /** The program puts this on an empty screen, rows from the top, the cursor behind the last. */
  show(rows: readonly string[]): void;
  title(text: string): void;
  copyMode(): void;
  inputOff(): void;
  synchronize(): void;
  die(): void;
  respawn(): void;
  close(): void;
}

const TAG = "[drover task-1a2b3c4d]";
const CLAIM = claimId("c1");

/** Runs the suite. The real server and the fake keep all of it. */
export function tmuxContract(name: string, make: () => Promise<World>): void {
  const world = async (): Promise<World> => {
    const made = await make();
    onTestFinished(() => made.end());
    return made;
  };
  describe(`${name}: tmux server`, () => {
    seeing(world);
    placing(world);
    pasting(world);
    entering(world);
    marking(world);
    waking(world);
  });
}

type Make = () => Promise<World>;

function seeing(world: Make): void {
  test("no server is a value, and nothing throws", async () => {
    const { server, open, killServer, spool } = await world();
    expect(await server.list()).toEqual({ kind: "no server" });
    const pane = await open("s");
    const order = await pasteOrder({ server, spool }, pane.id);
    await killServer();
    expect(await server.list()).toEqual({ kind: "no server" });
    expect(await server.sweep()).toEqual({ kind: "no server" });
    expect(await server.look([pane.id])).toEqual(new Map());
    expect(await server.paste(order)).toMatchObject({ kind: "in doubt" });
    expect(await server.enter(enterOrder(order, { x: 0, y: 0 }))).toMatchObject({ kind: "in doubt" });
    expect(await server.mark({ identity: order.identity, from: "", to: "c1:void" })).toMatchObject({
      kind: "in doubt",
    });
    await server.dropBuffers([]);
  });

  test("the list names each pane and its session", async () => {
    const { server, open } = await world();
    const [one, two] = [await open("one"), await open("two words")];
    const listing = await server.list();
    expect(listing).toMatchObject({ kind: "panes", server: { pid: expect.any(Number), start: expect.any(Number) } });
    if (listing.kind !== "panes") throw new Error("no listing");
    expect(listing.panes).toHaveLength(2);
    expect(listing.panes.find(({ pane }) => pane === one.id)).toMatchObject({
      session: "one",
      active: true,
      dead: false,
    });
    expect(listing.panes.find(({ pane }) => pane === two.id)).toMatchObject({ session: "two words", windowIndex: 0 });
  });

  test("the first sweep reports every pane, a later one those that moved", async () => {
    const { server, open } = await world();
    const [still, moving] = [await open("still"), await open("moving")];
    expect([...(await swept(server))].sort()).toEqual([still.id, moving.id]);
    await waitFor("both to be quiet", async () => (await swept(server)).length === 0);
    moving.show(["now"]);
    expect(await waitFor("a move", async () => nonEmpty(await swept(server)))).toEqual([moving.id]);
    still.die();
    await waitFor("the end to be swept", async () => (await swept(server)).includes(still.id));
  });

  test("a look has the screen row by row, and the facts", async () => {
    const { server, open } = await world();
    const pane = await open("s");
    pane.title("a title: é😀 #{pid} #(id) \\ \"'");
    pane.show(["first", "", "  › third; é😀", "$"]);
    const { frame, facts } = await look(server, pane.id, ({ frame }) => frame.rows[3] === "$" && frame.title !== "vm");
    expect(frame.rows).toEqual(["first", "", "  › third; é😀", "$", ...Array.from({ length: 20 }, () => "")]);
    expect(frame).toMatchObject({
      size: { cols: 80, rows: 24 },
      cursor: { x: 1, y: 3, visible: true },
      alternate: false,
      // Another tmux under test may be one that defuses what a format would run, and doubles the backslash (3.8).
      title:
        process.env["DROVER_TMUX"] === undefined
          ? "a title: é😀 #{pid} #(id) \\ \"'"
          : expect.stringMatching(/^a title: é😀 #\{pid\} [#_]\(id\) \\{1,2} "'$/),
    });
    const flags = { dead: false, inMode: false, inputOff: false, synchronized: false };
    expect(facts).toMatchObject({ ...flags, mark: "", identity: { pane: pane.id, panePid: expect.any(Number) } });
    expect(Math.abs(facts.activity - Date.now() / 1_000)).toBeLessThan(60);
  });

  test("a pane that is gone does not hide the others", async () => {
    const { server, open } = await world();
    const [one, gone, two] = [await open("one"), await open("gone"), await open("two")];
    gone.close();
    await waitFor("its end", async () => !(await server.look([gone.id])).has(gone.id));
    const seen = await server.look([paneId("%98"), one.id, gone.id, two.id, paneId("%99")]);
    expect([...seen.keys()].sort()).toEqual([one.id, two.id].sort());
  });
}

/** Texts that some way of sending them breaks. */
const TEXTS: Readonly<Record<string, string>> = {
  "a word": "hello",
  quotes: `it's "quoted" \`so\``,
  "a semicolon at the end": "one; two;",
  "dollars and a tilde": "~root $HOME ${HOME} $(id) %s",
  "formats of tmux": "#{pid} #(touch x) #[fg=red] #S ##",
  newlines: "one\ntwo\n\n\tfour\n",
  "not ASCII": "é ß 漢字 😀 👩‍👩‍👧 \u00a0 ›",
  "a leading dash": "-t %0",
  backslashes: "\\n \\\\ \\e[0m",
};

/** Of the directory of what runs in a pane. */
function placing(world: Make): void {
  test("the directory of a pane is told, of one that is gone it is not", async () => {
    const { server, open } = await world();
    const [pane, gone] = [await open("one"), await open("two")];
    expect(await waitFor("a directory", () => server.directory(pane.id))).toMatch(/^\//);
    gone.close();
    await waitFor("its end", async () => !(await server.look([gone.id])).has(gone.id));
    expect(await server.directory(gone.id)).toBeUndefined();
    expect(await server.directory(paneId("%99"))).toBeUndefined();
  });
}

function pasting(world: Make): void {
  test("a paste is exact to the byte", async () => {
    const { server, open, spool } = await world();
    const pane = await open("s");
    let sent = "";
    for (const [n, text] of Object.values(TEXTS).entries()) {
      const order = await pasteOrder({ server, spool }, pane.id, { claim: claimId(`c${n}`), text });
      expect(await server.paste(order)).toEqual({ kind: "done" });
      await server.mark({ identity: order.identity, from: `c${n}:pasted`, to: `c${n}:closed` });
      sent += text;
    }
    await waitFor("all of it", () => pane.received().length >= sent.length);
    expect(pane.received()).toBe(sent);
  });

  test("100 KB arrive whole", async () => {
    const { server, open, spool } = await world();
    const pane = await open("s");
    const text = "0123456789 wörd;\n".repeat(6_000);
    expect(await server.paste(await pasteOrder({ server, spool }, pane.id, { text }))).toEqual({ kind: "done" });
    await waitFor("all of it", () => pane.received().length >= text.length);
    expect(pane.received()).toBe(text);
  });

  test("of twenty equal pastes at once one is done", async () => {
    const { server, open, spool } = await world();
    const pane = await open("s");
    const order = await pasteOrder({ server, spool }, pane.id);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => server.paste({ ...order, nonce: `n${n}` })));
    expect(answers.filter(({ kind }) => kind === "done")).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === "refused")).toHaveLength(19);
    await mark(server, pane.id, "c1:pasted");
    await waitFor("the text", () => pane.received() !== "");
    expect(pane.received()).toBe("the task");
  });

  for (const [why, { arrange, change }] of Object.entries({ ...PANE_GUARDS, ...PASTE_GUARDS }))
    test(`a paste is refused: ${why}`, async () => {
      const { server, open, spool } = await world();
      const pane = await open("s");
      const order = await pasteOrder({ server, spool }, pane.id);
      arrange?.(pane);
      await settled(server, pane.id, why);
      expect(await server.paste({ ...order, ...change?.(order) })).toMatchObject({ kind: "refused" });
      expect(await server.list()).toMatchObject({ kind: "panes" });
      await mark(server, pane.id, "");
      expect(pane.received()).toBe("");
    });

  test("a paste without a text is refused and leaves no mark", async () => {
    const { server, open, spool } = await world();
    const pane = await open("s");
    const order = await pasteOrder({ server, spool }, pane.id);
    expect(await server.paste({ ...order, spool: `${order.spool}-gone` })).toMatchObject({ kind: "refused" });
    await mark(server, pane.id, "");
  });

  test("a paste into a pane that is gone is refused", async () => {
    const { server, open, spool } = await world();
    const [pane] = [await open("s"), await open("other")];
    const order = await pasteOrder({ server, spool }, pane.id);
    pane.close();
    await waitFor("its end", async () => !(await server.look([pane.id])).has(pane.id));
    expect(await server.paste(order)).toMatchObject({ kind: "refused" });
  });
}

function entering(world: Make): void {
  test("Enter is one carriage return, and once more only as such", async () => {
    const { server, pane, order } = await pasted(await world());
    expect(await server.enter({ ...order, again: true })).toMatchObject({ kind: "refused" });
    expect(await server.enter(order)).toEqual({ kind: "done" });
    expect(await server.enter(order)).toMatchObject({ kind: "refused" });
    expect(await server.enter({ ...order, again: true })).toEqual({ kind: "done" });
    expect(await server.enter({ ...order, again: true })).toMatchObject({ kind: "refused" });
    await mark(server, pane.id, "c1:entered2");
    await waitFor("both", () => pane.received() === "the task\r\r");
  });

  test("of twenty equal Enters at once one is done", async () => {
    const { server, pane, order } = await pasted(await world());
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.enter(order)));
    expect(answers.filter(({ kind }) => kind === "done")).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === "refused")).toHaveLength(19);
    await mark(server, pane.id, "c1:entered");
    await waitFor("it", () => pane.received() !== "the task");
    expect(pane.received()).toBe("the task\r");
  });

  for (const visible of [TAG, "drover", "› [Pasted text #1 +11 lines]", "é😀 wide: 50%, {x}"])
    test(`Enter finds ${visible} on the screen`, async () => {
      const { server, order } = await pasted(await world());
      expect(await server.enter({ ...order, visible })).toEqual({ kind: "done" });
    });

  for (const [why, { arrange, change }] of Object.entries({ ...PANE_GUARDS, ...ENTER_GUARDS }))
    test(`Enter is refused: ${why}`, async () => {
      const { server, pane, order } = await pasted(await world());
      arrange?.(pane);
      await settled(server, pane.id, why);
      expect(await server.enter({ ...order, ...change?.(order) })).toMatchObject({ kind: "refused" });
      expect(await server.list()).toMatchObject({ kind: "panes" });
      await mark(server, pane.id, "c1:pasted");
      expect(pane.received()).toBe("the task");
    });
}

function marking(world: Make): void {
  test("a mark is set only over the one that was expected", async () => {
    const { server, open, spool } = await world();
    const pane = await open("s");
    const { identity } = await pasteOrder({ server, spool }, pane.id);
    expect(await server.mark({ identity, from: "c1:pasted", to: "c1:held" })).toEqual({
      kind: "seen",
      pane: true,
      mark: "",
    });
    expect(await server.mark({ identity, from: "", to: "c1:void" })).toEqual({ kind: "done" });
    expect(await server.mark({ identity, from: "", to: "c2:void" })).toEqual({
      kind: "seen",
      pane: true,
      mark: "c1:void",
    });
    await mark(server, pane.id, "c1:void");
  });

  test("a mark goes on no other pane", async () => {
    const { server, open, spool } = await world();
    const [pane] = [await open("s"), await open("other")];
    const { identity } = await pasteOrder({ server, spool }, pane.id);
    pane.respawn();
    await look(server, pane.id, ({ facts }) => facts.identity.panePid !== identity.panePid);
    expect(await server.mark({ identity, from: "", to: "c1:void" })).toEqual({ kind: "seen", pane: false, mark: "" });
    pane.close();
    await waitFor("its end", async () => !(await server.look([pane.id])).has(pane.id));
    expect(await server.mark({ identity, from: "", to: "c1:void" })).toEqual({ kind: "seen", pane: false, mark: "" });
  });

  test("a mark that was voided keeps a late paste out", async () => {
    const { server, open, spool } = await world();
    const pane = await open("s");
    const order = await pasteOrder({ server, spool }, pane.id);
    await server.mark({ identity: order.identity, from: "", to: "c1:void" });
    expect(await server.paste(order)).toMatchObject({ kind: "refused" });
  });
}

function waking(world: Make): void {
  test("a new title and an ended pane wake, and after the stop nothing does", async () => {
    const { server, open } = await world();
    const [one, two] = [await open("one"), await open("two")];
    let wakes = 0;
    const stop = await server.wake(() => void (wakes += 1));
    await waitFor("the wake of the beginning", () => wakes === 1);
    one.title("working");
    await waitFor("the title's wake", () => wakes > 1);
    const before = wakes;
    two.close();
    await waitFor("the end's wake", () => wakes > before);
    await stop();
    const after = wakes;
    one.title("done");
    await look(server, one.id, ({ frame }) => frame.title === "done");
    expect(wakes).toBe(after);
  });
}

interface Guard<Order> {
  readonly arrange?: (pane: WorldPane) => void;
  readonly change?: (order: Order) => Partial<Order>;
}

type Orders = Awaited<ReturnType<typeof pasteOrder>>;
type Enters = ReturnType<typeof enterOrder>;
type Common = Pick<Orders, "identity" | "activity">;

const PANE_GUARDS: Readonly<Record<string, Guard<Common>>> = {
  "the pane is dead": { arrange: (pane) => pane.die() },
  "copy mode": { arrange: (pane) => pane.copyMode() },
  "input is off": { arrange: (pane) => pane.inputOff() },
  "keys go to all panes": { arrange: (pane) => pane.synchronize() },
  respawned: { arrange: (pane) => pane.respawn() },
  "another first process": { change: ({ identity }) => ({ identity: { ...identity, panePid: identity.panePid + 1 } }) },
  "another server": {
    change: ({ identity }) => ({ identity: { ...identity, server: { ...identity.server, start: 1 } } }),
  },
  "a person pressed a key": { change: ({ activity }) => ({ activity: activity - 1 }) },
};

const PASTE_GUARDS: Readonly<Record<string, Guard<Orders>>> = {
  "another mark": { change: () => ({ previousMark: "c0:closed" }) },
  "the cursor moved": { change: ({ cursor }) => ({ cursor: { ...cursor, x: cursor.x + 1 } }) },
  "a mark that is not drover's": { change: () => ({ previousMark: "}x,#(id)" }) },
};

const ENTER_GUARDS: Readonly<Record<string, Guard<Enters>>> = {
  "another claim": { change: () => ({ claim: claimId("c2") }) },
  "the task is not on the screen": { change: () => ({ visible: "[drover task-ffffffff]" }) },
  "the cursor moved": { change: ({ cursor }) => ({ cursor: { ...cursor, x: cursor.x + 1 } }) },
};

/** Waits until the server itself shows what was arranged. */
async function settled(server: TmuxServer, pane: PaneId, why: string): Promise<void> {
  const shows: Readonly<Record<string, (look: Look) => boolean>> = {
    "the pane is dead": ({ facts }) => facts.dead,
    "copy mode": ({ facts }) => facts.inMode,
    "input is off": ({ facts }) => facts.inputOff,
    "keys go to all panes": ({ facts }) => facts.synchronized,
  };
  await look(server, pane, shows[why] ?? (() => true));
}

/** An order that the pane as it stands would accept. */
async function pasteOrder(
  { server, spool }: Pick<World, "server" | "spool">,
  pane: PaneId,
  { claim = CLAIM, text = "the task" } = {},
) {
  const { facts, frame } = await look(server, pane);
  return {
    identity: facts.identity,
    claim,
    previousMark: facts.mark,
    activity: facts.activity,
    cursor: { x: frame.cursor.x, y: frame.cursor.y },
    spool: await spool(claim, text),
    nonce: "n",
  };
}

const enterOrder = (paste: Orders, cursor: { x: number; y: number }) => ({
  identity: paste.identity,
  claim: paste.claim,
  again: false,
  activity: paste.activity,
  cursor,
  visible: TAG,
});

/** A pane with the task pasted and its tag on the screen, and an Enter that it would accept. */
async function pasted({ server, open, spool }: World) {
  const pane = await open("s");
  const order = await pasteOrder({ server, spool }, pane.id);
  expect(await server.paste(order)).toEqual({ kind: "done" });
  await waitFor("the text", () => pane.received() === "the task");
  pane.show(["│ the task", `│ ${TAG}`, "› [Pasted text #1 +11 lines]", "é😀 wide: 50%, {x}", ">"]);
  const { frame } = await look(server, pane.id, ({ frame }) => frame.rows[4] === ">");
  return { server, pane, order: enterOrder(order, { x: frame.cursor.x, y: frame.cursor.y }) };
}

/** Looks until it shows what is waited for. */
const look = (server: TmuxServer, pane: PaneId, is: (look: Look) => boolean = () => true): Promise<Look> =>
  waitFor("the look", async () => {
    const seen = (await server.look([pane])).get(pane);
    return seen !== undefined && is(seen) && seen;
  });

async function mark(server: TmuxServer, pane: PaneId, mark: string): Promise<void> {
  expect((await look(server, pane)).facts.mark).toBe(mark);
}

async function swept(server: TmuxServer): Promise<readonly PaneId[]> {
  const sweep = await server.sweep();
  return sweep.kind === "moved" ? sweep.panes : [];
}

const nonEmpty = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);
