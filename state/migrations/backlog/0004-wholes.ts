// A task with parts that were all done could be blocked for ever: reopened or retried, come after its parts, or with
// its last open part taken away, nobody freed it (found by test/state/backlog/goals-any-order.test.ts).
import type { Migration } from "../migrate.ts";
import { CLOSE_ALL, WHOLE_TRIGGERS } from "./whole-triggers.ts";

export const wholeTriggers: Migration = {
  version: 4,
  name: "a task with parts is done whenever all of them are, however it came to that",
  up: (db) => {
    db.exec(WHOLE_TRIGGERS);
    db.exec(CLOSE_ALL);
  },
};
