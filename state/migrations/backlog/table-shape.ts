import { z } from "zod";
import type { Db } from "../../database/open-file.ts";
import type { Column } from "./columns.ts";

export interface PresentColumn {
  readonly name: string;
  readonly type: string;
  readonly key: boolean;
}

/** The columns of a table, in lower case; empty if there is no such table. */
export const columnsOf = (db: Db, table: string): readonly PresentColumn[] =>
  z
    .array(z.object({ name: z.string(), type: z.string(), pk: z.number() }))
    .parse(db.pragma(`table_info(${table})`))
    .map(({ name, type, pk }) => ({ name: name.toLowerCase(), type: type.toUpperCase(), key: pk > 0 }));

/** Creates the table, or adds what another program's table of that name lacks; its rows stay. */
export function createOrExtend(db: Db, table: string, columns: readonly Column[]): void {
  const present = columnsOf(db, table).map(({ name }) => name);
  if (present.length === 0) db.exec(`CREATE TABLE ${table} (${columns.map(owned).join(", ")})`);
  else
    for (const column of columns.filter(({ name }) => !present.includes(name)))
      db.exec(`ALTER TABLE ${table} ADD COLUMN ${column.name} ${column.type} ${column.added ?? ""}`);
}

const owned = ({ name, type, own = "" }: Column): string => `${name} ${type} ${own}`;
