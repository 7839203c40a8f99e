import type { ClaimId } from "../../machines/ids.ts";
import type { Clock } from "../../daemon/ports.ts";
import type { Run } from "./run.ts";

/** Another daemon's buffer lives for milliseconds, between its load and its paste. An older one belongs to nobody. */
const OLD = 10_000;

/** Deletes the buffers of drover that belong to none of these claims and are older than any fork in flight. */
export async function dropBuffers(run: Run, clock: Clock, keep: readonly ClaimId[]): Promise<void> {
  const ran = await run({ args: ["list-buffers", "-F", "#{buffer_created} #{buffer_name}"] });
  if (ran.kind !== "ended") return;
  for (const name of abandoned(ran.out, keep, clock.wall() - OLD)) await run({ args: ["delete-buffer", "-b", name] });
}

function abandoned(out: string, keep: readonly ClaimId[], before: number): readonly string[] {
  return out
    .split("\n")
    .map((line) => /^(\d+) (drover-[a-z0-9-]+)$/.exec(line))
    .filter((match) => match !== null)
    .filter(([, created]) => Number(created) * 1_000 < before)
    .map(([, , name = ""]) => name)
    .filter((name) => !keep.some((claim) => name.startsWith(`drover-${claim}-`)));
}
