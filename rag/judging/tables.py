"""The tables of a journal, as SQLite is told of them.

PostgreSQL takes the same words but for those that `journal_database` exchanges.
"""

VERSIONS = "versions"
COPIED = ("verdicts", "conversations", "turns", "pins")
"""The tables of what people said and asked; that of versions is made anew."""

_TABLES = """
CREATE TABLE IF NOT EXISTS versions (
  name TEXT PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS verdicts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  folded TEXT NOT NULL,
  question TEXT NOT NULL,
  kind TEXT NOT NULL,
  article_id TEXT NOT NULL,
  paragraph INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote TEXT NOT NULL,
  created TEXT NOT NULL,
  checksum TEXT NOT NULL,
  UNIQUE (folded, article_id, start, "end")
) STRICT;
CREATE TABLE IF NOT EXISTS conversations (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  within TEXT NOT NULL,
  created TEXT NOT NULL,
  updated TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS turns (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation TEXT NOT NULL,
  question TEXT NOT NULL,
  read_as TEXT,
  answer TEXT NOT NULL,
  searched TEXT NOT NULL,
  checksum TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS turns_of ON turns (conversation, id);
-- Of one place one pin: other words at it are those of another reading.
CREATE TABLE IF NOT EXISTS pins (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote_sha256 TEXT NOT NULL,
  kept TEXT NOT NULL,
  question TEXT NOT NULL,
  conversation TEXT NOT NULL,
  note TEXT NOT NULL,
  created TEXT NOT NULL,
  removed TEXT,
  checksum TEXT NOT NULL,
  UNIQUE (article_id, start, "end", quote_sha256)
) STRICT
"""
SCHEMA = _TABLES.split(";\n")
