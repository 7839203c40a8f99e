import type { Story } from "../stage.ts";
import { FAULTS } from "./faults.ts";
import { RECOVERY } from "./recovery.ts";
import { WORLD } from "./world.ts";

export const STORIES: readonly Story[] = [...RECOVERY, ...WORLD, ...FAULTS];
