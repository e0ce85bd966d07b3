"""Finds where sentences end, where a scraper has lost the break between two paragraphs, and where it has put one too many.

All ask the same question of a full stop: does it end a sentence, or an abbreviation, an initial, a number? Works on
Vietnamese and English alike, with offsets, in time proportional to the text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.models import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

# `./.` closes a report of the Vietnam News Agency.
_STOP = re.compile(r"""[.!?…](?:(?<=\.)/\.|[.!?…]*)["”’'»)\]]*""")
# The last word before a full stop, with full stops of its own; never longer than an abbreviation is.
_LAST_WORD = re.compile(r"[\w.]{1,12}\Z")
_LOOK_BACK = 12
_DAY_DIGITS = 2
_START = re.compile(r"""[“"‘'(\[«]{0,2}([^\W\d_])""")
_START_AFTER_SPACE = re.compile(r"""\s+(?:[-–—•+*]\s?)?[“"‘'(\[«]{0,2}(\w)""")
_NEXT_WORD = re.compile(r"\w{1,20}")

# Always followed by what they belong to: a title and its name, a town and its name.
_BEFORE_NAMES = frozenset(
    "TP Tp tp TX Tx TT Tt Q P ĐH CĐ GS Gs PGS TS Ts TSKH ThS Ths BS Bs LS Ls KS KTS NSND NSƯT ĐS Đs Ô "
    "Mr Mrs Ms Messrs Dr Prof Gen Lt Lieut Col Maj Capt Cmdr Adm Brig Pol Sgt Sen Rep Gov Pres Amb Hon Ma Md Mohd Hj Hjh Rtd "
    "Rev Kh St Mt Ft vs cf".split()
)
_NAMES = ("Hun Sen",)
"""Names whose last word is an abbreviation of others."""
_BEFORE_NUMBERS = frozenset(
    "No no Nos nos Art art Vol vol Fig fig Sec Ch p pp Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
)
_CLOSING = frozenset({"v.v", "vv", "etc"})
# After U.S., D.C., Inc. a sentence has ended only where the next word cannot go on with a name.
_COMPANY = frozenset("Inc Ltd Co Corp Jr Sr".split())
_OPENERS = frozenset(
    "The This That These Those He She It They We In Both During Under Following Earlier According Also However".split()
)
LIST_MARK = re.compile(r"[^\S\n]{0,8}(?:[*•+–-]\s|\d{1,2}[.)]\s|\([ivx\d]{1,4}\)\s)")
"""How an item of a list begins."""
_MIN_WRAPPED = 4
_MAX_WIDTH = 100
_DOMAINS = frozenset({"com", "net", "org", "vn", "gov", "edu", "info"})

_LETTER = re.compile(r"[^\W\d_]")
# Paragraphs that open so are recognised even where no full stop stands before them (`…ngư dânPhát biểu tại…`).
_LOST_BREAK = re.compile(
    r"(?:Phát biểu tại|Tại (?:buổi|cuộc|hội|phiên|diễn)|Trong (?:buổi|cuộc|khuôn|diễn)|Theo (?:đó|ông|bà)|Về phần|"
    r"Trước đó|Cũng trong|Bên cạnh|Ngoài ra|Bộ (?:Ngoại giao|Quốc phòng|Công Thương))\b"
    r"|(?P<button>PHẢN HỒI|Gửi bình luận)"
)
CREDIT = r"(?:(?:nguồn )?ảnh(?: minh h[ọo][ạa]| tư liệu)?|nguồn|đồ h[ọo][ạa]|photos?(?: by)?|source|credit|video|clip)\s*:"
_CREDIT_BRACKET = re.compile(rf"[(\[]\s*{CREDIT}[^()\[\]\n]{{1,80}}[)\]](?=[^\W\d_])", re.IGNORECASE)
_WIDE_GAP = re.compile(r"[.!?…][\"”’'»)\]]*[^\S\n]{2,}(?=[“\"‘'(\[]?[^\W\d_])")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Evidence, ...]:
    """Return the sentences of `text[start:end]` in order, without the white space around them.

    >>> [s.end for s in split_sentences("Ông A. Méc-ken đến TP. Huế. Hai bên hội đàm.")]
    [27, 44]
    """
    stop = len(text) if end is None else end
    cuts = [start, *_sentence_ends(text, start, stop), stop]
    return tuple(span for left, right in pairwise(cuts) if (span := strip_span(text, left, right)))


def strip_span(text: str, start: int, end: int) -> Evidence | None:
    """Return `[start, end)` without the white space at its ends; None where nothing is left."""
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = end - (len(words) - len(words.rstrip()))
    return Evidence(left, right) if left < right else None


def join_wrapped_lines(text: str, *, first: int = 0) -> str:
    """Return `text` with line feeds inside paragraphs made spaces, where its lines were broken at a fixed width.

    It has as many characters as before. Lines before number `first` (address and title) are left alone. A text was wrapped
    when its lines are short, half of them end within a sentence, and most of these had no room for the next word or are
    followed by a small letter.
    """
    lines = text.split("\n")
    lengths = [len(line.rstrip()) for line in lines]
    width = max(lengths[first:], default=0)
    pairs = [i for i in range(first, len(lines) - 1) if lengths[i] and lengths[i + 1]]
    if len(pairs) < _MIN_WRAPPED or width > _MAX_WIDTH:
        return text
    within = [i for i in pairs if not _ends_in_stop(lines[i])]
    broken = [i for i in within if lines[i + 1].lstrip()[0].islower() or _is_full(lines[i], lines[i + 1], width)]
    if 2 * len(within) < len(pairs) or 2 * len(broken) < len(within):
        return text
    joined = {i for i in pairs if _continues(lines[i], lines[i + 1], width)}
    return "".join(line + (" " if i in joined else "\n") for i, line in enumerate(lines))[:-1]


def _continues(line: str, following: str, width: int) -> bool:
    """Tell whether a wrapped line goes on in the one that follows."""
    if LIST_MARK.match(following):
        return False
    if not _ends_in_stop(line):
        return following.lstrip()[0].islower() or 2 * len(line.rstrip()) > width
    is_indented = len(following) - len(following.lstrip()) > len(line) - len(line.lstrip())
    return not is_indented and _is_full(line, following, width)


def _is_full(line: str, following: str, width: int) -> bool:
    """Tell whether a line had no room for the first word of the next."""
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width


def _ends_in_stop(line: str) -> bool:
    return _STOP.search(line.rstrip()[-3:]) is not None


def _sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield each offset where a sentence has ended and another follows after white space."""
    for match in _STOP.finditer(text, start, end):
        follows = _START_AFTER_SPACE.match(text, match.end(), end)
        if follows and not follows[1].islower() and _is_full_stop(text, match, start, follows.start(1)):
            yield match.end()


def find_lost_breaks(text: str, start: int, end: int, *, wide_gaps: bool) -> list[int]:
    """Return the offsets in a line where one paragraph runs into the next without white space between.

    With `wide_gaps`, two spaces after a full stop count as well: in Vietnamese they are what is left of a paragraph's end,
    in English they are a habit.
    """
    found = {
        match.start()
        for match in _LOST_BREAK.finditer(text, start, end)
        if match.start() > start
        and _LETTER.match(text, match.start() - 1)
        and (match["button"] or text[match.start() - 1].islower())
    }
    found.update(match.end() for match in _CREDIT_BRACKET.finditer(text, start, end) if text[match.end()].isupper())
    if wide_gaps:
        found.update(match.end() for match in _WIDE_GAP.finditer(text, start, end) if _starts_upper(text, match.end()))
    for match in _STOP.finditer(text, start, end):
        follows = _START.match(text, match.end(), end)
        if follows and follows[1].isupper() and _is_paragraph_end(text, match, start, follows.start(1)):
            found.add(match.end())
    return sorted(found)


def _starts_upper(text: str, position: int) -> bool:
    match = _START.match(text, position)
    return match is not None and match[1].isupper()


def _last_word(text: str, stop: int, start: int) -> str:
    match = _LAST_WORD.search(text[max(start, stop - _LOOK_BACK) : stop])
    return match[0] if match else ""


def _is_full_stop(text: str, match: re.Match[str], start: int, follows: int) -> bool:
    """Tell whether the stop `match`, with a capital or digit at `follows` after white space, ends a sentence."""
    if not match[0].startswith(".") or match[0][:2] in ("./", ".."):
        return True
    word = _last_word(text, match.start(), start)
    following = _NEXT_WORD.match(text, follows)
    next_word = following[0] if following else ""
    if word in _CLOSING:
        return True
    # Hun Sen is a name, and `US Sen.` a title.
    is_title = word in _BEFORE_NAMES and not text.endswith(_NAMES, 0, match.start())
    if is_title or (len(word) == 1 and word.isupper()):
        return False
    if word in _COMPANY or ("." in word and not word.replace(".", "").isdigit()):
        return next_word in _OPENERS
    if word in _BEFORE_NUMBERS:
        return not next_word[:1].isdigit()
    return not (
        word.isdigit() and len(word) <= _DAY_DIGITS and _is_item_or_date(text, match.start() - len(word), start, next_word)
    )


def _is_item_or_date(text: str, number: int, start: int, next_word: str) -> bool:
    """Tell whether the number at offset `number` counts an item of a list (`2. `) or is part of a date (`1. 7. 2020`)."""
    before = text[max(start, number - _LOOK_BACK) : number].rstrip()
    is_item = not before or (before[-1] in ".!?…;:" and _last_word(before, len(before) - 1, 0) not in _BEFORE_NUMBERS)
    return is_item or next_word[:1].isdigit()


def _is_paragraph_end(text: str, match: re.Match[str], start: int, follows: int) -> bool:
    """Tell whether the stop `match`, with a capital directly behind it at `follows`, ends a paragraph."""
    if not match[0].startswith(".") or match[0][:2] in ("./", "..") or match[0] != ".":
        return True
    word = _last_word(text, match.start(), start)
    following = _NEXT_WORD.match(text, follows)
    next_word = following[0] if following else ""
    if word in _CLOSING:
        return True
    is_dotted = "." in word and not word.replace(".", "").isdigit()
    is_title = word in _BEFORE_NAMES and not text.endswith(_NAMES, 0, match.start())
    if is_title or is_dotted or (len(word) == 1 and word.isupper()):
        return False
    # VIETNAM.NET is an address, GD.ĐT an abbreviation.
    is_acronym = word.isupper() and next_word.isupper() and len(word) <= 3 and 1 < len(next_word) <= 4  # noqa: PLR2004
    return next_word.casefold() not in _DOMAINS and not is_acronym
