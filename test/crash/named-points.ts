/** Commits to the ledger (state.db): a group of transitions by what it wants done, a phase of a delivery, a deed done. */
const LEDGER = [
  "commit ask",
  "commit deliver",
  "commit release",
  "commit complete",
  "commit delivered",
  "commit capture",
  "advance pasting",
  "advance pasted",
  "advance entering",
  "advance entered",
  "advance delivered",
  "advance closed",
  "performed",
] as const;

/** Commits to the backlog (goals.db). Between one of these and the ledger's next lies the gap between the databases. */
const BACKLOG = ["claim", "begin", "complete done", "release"] as const;

const FILES = ["spool", "unspool"] as const;

/** Steps of the tmux server: a child process is in flight. */
const TMUX = ["paste", "enter", "mark void", "mark closed"] as const;

/** Every place of the protocol at which the campaign kills the daemon. */
export const POINTS: readonly string[] = [
  ...[...LEDGER, ...BACKLOG, ...FILES, ...TMUX].flatMap((call) => [`before ${call}`, `after ${call}`]),
  ...TMUX.map((call) => `during ${call}`),
];
