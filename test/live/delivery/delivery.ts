import type { Kit } from "../agents/kit.ts";
import { startDaemon } from "../film/beside.ts";
import type { Driver } from "../film/driver.ts";
import { shoot } from "../film/studio.ts";
import type { Place } from "../film/studio.ts";
import { judgeDelivery, work } from "./deliver.ts";
import type { Delivered } from "./deliver.ts";

/** Gives one agent its five tasks, prints what came of each, answers how many went wrong. */
export async function deliverTo(kit: Kit, bin: string): Promise<number> {
  let results: readonly Delivered[] = [];
  const scene = async (driver: Driver, place: Place) => {
    results = await fiveTasks(driver, place);
  };
  const size = { cols: 120, rows: 40 };
  const { trouble, shots } = await shoot({ kit, bin, size, trusted: true, watched: false, scene });
  for (const { shape, verdict, ok } of results) {
    process.stdout.write(`${kit.id} · ${shape} · ${ok ? "ok" : "WRONG"}: ${verdict}\n`);
  }
  if (trouble !== undefined) process.stdout.write(`${kit.id}: the tasks broke off: ${trouble}\n`);
  const wrong = results.filter(({ ok }) => !ok).length + (trouble === undefined ? 0 : 1);
  if (wrong > 0) process.stdout.write(`${shots.at(-1)?.text ?? ""}\n`);
  return wrong;
}

async function fiveTasks(driver: Driver, place: Place): Promise<readonly Delivered[]> {
  const { kit, model } = driver;
  await driver.see("the shell", ({ text }) => text.endsWith("$"));
  await driver.type(driver.command);
  await driver.keys("Enter");
  const daemon = await startDaemon(place, { idleThreshold: 3_000, checkInterval: 5_000 });
  try {
    const { keys, hold } = driver;
    const worked = await work({ kit, daemon, keys, hold });
    const tasks = judgeDelivery(await daemon.service.tasks({}), model.asked, worked);
    return worked.ended ? tasks : [...tasks, { shape: "all", ok: false, verdict: "not over in time" }];
  } finally {
    await daemon.stop();
  }
}
