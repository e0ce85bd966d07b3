"""What pages across reports hold where there is too much for one, or where an editor had a hand in it."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest

from generator import chapters
from generator import pages as pages_module
from generator.corrections import apply_corrections
from generator.digest import gather_digest
from generator.exports.search import Searchables
from generator.labels import load_labels
from generator.lookup import Lookup
from generator.models import Correction
from generator.pages import Pages, render_pages
from tests.reports import get_briefs, get_digest, get_vocabulary


def pages_of(digest: object) -> dict[str, str]:
    """Return the pages of a digest by path."""
    return {p.path: p.text for p in render_pages(digest, vocabulary=get_vocabulary(), labels=load_labels("vi"))}  # type: ignore[arg-type]


def test_a_long_ledger_is_in_parts_that_the_newest_leads_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every statement is on one of the parts; the index links to all others, and they link to it alone, so as to stay."""
    monkeypatch.setattr(chapters, "MOST_POSITIONS", 20)
    pages = {path: text for path, text in pages_of(get_digest()).items() if path.startswith("positions/")}

    assert len(pages) > 3
    rows = [text.count("data-act=") for text in pages.values()]
    assert sum(rows) == sum(len(brief.statements) for brief in get_briefs())
    for path, text in pages.items():
        links = set(re.findall(r"\]\(([a-z0-9-]+)\.md\)", text))
        others = set(pages) - {path}
        assert {f"positions/{name}.md" for name in links} == (
            others if path == "positions/index.md" else {"positions/index.md"}
        )


LISTS = {"briefs": "years", "meetings": "years", "people": "letters"}


@pytest.fixture(name="parted")
def fixture_parted(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the pages where no list may be longer than three lines."""
    monkeypatch.setattr(chapters, "MOST_LISTED", 3)
    monkeypatch.setattr(pages_module, "MOST_LISTED", 3)
    return pages_of(get_digest())


@pytest.mark.parametrize("name", LISTS)
def test_a_long_list_is_in_parts_that_its_index_leads_to(parted: dict[str, str], name: str) -> None:
    """Everything of the list is on one of its parts, each of them short and linked from the index, and from no other part."""
    folder = f"{name}/{LISTS[name]}/"
    parts = {path: text for path, text in parted.items() if path.startswith(folder)}
    listed = [re.findall(r"\]\(\.\./(?!index)([a-z0-9-]+)\.md\)", text) for text in parts.values()]
    entries = {path for path in parted if re.fullmatch(rf"{name}/(?!index)[a-z0-9-]+\.md", path)}

    assert len(parts) > 3
    assert sorted(entries) == sorted(f"{name}/{entry}.md" for own in listed for entry in own)
    assert max(map(len, listed)) <= 3
    assert sorted(parts) == sorted(folder + n for n in re.findall(rf"\({LISTS[name]}/(\S+\.md)\)", parted[f"{name}/index.md"]))


@pytest.fixture(name="capped")
def fixture_capped(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the pages where hardly anything may be shown."""
    for name in ("list", "entries", "statements", "page", "lines", "first"):
        monkeypatch.setitem(chapters.MOST, name, 0 if name == "lines" else 2)
    return pages_of(get_digest())


@pytest.mark.parametrize("kind", ["topics", "parties", "people", "series", "agreements", "outlets"])
def test_what_is_left_out_can_be_searched_for(capped: dict[str, str], kind: str) -> None:
    """Where a page does not show all, it says how much more there is and leads to a search that finds something."""
    known: dict[str, set[str]] = {"kind": {"meeting"}}
    for record in Searchables(Lookup(get_digest(), get_vocabulary()), labels=load_labels("vi")).records:
        for name, values in record.facets.items():
            known.setdefault(name, set()).update(values)
    links = [
        (path, html.unescape(query))
        for path, text in capped.items()
        if path.startswith(f"{kind}/")
        for query in re.findall(r"\[và \S+ nữa, xem trong trang tìm kiếm\]\(\.\./search\.md\?(\S+)\)", text)
    ]

    assert links
    for path, query in links:
        found = dict(parse_qsl(query, strict_parsing=True))
        assert [] == [name for name, value in found.items() if value not in known[name]], (path, query)


def test_no_page_shows_more_than_it_may(capped: dict[str, str]) -> None:
    """Statements are counted one by one, and what is shown and what is said to be left out are all there are."""
    whole = pages_of(get_digest())
    for path in (path for path in capped if path.startswith("topics/") and path != "topics/index.md"):
        shown, everything = (pages[path].count('<span class="act ') for pages in (capped, whole))
        last = capped[path].partition("## Ai nói gì về chủ đề này")[2].rpartition("\n[và ")[2]
        assert shown <= 2
        assert everything - shown == (int(last.split()[0]) if last and everything > shown else 0), path


def test_too_many_reports_are_not_compared_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says how many there are, and of each claim how many have it, in one report's words."""
    compared = pages_of(get_digest())["meetings/asean-india-som-24.md"]
    monkeypatch.setitem(chapters.MOST, "compared", 2)

    page = pages_of(get_digest())["meetings/asean-india-som-24.md"]

    assert "## So các bài" in compared
    assert "## So các bài" not in page
    assert "có 3 bài, quá nhiều để so từng bài" in page
    assert '<span class="when">2 bài</span>' in page
    assert page.count('<span class="act ') < compared.count('<span class="act ')


def test_a_calendar_of_very_many_series_has_those_that_met_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order they always have; the page says that there are more."""
    whole = pages_of(get_digest())["series/index.md"]
    monkeypatch.setattr(chapters, "MOST_SERIES", 2)

    page = pages_of(get_digest())["series/index.md"]

    rows = [line for line in page.splitlines() if line.startswith("| [")]
    everything = [line for line in whole.splitlines() if line.startswith("| [")]
    met = sorted((line.count("](../meetings/") for line in everything), reverse=True)
    assert rows == [line for line in everything if line in rows]
    assert met[:2] == sorted((line.count("](../meetings/") for line in rows), reverse=True)
    assert "Bảng có 2 cơ chế họp nhiều nhất" in page
    assert "Bảng có" not in whole


def test_no_page_is_longer_than_a_browser_likes() -> None:
    """However many report on one meeting: not its page, nor that of anything that has to do with it."""
    briefs = [brief for brief in get_briefs() if brief.id.startswith("asean-an-do-som-24")]
    copies = [replace(brief, seed=replace(brief.seed, slug=f"{brief.id}-{n}")) for brief in briefs for n in range(150)]
    lookup = Lookup(gather_digest(copies, vocabulary=get_vocabulary()), get_vocabulary())
    pages = Pages(lookup, labels=load_labels("vi"))
    sizes = {d.path: len(pages.render(d).text.encode()) for d in pages.drafts if d.kind != "brief"}

    assert len(copies) in {len(meeting.reports) for meeting in pages.digest.meetings}
    assert {} == {path: size for path, size in sizes.items() if size > 200_000}


def test_a_short_list_has_no_parts() -> None:
    """A site of a few reports is as it always was."""
    assert [] == [path for path in pages_of(get_digest()) if "/years/" in path or "/letters/" in path]


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
