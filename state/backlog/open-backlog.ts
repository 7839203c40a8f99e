import type { Backlog } from "../../orchestrator/backlog.ts";
import type { Db } from "../database/open-file.ts";
import { makeDurable, openFile } from "../database/open-file.ts";
import { isBusy, isConstraint, troubleWith } from "../database/sqlite-error.ts";
import { misfit } from "../migrations/backlog/foreign-table.ts";
import { BACKLOG_SCHEMA } from "../migrations/backlog/schema.ts";
import { migrate, newerSchema } from "../migrations/migrate.ts";
import { backlogOver } from "./backlog-over.ts";
import type { BacklogOptions } from "./options.ts";
import { BUSY_TIMEOUT } from "./when-free.ts";

export type { BacklogOptions } from "./options.ts";

export type OpenedBacklog =
  | { readonly kind: "open"; readonly backlog: Backlog }
  /** One line: which file, what is wrong, what to do. The file is as it was. */
  | { readonly kind: "refused"; readonly why: string };

const PAUSE = 100;
/** Half a minute: only the first opening of a file needs to write, so hardly anybody ever waits here. */
const TRIES = 300;

/** Opens, creates or extends `goals.db`. Its directory must exist. */
export async function openBacklog(path: string, options: BacklogOptions): Promise<OpenedBacklog> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const opened = tryOpening(path, options);
    if (opened !== "busy") return opened;
    await options.pause(PAUSE);
  }
  return { kind: "refused", why: `${path} is locked by another program. End its transaction and start again.` };
}

function tryOpening(path: string, options: BacklogOptions): OpenedBacklog | "busy" {
  try {
    return prepare(openFile(path, BUSY_TIMEOUT), path, options);
  } catch (error) {
    if (isBusy(error)) return "busy";
    const why = constraintTrouble(path, error) ?? troubleWith(path, error);
    if (why === undefined) throw error;
    return { kind: "refused", why };
  }
}

function prepare(db: Db, path: string, options: BacklogOptions): OpenedBacklog {
  try {
    const why = newerSchema(db, BACKLOG_SCHEMA, path) ?? misfitTrouble(path, misfit(db));
    if (why !== undefined) {
      db.close();
      return { kind: "refused", why };
    }
    // In this order: a table that turns out not to fit is left byte for byte, journal mode included.
    migrate(db, BACKLOG_SCHEMA);
    makeDurable(db);
    return { kind: "open", backlog: backlogOver(db, openFile(path, BUSY_TIMEOUT), options) };
  } catch (error) {
    db.close();
    throw error;
  }
}

const misfitTrouble = (path: string, what: string | undefined): string | undefined =>
  what === undefined ? undefined : `${path} cannot be used: ${what}. ${ADVICE}`;

const constraintTrouble = (path: string, error: unknown): string | undefined =>
  isConstraint(error) && error instanceof Error
    ? `${path} cannot be used: its table \`tasks\` does not accept drover's rows (${error.message}). ${ADVICE}`
    : undefined;

const ADVICE = "Move it away, or choose another data directory; `drover import --goals-db` brings its tasks over.";
