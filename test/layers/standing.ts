// What the table forbids and stands all the same, each with its reason. A new breach fails the test, and so does one that
// is gone and still listed here: the list can only be shortened without somebody deciding otherwise.

/** Commands that work without a daemon load what they need themselves, so that `--help` loads nothing. */
const OFFLINE: readonly string[] = [
  "cli/commands/config.ts -> config/schema.ts",
  "cli/commands/demo.ts -> agents/profiles.ts",
  "cli/commands/detect.ts -> agents/detect.ts",
  "cli/commands/detect.ts -> agents/explain.ts",
  "cli/commands/detect.ts -> agents/profile.ts (type)",
  "cli/commands/detect.ts -> agents/profiles.ts",
  "cli/commands/detect.ts -> machines/evidence.ts (type)",
  "cli/commands/detect.ts -> machines/frame.ts (type)",
  "cli/commands/down.ts -> adapters/processes/processes.ts",
  "cli/commands/down.ts -> config/durations.ts",
  "cli/commands/import.ts -> state/import/goals-db.ts",
  "cli/commands/import.ts -> state/import/state-file.ts",
  "cli/commands/init.ts -> adapters/clock.ts",
  "cli/commands/init.ts -> adapters/processes/processes.ts",
  "cli/commands/init.ts -> adapters/tmux/server.ts",
  "cli/commands/init.ts -> agents/identify.ts",
  "cli/commands/init.ts -> agents/profiles.ts",
  "cli/commands/init.ts -> daemon/ports.ts (type)",
  "cli/commands/record.ts -> config/durations.ts",
  "cli/commands/replay.ts -> agents/detect.ts",
  "cli/commands/replay.ts -> agents/expectation.ts",
  "cli/commands/replay.ts -> agents/expectation.ts (type)",
  "cli/commands/replay.ts -> agents/profile.ts",
  "cli/commands/replay.ts -> agents/profile.ts (type)",
  "cli/commands/replay.ts -> agents/profiles.ts",
  "cli/commands/replay.ts -> agents/replay.ts",
  "cli/commands/replay.ts -> agents/replay.ts (type)",
];

/** The typed client and the reader of the event stream are the server's own code on the client's side. */
const CLIENT: readonly string[] = [
  "cli/commands/control.ts -> server/client.ts",
  "cli/commands/log.ts -> server/read-events.ts",
  "cli/commands/status.ts -> server/client.ts",
  "cli/commands/tasks.ts -> server/client.ts",
  "cli/commands/why.ts -> server/client.ts",
];

export const STANDING_BREACHES: readonly string[] = [...OFFLINE, ...CLIENT].toSorted();

/** Of types alone: nothing of them runs in a circle. */
export const STANDING_CYCLES: readonly string[] = ["server/options.ts -> server/peer.ts -> server/options.ts"];
