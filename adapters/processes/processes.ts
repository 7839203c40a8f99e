import { existsSync } from "node:fs";
import type { Processes } from "../../daemon/ports.ts";
import { procProcesses } from "./proc.ts";
import { psProcesses } from "./ps.ts";

/** The machine's processes: by /proc where the kernel lists children there, else by `ps`. */
export const systemProcesses = (): Processes => (existsSync(CHILDREN) ? procProcesses() : psProcesses());

const CHILDREN = `/proc/${process.pid}/task/${process.pid}/children`;
