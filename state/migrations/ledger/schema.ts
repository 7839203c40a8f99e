import type { Schema } from "../migrate.ts";
import { ledgerTables } from "./0001-ledger.ts";

export const LEDGER_SCHEMA: Schema = { table: "migrations", migrations: [ledgerTables] };
