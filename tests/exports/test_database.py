"""The SQLite file: that it is sound, that it says what the records say, and that the questions of the page have answers."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from generator.exports import database
from generator.exports.database import TERMS, Database, columns_of, links_of
from generator.exports.forms import form_rows
from generator.tables import FORMAT, TABLES
from tests.exports.test_data import EMPTY, code_of, get_files
from tests.reports import get_dataset, get_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.exports.dataset import Dataset, Row


@pytest.fixture(name="connection")
def fixture_connection() -> Iterator[sqlite3.Connection]:
    """Return the open database of the tests' reports."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(get_files()["digest.sqlite"])
        yield connection


def ask(connection: sqlite3.Connection, question: str) -> list[tuple[object, ...]]:
    """Return the answer to a question."""
    return connection.execute(question).fetchall()


def test_it_is_sound(connection: sqlite3.Connection) -> None:
    """Whole, with no key that leads nowhere, and of the version that the package says."""
    assert [("ok",)] == ask(connection, "PRAGMA integrity_check")
    assert [] == ask(connection, "PRAGMA foreign_key_check")
    assert [(FORMAT,)] == ask(connection, "PRAGMA user_version")


@pytest.mark.parametrize("table", TABLES)
def test_it_says_what_the_records_say(table: str, connection: sqlite3.Connection) -> None:
    """Every row, and every link of every row."""
    rows = list(get_dataset().rows(table))
    found = {row[0]: row for row in connection.execute(f"SELECT * FROM {table}")}  # noqa: S608 - a name of ours
    names = [field.name for field in columns_of(table)]
    assert list(found) == [row["id"] for row in rows]
    for row in rows:
        for name, value in zip(names, found[row["id"]], strict=True):
            assert isinstance(row[name], list | dict) or row[name] == value
    for field in links_of(table):
        pairs = set(ask(connection, f"SELECT * FROM {table}_{field.column}"))  # noqa: S608 - a name of ours
        assert {(row["id"], value) for row in rows for value in row[field.name]} == pairs


def test_what_ids_stand_for_is_there(connection: sqlite3.Connection) -> None:
    """In both languages, of what is in use."""
    for name in TERMS:
        rows = ask(connection, f"SELECT id, name_vi, name_en FROM {name}")  # noqa: S608 - a name of ours
        known = getattr(get_vocabulary(), name)
        assert rows
        assert all((known[one].label["vi"], known[one].label["en"]) == (vi, en) for one, vi, en in rows)


@pytest.mark.parametrize("view", ["positions", "positions_by_topic", "attendance", "rounds"])
def test_views_answer(view: str, connection: sqlite3.Connection) -> None:
    """Each has rows, and no row of theirs is there twice."""
    rows = ask(connection, f"SELECT * FROM {view}")  # noqa: S608 - a name of ours
    assert rows
    assert len(rows) == len(set(rows))


def test_a_view_has_every_statement(connection: sqlite3.Connection) -> None:
    """Those of nobody known as well."""
    assert ask(connection, "SELECT count(*) FROM statements") == ask(connection, "SELECT count(DISTINCT id) FROM positions")
    assert ask(connection, "SELECT count(*) FROM participants") == ask(connection, "SELECT count(*) FROM attendance")


def test_the_example_of_the_page_finds_something(connection: sqlite3.Connection) -> None:
    """As it stands there: quotes on a code of conduct, found without tone marks."""
    found = ask(connection, code_of("sql"))
    assert found
    assert all("ứng xử" in str(row[3]).lower() for row in found)


def make_file(rows: Mapping[str, list[Row]], dataset: Dataset) -> bytes:
    """Return the file of all rows, by table."""
    made = Database(dataset)
    for table, found in rows.items():
        made.add(table, [form_rows(table, found)])
    return made.finish()


def test_it_can_do_without_full_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python whose SQLite was made without it builds the site all the same."""
    monkeypatch.setattr(database, "has_full_text", lambda _: False)
    dataset = get_dataset()
    content = make_file({table: list(dataset.rows(table)) for table in TABLES}, dataset)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        assert [] == ask(connection, "SELECT name FROM sqlite_master WHERE name LIKE '%_fts'")
        assert ask(connection, "SELECT count(*) FROM positions") > [(0,)]


def test_a_party_that_no_list_has_keeps_its_id() -> None:
    """A key must lead somewhere: its name is its id."""
    dataset = get_dataset()
    rows = {table: list(dataset.rows(table)) for table in TABLES}
    rows["participants"][0] = rows["participants"][0] | {"country": "XX"}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(make_file(rows, dataset))
        assert [("XX", "XX", "XX", None)] == ask(connection, "SELECT * FROM parties WHERE id = 'XX'")


def test_nothing_gives_an_empty_database() -> None:
    """With all tables, so that a question gets an answer."""
    dataset = get_dataset(EMPTY)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(make_file({}, dataset))
        assert [(0,)] == ask(connection, "SELECT count(*) FROM positions_by_topic")
