"""Brings an article in: from the web, a file or standard input, a report and its corrections come, unless it is there already.

What a page says is never trusted: its text becomes a seed like any other, read and judged as one before it is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from generator.corrections import apply_corrections
from generator.errors import DigestError, Problem
from generator.exports.correction_file import correction_file
from generator.extract import extract_brief
from generator.fetching import MAX_BYTES, Unreachable, ask, is_page
from generator.folderlock import hold
from generator.likeness import find_by_address, find_by_text
from generator.models import Correction
from generator.seeds import SeedFile, parse_seed, show_path
from generator.text import slugify
from generator.urls import is_front_page, mend_url
from generator.walls import find_wall
from generator.webpage import decode_page, read_article
from generator.writer import write_new

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.extract.reader import Reader
    from generator.labels import Labels
    from generator.models import Brief
    from generator.webpage import Article

_NAME_LENGTH = 60
_NOT_FOUND = (404, 410)
_BY_HAND = "open it in a browser, save the page there, and add the file with --url"
_SERVER_ERROR = 500
_SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What whoever brings an article in says of it; None where it is to be found."""

    today: str
    """When an address is asked, ISO 8601."""
    url: str | None = None
    encoding: str | None = None
    retrieved: str | None = None
    archive: str | None = None
    editor: str | None = None
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class _Source:
    """A page as it came."""

    body: bytes
    url: str | None
    charset: str
    retrieved: str | None
    hops: tuple[str, ...] = ()
    archive: str | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought in."""

    path: Path
    brief: Brief
    """As it will be read: with its corrections."""
    article: Article
    hops: tuple[str, ...]
    """The addresses that led to the page."""
    problems: tuple[Problem, ...]

    def lines(self) -> Iterator[str]:
        """Yield what was found, in short, and where."""
        brief, article = self.brief, self.article
        yield f"{show_path(self.path)}: {brief.seed.title}"
        for hop in self.hops:
            yield f"    led on from {hop}"
        for name in ("url", "publisher", "published", "retrieved", "archive"):
            fact = getattr(brief.source, name)
            yield (
                f"source.{name}: {fact.value} [{_rule(brief, name) or fact.rule}]" if fact else f"source.{name}: nothing found"
            )
        if article.guessed_day and not article.says_day:
            yield f"    the page does not say when; the extractor guesses {article.guessed_day}, which is not taken"
        elif article.published and brief.source.published and brief.source.published.value != article.published:
            yield f"    {article.says_day} says {article.published}, which is not taken: the text goes before it"
        yield f"text: {len(article.paragraphs)} paragraphs, {article.words} words, {article.encoding}, {brief.seed.lang}"
        for paragraph in dict.fromkeys((article.paragraphs[0], article.paragraphs[-1])):
            yield f"    “{paragraph if len(paragraph) <= _SHOWN else paragraph[:_SHOWN] + ' …'}”"
        if not article.is_free:
            yield "    the page says that not everybody may read all of it: compare the text with the source"


def _rule(brief: Brief, name: str) -> str:
    """Return why a value was corrected; empty for one that was read."""
    return next((one.reason for one in brief.corrections if one.field == f"source.{name}"), "")


def bring(source: str, folder: Path, *, reader: Reader, given: Given, labels: Labels, stdin: BinaryIO) -> Brought:
    """Write the article at `source` (an address, a file, or `-` for `stdin`) into the folder of reports; return what it is.

    The words of its corrections are those of `labels`. Raises DigestError where there is no article, or it is there already.
    """
    if given.url and not _mended(given.url):
        raise DigestError(Problem("--url", None, given.url, "a web address", "write all of it, with https://"))
    page = _fetch(source, folder, given) if "://" in source else _load(source, given, stdin)
    text, encoding = decode_page(page.body, said=page.charset, given=given.encoding or "")
    article = read_article(text, url=page.url, encoding=encoding)
    if wall := find_wall(article):
        raise DigestError(Problem(source, None, wall, "the text of an article", _BY_HAND))
    url = page.url or _mended(article.canonical)
    with hold(folder):
        _refuse_known(source, folder, [page.url, *page.hops, _mended(article.canonical)], article)
        brief = _read_as_seed(article, url, folder, reader)
        wanted = tuple(_corrections(brief, article, replace(page, url=url), given, labels))
        corrected, problems = apply_corrections(brief, wanted, vocabulary=reader.vocabulary)
        if any(problem.fatal for problem in problems):
            raise DigestError(*problems)
        path = folder / brief.seed.name
        write_new({path: brief.seed.text, path.with_suffix(".yml"): correction_file(brief, made=corrected.corrections)})
    return Brought(path, corrected, article, page.hops, (*brief.seed.problems, *problems))


def _fetch(source: str, folder: Path, given: Given) -> _Source:
    """Return the page at an address. Raises DigestError."""
    try:
        _refuse_address(source, find_by_address(folder, [mend_url(source)]))
        answer = ask(source, allow_private=given.allow_private)
    except ValueError as error:
        remedy = "write the whole address of the article, with https://"
        raise DigestError(Problem(source, None, str(error), "a web address", remedy)) from error
    except Unreachable as error:
        raise DigestError(Problem(error.url or source, None, error.found, error.expected, error.remedy)) from error
    if answer.status != 200:  # noqa: PLR2004
        raise DigestError(Problem(answer.url, None, f"{answer.status} {answer.reason}", "200 OK", _remedy(answer.status)))
    if not is_page(answer.content_type):
        expected = "a web page (text/html)"
        raise DigestError(Problem(answer.url, None, answer.content_type, expected, "save its text by hand, as seeds/NAME.txt"))
    if is_front_page(answer.url) and not is_front_page(source):
        found, remedy = f"it leads to {answer.url}, the front page", "look for the article there, or in an archive"
        raise DigestError(Problem(source, None, found, "the article itself", remedy))
    own, url = mend_url(answer.url), _mended(given.url)
    # What stands at another address than it was published at is a copy.
    copy, retrieved = own if url else None, given.retrieved or given.today
    return _Source(answer.body, url or own, answer.charset, retrieved, answer.hops, copy)


def _remedy(status: int) -> str:
    """Return what to do about an answer that is no page."""
    if status in _NOT_FOUND:
        return "check the address, or look for a copy in an archive and add that with --url"
    return "try again later" if status >= _SERVER_ERROR else _BY_HAND


def _load(source: str, given: Given, stdin: BinaryIO) -> _Source:
    """Return the page in a file, or what is handed to the command. Raises DigestError."""
    try:
        if source == "-":
            body = stdin.read(MAX_BYTES + 1)
        else:
            with Path(source).open("rb") as file:
                body = file.read(MAX_BYTES + 1)
    except OSError as error:
        found, remedy = f"cannot be read ({error.strerror})", "check the path; an address begins with https://"
        raise DigestError(Problem(source, None, found, "an address, a file, or - for standard input", remedy)) from error
    if len(body) > MAX_BYTES:
        expected, remedy = f"at most {MAX_BYTES:,}", "check that it is an article, and save its text by hand"
        raise DigestError(Problem(source, None, f"more than {MAX_BYTES:,} bytes", expected, remedy))
    # When it was saved nobody knows but who did it.
    return _Source(body, _mended(given.url), "", given.retrieved)


def _mended(url: str | None) -> str | None:
    """Return an address that somebody or a page gives; None where it is none."""
    try:
        return mend_url(url) if url else None
    except ValueError:
        return None


def _refuse_address(source: str, known: Path | None) -> None:
    if known:
        found, remedy = f"the article of {show_path(known)}", "correct that one, or rename it, if need be"
        raise DigestError(Problem(source, None, found, "an article that is not there yet", remedy))


def _refuse_known(source: str, folder: Path, urls: Iterable[str | None], article: Article) -> None:
    """Raise DigestError for an article that is there already, under the same address or with near the same text."""
    _refuse_address(source, find_by_address(folder, filter(None, urls)))
    if like := find_by_text(folder, "\n".join((article.title, *article.paragraphs))):
        found = f"{like.share:.0%} of its text is that of {show_path(like.path)}"
        remedy = "leave it out, or, if it says more, save its text by hand"
        raise DigestError(Problem(source, None, found, "an article that is not there yet", remedy))


def _read_as_seed(article: Article, url: str | None, folder: Path, reader: Reader) -> Brief:
    """Return the brief of an article as it would be read from a file, under a name that is free. Raises DigestError."""
    text = "\n".join([*([url] if url else []), article.title, "", "\n\n".join(article.paragraphs), ""])
    named = SeedFile("new.txt", "the article", None, text.encode())
    brief = extract_brief(parse_seed(named), reader=reader)
    if brief.seed.title != article.title:
        found = f"a title that is read as {brief.seed.title[:_SHOWN]!r}"
        raise DigestError(Problem("the article", None, found, repr(article.title[:_SHOWN]), "save its text by hand"))
    day = article.published or (brief.source.published and brief.source.published.value) or ""
    name = _free_name(f"{day} {article.title}", folder)
    seed = replace(brief.seed, name=name, slug=slugify(Path(name).stem), path=show_path(folder / name))
    return replace(brief, seed=seed)


def _free_name(words: str, folder: Path) -> str:
    """Return a name for a report that no other has, nor its page or its corrections."""
    taken = {slugify(path.stem) for path in folder.iterdir()}
    stem = slugify(words)
    if len(stem) > _NAME_LENGTH:
        stem = stem[: _NAME_LENGTH + 1].rpartition("-")[0] or stem[:_NAME_LENGTH]
    number, name = 1, stem
    while slugify(name) in taken:
        number += 1
        name = f"{stem}-{number}"
    return f"{name}.txt"


def _corrections(brief: Brief, article: Article, page: _Source, given: Given, labels: Labels) -> Iterator[Correction]:
    """Yield what the text does not say by itself: what the page does, and what was given or is known of its taking."""
    source, editor = brief.source, given.editor or labels("brought.editor")
    found = {
        "url": (None if source.url else page.url, labels("brought.given")),
        "publisher": (None if source.publisher else article.publisher, labels("brought.page", where=article.says_publisher)),
        "published": (None if source.published else article.published, labels("brought.page", where=article.says_day)),
        "retrieved": (page.retrieved, labels("brought.given" if given.retrieved else "brought.taken")),
        "archive": (given.archive or page.archive, labels("brought.given")),
    }
    for name, (value, reason) in found.items():
        if value:
            yield Correction("set", f"source.{name}", value, reason, editor)
