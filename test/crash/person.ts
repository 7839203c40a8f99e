import type { Town } from "./town.ts";

/** How soon the person sees that an agent asks. ms */
const LOOKS = 150;

/** Says yes to whatever an agent asks, with a key of its own, so that the log tells its answers from an Enter too many. */
export function playPerson(town: Town): { stop(): void } {
  const answered = new Map<string, number>();
  const look = () => {
    for (const { name, pane, log } of town.agents) {
      const asked = log().filter(({ ev }) => ev === "asked" || ev === "answered");
      if (asked.at(-1)?.ev !== "asked" || answered.get(name) === asked.length) continue;
      answered.set(name, asked.length);
      town.tmux.run("send-keys", "-t", pane, "1");
    }
  };
  const timer = setInterval(look, LOOKS);
  return { stop: () => clearInterval(timer) };
}
