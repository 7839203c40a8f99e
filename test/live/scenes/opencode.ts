import { rows } from "../agents/kit.ts";
import { compacting, sending } from "./common.ts";
import type { Scenes } from "./scene.ts";

export const OPENCODE: Scenes = [
  { name: "compact", play: compacting("/compact", rows(/[Cc]ompact/)) },
  { name: "subagent", play: sending },
];
