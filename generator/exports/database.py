"""The rows as one SQLite file: a table for each list, the lists within rows as tables of links, what ids stand for, and views.

It is built in memory and handed over as bytes; the same rows give the same bytes where SQLite is of the same version.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from generator.tables import FORMAT, TABLES, Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.exports.dataset import Dataset, Row
    from generator.exports.forms import Form

TERMS = ("series", "topics", "parties", "agreements", "phrases", "acts")
"""The vocabularies of which the file has what is in use."""
_TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}
_WRITTEN = frozenset({"list", "places"})
"""The kinds of field that hold JSON."""
_json = json.JSONEncoder(ensure_ascii=False)
_FULL_TEXT = """
CREATE VIRTUAL TABLE statements_fts USING fts5 (quote, speaker, content=statements, tokenize="unicode61 remove_diacritics 2");
INSERT INTO statements_fts (statements_fts) VALUES ('rebuild');
CREATE VIRTUAL TABLE briefs_fts USING fts5 (title, content=briefs, tokenize="unicode61 remove_diacritics 2");
INSERT INTO briefs_fts (briefs_fts) VALUES ('rebuild');
"""
VIEWS = """
CREATE VIEW positions AS
SELECT s.id, s.date, m.title AS meeting, p.parties AS party, n.name_vi AS party_vi, n.name_en AS party_en,
  s.joint, s.speaker, a.name_vi AS act_vi, a.name_en AS act_en, s.act, s.quote, s.until, b.source_publisher AS publisher, s.url
FROM statements AS s
LEFT JOIN statements_parties AS p ON p.statements_id = s.id
LEFT JOIN parties AS n ON n.id = p.parties
JOIN acts AS a ON a.id = s.act
JOIN briefs AS b ON b.id = s.brief
LEFT JOIN meetings AS m ON m.id = s.meeting;
CREATE VIEW positions_by_topic AS
SELECT t.topics AS topic, n.name_vi AS topic_vi, n.name_en AS topic_en, p.*
FROM positions AS p JOIN statements_topics AS t ON t.statements_id = p.id JOIN topics AS n ON n.id = t.topics;
CREATE VIEW attendance AS
SELECT m.date, m.id AS meeting, m.title, p.person, h.name, p.name AS reported_as, p.role, p.country, p.brief, b.url
FROM participants AS p
JOIN people AS h ON h.id = p.person
JOIN briefs AS b ON b.id = p.brief
LEFT JOIN meetings AS m ON m.id = p.meeting;
CREATE VIEW rounds AS
SELECT m.series, s.name_vi AS series_vi, s.name_en AS series_en, m.ordinal, m.date, m.end_date, m.place, m.country,
  (SELECT count(*) FROM briefs AS b WHERE b.meeting_id = m.id) AS reports, m.statements, m.id AS meeting, m.url
FROM meetings AS m JOIN series AS s ON s.id = m.series;
"""


class Database:
    """The file while it is made, table by table, so that no table's rows are needed once they are in."""

    def __init__(self, dataset: Dataset) -> None:
        """Begin with tables that are empty."""
        self._dataset = dataset
        self._connection = connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.executescript(f"PRAGMA user_version = {FORMAT};")
        connection.executescript("".join((*map(_terms, TERMS), *map(_definition, TABLES))))
        connection.execute("BEGIN")

    def add(self, table: str, forms: Sequence[Form]) -> None:
        """Add the rows of a table, their links included."""
        marks = ", ".join("?" * len(columns_of(table)))
        values = chain.from_iterable(form.values for form in forms)
        self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608 - names of ours
        for place, field in enumerate(links_of(table)):
            pairs = chain.from_iterable(form.links[place] for form in forms)
            self._connection.executemany(f"INSERT INTO {table}_{field.column} VALUES (?, ?)", pairs)  # noqa: S608 - as above

    def finish(self) -> bytes:
        """Return the file, and make no more of it."""
        with closing(self._connection) as connection:
            for name in TERMS:
                _add_terms(connection, name, set(_used(connection, name)), self._dataset)
            connection.execute("COMMIT")
            # To look at each key as it is added takes five times as long as all the rest.
            if astray := connection.execute("PRAGMA foreign_key_check").fetchone():
                raise sqlite3.IntegrityError(f"a row of {astray[0]} leads to none of {astray[2]}")
            connection.executescript("".join(map(_indexes, TABLES)) + VIEWS)
            if has_full_text(connection):
                connection.executescript(_FULL_TEXT)
            connection.execute("VACUUM")
            return connection.serialize()


def has_full_text(connection: sqlite3.Connection) -> bool:
    """Tell whether this SQLite can index texts; the file goes without where it cannot."""
    return bool(connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone())


@cache
def columns_of(table: str) -> list[Field]:
    """Return the fields that are columns of a table: all but those that are a table of links, or say nothing new."""
    return [field for field in TABLES[table] if not field.is_link and not field.is_mirror]


@cache
def links_of(table: str) -> list[Field]:
    """Return the fields that are a table of links each."""
    return [field for field in TABLES[table] if field.is_link]


def _add_terms(connection: sqlite3.Connection, name: str, used: set[str], dataset: Dataset) -> None:
    """Add what the ids of a vocabulary stand for, of those in use, in the vocabulary's order."""
    known: Mapping[str, Any] = getattr(dataset.vocabulary, name)
    for identifier in (*(one for one in known if one in used), *sorted(used - set(known))):
        entry = known.get(identifier)
        label = entry.label if entry else {"vi": identifier, "en": identifier}
        values = (identifier, label["vi"], label["en"], getattr(entry, "wikidata", None))
        connection.execute(f"INSERT INTO {name} VALUES (?, ?, ?, ?)", values)  # noqa: S608 - a name of ours


def _used(connection: sqlite3.Connection, name: str) -> Iterator[str]:
    """Yield every id of a vocabulary that stands in a row, or in a link of one."""
    for table in TABLES:
        own = [(table, field.column) for field in columns_of(table) if field.of == name]
        own += [(f"{table}_{field.column}", field.column) for field in links_of(table) if field.of == name]
        for place, column in own:
            found = connection.execute(f"SELECT DISTINCT {column} FROM {place} WHERE {column} IS NOT NULL")  # noqa: S608 - as above
            yield from (identifier for (identifier,) in found)


def _terms(name: str) -> str:
    """Return the SQL that makes the table of a vocabulary."""
    return f"CREATE TABLE {name} (id TEXT PRIMARY KEY, name_vi TEXT NOT NULL, name_en TEXT NOT NULL, wikidata TEXT);\n"


def _definition(table: str) -> str:
    """Return the SQL that makes a table and the tables of its links.

    Links are not indexed the other way: that would be a fifth of the file, to save 3 of 11 ms among ninety thousand statements.
    """
    columns = [_column(field) for field in columns_of(table)]
    parts = [f"CREATE TABLE {table} ({', '.join(columns)});"]
    for field in links_of(table):
        name, own = f"{table}_{field.column}", f"{table}_id"
        parts.append(
            f"CREATE TABLE {name} ({own} TEXT NOT NULL REFERENCES {table} (id), "
            f"{field.column} TEXT NOT NULL REFERENCES {field.of} (id), PRIMARY KEY ({own}, {field.column})) WITHOUT ROWID;"
        )
    return "\n".join(parts)


def _indexes(table: str) -> str:
    """Return the SQL that indexes the columns of a table by which it is sifted or joined."""
    indexed = [field.column for field in columns_of(table) if field.of or field.kind == "date"]
    return "".join(f"CREATE INDEX {table}_{column}_index ON {table} ({column});\n" for column in indexed)


def _column(field: Field) -> str:
    """Return the SQL of a column."""
    if field.name == "id":
        return "id TEXT PRIMARY KEY NOT NULL"
    rules = " NOT NULL" if field.needed or field.kind == "list" else ""
    rules += f" REFERENCES {field.of} (id)" if field.of else ""
    rules += f" CHECK ({field.column} IN (0, 1))" if field.kind == "boolean" else ""
    return f"{field.column} {_TYPES.get(field.kind, 'TEXT')}{rules}"


def stored_values(table: str, rows: Iterable[Row]) -> list[tuple[Any, ...]]:
    """Return rows as they are stored; a list that is none of ids is an array of JSON, which Datasette sifts by."""
    columns = [(field.name, field.kind in _WRITTEN) for field in columns_of(table)]
    return [tuple(_json.encode(row[name]) if is_written else row[name] for name, is_written in columns) for row in rows]


def stored_links(table: str, rows: Sequence[Row]) -> list[list[tuple[str, str]]]:
    """Return the pairs in each table of links of a table, each pair of a row once."""
    names = [field.name for field in links_of(table)]
    return [[(row["id"], value) for row in rows for value in dict.fromkeys(row[name])] for name in names]
