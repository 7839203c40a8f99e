import type { Backlog } from "../../orchestrator/backlog.ts";
import type { Db } from "../database/open-file.ts";
import { isBusy } from "../database/sqlite-error.ts";
import { goalBookOver } from "./goal-book-over.ts";
import { claimTask, peekTask } from "./moves/claim.ts";
import { completeTask } from "./moves/complete.ts";
import { beginTask, releaseTask, startTask } from "./moves/hold.ts";
import { runBookOver } from "./run-book-over.ts";
import { cancelTask, finishTask, retryTask } from "./moves/settle.ts";
import type { BacklogOptions } from "./options.ts";
import { findTask } from "./queries/find-task.ts";
import { insertTask } from "./queries/insert-task.ts";
import { listTasks } from "./queries/list-tasks.ts";
import { readHistory } from "./queries/read-history.ts";
import { openClaims } from "./queries/open-claims.ts";
import { weighTask } from "./weigh-task.ts";
import { whenFree } from "./when-free.ts";

/** The port over one connection; `watch`, a second one, sees what the first and everybody else committed. */
export function backlogOver(db: Db, watch: Db, options: BacklogOptions): Backlog {
  const { now, host, runRules } = options;
  const free = whenFree(options.pause);
  const claim = claimTask(db, options);
  const peek = peekTask(db, options);
  const weigh = weighTask(db, options.goalRules);
  const begin = beginTask(db, runRules);
  const start = startTask(db, runRules);
  const complete = completeTask(db, runRules);
  const release = releaseTask(db, runRules);
  const claims = openClaims(db);
  const insert = insertTask(db);
  const find = findTask(db);
  const list = listTasks(db);
  const history = readHistory(db);
  const cancel = cancelTask(db, runRules);
  const retry = retryTask(db, runRules);
  const finish = finishTask(db, runRules);
  return {
    ...goalBookOver(db, free, { ...options.goalRules, checkText: options.checkText }),
    ...runBookOver(db, free, runRules),
    claim: (request) => free.write(() => claim(request)),
    peek: (request) => free.read(() => peek(request)),
    weigh: (id, at) => free.read(() => weigh(id, at)),
    begin: (claim, fence) => free.write(() => begin(claim, fence, now())),
    working: (claim, fence) => free.write(() => start(claim, fence, now())),
    complete: (claim, fence, ending, at) => free.write(() => complete(claim, fence, ending, at)),
    release: (claim) => free.write(() => release(claim, now())),
    openClaims: () => free.read(() => claims(host)),
    add: (task, at) => free.write(() => insert(task, at)),
    get: (id) => free.read(() => find(id)?.task),
    list: (filter) => free.read(() => list(filter)),
    history: (id) => free.read(() => history(id)),
    cancel: (id, at) => free.write(() => cancel(id, at)),
    retry: (id, at) => free.write(() => retry(id, at)),
    finish: (id, note, at) => free.write(() => finish(id, note, at)),
    version: versionOf(watch),
    close: () => {
      free.close();
      watch.close();
      db.close();
    },
  };
}

/** While the file is locked as a whole, nothing new can be seen: the last number stands. */
function versionOf(watch: Db): () => number {
  let last = 0;
  return () => {
    try {
      last = Number(watch.pragma("data_version", { simple: true }));
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
    return last;
  };
}
