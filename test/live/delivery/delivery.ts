import { join } from "node:path";
import { z } from "zod";
import { hooks } from "../../../cli/commands/hooks.ts";
import type { Running } from "../../../cli/compose/daemon.ts";
import { processIo } from "../../../cli/io.ts";
import type { Kit } from "../agents/kit.ts";
import { startDaemon } from "../film/beside.ts";
import type { Driver } from "../film/driver.ts";
import { shoot } from "../film/studio.ts";
import type { Place } from "../film/studio.ts";
import { judgeDelivery, work } from "./deliver.ts";
import type { Delivered } from "./deliver.ts";

/**
 * Gives one agent its five tasks, prints what came of each, answers how many went wrong. `hooked`: the agent tells of itself
 * through its own channel, and each task must be proven and ended by its word.
 */
export async function deliverTo(kit: Kit, bin: string, hooked: boolean): Promise<number> {
  let results: readonly Delivered[] = [];
  const scene = async (driver: Driver, place: Place) => {
    results = await fiveTasks(driver, place, hooked);
  };
  const size = { cols: 120, rows: 40 };
  const args = hooked ? kit.tellsWith : undefined;
  const take = { kit, bin, size, trusted: true, watched: false, scene };
  const { trouble, shots } = await shoot(args === undefined ? take : { ...take, args });
  for (const { shape, verdict, ok } of results) {
    process.stdout.write(`${kit.id} · ${shape} · ${ok ? "ok" : "WRONG"}: ${verdict}\n`);
  }
  if (trouble !== undefined) process.stdout.write(`${kit.id}: the tasks broke off: ${trouble}\n`);
  const wrong = results.filter(({ ok }) => !ok).length + (trouble === undefined ? 0 : 1);
  if (wrong > 0) process.stdout.write(`${shots.at(-1)?.text ?? ""}\n`);
  return wrong;
}

async function fiveTasks(driver: Driver, place: Place, hooked: boolean): Promise<readonly Delivered[]> {
  const { kit, model } = driver;
  await driver.see("the shell", ({ text }) => text.endsWith("$"));
  if (hooked) await installHooks(kit, place);
  await driver.type(driver.command);
  await driver.keys("Enter");
  if (hooked && kit.hooksAsk) {
    await driver.see(kit.hooksAsk.name, kit.hooksAsk.shows);
    await driver.keys(...kit.hooksAsk.keys);
  }
  const daemon = await startDaemon(place, { idleThreshold: 3_000, checkInterval: 5_000 });
  try {
    const { keys, hold } = driver;
    const worked = await work({ kit, daemon, keys, hold });
    const tasks = [...judgeDelivery(await daemon.service.tasks({}), model.asked, worked)];
    if (hooked) tasks.push(toldBy(daemon));
    return worked.ended ? tasks : [...tasks, { shape: "all", ok: false, verdict: "not over in time" }];
  } finally {
    await daemon.stop();
  }
}

/** As `drover hooks install AGENT --yes` does it, into the settings of the agent's own HOME. */
async function installHooks(kit: Kit, { top }: Place): Promise<void> {
  const home = join(top, "user");
  const lines: string[] = [];
  const env = { ...process.env, HOME: home, CODEX_HOME: join(home, ".codex") };
  const line = (text: string) => void lines.push(text);
  const io = { ...processIo(), env, cwd: home, out: line, err: line };
  const code = await hooks("install", kit.id, { dataDir: join(top, "data"), yes: true }, io);
  if (code !== 0) throw new Error(`hooks install ${kit.id}: ${lines.join(" ")}`);
}

/** How many of the proofs of delivery were the agent's own word, and what it said of ends. */
function toldBy(daemon: Running): Delivered {
  const entries = daemon.service.journal({ limit: 1_000, end: "newest" });
  const proofs = entries.filter(({ kind, type }) => kind === "event" && type === "delivered").map(proofOf);
  const receipts = proofs.filter((kind) => kind === "receipt").length;
  const ends = entries.filter(({ type }) => type === "channel").length;
  const verdict = `${receipts} of ${proofs.length} deliveries proven by its word, ${ends} words of it in the journal`;
  return { shape: "told by the agent", ok: receipts > 0, verdict };
}

const delivered = z.object({ proof: z.object({ kind: z.string() }) });
const proofOf = ({ data }: { readonly data: unknown }): string => delivered.parse(data).proof.kind;
