"""The words under which a text is found: without marks for whoever types none, and with them for whoever does.

The index holds both, one after the other, so that a phrase can be looked for in either way. What a reader types is cut by
the same rules in the browser (`overrides/assets/javascripts/search/words.js`); `tests/cases/search_words.yml` holds the two
together.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Words = list[tuple[str, bool]]
"""The words of a text, and whether each follows right on the one before."""

PLAIN_END, EXACT_END, OTHER_END = "qzq", "qzx", "qzy"
"""How an indexed word ends, as no word goes on: the index finds whatever begins as a term does, and `ba` must not find `bao`.
The last is for words that do not stand on the page: other names of what it speaks of."""
_BESIDE = "qk"

# In the index digits are letters: Pagefind takes some words with digits apart. No word has a q before one of these.
_DIGITS = str.maketrans({str(digit): f"q{letter}" for digit, letter in enumerate("abcdefghij")})

MOST_NAMES = 4
"""How many names of one thing a page is found under at most: the first ones."""
_REMEMBERED = 1 << 16  # a digest has some tens of thousands of different words, each of them often
_SHORTEST = 2  # a name as short as this, without marks, is as often another word: US, and us

# Letters with full stops between are one word (U.S.); so is what an apostrophe joins (Ren'ai). ADMM+ is spoken ADMM Plus.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_](?:[^\W_]|[\u0300-\u036f])*(?:['’](?:[^\W_]|[\u0300-\u036f])+)*|(?<=[^\W_])\+")
# What two words may have between them and still stand side by side: "Biển Đông" does, "biển. Đông" and "biển (Đông" do not.
_NEAR = re.compile(r"[\s/\"“”‘’'«»-]+|[.,–]")
_POSSESSIVE = re.compile(r"['’]s$")
_JOINERS = str.maketrans("", "", ".'’")
_PLURAL = re.compile(r"(?<=[a-z]{2})(?:(ie)|(?<![sui]))s$")
# The digits that Vietnamese typists know from VNI: for the marks of a vowel where it stands, for the tone at the end.
_VOWEL_MARKS = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}
_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}


def split_words(text: str) -> Words:
    """Return the words of `text` in small letters, without what joins their parts, and whether each follows on the one before.

    >>> split_words("ASEAN’s COC, U.S.")
    [('asean', False), ('coc', True), ('us', False)]
    """
    lower = unicodedata.normalize("NFC", text).lower()
    words: Words = []
    end = 0
    for match in _WORD.finditer(lower):
        word, start = match[0], match.start()
        near = bool(words) and (lower[end:start] in {" ", ""} or _NEAR.fullmatch(lower, end, start) is not None)
        words.append((word if word.isalnum() else _POSSESSIVE.sub("", word).translate(_JOINERS).replace("+", "plus"), near))
        end = match.end()
    return words


@lru_cache(maxsize=_REMEMBERED)
def plain_word(word: str) -> str:
    """Return one of `split_words` without marks, đ as d, and in English without the s of the plural.

    >>> plain_word("động"), plain_word("ministers"), plain_word("parties")
    ('dong', 'minister', 'party')
    """
    decomposed = unicodedata.normalize("NFKD", word).replace("đ", "d")
    # A sign may come apart into a blank and its marks, and a word has no blank.
    bare = "".join(c for c in decomposed if not unicodedata.combining(c) and not c.isspace())
    return _PLURAL.sub(lambda match: "y" if match[1] else "", bare)


@lru_cache(maxsize=_REMEMBERED)
def exact_word(word: str) -> str:
    """Return one of `split_words` with its marks as digits, the tone at the end: where in the syllable it stands is no matter.

    >>> exact_word("động"), exact_word("hoà") == exact_word("hòa")
    ('d9o6ng5', True)
    """
    decomposed = unicodedata.normalize("NFKD", word).replace("đ", "d9")
    tone = "".join(_TONES.get(c, "") for c in decomposed)
    return "".join(_VOWEL_MARKS.get(c, "" if unicodedata.combining(c) or c.isspace() else c) for c in decomposed) + tone


def index_words(words: Words) -> tuple[str, str]:
    """Return the words of a text as the index holds them, plain and exact; a full stop stands where they are no neighbours."""
    return _spell(words, plain_word, PLAIN_END), _spell(words, exact_word, EXACT_END)


def other_words(name: str) -> str:
    """Return a name as the index holds it for pages on which it does not stand."""
    return _spell(split_words(name), plain_word, OTHER_END)


def _spell(words: Words, form: Callable[[str], str], end: str) -> str:
    return " ".join(f"{'' if near else '. '}{form(word)}{end}" for word, near in words).translate(_DIGITS)


def word_pairs(texts: Iterable[str], *, single: bool = True) -> list[str]:
    """Return each word of texts in the index's form once, and once each two that are neighbours, as one word.

    Where there are very many texts the index does not hold the place of each word: a phrase is where all its pairs are. Unless
    `single` a word is left out that stands in a pair.
    """
    seen: dict[str, None] = {}
    for text in texts:
        for piece in text.split(" . "):
            words = piece.removeprefix(". ").split()
            if single or len(words) == 1:
                seen |= dict.fromkeys(words)
            seen |= dict.fromkeys(first[: -len(PLAIN_END)] + _BESIDE + second for first, second in pairwise(words))
    return list(seen)


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, by which it is told whether two names are the same."""
    return tuple(exact_word(word) for word, _ in split_words(name))


class NameFinder:
    """Finds in texts the names of things that have several, so that a page is found under the others, too."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        """Learn the names, each group those of one thing."""
        self._groups = [[(name, name_words(name)) for name in group] for group in groups]
        # By the first two words: very many names begin with the same one.
        self._names: dict[tuple[str, ...], list[tuple[tuple[str, ...], int]]] = {}
        self._firsts: set[str] = set()
        for number, group in enumerate(self._groups):
            for _, words in group:
                if words and (len(words) > 1 or len(words[0]) > _SHORTEST or not words[0].isalpha()):
                    self._names.setdefault(words[:2], []).append((words, number))
                    self._firsts.add(words[0])

    def others(self, texts: Iterable[Words]) -> Iterator[str]:
        """Yield the other names of everything that is named in the words of `texts`, in the order of the groups."""
        found: set[int] = set()
        present: set[tuple[str, ...]] = set()
        for text in texts:
            words = tuple(exact_word(word) for word, _ in text)
            for start in (start for start, word in enumerate(words) if word in self._firsts):
                for key in (words[start : start + 1], words[start : start + 2]):
                    for name, number in self._names.get(key, ()):
                        end = start + len(name)
                        if words[start:end] == name and all(near for _, near in text[start + 1 : end]):
                            found.add(number)
                            present.add(name)
        for number in sorted(found):
            yield from (name for name, words in self._groups[number][:MOST_NAMES] if words not in present)
