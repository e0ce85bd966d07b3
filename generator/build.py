"""Read the seeds, extract the facts, gather the digest, render the pages, write them: the whole flow, in that order.

One bad input costs its own page and a line in the report; everything else is built.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateError

from generator.addresses import add_redirects, load_addresses
from generator.comparison import Comparison
from generator.coverage import survey
from generator.digest import gather_digest
from generator.errors import DigestError, Problem
from generator.executors import DEFAULT
from generator.exports.coverage import coverage_record
from generator.exports.search import Searchables
from generator.folderlock import hold
from generator.handwritten import handwritten_records
from generator.indexer import write_index
from generator.labels import load_labels
from generator.memory import Memory
from generator.pages import TEMPLATES, render_pages
from generator.reading import load_reader, read_briefs
from generator.views import Index
from generator.vocabulary import DEFAULT_VOCABULARY
from generator.writer import Written, make_folder, write_files, write_pages

if TYPE_CHECKING:
    from generator.addresses import Addresses
    from generator.models import Digest
    from generator.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where a build reads and writes."""

    seeds: Path = Path("seeds")
    docs: Path = Path("docs")
    vocabulary: Path = DEFAULT_VOCABULARY
    remembers: bool = False
    """Whether what is read is remembered for the next build."""
    executor: str = DEFAULT
    """Who reads, by name: see `executors`."""

    @property
    def memory(self) -> Path:
        """Where it is remembered."""
        return self.docs.parent / ".cache" / "briefs"


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything read and gathered, before any page is made of it."""

    digest: Digest
    vocabulary: Vocabulary
    known: Addresses
    problems: tuple[Problem, ...]
    docs: Path
    """Where the pages are, the hand-written ones among them."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    gathered: Gathered
    written: Written
    problems: tuple[Problem, ...]
    """Every problem of the run, in order of file and line."""

    @property
    def briefs(self) -> int:
        """How many reports were read."""
        return len(self.gathered.digest.briefs)

    @property
    def meetings(self) -> int:
        """How many meetings they are of."""
        return len(self.gathered.digest.meetings)

    @property
    def failed(self) -> bool:
        """Whether anything is wrong enough for a non-zero exit."""
        return any(problem.fatal for problem in self.problems)


def build(folders: Folders, *, lang: str = "vi", dry_run: bool = False) -> Report:
    """Build the pages of all seeds, in the interface language `lang`; with `dry_run` write nothing.

    Raises DigestError where nothing can be built at all: a broken vocabulary, no seeds folder, another build that does not end.
    """
    if dry_run:
        return _build(folders, lang=lang, dry_run=True)
    make_folder(folders.docs)
    with hold(folders.docs):
        return _build(folders, lang=lang, dry_run=False)


def _build(folders: Folders, *, lang: str, dry_run: bool) -> Report:
    gathered, labels = gather(folders), load_labels(lang)
    digest, vocabulary = gathered.digest, gathered.vocabulary
    try:
        pages = add_redirects(render_pages(digest, vocabulary=vocabulary, labels=labels), digest, gathered.known, labels=labels)
    except TemplateError as error:
        raise DigestError(_in_template(error)) from error
    written = write_pages(pages, folders.docs, dry_run=dry_run)
    return Report(gathered, written, tuple(sorted({*gathered.problems, *written.problems}, key=_place)))


def gather(folders: Folders) -> Gathered:
    """Return the digest of all seeds. Raises DigestError where nothing can be read at all."""
    vocabulary = load_reader(folders.vocabulary).vocabulary
    memory = Memory(folders.memory, vocabulary=folders.vocabulary) if folders.remembers else None
    briefs, problems = read_briefs(folders.seeds, vocabulary=folders.vocabulary, memory=memory, executor=folders.executor)
    known = load_addresses(folders.docs)
    digest = gather_digest(briefs, vocabulary=vocabulary, known=known)
    return Gathered(digest, vocabulary, known, problems, folders.docs)


def finish(gathered: Gathered, site: Path, *, built: str, lang: str = "vi") -> tuple[Problem, ...]:
    """Write into the rendered `site` what goes with its pages and that nobody reads in a diff; return what was wrong.

    `built` is when it was built, ISO 8601; `lang` the language of the interface.
    """
    digest, vocabulary = gathered.digest, gathered.vocabulary
    coverage = survey(Index(digest, vocabulary=vocabulary), comparison=Comparison(vocabulary))
    record = coverage_record(digest, coverage, built=built)
    problems = write_files({site / "coverage.json": json.dumps(record, ensure_ascii=False, indent=1) + "\n"})
    found = Searchables(digest, vocabulary=vocabulary, labels=load_labels(lang))
    records = (*found.records, *handwritten_records(gathered.docs, site, lang=lang))
    return (*problems, *write_index(records, site, names=found.names, more=found.more(), full=found.full))


def _in_template(error: TemplateError) -> Problem:
    """Return a problem with one of the templates; where in it, Jinja tells of what it cannot read only."""
    line = getattr(error, "lineno", None)
    file = getattr(error, "filename", None) or str(TEMPLATES)
    return Problem(file, line, f"the template fails ({error})", "a template that Jinja can render", "mend the template")


def _place(problem: Problem) -> tuple[str, int, str]:
    return (problem.file, problem.line or 0, problem.found)
