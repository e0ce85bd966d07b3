"""The reports made for tests are read as they were meant, and become the meetings they are of."""

from __future__ import annotations

import re

from tests.reports import CORPUS, get_briefs, get_digest, get_pages

MEETINGS = {
    "asean-india-som-24": ["asean-an-do-som-24-vi", "asean-india-som-24-en", "asean-an-do-som-24-vi-2"],
    "asean-india-som-25": ["asean-an-do-som-25", "asean-india-som-25-en"],
    "asean-india-som-27": ["asean-india-som-27"],
    "eas-fmm-2024-07-25": ["eas-fmm-a", "eas-fmm-b"],
    "eas-fmm-2025-07-11": ["eas-fmm-other-year"],
    "report-viet-lao-quoc-phong": ["viet-lao-quoc-phong"],
    "report-viet-lao-nang-luong": ["viet-lao-nang-luong"],
    "vietnam-singapore-political-consultation-15": ["viet-nam-singapore-tham-khao"],
    "asean-china-som-doc-20": ["asean-trung-quoc-som-doc-20"],
    "asean-canada-dialogue-9": ["asean-canada-dialogue-9"],
    "report-khong-ngay": ["khong-ngay"],
}


def test_reports_of_one_meeting_are_one_page() -> None:
    """Vietnamese and English reports join by number or day; two talks of one day, and two years of one series, stay apart."""
    found = {meeting.id: [report.id for report in meeting.reports] for meeting in get_digest().meetings}

    assert {name: sorted(reports) for name, reports in MEETINGS.items()} == {n: sorted(r) for n, r in found.items()}


def test_every_report_is_listed_with_what_it_is_for() -> None:
    """The README of the corpus names each file, and no other."""
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")

    assert {path.stem for path in CORPUS.glob("*.txt")} <= set(re.findall(r"[a-z0-9-]+", readme))
    assert len(get_briefs()) == 16


def test_people_of_one_name_are_one_only_where_reports_say_so() -> None:
    """One deputy minister in five reports, two officials of two countries, and two whom nobody can tell apart."""
    persons = {person.id: person for person in get_digest().persons}

    assert len(persons["le-minh-khang"].appearances) == 5
    assert ("CN",) == persons["ly-minh"].sides
    assert ("SG",) == persons["ly-minh-sg"].sides
    assert persons["ly-minh"].unsure == persons["ly-minh-sg"].unsure == ()
    assert persons["tran-duc-hoa"].unsure == ("tran-duc-hoa-vn",)
    assert persons["tran-duc-hoa-vn"].unsure == ("tran-duc-hoa",)


def test_a_page_says_that_it_is_not_sure() -> None:
    """Who may be the same person is named on both pages, with a link."""
    pages = get_pages()

    for one, other in (("tran-duc-hoa", "tran-duc-hoa-vn"), ("tran-duc-hoa-vn", "tran-duc-hoa")):
        assert "Không chắc" in pages[f"people/{one}.md"]
        assert f"]({other}.md)" in pages[f"people/{one}.md"]
    assert "Không chắc" not in pages["people/ly-minh.md"]


def test_every_kind_of_page_is_there() -> None:
    """Each entity of the digest has a page, and each kind an index."""
    paths = set(get_pages())

    assert {f"{kind}/index.md" for kind in ("agreements", "outlets", "parties", "people", "positions", "series")} <= paths
    assert {"series/asean-india-som.md", "agreements/coc.md", "parties/in.md", "people/ly-minh-sg.md", "coverage.md"} <= paths
    assert {f"people/{person.id}.md" for person in get_digest().persons} <= paths
