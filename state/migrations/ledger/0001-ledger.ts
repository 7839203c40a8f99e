import type { Migration } from "../migrate.ts";

export const ledgerTables: Migration = {
  version: 1,
  name: "journal, snapshots, outbox, timers, deliveries, screens",
  up: (db) => void db.exec(TABLES),
};

const TABLES = `
CREATE TABLE journal (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,
  at         INTEGER NOT NULL,
  session    TEXT NOT NULL,
  kind       TEXT NOT NULL,
  type       TEXT NOT NULL,
  from_state TEXT,
  to_state   TEXT,
  data       TEXT NOT NULL
);
CREATE INDEX journal_of_session ON journal (session, seq);

CREATE TABLE snapshots (
  session TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  json    TEXT NOT NULL
);

CREATE TABLE outbox (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  session TEXT NOT NULL,
  at      INTEGER NOT NULL,
  intent  TEXT NOT NULL
);

CREATE TABLE timers (
  session TEXT NOT NULL,
  id      TEXT NOT NULL,
  due     INTEGER NOT NULL,
  event   TEXT NOT NULL,
  PRIMARY KEY (session, id)
);

CREATE TABLE deliveries (
  claim   TEXT PRIMARY KEY,
  session TEXT NOT NULL,
  phase   TEXT NOT NULL,
  at      INTEGER NOT NULL,
  body    TEXT NOT NULL
);
CREATE INDEX deliveries_open ON deliveries (claim) WHERE phase <> 'closed';

CREATE TABLE screens (
  hash    TEXT PRIMARY KEY,
  session TEXT NOT NULL,
  at      INTEGER NOT NULL,
  body    BLOB NOT NULL
);
`;
