import type { Schema } from "../migrate.ts";
import { ledgerTables } from "./0001-ledger.ts";
import { journalOfClaim } from "./0002-journal-of-claim.ts";

export const LEDGER_SCHEMA: Schema = { table: "migrations", migrations: [ledgerTables, journalOfClaim] };
