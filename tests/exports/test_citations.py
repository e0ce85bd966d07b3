"""How reports, pages, meetings and sentences are cited, in every form."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.exports.citations import (
    PAGE,
    attribution,
    bibtex,
    brief_item,
    brief_references,
    csl_json,
    meeting_item,
    meeting_references,
    quote_item,
    ris,
    source_item,
)
from generator.exports.references import STYLES, Run, format_directly, format_reference
from generator.labels import load_labels
from generator.models import Source
from tests.data import load_cases
from tests.factory import make_brief, make_fact
from tests.reports import get_digest

CASES = load_cases("citations")
VI, EN = load_labels("vi"), load_labels("en")
FORMS = {"apa": "apa", "chicago": "chicago-notes-bibliography"}


def item_of(case: dict[str, Any]) -> dict[str, Any]:
    """Return the item of a case."""
    item: dict[str, Any] = json.loads(json.dumps(case["item"]).replace("\\u00a7", "§").replace("§", PAGE))
    return item


def show(runs: tuple[Run, ...]) -> str:
    """Return a reference with a line at both ends of what is in italics."""
    return "".join(f"_{run.text}_" if run.italic else run.text for run in runs).replace(PAGE, "§")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["intent"])
def test_every_form(case: dict[str, Any]) -> None:
    """Each form says what is known, and nothing else."""
    item = item_of(case)
    head, fields = bibtex(item)

    for name, style in FORMS.items():
        assert case[name] == show(format_reference(item, style, case["lang"]))
    assert case["bibtex"].splitlines() == [head, *(field.replace(PAGE, "§") for field in fields)]
    assert case["ris"].splitlines() == [f"{tag} - {value}".replace(PAGE, "§").rstrip() for tag, value in ris(item)]
    assert [item] == json.loads(csl_json(item))


# A title may hold anything that a line can; what the processor does to white space at its ends is not its text.
TITLES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1).map(" ".join) | st.sampled_from(
    [
        "Họp?",
        "“Nối lại!”",
        "Who's at the table",
        "a: b",
        "27 bên họp 4321 lần vào tháng Bảy",
        "iPhone và July",
        "Tháng Bảy",
        "x.",
        "…",
    ]
)
DATES = (
    st.none() | st.tuples(st.integers(1950, 2030)) | st.tuples(st.integers(1950, 2030), st.integers(1, 12), st.integers(1, 28))
)


@given(
    title=TITLES, container=st.none() | TITLES, date=DATES, kind=st.sampled_from(["webpage", "article-newspaper"]),
    written=st.sampled_from(["vi", "en"]), lang=st.sampled_from(["vi", "en"]), style=st.sampled_from(list(STYLES)),
)  # fmt: skip
def test_a_shape_filled_in_is_what_the_processor_makes(  # noqa: PLR0913 - each is drawn
    *, title: str, container: str | None, date: tuple[int, ...] | None, kind: str, written: str, lang: str, style: str
) -> None:
    """Formatting once for each shape gives the same words as formatting each reference."""
    # Of values themselves the processor cannot tell which one stands for the author where one holds the other; of signs it can.
    # It compares capitals, of which some letters have another's: `ı`, and `I`.
    assume(all(letter.upper().lower() == letter.lower() for letter in f"{title}{container}"))
    assume(container is None or not (container.casefold() in title.casefold() or title.casefold() in container.casefold()))
    item: dict[str, Any] = {"id": "x", "type": kind, "title": title, "URL": "https://a.example/", "language": written}
    item |= {"container-title": container} if container else {}
    item |= {"issued": {"date-parts": [list(date)]}} if date else {}

    assert letters(format_directly(item, style, lang)) == letters(format_reference(item, style, lang))


def letters(runs: tuple[Run, ...]) -> str:
    """Return the letters of a reference: a title's last signs may be one less, and an outlet keeps its capitals."""
    return "".join(char for run in runs for char in run.text if char.isalnum()).casefold()


def test_what_is_not_known_is_left_out() -> None:
    """An article without outlet, day and address is its title; no day of looking at it is made up."""
    item = source_item(make_brief("a"))

    assert {"id": "a-source", "type": "article-newspaper", "title": "Hội nghị lần thứ ba", "language": "vi"} == item
    assert "accessed" not in json.dumps([brief_item(make_brief("a"), VI), item])


def test_the_day_of_the_article_is_not_that_of_the_page() -> None:
    """Of the article it is when it was issued, of the page the date of the original, of a meeting that of the event."""
    brief = make_brief("a", published="2020-07-02", date="2020-07")
    meeting = replace(get_digest().meetings[0], reports=(brief,))

    assert {"date-parts": [[2020, 7, 2]]} == source_item(brief)["issued"] == brief_item(brief, VI)["original-date"]
    assert "issued" not in brief_item(brief, VI)
    assert {"date-parts": [[2020, 7]]} == meeting_item(meeting, "Họp", VI)["event-date"]


def test_a_sentence_is_cited_with_its_place_and_whose_words_it_is() -> None:
    """Its address leads to it, and its words are in the note, in one pair of quotation marks."""
    brief = next(brief for brief in get_digest().briefs if brief.statements)
    said = replace(brief.statements[0], quote=make_fact("“nối lại đàm phán”"))
    item = quote_item(brief, said, "Bà A", "q12", EN, url="https://a.example/x/")

    assert "https://a.example/x/#q12" == item["URL"]
    assert "“nối lại đàm phán” – Bà A" == item["note"]
    assert f"{brief.id}-q12" == item["id"]
    assert ("N1", item["note"]) in ris(item)


def test_every_report_and_meeting_can_be_cited() -> None:
    """For each there is a reference in each form: for a report two, the article's first."""
    digest = get_digest()
    for brief in digest.briefs:
        own, page = brief_references(brief, VI)
        assert ["APA", "Chicago"] == [name for name, _ in own.formatted]
        assert PAGE not in own.csl
        assert PAGE in page.csl
        assert all(run.text.strip() for _, runs in (*own.formatted, *page.formatted) for run in runs)
    assert all(len(meeting_references(meeting, "Họp", VI)) == 1 for meeting in digest.meetings)


@pytest.mark.parametrize(
    ("publisher", "published", "expected"),
    [
        (None, None, "“Hội nghị lần thứ ba”"),
        ("Báo", None, "“Hội nghị lần thứ ba”, Báo"),
        ("Báo", "2020-07-02", "“Hội nghị lần thứ ba”, Báo, 2/7/2020"),
    ],
)
def test_whose_report_it_is(publisher: str | None, published: str | None, expected: str) -> None:
    """In a line, as far as it is known."""
    source = Source(None, make_fact(publisher) if publisher else None, make_fact(published) if published else None)

    assert expected == attribution(replace(make_brief("a"), source=source), VI)
