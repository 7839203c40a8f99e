// A hook's payload as it arrives. The script cuts one off that is too long: what tells is then found by pattern.
import { tagIn } from "./word.ts";

/** Keys whose value may stand as a plain string; none of them can be forged inside another string, where quotes are escaped. */
const KEYS = [
  "hook_event_name",
  "session_id",
  "prompt_id",
  "turn_id",
  "agent_id",
  "source",
  "tool_name",
  "notification_type",
  "message",
  "error",
  "reason",
];

/** Never throws; undefined for what is no object at all. */
export function payloadOf(text: string): unknown {
  const json = parsed(text);
  return typeof json === "object" && json !== null ? json : salvaged(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function salvaged(text: string): unknown {
  if (!text.trimStart().startsWith("{")) return undefined;
  const found = KEYS.flatMap((key) => {
    const value = new RegExp(`"${key}"\\s*:\\s*"([^"\\\\]{1,200})"`).exec(text)?.[1];
    return value === undefined ? [] : [[key, value]];
  });
  const tag = tagIn(text);
  const prompt = /"prompt"\s*:/.test(text) ? [["prompt", tag === undefined ? "(cut off)" : `[drover ${tag}]`]] : [];
  // A turn that ended with a list of background tasks that was cut off may have some.
  const behind = /"background_tasks"\s*:\s*\[\s*[^\]\s]/.test(text) ? [["background_tasks", ["?"]]] : [];
  return Object.fromEntries([...found, ...prompt, ...behind]);
}
