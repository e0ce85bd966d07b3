"""The reports in `tests/corpus`, read and gathered once for all tests; its README says what each is there for."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from generator.digest import gather_digest
from generator.exports.dataset import Dataset
from generator.labels import load_labels
from generator.lookup import Lookup
from generator.pages import render_pages
from generator.reading import load_reader, read_briefs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.labels import Labels
    from generator.models import Brief, Digest, Meeting
    from generator.vocabulary import Vocabulary

ADDRESS = "https://digest.example/repo/"
CORPUS = Path(__file__).parent / "corpus"


@functools.cache
def get_vocabulary() -> Vocabulary:
    """Return the project's own vocabulary."""
    return load_reader().vocabulary


@functools.cache
def get_briefs() -> tuple[Brief, ...]:
    """Return the brief of each report, by file name."""
    briefs, problems = read_briefs(CORPUS)
    assert not problems
    return briefs


@functools.cache
def get_digest() -> Digest:
    """Return the digest of all the reports."""
    return gather_digest(get_briefs(), vocabulary=get_vocabulary())


def get_meeting(identifier: str) -> Meeting:
    """Return the meeting with a page of this name."""
    return next(meeting for meeting in get_digest().meetings if meeting.id == identifier)


@functools.cache
def get_pages() -> Mapping[str, str]:
    """Return the text of every page, by its path."""
    return {page.path: page.text for page in render_pages(get_digest(), vocabulary=get_vocabulary(), labels=load_labels("vi"))}


@functools.cache
def get_labels(lang: str) -> Labels:
    """Return the words of a language."""
    return load_labels(lang)


def get_dataset(digest: Digest | None = None, *, lang: str = "vi") -> Dataset:
    """Return the rows of a digest, or of all the reports, as of a site below a path."""
    return Dataset(Lookup(digest or get_digest(), get_vocabulary()), labels=get_labels(lang), address=ADDRESS)
