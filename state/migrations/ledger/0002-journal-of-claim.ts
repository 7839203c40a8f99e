import type { Migration } from "../migrate.ts";

export const journalOfClaim: Migration = {
  version: 2,
  name: "an index from a claim to its entries in the journal",
  up: (db) => void db.exec(INDEX),
};

const INDEX = `
CREATE INDEX journal_of_claim ON journal (json_extract(data, '$.claim'))
WHERE json_extract(data, '$.claim') IS NOT NULL;`;
