"""Read the seeds, extract the facts, gather the digest, render the pages, write them: the whole flow, in that order.

One bad input costs its own page and a line in the report; everything else is built.
"""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateError

from generator.addresses import load_addresses, redirect_pages
from generator.coverage import survey
from generator.digest import gather_digest
from generator.editions import ALL, load_editions
from generator.errors import DigestError, Problem
from generator.executors import DEFAULT
from generator.exports.built import build_record
from generator.exports.calendars import Calendars
from generator.exports.coverage import coverage_record
from generator.exports.data import RECORDS, data_files
from generator.exports.dataset import Dataset
from generator.exports.feeds import Feeds
from generator.exports.forms import Forms
from generator.exports.headers import headers_file, policy_of
from generator.exports.search import Searchables, all_records
from generator.folderlock import hold
from generator.formmemory import keep_forms, recall_forms
from generator.handwritten import handwritten_records
from generator.indexer import FOLDER as INDEX
from generator.indexer import make_segments, write_index
from generator.lookup import Lookup
from generator.memory import Memory
from generator.pages import TEMPLATES, Pages, make_editions
from generator.progress import Progress
from generator.reading import load_reader, read_briefs
from generator.sealed import hash_of
from generator.segments import Segments
from generator.settings import ADDRESS
from generator.shelf import Shelf, make_note
from generator.sitemap import site_files
from generator.vocabulary import DEFAULT_VOCABULARY
from generator.workers import MANY, Alongside, can_copy, spread
from generator.writer import Written, make_folder, write_files, write_folder, write_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.addresses import Addresses
    from generator.editions import Edition
    from generator.models import Commit, Digest, Page
    from generator.vocabulary import Vocabulary


_NAMED = 8
"""Digits that tell one address from another."""
_FEW = 5
"""Up to how many reports that were saved are shown before all else is built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where a build reads and writes."""

    seeds: Path = Path("seeds")
    docs: Path = Path("docs")
    vocabulary: Path = DEFAULT_VOCABULARY
    remembers: bool = False
    """Whether what is read, and what pages are made of, is remembered for the next build."""
    executor: str = DEFAULT
    """Who reads, by name: see `executors`."""
    quotes: bool = False
    """Whether of each report only what is quoted is published."""
    editions: tuple[str, ...] = ALL
    """The languages that the pages come in, that at the root first."""

    @property
    def cache(self) -> Path:
        """Where it is remembered."""
        return self.docs.parent / ".cache"


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything read and gathered, before any page is made of it."""

    lookup: Lookup
    known: Addresses
    problems: tuple[Problem, ...]
    docs: Path
    """Where the pages are, the hand-written ones among them."""
    memory: Memory | None
    """Where what was read is remembered."""
    cache: Path | None
    """Where what is made of it is; None where nothing is remembered."""
    editions: tuple[Edition, ...]

    @property
    def digest(self) -> Digest:
        """The digest of all seeds."""
        return self.lookup.digest

    @property
    def vocabulary(self) -> Vocabulary:
        """What it was read with."""
        return self.lookup.vocabulary


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did."""

    gathered: Gathered
    written: Written
    contents: Mapping[str, str]
    """A hash of each generated page, by its path below docs; none where nothing is remembered."""
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
    def new(self) -> int:
        """How many of them had no page yet."""
        return sum(brief.id not in self.gathered.known.briefs for brief in self.gathered.digest.briefs)

    @property
    def changed(self) -> int:
        """Of how many the text has changed."""
        known = self.gathered.known.briefs
        return sum(known.get(brief.id, brief.seed.hash) != brief.seed.hash for brief in self.gathered.digest.briefs)

    def __str__(self) -> str:
        """Return it in a line."""
        written = self.written
        return (
            f"{self.briefs} briefs, {self.new} new and {self.changed} changed, {self.meetings} meetings, "
            f"{len(self.problems)} problems; pages: {len(written.changed)} changed, {len(written.removed)} gone, "
            f"{written.unchanged} as they were"
        )

    @property
    def failed(self) -> bool:
        """Whether anything is wrong enough for a non-zero exit."""
        return any(problem.fatal for problem in self.problems)


def build(
    folders: Folders,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    then: Callable[[Gathered], object] = lambda _: None,
) -> Report:
    """Build the pages of all seeds, in every edition; with `dry_run` write nothing. Tell `progress` of it.

    What was gathered is handed to `then` before any page is made of it.

    Raises DigestError where nothing can be built at all: a broken vocabulary, no seeds folder, another build that does not end.
    """
    progress = progress or Progress()
    if dry_run:
        return _build(folders, dry_run=True, progress=progress, then=then)
    make_folder(folders.docs)
    with hold(folders.docs):
        return _build(folders, dry_run=False, progress=progress, then=then)


def _build(folders: Folders, *, dry_run: bool, progress: Progress, then: Callable[[Gathered], object]) -> Report:
    gathered = gather(folders, progress=progress)
    then(gathered)
    shelf = Shelf(folders.cache / "pages", folders.docs) if folders.remembers and not dry_run else None
    try:
        with progress.stage("pages"):
            written = _write(gathered, shelf=shelf, dry_run=dry_run, progress=progress)
    except TemplateError as error:
        raise DigestError(_in_template(error)) from error
    contents = {path: note.content.hex() for path, note in shelf.notes.items()} if shelf and not written.problems else {}
    return Report(gathered, written, contents, tuple(sorted({*gathered.problems, *written.problems}, key=_place)))


def _write(gathered: Gathered, *, shelf: Shelf | None, dry_run: bool, progress: Progress) -> Written:
    """Write the pages that are not there yet as they should be; where there is no shelf, look at every one."""
    digest, known = gathered.digest, gathered.known
    editions = make_editions(gathered.lookup, gathered.editions)
    drafts = {pages.folder + draft.path: (pages, draft) for pages in editions for draft in pages.drafts}
    stamps = dict(_stamps(editions, gathered.memory)) if shelf and gathered.memory else {}
    fresh = {path: draft for path, draft in drafts.items() if not (shelf and stamps and shelf.find(path, stamps[path]))}

    def render() -> Iterator[Page]:
        paths = zip(gathered.editions, ([draft.path for draft in pages.drafts] for pages in editions), strict=True)
        rendered = spread(lambda one: one[0].render(one[1]), list(fresh.values()))
        for page in chain(progress.follow(rendered, len(fresh), "writing pages"), redirect_pages(paths, digest, known)):
            if shelf:
                shelf.put(page.path, make_note(stamps.get(page.path, ""), page.text.encode()))
            yield page

    kept = drafts.keys() - fresh.keys()
    written = write_pages(render(), gathered.docs, kept=kept, dry_run=dry_run)
    if shelf and not written.problems:
        shelf.save()
    return written


def report_keys(gathered: Gathered) -> dict[str, str]:
    """Return by its id what is the same only for a report that was read, and corrected, the same; of no memory nothing."""
    memory = gathered.memory
    return {brief.id: memory.key_of(brief) for brief in gathered.digest.briefs} if memory else {}


def pages_of_changed(gathered: Gathered, before: Mapping[str, str]) -> tuple[Page, ...]:
    """Return the pages of the reports whose keys were others `before`, in every edition; none where these are many."""
    keys = report_keys(gathered)
    changed = [brief for brief in gathered.digest.briefs if before.get(brief.id, keys[brief.id]) != keys[brief.id]]
    if len(changed) > _FEW:
        return ()
    editions = [Pages(gathered.lookup, labels=one.labels, folder=one.folder) for one in gathered.editions]
    return tuple(pages.render(pages.draft_of(brief)) for pages in editions for brief in changed)


def _stamps(editions: Iterable[Pages], memory: Memory) -> Iterator[tuple[str, str]]:
    """Yield the path of every page with what is the same only where the page would be."""
    for pages in editions:
        version = f"{memory.page_version(pages.labels.lang)} {pages.digest.quotes}"
        for draft, stamp in pages.stamps(memory.key_of):
            yield pages.folder + draft.path, f"{version} {stamp}"


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile, nor ever in what is made: for ten thousand reports that takes longer than to read them."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@_uncollected()
def gather(folders: Folders, *, progress: Progress | None = None) -> Gathered:
    """Return the digest of all seeds. Raises DigestError where nothing can be read at all."""
    progress = progress or Progress()
    vocabulary, editions = load_reader(folders.vocabulary).vocabulary, load_editions(folders.editions)
    memory = Memory(folders.cache / "briefs", vocabulary=folders.vocabulary) if folders.remembers else None
    with progress.stage("reading"):
        briefs, problems = read_briefs(
            folders.seeds, vocabulary=folders.vocabulary, memory=memory, executor=folders.executor, progress=progress
        )
    with progress.stage("gathering"):
        known = load_addresses(folders.docs)
        digest = replace(gather_digest(briefs, vocabulary=vocabulary, known=known), quotes=folders.quotes)
    cache = folders.cache if folders.remembers else None
    return Gathered(Lookup(digest, vocabulary), known, problems, folders.docs, memory, cache, editions)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What goes with the pages of a site, made beside them by copies of this process, and written when the pages are there."""

    search: Alongside[tuple[Problem, ...]]
    data: Alongside[tuple[Problem, ...]]

    def results(self) -> tuple[Problem, ...]:
        """Have all of it written, and return what was wrong."""
        for one in (self.search, self.data):
            one.go()
        return self.search.result() + self.data.result()

    def stop(self) -> None:
        """Make no more of it."""
        self.search.stop()
        self.data.stop()


def begin(gathered: Gathered, site: Path, *, address: str, before: Path | None = None) -> Ahead | None:
    """Begin with what goes with the pages of `site`, which need not be there yet; the rest is as for `finish`.

    Return None where there is nothing to gain: no copies, nothing remembered, or so much read anew that all cores are at work
    with the pages anyway.
    """
    if not can_copy() or gathered.memory is None or gathered.memory.fresh >= MANY:
        return None
    return Ahead(
        Alongside(partial(_write_search, gathered, site, before=before)),
        Alongside(lambda go: _write_data(gathered, site, address, go)),
    )


@_uncollected()
def finish(  # noqa: PLR0913 - what one build is told
    gathered: Gathered,
    site: Path,
    *,
    built: str,
    commit: Commit | None = None,
    address: str = ADDRESS,
    indexes: bool = True,
    before: Path | None = None,
    ahead: Ahead | None = None,
) -> tuple[Problem, ...]:
    """Write into the rendered `site` what goes with its pages and that nobody reads in a diff; return what was wrong.

    `built` is when it was built, ISO 8601, and `commit` of what; `address` where it is published; `indexes` whether what takes
    its time is made, too: search, data, feeds and calendars; `before` the site as it was, of which files may be linked; `ahead`
    what was begun with before.
    """
    lookup = gathered.lookup
    coverage = survey(lookup.index, comparison=lookup.comparison)
    labels = [edition.labels for edition in gathered.editions]
    told = build_record(gathered.digest, built=built, commit=commit, labels=labels)
    records = {"coverage.json": coverage_record(gathered.digest, coverage, built=built), "build.json": told}
    files = {site / name: json.dumps(one, ensure_ascii=False, indent=1) + "\n" for name, one in records.items()}
    files |= {site / name: content for name, content in site_files(gathered.docs, site, url=address).items()}
    problems = write_files(files)
    if not indexes:
        return problems
    if ahead:
        problems += ahead.results()
    else:
        data = Alongside(lambda _: _write_data(gathered, site, address))
        try:
            problems += _write_search(gathered, site, before=before) + data.result()
        finally:
            data.stop()
    return (*problems, *write_files(_headers(site)))


def _write_search(
    gathered: Gathered, site: Path, go: Callable[[], object] | None = None, *, before: Path | None
) -> tuple[Problem, ...]:
    """Write the index that the search finds its pages by, much of it made before it may `go`; return what was wrong."""
    found = {edition.folder: Searchables(gathered.lookup, labels=edition.labels) for edition in gathered.editions}
    records = tuple(all_records(found))
    more = {f"{folder}{name}": value for folder, one in found.items() for name, value in one.more().items()}
    root, cache = found[""], gathered.cache
    segments = Segments(root.names, full=root.full, folder=cache / "search" if cache else None)
    if go:
        make_segments(records, segments=segments)
        go()
    known = {f"{folder}{record.path}" for folder in found for record in records}
    written = handwritten_records(gathered.docs, site, editions=gathered.editions, known=known)
    return write_index((*records, *written), site, segments=segments, more=more, folders=tuple(found), before=before)


def _headers(site: Path) -> dict[Path, str]:
    """Return the file that tells some hosts which headers to send; none for pages that carry no policy."""
    policy = read_policy(site)
    files = (path.relative_to(site).as_posix() for name in ("assets", INDEX) for path in (site / name).rglob("*"))
    return {site / "_headers": headers_file(policy, files)} if policy else {}


def read_policy(site: Path) -> str | None:
    """Return the policy of the pages of a rendered site; None where they have none, or there is none."""
    try:
        return policy_of((site / "index.html").read_text(encoding="utf-8"))
    except OSError:
        return None


def _write_data(gathered: Gathered, site: Path, address: str, go: Callable[[], object] | None = None) -> tuple[Problem, ...]:
    """Write the data, and the feeds and calendars beside the pages they belong to, all made before it may `go`.

    The data are the same in every edition and stand at the root; feeds and calendars each edition has of its own. Return what
    was wrong. Without `go` each file is written as it is made, and they are not all held.
    """
    files = _make_data(gathered, site, address)
    if go:
        files = iter(list(files))
        go()
    data, records = site / "data", {}
    below = data / RECORDS

    def sort_out() -> Iterator[tuple[Path, bytes]]:
        for path, content in files:
            if path.parent == below:
                records[path.name] = content
            # A page that the guard withholds has no folder, and its feed would be the only word of it.
            elif path.parent == data or path.parent.is_dir():
                yield path, content

    return (*write_files(sort_out()), *write_folder(below, records.items()))


def _make_data(gathered: Gathered, site: Path, address: str) -> Iterator[tuple[Path, bytes]]:
    """Yield each file of the data, and each feed and calendar."""
    address = f"{address.rstrip('/')}/"
    sets = {one.folder: Dataset(gathered.lookup, labels=one.labels, address=address + one.folder) for one in gathered.editions}
    for name, content in _make_tables(sets[""], gathered):
        yield site / "data" / name, content
    for folder, dataset in sets.items():
        for path, content in chain(Feeds(dataset).files(), Calendars(dataset).files()):
            yield site / folder / path, content


def _make_tables(dataset: Dataset, gathered: Gathered) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the folder of data; what came of each report is remembered where anything is."""
    memory, cache = gathered.memory, gathered.cache
    if memory is None or cache is None:
        yield from data_files(dataset)
        return
    # Of each address one: the index of what is served, and a site, would each take what the other has made for old.
    folder = cache / "data" / hash_of(dataset.address.encode()).hex()[:_NAMED]
    known = recall_forms(folder)
    forms = Forms(dataset, known=known, key_of=memory.key_of, version=memory.page_version(dataset.labels.lang))
    yield from data_files(dataset, forms=forms)
    keep_forms(folder, forms.made, known=known)


def _in_template(error: TemplateError) -> Problem:
    """Return a problem with one of the templates; where in it, Jinja tells of what it cannot read only."""
    line = getattr(error, "lineno", None)
    file = getattr(error, "filename", None) or str(TEMPLATES)
    return Problem(file, line, f"the template fails ({error})", "a template that Jinja can render", "mend the template")


def _place(problem: Problem) -> tuple[str, int, str]:
    return (problem.file, problem.line or 0, problem.found)
