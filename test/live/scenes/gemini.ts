import { rows } from "../agents/kit.ts";
import { compacting } from "./common.ts";
import type { Scenes } from "./scene.ts";

export const GEMINI: Scenes = [{ name: "compact", play: compacting("/compress", rows(/compress/i)) }];
