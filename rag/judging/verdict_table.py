"""The table of verdicts in SQLite: its columns, and what is asked of it."""

import sqlite3

from rag.judging.journal_file import checksum_of

SCHEMA = """
CREATE TABLE IF NOT EXISTS verdicts (
  id INTEGER PRIMARY KEY,
  folded TEXT NOT NULL,
  question TEXT NOT NULL,
  kind TEXT NOT NULL,
  article_id TEXT NOT NULL,
  paragraph INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote TEXT NOT NULL,
  created TEXT NOT NULL,
  checksum TEXT,
  UNIQUE (folded, article_id, start, "end")
) STRICT
"""
RECORD = """
INSERT OR REPLACE INTO verdicts
  (folded, question, kind, article_id, paragraph, start, "end", quote, created,
   checksum)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
HAS_CHECKSUM = "SELECT 1 FROM pragma_table_info('verdicts') WHERE name = 'checksum'"
ADD_CHECKSUM = "ALTER TABLE verdicts ADD COLUMN checksum TEXT"
SELECT_CHECKED = """
SELECT checksum, question, folded, question, kind, article_id, paragraph, start, "end",
  quote, created
FROM verdicts WHERE checksum NOT NULL
"""
FORGET = "DELETE FROM verdicts WHERE folded = ? AND kind = ?"
SELECT = """
SELECT id, question, kind, article_id, paragraph, start, "end", quote, created
FROM verdicts WHERE folded = ? OR ? IS NULL ORDER BY id DESC
"""


def make_table(database: sqlite3.Connection) -> None:
    """Make the table, or add what a version before checksums lacks."""
    database.execute(SCHEMA)
    if not database.execute(HAS_CHECKSUM).fetchone():
        database.execute(ADD_CHECKSUM)


def problems_in(database: sqlite3.Connection) -> list[str]:
    """Check the file's structure, and each verdict that has a checksum by that."""
    found = [
        f"it is damaged ({text}); move it away to start a new one"
        for (text,) in database.execute("PRAGMA integrity_check")
        if text != "ok"
    ]
    if database.execute(HAS_CHECKSUM).fetchone():
        found += [
            f"a verdict on {question!r} was changed; take it back and judge anew"
            for checksum, question, *row in database.execute(SELECT_CHECKED)
            if checksum != checksum_of(row)
        ]
    return found
