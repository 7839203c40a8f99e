import { z } from "zod";
import { claimId, runId } from "../../../machines/ids.ts";
import type { RunDeed } from "../../../machines/run-intents.ts";
import type { OpenDeed } from "../../../orchestrator/runs/run-book.ts";
import type { Db } from "../../database/open-file.ts";
import { findRun } from "./find-run.ts";

/** What runs have left to be done, oldest first. */
export function openDeeds(db: Db): () => readonly OpenDeed[] {
  const select = db.prepare("SELECT seq, run_id, deed FROM drover_run_deeds ORDER BY seq LIMIT 1000");
  const find = findRun(db);
  return () =>
    select.all().flatMap((raw) => {
      const { seq, run_id: id, deed } = ROW.parse(raw);
      const row = find(runId(id));
      return row === undefined ? [] : [{ seq, run: row.run, deed: DEED.parse(JSON.parse(deed)) }];
    });
}

const ROW = z.object({ seq: z.number(), run_id: z.string(), deed: z.string() });
const DEED: z.ZodType<RunDeed> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("inspect"), round: z.number() }),
  z.object({ kind: z.literal("offer") }),
  z.object({
    kind: z.literal("verdict"),
    claim: z.string().transform(claimId).nullable(),
    outcome: z.enum(["done", "failed", "again"]),
  }),
]);
