"""The digest as rows."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.exports.dataset import SOURCE, end_of, nested, source_of
from generator.labels import load_labels
from generator.models import Correction, Digest, Meeting
from generator.tables import PAGED, TABLES, part_of
from tests.factory import make_brief
from tests.reports import get_dataset, get_digest, get_pages, get_vocabulary

if TYPE_CHECKING:
    from generator.exports.dataset import Row

VOCABULARIES = {"series", "topics", "parties", "agreements", "phrases", "acts"}


@functools.cache
def get_rows(table: str) -> dict[str, Row]:
    """Return the rows of a table by their ids."""
    rows = list(get_dataset().rows(table))
    assert len(rows) == len({row["id"] for row in rows}), "an id is no one else's"
    return {row["id"]: row for row in rows}


@pytest.mark.parametrize("table", TABLES)
def test_rows_have_the_fields_of_their_table(table: str) -> None:
    """All of them, in order; those that are needed have a value, and lists are lists."""
    fields = TABLES[table]
    assert get_rows(table)
    for row in get_rows(table).values():
        assert [field.name for field in fields] == list(row)
        assert [] == [field.name for field in fields if field.needed and row[field.name] is None]
        assert [] == [field.name for field in fields if field.kind == "list" and not isinstance(row[field.name], list)]


@pytest.mark.parametrize("table", TABLES)
def test_what_a_row_refers_to_is_there(table: str) -> None:
    """An id of another table is that of one of its rows, and an id of a vocabulary that of an entry."""
    for field in (field for field in TABLES[table] if field.of):
        known = getattr(get_vocabulary(), field.of) if field.of in VOCABULARIES else get_rows(field.of)
        values = [row[field.name] for row in get_rows(table).values()]
        ids = {one for value in values for one in (value if isinstance(value, list) else [value]) if one is not None}
        assert set() == ids - set(known)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_field_is_explained(table: str, lang: str) -> None:
    """In each language, in a sentence; so is the table."""
    labels = load_labels(lang)
    assert labels(f"data.table.{table}")
    assert all(labels(field.label).endswith(".") for field in TABLES[table])
    assert all(labels(f"data.kind.{field.kind}") for field in TABLES[table])


def test_a_brief() -> None:
    """A report's row holds what its page shows, and where it was read."""
    row = get_rows("briefs")["eas-fmm-a"]

    assert "https://digest.example/repo/briefs/eas-fmm-a/" == row["url"]
    assert ("eas-fmm-2024-07-25", "eas-fmm") == (row["meeting.id"], row["meeting.series"])
    assert {"vu-hoang-quan"} < set(row["people"])
    assert {"source.url", "meeting.date", "meeting.place", "topics.south-china-sea"} < set(row["evidence"])
    assert row["statements"] == sum(one["brief"] == "eas-fmm-a" for one in get_rows("statements").values())


def test_places_are_on_the_page() -> None:
    """Each sentence that a row names can be gone to."""
    for table, page in (("briefs", "id"), ("participants", "brief"), ("statements", "brief")):
        for row in get_rows(table).values():
            text = get_pages()[f"briefs/{row[page]}.md"]
            named = row["sentences"] if "sentences" in row else [one for places in row["evidence"].values() for one in places]
            assert [] == [one for one in named if f'id="{one}"' not in text]


def test_a_statement() -> None:
    """Whose it is, what is done with which words, on what, and where the words stand."""
    row = next(row for row in get_rows("statements").values() if row["brief"] == "eas-fmm-a" and row["joint"])

    assert re.fullmatch(r"https://digest\.example/repo/briefs/eas-fmm-a/#s\d+", row["url"])
    assert ("2024-07-25", "Các Bộ trưởng", "eas-fmm-2024-07-25") == (row["date"], row["speaker"], row["meeting"])
    assert row["quote"].startswith(("nhất trí", "hoan nghênh", "khẳng định", "thông qua", "kêu gọi", "bày tỏ", "nhấn mạnh"))


def test_a_meeting_gathers_its_reports() -> None:
    """Its row has what any of them has, and says on what they contradict each other."""
    rows = get_rows("meetings")
    several = next(row for row in rows.values() if len(row["briefs"]) > 1)
    reports = [get_rows("briefs")[one] for one in several["briefs"]]

    assert set(several["topics"]) == {topic for report in reports for topic in report["topics"]}
    assert any(row["conflicts"] for row in rows.values())
    assert {"date", "place", "role", "side", "country", "format", "ordinal", "series"} >= {
        one for row in rows.values() for one in row["conflicts"]
    }


def test_the_last_day_belongs_to_the_date_that_is_shown() -> None:
    """Not to another report's."""
    one = make_brief("a", date="2025-06", end_date="2025-07")
    two = make_brief("b", date="2025-06-10", end_date="2025-06-12")
    assert "2025-06-12" == end_of(Meeting("m", None, None, (one, two)))
    assert end_of(Meeting("m", None, None, (one, make_brief("c", date="2025-06-10")))) is None


def test_what_is_known_of_a_source() -> None:
    """Nothing where nothing is; never a value that was made up."""
    assert {} == source_of(make_brief("x"))
    assert {"published": "2025-06"} == source_of(make_brief("x", published="2025-06"))
    assert set(SOURCE) == {field.name.partition(".")[2] for field in TABLES["briefs"] if field.name.startswith("source.")}


def test_what_an_editor_corrected_is_said() -> None:
    """By field, each once."""
    fixed = Correction("set", "meeting.place", "Huế", "", "")
    brief = replace(make_brief("x"), corrections=(fixed, fixed))
    (row,) = get_dataset(Digest((brief,), (), ())).rows("briefs")
    assert ["meeting.place"] == row["corrected"]


def test_a_dot_is_an_object_in_json() -> None:
    """In the order of the fields."""
    assert {"id": 1, "a": {"x": 2, "y": None}, "b": 3} == nested({"id": 1, "a.x": 2, "a.y": None, "b": 3})


def test_a_page_leads_to_its_record() -> None:
    """By the part that its line is in, which nothing but its id decides."""
    for table in PAGED:
        for identifier in get_rows(table):
            assert f"../data.md?record={table}-{part_of(identifier)}/{identifier})" in get_pages()[f"{table}/{identifier}.md"]
    assert ("35", "0d") == (part_of("000-34b1fed74cd86ae1"), part_of("001-813e6aa7be56b107"))


def test_nothing_of_a_text_but_titles_and_quotes_is_in_the_rows() -> None:
    """The full text belongs to the outlets; a row holds names, titles and quotes of it and no other sentence."""
    brief = next(brief for brief in get_digest().briefs if brief.id == "eas-fmm-a")
    quotes = " ".join(statement.quote.value for statement in brief.statements)
    rows = str([get_rows(table) for table in TABLES])
    others = [brief.seed.words(one) for one in brief.seed.sentences[1:]]
    assert [] == [words for words in others if words in rows and words.rstrip(".") not in quotes]
