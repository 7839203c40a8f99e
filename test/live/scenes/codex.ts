import { rows } from "../agents/kit.ts";
import { compacting, resuming } from "./common.ts";
import type { Scenes } from "./scene.ts";

export const CODEX: Scenes = [
  { name: "compact", play: compacting("/compact", rows(/[Cc]ompact/)) },
  { name: "resume", play: resuming("resume", rows(/Remember this/)) },
];
