import { expect, it } from "vitest";
import { waitFor } from "../support/wait.ts";
import { run } from "../cli/beside-daemon.ts";
import { house, sessionOn, taskIs } from "./house.ts";

const SLOW = { timeout: 60_000 };

it(
  "why: of a session, of a task that was done, of one that nobody takes, and of the screen that was read",
  SLOW,
  async () => {
    const { start, data, tmux } = house();
    const daemon = await start({ sessions: [{ ...sessionOn(tmux.socket), projects: ["%week2%"] }] });
    const why = async (what: string, ...more: readonly string[]) => {
      const { code, out, err } = await run(["why", what, ...more, "--data-dir", data]);
      expect([code, err]).toEqual([0, ""]);
      return out;
    };

    const add = async (content: string, project: string) => {
      const added = await daemon.service.add({ content, project });
      if (added.kind !== "added") throw new Error(added.kind);
      return added.task;
    };
    const done = await add("Mend the fence", "week2");
    await taskIs(daemon, "done");
    await waitFor("the session to be idle again", () => daemon.service.session("red")?.state === "idle");
    const other = await add("Paint it", "elsewhere");

    const told = await why(done.id);
    expect(told.split("\n")[0]).toBe(`${done.id}: done (priority 50, project week2, 1 tried)`);
    for (const word of [
      "claimed by red under c-",
      "chosen: the only task",
      " entered\n",
      " delivered\n",
      "proof: screen: ",
    ]) {
      expect(told).toContain(word);
    }
    expect(told).toMatch(/ended: done: /);
    expect(await why(other.id)).toContain("  red: does not take project elsewhere, only %week2%\n");

    // It has just come to rest: idle long enough is a fact of the next moments.
    const session = await waitFor("the session to be idle long enough", async () => {
      const said = await why("red", "--screen");
      return said.includes("missing  nothing: idle long enough") ? said : undefined;
    });
    expect(session).toContain("because  idle by drover-demo-agent/composer-empty");
    expect(session).toMatch(
      /^When the verdict changed, .*, screen [0-9a-f]{12}:\n(.*\n)*Now, title ".*", caret in row/m,
    );
    expect(session.match(/ demo> /g)?.length).toBeGreaterThanOrEqual(2);
  },
);

it("the journal keeps with a verdict what nearly matched, the title and the caret", SLOW, async () => {
  const { start } = house(["--work-range", "3000-3000"]);
  const daemon = await start();
  await daemon.service.add({ content: "Mend the fence" });
  await taskIs(daemon, "done");
  const seen = daemon.service
    .journal({ limit: 500, end: "newest" })
    .flatMap(({ data }) => (isCapture(data) && data.evidence.because.endsWith("/working-row") ? [data.evidence] : []));
  expect(seen[0]).toMatchObject({
    verdict: "busy",
    near: expect.arrayContaining([
      expect.objectContaining({ rule: "drover-demo-agent/composer-empty", verdict: "idle" }),
    ]),
    shown: { title: expect.any(String), cursor: { visible: expect.any(Boolean) }, size: { cols: 90, rows: 24 } },
  });
  expect(daemon.service.keptScreen(seen[0]?.screen ?? "")?.rows.join("\n")).toContain("Working…");
});

interface Capture {
  readonly evidence: { readonly because: string; readonly screen?: string };
}
const isCapture = (data: unknown): data is Capture =>
  typeof data === "object" && data !== null && "evidence" in data && "type" in data && data.type === "capture";
