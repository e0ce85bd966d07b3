r"""Compiles patterns that are looked for all over a text and mostly are not there: `\b(?:held|hosted|khai mạc|…)`, in any case.

At both ends of each word `re` would try all the alternatives, one by one, which is much of what a text costs to read. With a
look at the next character before that, it does so only where one of them can begin.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = re.compile(
    r"(?P<around>\(\?<?[=!]|\\[bBAZ])|(?P<open>\((?:\?(?:P<\w+>|[-a-z]*:))?)|\[(?P<set>\^?(?:\\.|[^]\\])+)\]|(?P<one>\\?.)",
    re.DOTALL,
)
# What parts alternatives and groups, and not what only looks like it.
_MARK = re.compile(r"\\.|\[\^?(?:\\.|[^]\\])+\]|(?P<sign>[()|])", re.DOTALL)
_IN_SET = re.compile(r"\\.|[^\\]-.|.", re.DOTALL)
_COUNT = re.compile(r"(?:(?P<none>[*?]|\{0?,\d*\})|\+|\{[\d,]+\})[?+]?")
_ANYTHING = ""
# What is the same letter as another in any case, besides its capital.
_ODD_CASES = "ıİſ\u212a"


def compile_words(pattern: str) -> re.Pattern[str]:
    """Return what finds the same as `pattern`, of letters of our two languages, compiled to ignore case, only sooner.

    Raises ValueError for a pattern that can begin with anything, or be empty: it cannot be helped so.
    """
    heads, is_empty, _ = _read_branches(pattern, 0)
    if is_empty or _ANYTHING in heads:
        raise ValueError(f"no letter tells where it begins: {pattern}")
    return re.compile(f"(?-i:(?=[{''.join(sorted(heads))}]))(?:{pattern})", re.IGNORECASE)


def _read_branches(pattern: str, at: int) -> tuple[set[str], bool, int]:
    """Return what alternatives can begin with, whether one can be empty, and the end of the group they fill from `at` on."""
    heads: set[str] = set()
    is_empty = False
    while True:
        found, lacks, at = _read_branch(pattern, at)
        heads, is_empty = heads | found, is_empty or lacks
        if pattern[at : at + 1] != "|":
            return heads, is_empty, at + 1
        at += 1


def _read_branch(pattern: str, at: int) -> tuple[set[str], bool, int]:
    """Return what the alternative at `at` can begin with, whether it can be empty, and its end."""
    heads: set[str] = set()
    is_empty = True
    while is_empty and at < len(pattern) and pattern[at] not in "|)":
        found, is_empty, at = _read_piece(pattern, at)
        heads |= found
        if counted := _COUNT.match(pattern, at):
            is_empty, at = is_empty or counted["none"] is not None, counted.end()
    return heads, is_empty, _find_end(pattern, at)


def _find_end(pattern: str, at: int) -> int:
    """Return where the alternative ends that goes on at `at`."""
    depth = 0
    for mark in _MARK.finditer(pattern, at):
        if mark["sign"] == "(":
            depth += 1
        elif mark["sign"] and depth == 0:
            return mark.start()
        elif mark["sign"] == ")":
            depth -= 1
    return len(pattern)


def _read_piece(pattern: str, at: int) -> tuple[set[str], bool, int]:
    """Return what the group, set or character at `at` can begin with, whether it can be empty, and its end."""
    piece = _PIECE.match(pattern, at)
    if piece is None:
        raise ValueError(f"cannot be read from {at} on: {pattern}")
    if piece["open"]:
        return _read_branches(pattern, piece.end())
    if piece["around"]:
        return set(), True, _read_branches(pattern, piece.end())[2] if piece[0].startswith("(") else piece.end()
    if piece["one"] == "." or (piece["set"] or "").startswith("^"):
        return {_ANYTHING}, False, piece.end()
    return {head for item in _IN_SET.findall(piece["set"] or piece["one"]) for head in _in_any_case(item)}, False, piece.end()


def _in_any_case(item: str) -> Iterator[str]:
    """Yield an item of a set with what ignoring case makes of it, so that it can stand in a set that heeds case."""
    if len(item) > 1 and (item[0] != "\\" or item[1].isalpha()):
        yield from {item, item.swapcase() if item[0] != "\\" else item}
        return
    letter = item[-1]
    same = re.compile(re.escape(letter), re.IGNORECASE)
    yield from (re.escape(c) for c in {letter, letter.lower(), letter.upper(), *_ODD_CASES} if same.fullmatch(c))
