import type { Schema } from "../migrate.ts";
import { ledgerTables } from "./0001-ledger.ts";
import { journalOfClaim } from "./0002-journal-of-claim.ts";
import { retention } from "./0003-retention.ts";

export const LEDGER_SCHEMA: Schema = { table: "migrations", migrations: [ledgerTables, journalOfClaim, retention] };
