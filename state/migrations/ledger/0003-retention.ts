import type { Migration } from "../migrate.ts";

/**
 * When a claim began and when a screen was last seen: by these the old is told from what is still needed. A delivery that
 * was open before counts as begun at all times, so that nothing of it is lost.
 */
export const retention: Migration = {
  version: 3,
  name: "since when a delivery, until when a screen",
  up: (db) => void db.exec(CHANGES),
};

const CHANGES = `
ALTER TABLE deliveries ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
CREATE INDEX deliveries_closed ON deliveries (at) WHERE phase = 'closed';
CREATE INDEX deliveries_of_session ON deliveries (session);
ALTER TABLE screens ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;
UPDATE screens SET seen = at;
CREATE INDEX screens_seen ON screens (seen, hash);
`;
