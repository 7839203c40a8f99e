// A whole daemon forgets details of runs by its config, and by a config that was changed under it.
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startOn } from "../../cli/compose/daemon.ts";
import type { Reread } from "../../cli/compose/reloading.ts";
import { settingsOf } from "../../cli/compose/settings.ts";
import { parseConfig } from "../../config/parse.ts";
import type { World } from "../../daemon/world.ts";
import { inspectedRun } from "../daemon/runs/stage.ts";
import { opened } from "../state/backlog/open-for-test.ts";
import { temporaryDirectory } from "../state/temporary.ts";
import { waitFor } from "../support/wait.ts";

const DAY = 86_400_000;

/** A config that watches nothing. */
function configOf(text: string): Extract<Reread, { kind: "ok" }> {
  const parsed = parseConfig(text, "drover.toml");
  const composed = parsed.kind === "ok" ? settingsOf(parsed.config, undefined) : parsed;
  if (parsed.kind === "wrong" || composed.kind === "wrong") throw new Error("the config is wrong");
  return {
    ...composed,
    settings: { ...composed.settings, sessions: [] },
    config: parsed.config,
    file: undefined,
  };
}

it("as long as it says, and anew when it says otherwise", { timeout: 30_000 }, async () => {
  const data = temporaryDirectory();
  const backlog = await opened(join(data, "goals.db"));
  onTestFinished(() => backlog.close());
  const { id } = await inspectedRun(backlog, Date.now() - 3 * DAY);

  let walks = 0;
  // What waits for a minute waits for a moment.
  const around = (world: World): World => ({
    ...world,
    clock: { ...world.clock, after: (ms, callback) => world.clock.after(ms === 60_000 ? 50 : ms, callback) },
    backlog: {
      ...world.backlog,
      removeDetails: (...args) => world.backlog.removeDetails(...args).finally(() => void (walks += 1)),
    },
  });
  const started = configOf('[retention]\nruns = "5d"');
  let current = started;
  const { settings, profiles } = started;
  const daemon = await startOn({
    dataDir: data,
    settings,
    profiles,
    host: "127.0.0.1",
    port: 0,
    dryRun: false,
    say: () => {},
    onBug: (error) => {
      throw error;
    },
    reload: { started, reread: async () => current },
    around,
  });
  if (daemon.kind !== "running") throw new Error(daemon.why);
  onTestFinished(() => daemon.stop());

  await waitFor("a walk", () => walks > 0, 10_000);
  expect(await backlog.patch(id)).toBe("+x");
  current = configOf('[retention]\nruns = "2d"');
  await daemon.reload();
  await waitFor("the details to go", async () => (await backlog.patch(id)) === undefined, 10_000);
  expect(await backlog.reports(id)).toMatchObject([{ detailsRemovedAt: expect.any(Number) }]);
});
