import type { ClaimId } from "./ids.ts";
import { claimId } from "./ids.ts";
import type { Mark, MarkStage } from "./frame.ts";

const MARK = /^([a-z0-9-]+):(pasted|entered2?|void|held|closed)$/;

/** Reads `@drover_task`. Undefined for "" and for anything that drover did not write. */
export function parseMark(raw: string): Mark | undefined {
  const match = MARK.exec(raw);
  return match?.[1] && match[2] ? { claim: claimId(match[1]), stage: match[2] as MarkStage } : undefined;
}

export const formatMark = (claim: ClaimId, stage: MarkStage): string => `${claim}:${stage}`;

/** An open mark lets a new task in: nothing of an older one can still be on its way into the pane. */
export function isOpen(raw: string): boolean {
  if (raw === "") return true;
  const stage = parseMark(raw)?.stage;
  return stage === "void" || stage === "closed";
}
