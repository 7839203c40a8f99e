import { execFile } from "node:child_process";
import type { Service } from "../../daemon/service.ts";

/** How long the person takes to answer. ms */
const THINKS = 2_000;

/** Plays the person: when an agent asks, it reads for two seconds and presses Enter. Shown as what it is. */
export function playPerson(socket: string, service: Service, say: (line: string) => void): { stop(): void } {
  /** By session, until it no longer asks. */
  const answering = new Map<string, NodeJS.Timeout>();
  const look = () => {
    for (const { name, activity } of service.sessions()) {
      if (activity !== "waiting") answering.delete(name);
      if (activity !== "waiting" || answering.has(name)) continue;
      say(`(demo) ${name} asks for leave; the person answers in ${THINKS / 1000} s`);
      answering.set(
        name,
        setTimeout(() => answer(name), THINKS),
      );
    }
  };
  const answer = (name: string) => {
    if (service.session(name)?.activity !== "waiting") return;
    say(`(demo) the person lets ${name} go on`);
    execFile("tmux", ["-u", "-L", socket, "send-keys", "-t", `=${name}:`, "Enter"], () => {});
  };
  const stopListening = service.subscribe(look);
  return {
    stop: () => {
      stopListening();
      for (const timer of answering.values()) clearTimeout(timer);
    },
  };
}
