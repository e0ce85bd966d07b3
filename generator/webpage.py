"""Finds the article in a web page: what it is written in, then title, text, publisher and day of publication.

Text and title are found by trafilatura. The day and the publisher are taken only from where a page says them to machines
(its `meta` and JSON-LD), never from a guess: a day in a footer is no day of publication.
"""

from __future__ import annotations

import codecs
import json
import logging
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from generator.decoding import find_old_words
from generator.errors import DigestError, Problem
from generator.text import clean_text, fold_word, on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

# Where a page says its encoding; it must do so in its first bytes.
_SAID_WITHIN = 4096
_META_CHARSET = re.compile(
    rb"""<(?:meta[^>]{1,200}?charset|\?xml[^>]{1,80}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# As browsers have it: who says Latin-1 means this.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "tis-620": "cp874"}
# Where a page says when it was published, the surest first.
_DAY_META = (
    "article:published_time",
    "datepublished",
    "og:published_time",
    "dc.date.issued",
    "dcterms.issued",
    "pubdate",
    "publishdate",
)
_ISO_DAY = re.compile(r"\s*((?:19|20)\d\d-\d\d-\d\d)(?![\d-])")
_TITLE_TAIL = re.compile(r"\s+[-–—|]\s+([^-–—|]{2,60})$")
_DEEPEST = 12
MAX_ELEMENTS = 20_000
"""Of a page: what it costs to find the article grows with their square; of so many, the worst page tried took 15 seconds."""
Tree = Any
"""A page as lxml has it, which has no types."""


@dataclass(frozen=True, slots=True)
class Article:
    """What a web page holds, as it says; nothing of it is trusted."""

    title: str
    paragraphs: tuple[str, ...]
    publisher: str | None
    says_publisher: str
    """Where the page says it; empty where it does not."""
    published: str | None
    """ISO 8601, a whole day."""
    says_day: str
    """Where the page says the day, e.g. `article:published_time`; empty where it does not."""
    guessed_day: str | None
    """What the extractor takes for the day; shown to an editor, and used for nothing."""
    canonical: str | None
    """The address that the page gives as its own."""
    encoding: str
    is_free: bool
    """False where the page says that not everybody may read all of it."""
    all_text: str
    """Every word on the page, in order, to judge by what kind of page it is."""

    @property
    def words(self) -> int:
        """How many words the text has; a syllable of Vietnamese is one."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)


def decode_page(body: bytes, *, said: str = "", given: str = "") -> tuple[str, str]:
    """Return the text of a page, and the encoding it is in: `given` by an editor, or the first of those named that it can be.

    What is valid UTF-8 is UTF-8, whatever a server (`said`) or the page name; no other text looks like it. Raises DigestError.
    """
    mark = next((name for mark, name in _MARKS.items() if body.startswith(mark)), "")
    meta = _META_CHARSET.search(body[:_SAID_WITHIN])
    named = [given] if given else [mark, "utf-8", said, meta[1].decode("ascii") if meta else ""]
    for name in dict.fromkeys(filter(None, map(_codec, named))):
        try:
            text = body.decode(name)
        except UnicodeDecodeError:
            continue
        if not (old := find_old_words(text)):
            return text, name
        remedy = "give the encoding that it is in (--encoding windows-1258), or save its text by hand"
        raise DigestError(
            Problem("the page", None, f"text in the letters of {old[0]}, read as {name}", "text that can be read", remedy)
        )
    text = body.decode("utf-8", "replace")
    if "utf-8" in map(_codec, named) and text.count("\ufffd") * 1000 < len(text):
        return text, "utf-8"
    tried = ", ".join(dict.fromkeys(filter(None, named)))
    remedy = "give the encoding that it is in, with --encoding"
    raise DigestError(Problem("the page", None, f"bytes that are none of {tried}", "text that can be read", remedy))


def _codec(name: str) -> str:
    """Return Python's name of an encoding of text; none for one that it has not, or that is no encoding of text."""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    # Not every codec makes text of bytes: `rot13`, `zip`.
    return _MEANT.get(found.name, found.name) if found._is_text_encoding else ""  # noqa: SLF001 - nothing else tells


def read_article(text: str, *, url: str | None, encoding: str) -> Article:
    """Return the article in the page `text`, as far as there is one; `url` is where the page is from.

    Raises DigestError where what finds it is not installed, or fails, or would take too long.
    """
    try:
        tree, found = _extract(text, url)
    except DigestError:
        raise
    except ImportError as error:
        missing, expected = f"the package {error.name} is not installed", "trafilatura, which finds the article in a page"
        remedy = "run `make setup`, or `pip install trafilatura`"
        raise DigestError(Problem("add", None, missing, expected, remedy)) from error
    except Exception as error:
        what, remedy = f"the extractor failed on it ({type(error).__name__})", "save its text by hand"
        raise DigestError(Problem("the page", None, what, "a web page", remedy)) from error
    if tree is None:
        return Article("", (), None, "", None, "", None, None, encoding, is_free=True, all_text="")
    told = tuple(_json_ld(tree))
    named = {"og:site_name": _clean(next(iter(_meta(tree, "og:site_name")), "")), "JSON-LD": _publisher(told)}
    says_publisher, publisher = next(((where, name) for where, name in named.items() if name), ("", ""))
    title = _shorten_title(_clean(getattr(found, "title", None)), publisher)
    day, says_day = _find_day(tree, told, title)
    links = tree.xpath("//link[@rel='canonical']/@href")
    return Article(
        title=title,
        paragraphs=tuple(_paragraphs(getattr(found, "text", None) or "", title)),
        publisher=publisher or None,
        says_publisher=says_publisher,
        published=day,
        says_day=says_day,
        guessed_day=getattr(found, "date", None),
        canonical=str(links[0]).strip() if links else None,
        encoding=encoding,
        is_free=not any(str(one.get("isAccessibleForFree")).lower() == "false" for one in told),
        all_text=on_one_line(" ".join(tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]"))),
    )


def _extract(text: str, url: str | None) -> tuple[Tree, Any]:
    """Return a page as a tree, and what trafilatura finds in it; None for what is no page."""
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415 - an optional extra

    # What it has to say of a page, we say.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    # Bytes, so that nothing that the page says of its encoding is asked again.
    content, original = text.encode("utf-8", "replace"), {"original_date": True}
    tree = load_html(content)
    if tree is None:
        return None, None
    if (size := sum(1 for _ in tree.iter())) > MAX_ELEMENTS:
        much, remedy = f"{size:,} elements", "check that it is an article, and save its text by hand"
        raise DigestError(Problem("the page", None, much, f"at most {MAX_ELEMENTS:,}", remedy))
    found = bare_extraction(content, url=url, include_comments=False, with_metadata=True, date_extraction_params=original)
    return tree, found


def _clean(value: str | None) -> str:
    """Return words as a seed may hold them, on one line."""
    return on_one_line(clean_text(value or "")[0])


def _paragraphs(text: str, title: str) -> Iterator[str]:
    """Yield the paragraphs of an extracted text, without the title at their head."""
    lines = [line for line in (_clean(line) for line in text.split("\n")) if line]
    yield from lines[1:] if lines and _fold(lines[0]) == _fold(title) else lines


def _shorten_title(title: str, publisher: str) -> str:
    """Return a title without the outlet's name at its end, where that is what stands there."""
    tail = _TITLE_TAIL.search(title)
    return title[: tail.start()] if tail and publisher and _fold(tail[1]) == _fold(publisher) else title


def _fold(words: str) -> str:
    return " ".join(map(fold_word, words.split()))


def _meta(tree: Tree, name: str) -> list[str]:
    """Return what the page says under a name (small letters), wherever pages say such things."""
    found = []
    for element in tree.iter("meta", "time"):
        names = [element.get(key, "").lower() for key in ("property", "name", "itemprop")]
        if name in names and (value := element.get("content") or element.get("datetime")):
            found.append(str(value))
    return found


def _find_day(tree: Tree, told: tuple[dict[str, Any], ...], title: str) -> tuple[str | None, str]:
    """Return the day of publication and where the page says it; None where it does not, or says it of several articles."""
    articles = [one for one in told if "Article" in str(one.get("@type")) and "datePublished" in one]
    about = [one for one in articles if _fold(str(one.get("headline", ""))) == _fold(title)] or articles
    said = {name: _meta(tree, name) for name in _DAY_META} | {"JSON-LD": [str(one["datePublished"]) for one in about]}
    for where, words in said.items():
        days = {day for one in words if (day := _read_day(one))}
        if len(days) == 1:
            return days.pop(), where
    return None, ""


def _read_day(words: str) -> str | None:
    """Return the day at the head of a date in ISO 8601, which alone can be read in one way only."""
    try:
        return (found := _ISO_DAY.match(words)) and date.fromisoformat(found[1]).isoformat()
    except ValueError:
        return None


def _publisher(told: tuple[dict[str, Any], ...]) -> str:
    for one in told:
        publisher = one.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return _clean(publisher["name"])
    return ""


def _json_ld(tree: Tree) -> Iterator[dict[str, Any]]:
    """Yield what the page says to machines, the things within things as well."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            value = json.loads(str(script), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _things(value, 0)


def _things(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        value = [*value.values()]
    if isinstance(value, list):
        for one in value:
            yield from _things(one, depth + 1)
