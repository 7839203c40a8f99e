// What the tmux server beside drover uses above the one without: memory and CPU time, in the second half of a soak, in
// which neither is restarted. Linux only; elsewhere nothing is said.
import { existsSync, readFileSync } from "node:fs";
import type { Person } from "./person.ts";

export interface Usage {
  readonly minutes: number;
  /** KB that the watched server has grown more than the other, from the first sample of the half to its last. */
  readonly grownKb: number;
  /** CPU seconds a minute that the watched server spends more, in the first and in the second part of the half. */
  readonly cpuBefore: number;
  readonly cpuAfter: number;
}

interface Sample {
  readonly at: number;
  readonly kb: number;
  readonly cpu: number;
}

export function usage(watched: Person, control: Person) {
  const samples: Sample[] = [];
  return {
    take: () => {
      const [here, there] = [read(watched.pid()), read(control.pid())];
      if (here && there) samples.push({ at: performance.now(), kb: here.kb - there.kb, cpu: here.cpu - there.cpu });
    },
    said: (): string => {
      const last = samples.at(-1);
      return last ? `${last.kb} KB and ${last.cpu.toFixed(2)} CPU s above the other` : "";
    },
    verdict: (): Usage | undefined => {
      const [first, last] = [samples[0], samples.at(-1)];
      const middle = samples[Math.floor(samples.length / 2)];
      if (!first || !middle || !last || first === last) return undefined;
      return {
        minutes: round((last.at - first.at) / 60_000),
        grownKb: last.kb - first.kb,
        cpuBefore: perMinute(first, middle),
        cpuAfter: perMinute(middle, last),
      };
    },
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
const perMinute = (from: Sample, to: Sample): number => round(((to.cpu - from.cpu) * 60_000) / (to.at - from.at));

/** Clock ticks a second in /proc: 100 on every Linux that Node runs on. Pages are what `statm` counts. */
function read(pid: number | undefined): { readonly kb: number; readonly cpu: number } | undefined {
  if (pid === undefined || !existsSync(`/proc/${pid}/statm`)) return undefined;
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const resident = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
  return { kb: resident * 4, cpu: (Number(fields[11]) + Number(fields[12])) / 100 };
}
