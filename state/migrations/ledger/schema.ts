import type { Schema } from "../migrate.ts";
import { ledgerTables } from "./0001-ledger.ts";
import { retention } from "./0002-retention.ts";

export const LEDGER_SCHEMA: Schema = { table: "migrations", migrations: [ledgerTables, retention] };
