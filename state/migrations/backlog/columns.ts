import { NEW_TASK_ID, NOW } from "./normal-row.ts";

export interface Column {
  readonly name: string;
  readonly type: string;
  /** SQL behind the type in a table of our own. */
  readonly own?: string;
  /** SQL behind the type where the column is added to a table that exists: constant defaults only. */
  readonly added?: string;
}

/** All but `content` may be left out or NULL by other programs; a trigger fills them in. */
export const TASKS: readonly Column[] = [
  { name: "id", type: "TEXT", own: `PRIMARY KEY DEFAULT (${NEW_TASK_ID})` },
  { name: "content", type: "TEXT", own: "NOT NULL" },
  { name: "project", type: "TEXT", own: "DEFAULT ''", added: "DEFAULT ''" },
  { name: "category", type: "TEXT", own: "DEFAULT 'general'", added: "DEFAULT 'general'" },
  { name: "priority", type: "INTEGER", own: "DEFAULT 50", added: "DEFAULT 50" },
  { name: "status", type: "TEXT", own: "DEFAULT 'pending'", added: "DEFAULT 'pending'" },
  { name: "created_at", type: "TEXT", own: `DEFAULT (${NOW})` },
  { name: "goal_id", type: "TEXT" },
  { name: "deadline", type: "TEXT" },
  { name: "size", type: "TEXT" },
  { name: "check_command", type: "TEXT" },
  { name: "session", type: "TEXT" },
  { name: "not_before", type: "TEXT" },
  { name: "attempts", type: "INTEGER", own: "NOT NULL DEFAULT 0", added: "NOT NULL DEFAULT 0" },
  { name: "fence", type: "INTEGER", own: "NOT NULL DEFAULT 0", added: "NOT NULL DEFAULT 0" },
  { name: "claim", type: "TEXT" },
  { name: "claimed_by", type: "TEXT" },
  { name: "note", type: "TEXT" },
  { name: "finished_at", type: "TEXT" },
];

export const VISIONS: readonly Column[] = [
  { name: "id", type: "TEXT", own: "PRIMARY KEY DEFAULT ('vision-' || lower(hex(randomblob(4))))" },
  { name: "content", type: "TEXT" },
  { name: "created_at", type: "TEXT", own: `DEFAULT (${NOW})` },
];

export const GOALS: readonly Column[] = [
  { name: "id", type: "TEXT", own: "PRIMARY KEY DEFAULT ('goal-' || lower(hex(randomblob(4))))" },
  { name: "vision_id", type: "TEXT" },
  { name: "content", type: "TEXT" },
  { name: "project", type: "TEXT", own: "DEFAULT ''", added: "DEFAULT ''" },
  { name: "category", type: "TEXT", own: "DEFAULT 'general'", added: "DEFAULT 'general'" },
  { name: "priority", type: "INTEGER", own: "DEFAULT 50", added: "DEFAULT 50" },
  { name: "status", type: "TEXT", own: "DEFAULT 'active'", added: "DEFAULT 'active'" },
  { name: "deadline", type: "TEXT" },
  { name: "created_at", type: "TEXT", own: `DEFAULT (${NOW})` },
];
