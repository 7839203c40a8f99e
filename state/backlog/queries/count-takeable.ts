import { z } from "zod";
import type { ClaimRequest } from "../../../orchestrator/backlog.ts";
import type { Db } from "../../database/open-file.ts";
import { claimParameters, TAKEABLE } from "./shortlist.ts";

export function countTakeable(db: Db): (request: ClaimRequest) => number {
  const select = db.prepare(`SELECT count(*) AS n FROM tasks WHERE ${TAKEABLE}`);
  return (request) => z.object({ n: z.number() }).parse(select.get(claimParameters(request))).n;
}
