"""Finds the terms of a vocabulary in a text: whole words, longest first, in time proportional to the text.

A text is cut into tokens once; each list of entries becomes one trie over folded words. Words that stand for each other in the
names of things (`Wordings`) are made one before terms are looked for. What a match means is not decided here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from generator.text import fold_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from generator.entries import Entry

# A word and what stands between it and the next.
_TOKEN = re.compile(r"(\w+|\+)([^\w+]*)")
_NUMBER = "#"  # in a term: any number, as in `lần thứ #`
_FEW = "*"  # in a term: a few words of any kind, or none, as in `expressed * gratitude`
_MOST_SKIPPED = 4
# ... but none that turns the phrase, or begins another: `expressed no support`, `voiced fears over Thailand's readiness`.
_TURNS = frozenset(
    "no not little limited lack any at over about of that for with on in to and or from "
    "không chưa chẳng ít thiếu giảm cản đe".split()
)
_TERM_TOKEN = re.compile(rf"(\w+|[+{_NUMBER}{_FEW}])([^\w+{_NUMBER}{_FEW}]*)")
# What may stand between two words of one term: spaces, a dash, quotes, a slash; a full stop or an apostrophe only where no
# space follows (A.Méc-ken, U.S., Officials'). Anything else ends the term, and so does the end of a line.
_GAP = re.compile(r"[.]|['’]?[^\S\n]{0,3}[-‐‑–—/\"“”‘’&]?[^\S\n]{0,3}")
_COUNT = re.compile(r"\(\d{1,2}\+\d\)")
# What letters stand for, up to the bracket that closes: `ASEM (Asia-Europe Meeting)`.
_GLOSS = re.compile(r"[A-Z]\w+(?:[ -]\w+){1,8}(?=\))")
# Whom an organisation meets, where its name says only how many they are: `ASEAN Plus Three (China, Japan and Korea) Summit`.
_PARTNERS = re.compile(r"\([A-ZĐ][^()\n\d]{5,70}(?=\))")
_PLUS = re.compile(r"(?:plus\s|cộng\s|\+\s?)(?:one|three|six|eight|ba|sáu|tám|[1368])\s?\Z", re.IGNORECASE)
_HOW_MANY = 12
_PARTY, _LIST_WORDS = "parties/", frozenset({"and", "và", "the"})
_INITIAL_GAP = re.compile(r"\.[^\S\n]?[-–/’']?")  # after one capital: U.S. Embassy, U.S.-ASEAN, Joseph R. Biden
_RANKS = frozenset("Adm Brig Col Gen Lieut Lt Maj Pol Sen Snr Sr".split())
"""Parts of a rank, which the dot behind them does not end: `Sen. Lt. Gen.`"""
_SHORT = 2
_SPOKEN = 4
"""From how many letters on an acronym may be written as a word."""


@lru_cache(maxsize=65_536)
def _fold(word: str) -> str:
    """Return a word folded, of equal ones the same, which are sooner found equal."""
    return intern(fold_word(word))


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
    return _split(_TOKEN, text, start, len(text) if end is None else end)


def fold_tokens(text: str) -> list[str]:
    """Return the words of `text` in order, folded; the same as those of its tokens, for a tenth of the time."""
    return [_fold(word) for word, _ in _TOKEN.findall(text)]


def _split(pattern: re.Pattern[str], text: str, start: int, end: int) -> tuple[Token, ...]:
    first = pattern.search(text, start, end)
    left = first.start() if first else end
    tokens = []
    for word, gap in pattern.findall(text, left, end):
        right = left + len(word)
        is_initial = (len(word) == 1 and word.isupper()) or word in _RANKS
        joined, comma = (True, False) if gap == " " else _read_gap(gap, initial=is_initial)
        tokens.append(Token(word, _fold(word), left, right, joined, comma))
        left = right + len(gap)
    return (*tokens[:-1], tokens[-1]._replace(joined=False)) if tokens else ()


@lru_cache(maxsize=256)
def _read_gap(gap: str, *, initial: bool) -> tuple[bool, bool]:
    """Tell whether what stands between two words (the first may be an `initial`) joins them, and whether it is a comma."""
    return bool(_GAP.fullmatch(gap) or (initial and _INITIAL_GAP.fullmatch(gap))), gap.strip() == ","


def place_words(tokens: Iterable[Token]) -> dict[str, list[int]]:
    """Return the numbers of the tokens that are each word, folded, so that a list need not look at all of a text's words."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, token in enumerate(tokens):
        places[token.fold].append(number)
    return places


_Capitals = tuple[tuple[int, "Callable[[str], bool]"], ...]
"""Which words of a term need capitals, and what tells that a word has them."""


@dataclass(slots=True)
class _Node:
    """A place in the trie: the words that may follow, and the terms that end here."""

    following: dict[str, _Node] = field(default_factory=dict)
    ends: tuple[tuple[_Capitals, str | None], ...] = ()
    """The capitals that each term needs, and its entry; None for a wording that means something else."""


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
        tokens = self.even(_split(_TERM_TOKEN, term, 0, len(term)))
        for token in tokens:
            for word in (token.fold, ",") if token.comma else (token.fold,):
                if word not in node.following:
                    node.following[word] = _Node()
                node = node.following[word]
        node.ends += ((tuple(_find_capitals([token.text for token in tokens])), identifier),)

    def even(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """Return `tokens` as the terms are kept: with one token for each wording that stands for others."""
        return tokens if self._wordings is None else self._wordings.even(tokens)

    def find(self, tokens: Sequence[Token]) -> tuple[Match, ...]:
        """Return the matches in `tokens`, leftmost first, longest at each place, none overlapping another."""
        return self.find_even(self.even(tokens))

    def find_even(self, tokens: Sequence[Token], places: Mapping[str, Sequence[int]] | None = None) -> tuple[Match, ...]:
        """Return the matches in tokens that `even` has made; `places` is what `place_words` returns of them, if it has been."""
        places = place_words(tokens) if places is None else places
        starts = self._root.following
        first_words = starts.keys() & places.keys()
        if _NUMBER in starts:
            first_words |= set(filter(str.isdecimal, places))
        matches = []
        free = 0
        for position in sorted(chain.from_iterable(map(places.__getitem__, first_words))):
            found = self._walk(tokens, position, position, starts) if position >= free else None
            if found is None:
                continue
            last, identifier = found
            free = last + 1
            if identifier is not None:
                matches.append(Match(tokens[position].start, tokens[last].end, identifier))
        return tuple(matches)

    def _walk(
        self, tokens: Sequence[Token], first: int, start: int, following: Mapping[str, _Node]
    ) -> tuple[int, str | None] | None:
        """Return the last token and the entry of the longest term that begins at token `first`.

        It goes on at token `start` with one of the words `following`.
        """
        best: tuple[int, str | None] | None = None
        for index in range(start, len(tokens)):
            fold = tokens[index].fold
            node = following.get(fold) or (following.get(_NUMBER) if fold.isdecimal() else None)
            if node is None:
                break
            for capitals, identifier in node.ends:
                if all(fits(tokens[first + number].text) for number, fits in capitals):
                    best = (index, identifier)
                    break
            if _FEW in node.following:
                best = self._skip(tokens, first, index, node.following[_FEW].following) or best
            if not tokens[index].joined:
                node = node.following.get(",") if tokens[index].comma else None
                if node is None:
                    break
            following = node.following
        return best

    def _skip(
        self, tokens: Sequence[Token], first: int, last: int, following: Mapping[str, _Node]
    ) -> tuple[int, str | None] | None:
        """Return the same of the terms that go on after token `last` with a few words of any kind, or none."""
        for start in range(last + 1, min(last + _MOST_SKIPPED + 2, len(tokens))):
            if not tokens[start - 1].joined or (start > last + 1 and tokens[start - 1].fold in _TURNS):
                return None
            if found := self._walk(tokens, first, start, following):
                return found
        return None


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
    """Return `tokens` without those that stand alone in brackets, as acronyms do, or explain one; what is around is joined."""
    kept: list[Token] = []
    end = 0
    for number, token in enumerate(tokens):
        if token.start < end:
            continue
        if not kept or text[token.start - 1] != "(":
            kept.append(token)
        # `ASEAN+3 (10+3) Finance Ministers' Meeting`
        elif count := _COUNT.match(text, token.start - 1):
            kept[-1], end = kept[-1]._replace(joined=text[count.end() : count.end() + 1] == " "), count.end()
        # `ASEM (Asia-Europe Meeting) Foreign Ministers' Meeting`
        elif (close := _find_close(tokens[number:], kept[-1], text)) is not None:
            gap, end = text[kept[-1].end : token.start - 1], close
            kept[-1] = kept[-1]._replace(joined=gap in ("", " ", "' ", "’ ") and text[close + 1 : close + 2] == " ")
        else:
            kept.append(token)
    return tuple(kept)


def _find_close(tokens: Sequence[Token], before: Token, text: str) -> int | None:
    """Return where a bracket closes that holds one word, what the letters before it mean, or whom a `+3` meets; else None."""
    token = tokens[0]
    if text[token.end : token.end + 1] == ")":
        return token.end
    partners = (
        _PARTNERS.match(text, token.start - 1) if _PLUS.search(text, max(0, before.end - _HOW_MANY), before.end) else None
    )
    if partners and all(_names_party(one) for one in tokens if one.end <= partners.end()):
        return partners.end()
    gloss = _GLOSS.match(text, token.start) if text[before.start : before.end].isupper() else None
    return gloss.end() if gloss else None


def _names_party(token: Token) -> bool:
    """Tell whether a token, evened, is one of a list of parties."""
    return token.fold.startswith(_PARTY) or token.fold in _LIST_WORDS


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


def _find_capitals(words: Sequence[str]) -> Iterator[tuple[int, Callable[[str], bool]]]:
    """Yield the number of each of a term's words that needs capitals, and what tells whether a word has them.

    They tell a name from common words: COC is never coc, nor Coc; what is spoken as a word, some outlets write as one (Asean,
    Apec). A term of one or two words has a capital where it has one in the list: Biển Đông is not biển đông, while thương mại
    is also Thương mại and THƯƠNG MẠI. Longer terms are plain enough without: writers differ on their capitals.
    """
    for number, word in enumerate(words):
        if len(word) > 1 and word.isupper():
            yield number, _is_spoken if len(word) >= _SPOKEN else str.isupper
        elif len(words) <= _SHORT and word[0].isupper():
            yield number, _is_capital


def _is_spoken(word: str) -> bool:
    return word.isupper() or word.istitle()


def _is_capital(word: str) -> bool:
    return word[0].isupper()
