"""Keeps MkDocs from rendering what would come out as it is: such a page is taken from the site as it was.

The others are rendered on all cores, each from its source to its file at once, so that not all of them are held in memory.
MkDocs has no setting for this, so its two functions for one page are replaced. Without that every page is rendered, and is the
same. Where anything is odd about a page, a warning or an error, MkDocs does it once more, its own way, and says what.
"""

from __future__ import annotations

import hashlib
import json
import logging
import posixpath
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.carry import carry
from generator.host import NAME, load_module
from generator.memory import version_of
from generator.shelf import make_note
from generator.workers import spread
from generator.writer import write_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

    from generator.progress import Progress
    from generator.shelf import Note, Shelf

log = logging.getLogger(f"{NAME}.hooks.pages")

_LINK = re.compile(r"\]\(([^)\s#]+\.md)")
_UNSEEN = frozenset({"site_dir", "strict", "dev_addr", "extra"})
"""Settings that no page shows, or that are looked at apart."""
_OWN = frozenset({"built", "commit", "problems", "serving"})
"""What our hooks tell the templates of one build: that is not the same twice, or is looked at apart."""
_commands = load_module("commands.build")
_populate, _build = _commands._populate_page, _commands._build_page  # noqa: SLF001 - there is no other way


class Renderer:
    """What is rendered and what is kept in one build of the site."""

    def __init__(self, shelf: Shelf, *, sources: Mapping[str, str], version: str, progress: Progress) -> None:
        """Begin a build; `sources` has a hash of each page that may be kept, by its path below docs.

        `shelf` knows of the site as it was, and `version` is the same only where all that pages have in common is.
        """
        self._shelf, self._sources, self._version, self._progress = shelf, sources, version, progress
        self._files: Files = load_module("structure.files").Files([])
        self._done: set[str] = set()
        self._waiting: dict[str, Page] = {}
        self._given: tuple[MkDocsConfig, tuple[Any, ...], dict[str, Any]] | None = None
        """What MkDocs gives beside a page that it builds."""

    def begin(self, files: Files, *, spare: Path, target: Path) -> None:
        """Take into `target` what can be kept, before MkDocs reads any page, and render the others from now on.

        `spare` is the site before the last, or nothing.
        """
        self._files = files
        pages = [file for file in files.documentation_pages() if not file.inclusion.is_excluded()]  # type: ignore[no-untyped-call]
        known = {file: file.page for file in pages if file.page and file.src_uri in self._sources}
        found = ((file, self._shelf.find(file.dest_uri, self._stamp(file))) for file in known)
        kept = {file.dest_uri: note for file, note in found if note and _lead_somewhere(note, files)}
        inodes = {path: self._shelf.inodes[path] for path in kept}
        there = set(carry(inodes, site=self._shelf.folder, spare=spare, target=target))
        for file, page in known.items():
            if file.dest_uri in there:
                self._finish(page, kept[file.dest_uri])
            else:
                self._waiting[file.src_uri] = page
        _commands._populate_page, _commands._build_page = self.populate, self.build  # noqa: SLF001 - as above

    def end(self, site: Path) -> None:
        """Leave the pages to MkDocs again, and remember what is in `site`, where they have been put."""
        stop()
        self._shelf.folder = site
        self._shelf.save()

    def show(self, path: str, text: str, site: Path) -> bool:
        """Put a page of this build into `site` with another text, and all around it as it was; tell whether it is there.

        Where anything is odd about it, it is not: the next build says what.
        """
        known = self._files.src_uris.get(path)
        if known is None or self._given is None:
            return False
        config, rest, more = self._given
        try:
            with tempfile.TemporaryDirectory() as folder, _overheard() as warnings:
                file = load_module("structure.files").File(path, None, folder, config.use_directory_urls)
                file.content_string = text
                page = load_module("structure.pages").Page(None, file, config)
                _populate(page, config, self._files)
                _build(page, config, *rest, **{**more, "excluded": False})
                content = Path(file.abs_dest_path).read_bytes()
            return not warnings and not write_files({site / known.dest_uri: content}, lasting=False)
        except Exception:
            log.debug("while showing %s", path, exc_info=True)
            return False

    def populate(self, page: Page, *rest: Any) -> None:  # noqa: ANN401 - MkDocs' arguments, handed on
        """Read a page, unless it is kept, or will be read when it is written."""
        if page.file.src_uri not in self._done and page.file.src_uri not in self._waiting:
            _populate(page, *rest)

    def build(self, page: Page, config: MkDocsConfig, *rest: Any, **more: Any) -> None:  # noqa: ANN401 - as above
        """Write a page, unless it is there; with the first that waits, all of them."""
        self._given = config, rest, more
        if page.file.src_uri in self._waiting:
            waiting, self._waiting = list(self._waiting.values()), {}
            notes = spread(lambda one: self._render(one, config, *rest, **more), waiting)
            for one, note in zip(waiting, self._progress.follow(notes, len(waiting), "rendering pages"), strict=True):
                if note:
                    self._shelf.put(one.file.dest_uri, note)
                    self._finish(one, note)
                else:
                    _populate(one, config, self._files)
        if page.file.src_uri not in self._done:
            _build(page, config, *rest, **more)

    def _render(self, page: Page, config: MkDocsConfig, *rest: Any, **more: Any) -> Note | None:  # noqa: ANN401 - as above
        """Render a page from its source to its file; return the note of it, or None where anything is odd."""
        target = Path(page.file.abs_dest_path)
        try:
            with _overheard() as warnings:
                _populate(page, config, self._files)
                _build(page, config, *rest, **more)
            # Nothing is written of a page that is withheld.
            if not warnings and target.is_file():
                return make_note(self._stamp(page.file), target.read_bytes(), _list_ids(page), _list_links(page))
        except Exception:
            log.debug("while rendering %s", page.file.src_uri, exc_info=True)
        finally:
            page.content = page.markdown = None
            page.present_anchor_ids = page.links_to_anchors = None
            page.toc = load_module("structure.toc").TableOfContents([])
        return None

    def _stamp(self, file: File) -> str:
        return f"{self._version} {self._sources[file.src_uri]}"

    def _finish(self, page: Page, note: Note) -> None:
        """Note that a page is there, and give MkDocs what it asks when it checks links, and no more."""
        ids, links = note.more
        page.present_anchor_ids = _Places(ids)  # type: ignore[assignment]
        page.links_to_anchors = _Links(page.file, self._files, links)  # type: ignore[assignment]
        self._done.add(page.file.src_uri)


def stop() -> None:
    """Leave the pages to MkDocs."""
    _commands._populate_page, _commands._build_page = _populate, _build  # noqa: SLF001 - as above


def version_of_look(config: MkDocsConfig, *, serving: bool) -> str:
    """Return what is the same only where everything is that pages have in common: settings, theme, packages, our own code."""
    settings = {name: value for name, value in config.items() if name not in _UNSEEN}
    extra = {name: value for name, value in config.extra.items() if name not in _OWN}
    theme = {name: config.theme[name] for name in config.theme}
    written = json.dumps([settings, extra, theme, serving], default=_name, sort_keys=True)
    templates = {Path(folder): ("**/*.html",) for folder in config.theme.dirs}
    files = {Path(__file__).parent: ("**/*.py",), **templates}
    for file in (Path(config.config_file_path), *map(Path, config.hooks)):
        files[file.parent] = (*files.get(file.parent, ()), file.name)
    return hashlib.sha256(written.encode() + version_of(files)).hexdigest()


def _name(value: object) -> str:
    """Return a name for a value that JSON has none for; what it is made of stands in the file of settings."""
    return type(value).__qualname__


class _Places:
    """The names of places on a page, in little room."""

    __slots__ = ("_names",)

    def __init__(self, names: str) -> None:
        self._names = names

    def __contains__(self, name: str) -> bool:
        return f" {name} " in self._names


class _Links:
    """The places on other pages that a page links to, in little room: a line for each page, its source first."""

    __slots__ = ("_file", "_files", "_lines")

    def __init__(self, file: File, files: Files, lines: str) -> None:
        self._file, self._files, self._lines = file, files, lines

    def items(self) -> Iterator[tuple[File, dict[str, str]]]:
        """Yield each page with the places on it, and the links as they may have been written."""
        own = posixpath.dirname(self._file.src_uri) + "/"
        up = "../" * own.count("/") if own != "/" else ""
        for line in self._lines.splitlines():
            target, *names = line.split(" ")
            # Not by posixpath: a site may have a million of them, and nobody sees one that leads somewhere.
            link = target.removeprefix(own) if target.startswith(own) else up + target
            if file := self._files.src_uris.get(target):
                yield file, {name: f"{link}#{name}" for name in names}


def _list_ids(page: Page) -> str:
    return f" {' '.join(sorted(page.present_anchor_ids or ()))} "


def _list_links(page: Page) -> str:
    folder = posixpath.dirname(page.file.src_uri)
    targets: dict[str, list[str]] = {}
    for link in _LINK.findall(page.markdown or ""):
        targets.setdefault(posixpath.normpath(posixpath.join(folder, link)), [])
    for file, names in (page.links_to_anchors or {}).items():
        targets.setdefault(file.src_uri, []).extend(sorted(names))
    return "\n".join(" ".join((target, *names)) for target, names in sorted(targets.items()))


def _lead_somewhere(note: Note, files: Files) -> bool:
    """Tell whether every page that a kept page links to is still there."""
    return all(line.partition(" ")[0] in files.src_uris for line in note.more[1].splitlines())


@contextmanager
def _overheard() -> Iterator[list[logging.LogRecord]]:
    """Keep to ourselves what MkDocs and its hooks log meanwhile; the list holds what is a warning or worse."""
    logger, heard = logging.getLogger(NAME), _Heard(logging.WARNING)
    handlers, propagates = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [heard], False
    try:
        yield heard.records
    finally:
        logger.handlers, logger.propagate = handlers, propagates


class _Heard(logging.Handler):
    """Keeps what is logged."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)
