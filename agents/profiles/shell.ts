import { NEVER, PROMPT } from "../profile.ts";
import type { Profile } from "../profile.ts";

/** A shell that the user named as a session's agent: it is watched, and nothing on its screen is ever idle. */
export const shell: Profile = {
  id: "shell",
  aliases: [],
  process: [],
  screen: [],
  versions: [],
  composers: [],
  patience: PROMPT,
  pasted: NEVER,
  ownPrompt: NEVER,
  rules: [],
  flags: [],
};
