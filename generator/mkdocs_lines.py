"""Reads what stands within a line of our pages at once, where Python-Markdown tries twenty patterns one after the other.

Nothing here is another Markdown: what a line is, is left to Python-Markdown, and so is every line that holds more than links,
elements and plain text. What comes out is the same, byte for byte, in a quarter of the time.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.serializers import RE_AMP
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from generator.host import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from markdown import Markdown

_REFERENCE = r"&(?:\#[0-9]+|[a-zA-Z0-9]+);"
_TAG = r"</?[a-z][a-z0-9]*(?: [^<>@|\\\x02\x03]*)?>"
_TEXT = rf"(?:[^\[\]<>&|\\`*_\x02\x03]|{_TAG}|{_REFERENCE})*"
_TITLE = rf'(?:[^"<>&|\\\x02\x03]|{_REFERENCE})*'
_PIECE = re.compile(rf'(\*\*)?\[({_TEXT})\]\(([\w./\#?=&%:+~-]+)(?: "({_TITLE})")?\)(\*\*)?|{_TAG}|{_REFERENCE}', re.ASCII)
# What starts a block of ours, and the line after it, unless that could be another block.
_LINE = re.compile(r"(:   |- |\d+\. |)((?:\*\*\[|[^\s#|=:>+*~-]).*\S)")
_NUMBERED = re.compile(r"\d+\.")
# An element on a line by itself that Python-Markdown would take as it is.
_INLINE = r"</?(?:a|b|em|i|span|strong|sup|time)(?: [^<>]*)?>"
_RAW = re.compile(rf"<(div|h1|h3|p)(?: [^<>\x02\x03]*)?>(?:[^<>\x02\x03]|{_INLINE})*</\1>")
# All that has a meaning within a line; an exclamation mark before a link makes an image, a name a place.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&|\x02\x03]")
_ODD = re.compile(r'!\[| name=| id=(?!")')
# What may reach over the next lines.
_REACHING = re.compile(r"[\\`*_\[\]<]")
# Python-Markdown takes a quotation mark before a bracket for the end of the title, and those around all of it for its own.
_ODD_TITLE = re.compile(r"^['\s]|\s$|[^\S ]|'\s*\)")
_UNDERLINE = re.compile(r"(?:=+|-+)\s*$")
_CELL = re.compile(r"( *)(.*?)( *)", re.DOTALL)
_ELEMENT = re.compile(r"<([a-z][a-z0-9]*)")
_ENDS = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_ID = re.compile(r' id="([^"]*)"')
_STASHED = re.compile("(?:\x02wzxhzdk:[0-9]+\x03\n?)+")


def _is_closed(content: str) -> bool:
    """Tell whether every element in it ends in it."""
    open_: list[str] = []
    for end, name in _ENDS.findall(content):
        if not end:
            open_.append(name)
        elif not open_ or open_.pop() != name:
            return False
    return not open_


def _end_of_block(lines: list[str], start: int, name: str) -> int:
    """Return after which line the element ends that begins in line `start`, 0 where that is not plain."""
    for end in range(start, len(lines)):
        if lines[end].rstrip().endswith(f"</{name}>"):
            return end + 1 if _is_closed("\n".join(lines[start : end + 1])) else 0
    return 0


class QuickLines(Extension):
    """An extension of Python-Markdown for the pages of MkDocs; without MkDocs it does nothing."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register what reads the lines, before elements are looked for, and what keeps them from being read again."""
        md.preprocessors.register(_Lines(md), "quick_lines", 24)
        md.treeprocessors.register(_Done(md), "quick_lines_done", 21)


class _Done(Treeprocessor):
    """Tells Python-Markdown of which texts nothing is left to read."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and _STASHED.fullmatch(element.text):
                element.text = AtomicString(element.text)


class _OddError(Exception):
    """A link is for Python-Markdown to read."""


class _Lines(Preprocessor):
    """Puts what each line comes to into the stash of finished HTML, and in its place the number it has there."""

    def run(self, lines: list[str]) -> list[str]:
        """Return `lines` as Python-Markdown is to read them."""
        return list(self._read(lines)) if "relpath" in self.md.treeprocessors else lines

    def _read(self, lines: list[str]) -> Iterator[str]:
        before, raw_until = "", 0
        for number, (line, after) in enumerate(zip(lines, [*lines[1:], ""], strict=True)):
            made, known = line, number < raw_until or line.startswith("#") or not _REACHING.search(line)
            if known:
                pass
            elif line.startswith("|"):
                made = "|".join(map(self._read_cell, line.split("|")))
            elif (tag := _ELEMENT.match(line)) and self.md.is_block_level(tag[1]):
                if not before and not after and _RAW.fullmatch(line):
                    made = self._stash(f"{line}\n")
                else:
                    raw_until = _end_of_block(lines, number, tag[1])
                    known = bool(raw_until)
            elif not _UNDERLINE.match(after):
                made = self._read_line(line)
            if made == line and not known:
                # It may hold what reaches over the next ones.
                yield from lines[number:]
                return
            yield made
            before = line

    def _read_cell(self, cell: str) -> str:
        before, content, after = _CELL.fullmatch(cell).groups()  # type: ignore[union-attr]
        return f"{before}{self._read_line(content)}{after}"

    def _read_line(self, line: str) -> str:
        """Return a line with its content in the stash, or as it is."""
        found = _LINE.fullmatch(line) if "[" in line or "<" in line else None
        if not found or not self._is_plain(found[2]):
            return line
        try:
            made = _PIECE.sub(self._make, found[2])
        except _OddError:
            return line
        return found[1] + self._stash(made)

    def _is_plain(self, content: str) -> bool:
        """Tell whether there is nothing but text, links and elements in it, and it begins no block within the block."""
        tag = _ELEMENT.match(content)
        return not (
            _NUMBERED.match(content)
            or _ODD.search(content)
            or (tag and self.md.is_block_level(tag[1]))
            or _SPECIAL.search(_PIECE.sub("", content))
            or not _is_closed(content)
        )

    def _make(self, found: re.Match[str]) -> str:
        """Return what a piece of a line comes to: a link as HTML, all else as it is."""
        opening, text, url, title, closing = found.groups()
        if url is None:
            return found[0]
        if opening != closing or (title and _ODD_TITLE.search(title)):
            raise _OddError
        href = RE_AMP.sub("&amp;", self.md.treeprocessors["relpath"].path_to_url(url))  # type: ignore[attr-defined]
        link = f'<a href="{href}">{text}</a>' if title is None else f'<a href="{href}" title="{title}">{text}</a>'
        return f"<strong>{link}</strong>" if opening else link

    def _stash(self, made: str) -> str:
        """Return the number of what is finished, having noted the places in it, which MkDocs asks for."""
        places = map(html.unescape, _ID.findall(made))
        self.md.treeprocessors[f"{NAME}_extract_anchors"].present_anchor_ids.update(places)  # type: ignore[attr-defined]
        return self.md.htmlStash.store(made)
