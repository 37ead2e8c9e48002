/**
 * Tables of the upload ledger in `app.db`. `upload.state` knows "planning" and "planned" beside the states of the
 * contract; `upload_item.state` knows "claimed": taken from the queue, with an outcome that is not written down yet.
 */
export const ledgerMigrations = {
  capability: "transfers",
  steps: [
    `CREATE TABLE upload (
       id TEXT PRIMARY KEY,
       lake_id TEXT NOT NULL,
       zone_id TEXT NOT NULL,
       path TEXT NOT NULL,
       state TEXT NOT NULL,
       policy TEXT NOT NULL DEFAULT 'skip',
       created_at TEXT NOT NULL,
       sources TEXT NOT NULL,
       left_out INTEGER NOT NULL DEFAULT 0,
       error TEXT,
       warnings TEXT NOT NULL DEFAULT '[]'
     ) STRICT;
     CREATE TABLE upload_item (
       upload_id TEXT NOT NULL REFERENCES upload ON DELETE CASCADE,
       position INTEGER NOT NULL,
       path TEXT NOT NULL,
       fold TEXT NOT NULL,
       source TEXT,
       size INTEGER NOT NULL,
       modified REAL,
       existing TEXT,
       decision TEXT,
       numbered INTEGER NOT NULL DEFAULT 0,
       state TEXT NOT NULL DEFAULT 'waiting',
       doubtful INTEGER NOT NULL DEFAULT 0,
       recorded INTEGER NOT NULL DEFAULT 0,
       replaced INTEGER NOT NULL DEFAULT 0,
       sent INTEGER NOT NULL DEFAULT 0,
       stored_as TEXT,
       error TEXT,
       PRIMARY KEY (upload_id, position)
     ) STRICT, WITHOUT ROWID;
     CREATE INDEX upload_item_by_state ON upload_item (upload_id, state, position);
     CREATE INDEX upload_item_by_fold ON upload_item (upload_id, fold);`,
    // What a store has kept of a file that broke off.
    "ALTER TABLE upload_item ADD COLUMN resume TEXT;",
  ],
};
