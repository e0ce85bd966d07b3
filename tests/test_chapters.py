"""What pages across reports hold where there is too much for one, or where an editor had a hand in it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator import chapters
from generator.corrections import apply_corrections
from generator.digest import gather_digest
from generator.labels import load_labels
from generator.models import Correction
from generator.pages import render_pages
from tests.reports import get_briefs, get_digest, get_vocabulary


def pages_of(digest: object) -> dict[str, str]:
    """Return the pages of a digest by path."""
    return {p.path: p.text for p in render_pages(digest, vocabulary=get_vocabulary(), labels=load_labels("vi"))}  # type: ignore[arg-type]


def test_a_long_ledger_is_in_parts_that_lead_to_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every statement is on one of the parts, none of them longer than one meeting makes it, and each links to all others."""
    monkeypatch.setattr(chapters, "MOST_POSITIONS", 20)
    pages = {path: text for path, text in pages_of(get_digest()).items() if path.startswith("positions/")}

    assert len(pages) > 3
    rows = [text.count("data-act=") for text in pages.values()]
    assert sum(rows) == sum(len(brief.statements) for brief in get_briefs())
    for path, text in pages.items():
        links = set(re.findall(r"\]\(([a-z0-9-]+)\.md\)", text))
        assert {f"positions/{name}.md" for name in links} == set(pages) - {path}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("topics", "terrorism-crime"),
        ("agreements", "defa"),
        ("parties", "FJ"),
        ("participants", {"name": "Lê Thị Thêm", "role": "Vụ trưởng"}),
    ],
)
def test_what_an_editor_added_is_shown_as_added(field: str, value: object) -> None:
    """A value that stands nowhere in the report has a page as any other, and the reason instead of a sentence."""
    correction = Correction("add", field, value, "biên tập viên thêm vào", "An")
    briefs = list(get_briefs())
    place = next(n for n, brief in enumerate(briefs) if brief.id == "asean-an-do-som-25")
    briefs[place], problems = apply_corrections(briefs[place], [correction], vocabulary=get_vocabulary())
    assert not problems

    pages = pages_of(gather_digest(briefs, vocabulary=get_vocabulary()))

    shown = [path for path, text in pages.items() if "biên tập viên thêm vào" in text and not path.startswith("briefs/")]
    assert "meetings/asean-india-som-25.md" in shown
    if field == "topics":
        assert "series/asean-india-som.md" in shown
    if field == "agreements":
        assert "agreements/defa.md" in shown


def test_who_is_removed_says_nothing_any_more() -> None:
    """The words stay, under the words for the speaker, and no page shows the slug of somebody who is not there."""
    correction = Correction("remove", "participants", "Koh Boon Leng", "không dự", "An")
    briefs = [apply_corrections(brief, [correction], vocabulary=get_vocabulary())[0] for brief in get_briefs()]

    pages = pages_of(gather_digest(briefs, vocabulary=get_vocabulary()))

    assert not any("koh-boon-leng" in text for text in pages.values())
    assert "Koh Boon Leng" in pages["meetings/asean-india-som-24.md"]


def test_a_number_is_never_another_series() -> None:
    """Reports that an editor joined keep what each says; the heading is one report's own."""
    briefs = {brief.id: brief for brief in get_briefs()}
    joined = []
    for name in ("eas-fmm-a", "asean-india-som-27"):
        correction = Correction("set", "meeting.id", "joined", "thử", "An")
        joined.append(apply_corrections(briefs[name], [correction], vocabulary=get_vocabulary())[0])
    digest = gather_digest([replace(brief) for brief in joined], vocabulary=get_vocabulary())

    [meeting] = digest.meetings
    assert (meeting.series, meeting.ordinal) in {("eas-fmm", None), ("asean-india-som", 27)}
    page = pages_of(digest)["meetings/joined.md"]
    assert "các bài nói khác nhau" in page
