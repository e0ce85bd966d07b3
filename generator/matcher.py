"""Finds the terms of a vocabulary in a text: whole words, longest first, in time proportional to the text.

A text is cut into tokens once; each list of entries becomes one trie over folded words. Words that stand for each other in the
names of things (`Wordings`) are made one before terms are looked for. What a match means is not decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from generator.text import fold_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.entries import Entry

_TOKEN = re.compile(r"\w+|\+")
_NUMBER = "#"  # in a term: any number, as in `lần thứ #`
_TERM_TOKEN = re.compile(rf"{_TOKEN.pattern}|{_NUMBER}")
# What may stand between two words of one term: spaces, a dash, quotes, a slash; a full stop or an apostrophe only where no
# space follows (A.Méc-ken, U.S., Officials'). Anything else ends the term, and so does the end of a line.
_GAP = re.compile(r"[.]|['’]?[^\S\n]{0,3}[-‐‑–—/\"“”‘’&]?[^\S\n]{0,3}")
_INITIAL_GAP = re.compile(r"\.[^\S\n]?[-–/’']?")  # after one capital: U.S. Embassy, U.S.-ASEAN, Joseph R. Biden
_SHORT = 2
_SPOKEN = 4
"""From how many letters on an acronym may be written as a word."""
_fold = lru_cache(maxsize=65_536)(fold_word)


class Token(NamedTuple):
    """A word of a text and where it stands; a tuple, for there are hundreds in every text."""

    text: str
    fold: str
    start: int
    end: int
    joined: bool
    """Whether only what may stand inside any term lies between this word and the next."""
    comma: bool = False
    """Whether a comma does, which only a term with a comma there may hold: `phòng, chống tội phạm`."""


class Match(NamedTuple):
    """An entry's term found at [start, end) of the text."""

    start: int
    end: int
    id: str


def split_tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Return the words of `text[start:end]` in order; their offsets count in `text`."""
    return _split(text, [match.span() for match in _TOKEN.finditer(text, start, len(text) if end is None else end)])


def fold_tokens(text: str) -> list[str]:
    """Return the words of `text` in order, folded; the same as those of its tokens, for a tenth of the time."""
    return [_fold(word) for word in _TOKEN.findall(text)]


def _split(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Token, ...]:
    tokens = []
    for (left, right), (following, _) in pairwise((*spans, (len(text), len(text)))):
        word, gap = text[left:right], text[right:following]
        if gap == " " and following < len(text):
            tokens.append(Token(word, _fold(word), left, right, joined=True))
        else:
            joined = following < len(text) and _joins(word, gap)
            tokens.append(Token(word, _fold(word), left, right, joined, gap.strip() == ","))
    return tuple(tokens)


def _joins(word: str, gap: str) -> bool:
    """Tell whether what stands after `word` may stand inside a term."""
    initial = len(word) == 1 and word.isupper()
    return _GAP.fullmatch(gap) is not None or (initial and _INITIAL_GAP.fullmatch(gap) is not None)


@dataclass(slots=True)
class _Node:
    """A place in the trie: the words that may follow, and the terms that end here."""

    following: dict[str, _Node] = field(default_factory=dict)
    ends: list[tuple[tuple[str, ...], str | None]] = field(default_factory=list)
    """The words of each term as written, and its entry; None for a wording that means something else."""


class Matcher:
    """Looks for all terms of some entries at once."""

    def __init__(
        self, entries: Iterable[Entry], *, languages: Sequence[str] = ("vi", "en"), wordings: Wordings | None = None
    ) -> None:
        """Compile the terms of `entries` in `languages` into a trie; where two entries share a term, the first has it.

        With `wordings`, a term is found under every wording that stands for one of its own.
        """
        self._root = _Node()
        self._wordings = wordings
        for entry in entries:
            for language in languages:
                for term in entry.terms.get(language, ()):
                    self._add(term, entry.id)
                for wording in entry.unless.get(language, ()):
                    self._add(wording, None)

    def _add(self, term: str, identifier: str | None) -> None:
        node = self._root
        tokens = self.even(_split(term, [match.span() for match in _TERM_TOKEN.finditer(term)]))
        for token in tokens:
            node = node.following.setdefault(token.fold, _Node())
            if token.comma:
                node = node.following.setdefault(",", _Node())
        node.ends.append((tuple(token.text for token in tokens), identifier))

    def even(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """Return `tokens` as the terms are kept: with one token for each wording that stands for others."""
        return tokens if self._wordings is None else self._wordings.even(tokens)

    def find(self, tokens: Sequence[Token]) -> tuple[Match, ...]:
        """Return the matches in `tokens`, leftmost first, longest at each place, none overlapping another."""
        return self.find_even(self.even(tokens))

    def find_even(self, tokens: Sequence[Token]) -> tuple[Match, ...]:
        """Return the matches in tokens that `even` has made."""
        starts = self._root.following
        numbered = _NUMBER in starts
        matches = []
        free = 0
        able = [i for i, token in enumerate(tokens) if token[1] in starts or (numbered and token[1].isdecimal())]
        for position in able:
            found = self._longest(tokens, position) if position >= free else None
            if found is None:
                continue
            last, identifier = found
            free = last + 1
            if identifier is not None:
                matches.append(Match(tokens[position].start, tokens[last].end, identifier))
        return tuple(matches)

    def _longest(self, tokens: Sequence[Token], first: int) -> tuple[int, str | None] | None:
        """Return the last token and the entry of the longest term that starts at token `first`."""
        node = self._root
        best = None
        for index in range(first, len(tokens)):
            token = tokens[index]
            following = node.following.get(token.fold) or (node.following.get(_NUMBER) if token.fold.isdecimal() else None)
            if following is None:
                break
            node = following
            for words, identifier in node.ends:
                if _fits_case(words, tokens[first : index + 1]):
                    best = (index, identifier)
                    break
            if not token.joined:
                following = node.following.get(",") if token.comma else None
                if following is None:
                    break
                node = following
        return best


class Wordings:
    """Words that stand for each other: synonyms, the names of a party, words that may be left out."""

    def __init__(self, lists: Mapping[str, Iterable[Entry]], *, languages: Sequence[str], filler: str, unordered: str) -> None:
        """Compile the entries of `lists`, each list under its name; ids below are written `list/id`.

        What is worded by `filler` is left out; neighbours that belong to the list `unordered` may come in any order.
        """
        named = [replace(entry, id=f"{name}/{entry.id}".casefold()) for name, entries in lists.items() for entry in entries]
        self._matcher = Matcher(named, languages=languages)
        self._filler = filler
        self._unordered = f"{unordered}/"

    def even(self, tokens: Sequence[Token]) -> list[Token]:
        """Return `tokens` with one token, whose text is the id, for each wording found; it covers the wording's stretch."""
        evened: list[Token] = []
        position = 0
        for match in self._matcher.find(tokens):
            while tokens[position].start < match.start:
                evened.append(tokens[position])
                position += 1
            while position < len(tokens) and tokens[position].start < match.end:
                position += 1
            last = tokens[position - 1]
            if match.id != self._filler:
                evened.append(Token(match.id, match.id, match.start, match.end, last.joined, last.comma))
            elif evened:
                evened[-1] = evened[-1]._replace(joined=evened[-1].joined and last.joined)
        return self._in_order([*evened, *tokens[position:]])

    def _in_order(self, tokens: list[Token]) -> list[Token]:
        """Return `tokens` with neighbours of the unordered list in the order of their ids; stretches stay where they are."""
        first = 0
        for index, token in enumerate(tokens):
            if not token.fold.startswith(self._unordered):
                first = index + 1
            elif not (token.joined and index + 1 < len(tokens) and tokens[index + 1].fold.startswith(self._unordered)):
                names = sorted(t.fold for t in tokens[first : index + 1]) if index > first else ()
                for place, name in enumerate(names, first):
                    tokens[place] = tokens[place]._replace(text=name, fold=name)
                first = index + 1
        return tokens


def drop_bracketed(tokens: Sequence[Token], text: str) -> tuple[Token, ...]:
    """Return `tokens` without those that stand alone in brackets, as acronyms do; what is around them is joined."""
    kept: list[Token] = []
    for token in tokens:
        if kept and text[token.start - 1] == "(" and text[token.end : token.end + 1] == ")":
            gap = text[kept[-1].end : token.start - 1]
            kept[-1] = kept[-1]._replace(joined=gap in ("", " ") and text[token.end + 1 : token.end + 2] == " ")
        else:
            kept.append(token)
    return tuple(kept)


def join_matches(first: Iterable[Match], second: Iterable[Match]) -> tuple[Match, ...]:
    """Return the matches of both in order; of those that overlap, the longer one, and of equals the one of `first`."""
    joined: list[Match] = []
    for match in sorted((*first, *second), key=lambda m: (m.start, -m.end)):
        if joined and match.start < joined[-1].end:
            if match.end - match.start > joined[-1].end - joined[-1].start:
                joined[-1] = match
        else:
            joined.append(match)
    return tuple(joined)


def _fits_case(term: Sequence[str], tokens: Sequence[Token]) -> bool:
    """Tell whether `tokens` have the capitals that tell a name from common words.

    COC is never coc, nor Coc; what is spoken as a word, some outlets write as one (Asean, Apec). A term of one or two words has
    a capital where it has one in the list: Biển Đông is not biển đông, while thương mại is also Thương mại and THƯƠNG MẠI.
    Longer terms are plain enough without: writers differ on their capitals.
    """
    for word, token in zip(term, tokens, strict=True):
        if len(word) > 1 and word.isupper():
            if not (token.text.isupper() or (len(word) >= _SPOKEN and token.text.istitle())):
                return False
        elif len(term) <= _SHORT and word[0].isupper() and not token.text[0].isupper():
            return False
    return True
