"""A page whose stamp is as it was is as it was: nothing that it shows can change without its stamp."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import chapters
from generator.digest import gather_digest
from generator.labels import load_labels
from generator.lookup import Lookup
from generator.memory import encode_brief
from generator.pages import Pages
from generator.reading import load_reader, read_brief
from tests.reports import get_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.models import Brief

ROOT = Path(__file__).parent


def draw(briefs: Sequence[Brief]) -> tuple[Pages, dict[str, str]]:
    """Return the pages of the briefs, and the stamp of each."""
    vocabulary = get_vocabulary()
    lookup = Lookup(gather_digest(briefs, vocabulary=vocabulary), vocabulary)
    pages = Pages(lookup, labels=load_labels("vi"))
    return pages, {draft.path: stamp for draft, stamp in pages.stamps(lambda brief: encode_brief(brief).hex())}


def read_all() -> list[Brief]:
    """Return the briefs of all the tests' reports, in which meetings, series and people recur."""
    paths = sorted(path for folder in ("corpus", "search") for path in (ROOT / folder).glob("*.txt"))
    return [read_brief(path, reader=load_reader())[0] for path in paths]


@pytest.fixture(scope="module", name="briefs")
def fixture_briefs() -> list[Brief]:
    """Return the briefs of them."""
    return read_all()


@pytest.fixture(scope="module", name="before")
def fixture_before(briefs: list[Brief]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the text and the stamp of every page of them."""
    pages, stamps = draw(briefs)
    return {draft.path: pages.render(draft).text for draft in pages.drafts}, stamps


def _find(briefs: list[Brief], name: str) -> int:
    return next(place for place, brief in enumerate(briefs) if brief.seed.name == f"{name}.txt")


def _drop(briefs: list[Brief]) -> None:
    del briefs[_find(briefs, "asean-india-som-24-en")]


def _drop_comment(briefs: list[Brief]) -> None:
    del briefs[_find(briefs, "binh-luan")]


def _retitle(briefs: list[Brief]) -> None:
    place = _find(briefs, "asean-china-consultation-30-en")
    brief = briefs[place]
    text = brief.seed.text.replace("China", "Chine")
    briefs[place] = replace(brief, seed=replace(brief.seed, text=text))


def _silence(briefs: list[Brief]) -> None:
    place = _find(briefs, "asean-canada-dialogue-9")
    briefs[place] = replace(briefs[place], statements=())


def _empty(briefs: list[Brief]) -> None:
    place = _find(briefs, "asean-an-do-som-24-vi")
    briefs[place] = replace(briefs[place], participants=())


def _unmeet(briefs: list[Brief]) -> None:
    place = _find(briefs, "eas-fmm-a")
    briefs[place] = replace(briefs[place], meeting=None)


def _agree(briefs: list[Brief]) -> None:
    place = _find(briefs, "asean-india-som-27")
    briefs[place] = replace(briefs[place], agreements=())


def _move(briefs: list[Brief]) -> None:
    place = _find(briefs, "viet-lao-nang-luong")
    briefs[place] = replace(briefs[place], seed=replace(briefs[place].seed, slug="another-name"))


CHANGES = (_drop, _drop_comment, _retitle, _silence, _empty, _unmeet, _agree, _move)
"""Each does to one of the reports what may show in the others."""


@pytest.mark.parametrize("change", CHANGES)
def test_a_page_with_the_same_stamp_is_the_same(
    briefs: list[Brief], before: tuple[dict[str, str], dict[str, str]], change: Callable[[list[Brief]], None]
) -> None:
    """One report changes: what has its stamp still is not rendered again, so it must not look different."""
    texts, stamps = before
    others = list(briefs)
    change(others)

    pages, changed = draw(others)
    kept = [draft for draft in pages.drafts if changed[draft.path] == stamps.get(draft.path)]

    assert [] == [draft.path for draft in kept if pages.render(draft).text != texts[draft.path]]
    assert 0 < len(kept) < len(pages.drafts)
    # Most pages have nothing to do with it, and a stamp that changes with everything would be none.
    assert len(kept) > len(pages.drafts) / 2


def test_a_newer_report_leaves_the_older_parts_of_a_list_alone(briefs: list[Brief], monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the part it is on and the index are rendered again, however long the list is."""
    monkeypatch.setattr(chapters, "MOST_LISTED", 3)
    newest = max((brief for brief in briefs if brief.date), key=lambda brief: (brief.date or "", brief.id))
    before, after = draw([brief for brief in briefs if brief is not newest])[1], draw(briefs)[1]

    changed = [path for path in after if path.startswith("briefs/years/") and before.get(path) != after[path]]
    mine = [path for path in changed if path.startswith(f"briefs/years/{newest.year}")]
    assert 1 == len(mine)
    # Reports of the same meeting, and those whose proposals it names, look different for it.
    assert len(changed) < len([path for path in after if path.startswith("briefs/years/")]) / 2


def test_a_stamp_is_the_same_for_the_same_reports(briefs: list[Brief], before: tuple[dict[str, str], dict[str, str]]) -> None:
    """In whatever order they are read."""
    assert before[1] == draw(briefs[::-1])[1]
