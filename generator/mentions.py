"""Finds the people a text names or speaks of by office: `Thứ trưởng Bộ Ngoại giao Nguyễn Quốc Dũng, Trưởng SOM ASEAN`.

Office, honorific, name and offices in apposition are read from left to right; what a name is, capitals and gazetteers say.
Who of them took part is not decided here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import repeat
from typing import TYPE_CHECKING

from generator.names import LONGEST_VIETNAMESE, PARTICLES, SURNAMES, has_plain_surname, is_vietnamese_name, read_name
from generator.offices import APPOSED, CLOSE, CLOSED_PAUSE, HONOURED, PAUSE, PLAIN, RANKS, Office, OfficeReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.matcher import Token

# Around a country behind a name, and before the next name of a list.
_OPENS, _CLOSES = re.compile(r"[^\S\n]?\("), re.compile(r"\),?[^\S\n]?")
_AND = frozenset({"và", "cùng", "and"})
_AT = frozenset({"tại", "ở"})
_MANY, _LONGEST_MANY = re.compile(r"\b(?:các|những|hai|ba|bốn|năm)\s(?:tân\s)?\Z", re.IGNORECASE), 12
# Before somebody who is yet to be sent, or once was.
_NOT_NOW = re.compile(r"\b(?:cử|sẽ|từng)\b[^.;]*\Z", re.IGNORECASE)
# What opens a sentence with somebody who is not its subject, and how a clause goes on behind its subject.
_OPENING = re.compile(
    r"\s*(?:(?:gặp|tiếp|đón|hội kiến|hội đàm|trao đổi|trò chuyện|cảm ơn|cám ơn|chào|chào mừng|chúc mừng|bày tỏ|đồng tình|"
    r"nhất trí|chia sẻ|cùng|tại|trong|nhân|trả lời|đáp lại|phát biểu|sau|trước|tiễn|thăm|thay mặt|nói|cũng)\s|"
    r"(?:at|during|in|on|while|when|welcoming|congratulating|meeting|receiving|greeting|thanking|hosting|speaking|talking|addressing|"
    r"responding|replying|agreeing|sharing|following|after|before|alongside|together|along|besides|joined|accompanied)\s)",
    re.IGNORECASE,
)
# ... but `Cùng dự có | ông A, Chánh Văn phòng …`
_LISTS = re.compile(r"\b(?:có|gồm|là|dự)\s(?:[^\s,]+\s){0,2}\Z", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\s(?!(?:và|cùng|với|tại|ở|của|kiêm|phụ trách|sang|đến|đang|làm|trong|do|đại diện|and|of|for|at|in|on|from|to|with|who|"
    r"which|as|by|or|hoặc|là)\b)[a-zà-ỹđ]"
)
# Before an office of somebody else than the clause is about.
_BESIDE = re.compile(
    r"\b(?:in addition to|besides|apart from|aside from|along with|together with|as well as|like|unlike|"
    r"ngoài|bên cạnh|cùng với)\s(?:the\s)?\Z",
    re.IGNORECASE,
)
# Behind the name of a body: its letters.
_LETTERED = re.compile(r"\s\([A-Z]{3,}")
_SECRETARIAT = re.compile(r"Ban Thư ký\b")
_COMRADE = re.compile(r"\b(?:đồng chí|ông|bà|ngài)\s\Z", re.IGNORECASE)
# Before a name that may as well be the sender's as that of whom he sent: `đặc phái viên của Tổng thống Lào | Trần Văn A`.
_SENT_BY = re.compile(
    r"[^,;]{0,40}\b(?:đặc phái viên|đặc sứ|trợ lý|cố vấn|đại diện đặc biệt|envoy|advis[eo]r|assistant|aide|representative)\b"
    r"[^,;]{0,20}\b(?:của|of|to)\s[^,;]{0,40}?"
    r"\b(?:tổng thống|thủ tướng|chủ tịch nước|tổng bí thư|president|prime minister|premier)\b[^,;]{0,40}",
    re.IGNORECASE,
)
# Before an office that somebody has since lately: `the | new | Ambassador of Laos`.
_LATELY = frozenset({"new", "incoming", "newly-appointed"})
_FORCES = frozenset("royal national armed police army navy air force forces".split())
"""Of whom somebody is, beside the country: `of the Royal Brunei Police Force`."""
# Whose plural is before some who hold an office, each of a country, and what may follow it.
_MANY_HOLD = {"ministers": "minister", "presidents": "president", "premiers": "prime-minister"}
_NOT_IT = frozenset({"deputy", "vice", "former", "assistant", "ex"})
_NAMELY = frozenset({"namely", "including"})
_MOST_OF_FIELD = 4
_MOST_HONORIFICS = 6
_HEAD = "delegation-head"
_REACH, _LETTERS = 60, 5
_HALVES = frozenset({("Sheikh",), ("Pengiran",), ("Haji",), ("Dr", "Tun")})
"""Titles before a name of one word of which the last is half of it."""
_HALF = frozenset(titles[-1] for titles in _HALVES)
_OCEAN = "thái bình dương"
"""Its words are a surname and two given names; directors of its regions are named with it."""
# Between a name and its country: `… of the Foreign Ministry of Thailand`.
_OF_MINISTRY = re.compile(
    r" (?:of|from) (?:the )?(?:[A-Z]\w+ ){0,3}(?:Ministry|Department)(?: of [A-Z]\w+(?: [A-Z]\w+)?)? of (?:the )?"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody spoken of: by name, by office or by both."""

    start: int
    end: int
    name: tuple[int, int] | None
    """Offsets of the name without honorifics; None for a bare office."""
    offices: tuple[Office, ...] = ()
    person: str | None = None
    """Id in people.yml, where the name is there."""


def is_opening(text: str, start: int) -> bool:
    """Tell whether who is named at `start` belongs to a phrase before the clause, of which somebody else is the subject.

    >>> is_opening("Gặp ông A, Thủ tướng nói", 4)
    True
    """
    edge = max(text.rfind(mark, max(0, start - _REACH), start) for mark in ".,;:\n") + 1
    is_begun = (edge > 0 or start <= _REACH) and _OPENING.match(text, edge, start) is not None
    return is_begun and not _LISTS.search(text, edge, start)


class MentionFinder(OfficeReader):
    """Reads mentions off one text's words, from left to right."""

    def find(self) -> tuple[Mention, ...]:
        """Return the mentions in order, none overlapping another."""
        found = self._drop_halves(list(self._scan()))
        return tuple(sorted([*found, *self._find_again(found)], key=lambda m: m.start))

    def _drop_halves(self, found: Sequence[Mention]) -> list[Mention]:
        """Return mentions in which a title is no half of a name (`Haji Erywan`) that stands elsewhere without it."""
        names = [self._text[slice(*m.name)].split() if m.name else [] for m in found]
        whole = {word for name in names if len(name) > 1 for word in (name if name[0] not in _HALF else ())}
        return [
            replace(m, name=(m.name[0] + len(name[0]) + 1, m.name[1]))
            if m.name and len(name) == 2 and name[0] in _HALF and name[1] in whole  # noqa: PLR2004 - a title and a name
            else m
            for m, name in zip(found, names, strict=True)
        ]

    def _find_again(self, found: Sequence[Mention]) -> Iterator[Mention]:
        """Yield the words that are the first or last of a name read elsewhere, standing alone (`Tam said`, `theo Pompeo`)."""
        taken = {i for m in found for i in range(bisect_left(self._starts, m.start), bisect_left(self._starts, m.end))}
        names = [self._text[slice(*m.name)].split() for m in found if m.name and m.offices]
        whole = {" ".join(name) for name in names}
        known = {
            word
            for name in names
            if len(name) > 1
            for word in ((name[0], name[-1]) if self._lang == "en" or name[0].isascii() else ())
        }
        free = {
            index: token
            for index, token in enumerate(self._tokens)
            if token.text in known and index not in taken and index not in self._parties and index not in self._places
        }
        joined = {
            index
            for index in free
            if index - 1 in free and self.gap_is(PLAIN, index) and f"{free[index - 1].text} {free[index].text}" in whole
        }
        for index, token in free.items():
            if index + 1 not in joined:
                first = free[index - 1] if index in joined else self._begin_surname(index)
                yield Mention(first.start, token.end, (first.start, token.end))

    def _begin_surname(self, index: int) -> Token:
        """Return the first word of a surname whose last is the word `index`: `Del Rosario`."""
        before = self._tokens[index - 1] if index and self.gap_is(PLAIN, index) else None
        return before if before and before.text[0].isupper() and before.fold in PARTICLES else self._tokens[index]

    def _scan(self) -> Iterator[Mention]:
        free = 0
        for position in self._find_openings():
            if position >= free and (many := self._read_many(position)):
                listed, free = many
                yield from listed
            elif position >= free and (found := self._read_mention(position)):
                mention, free = found
                listed, free = self._read_listed(mention, free)
                yield from listed

    def _read_many(self, position: int) -> tuple[list[Mention], int] | None:
        """Return those whose office word `position` is the plural of, each with the country, and what follows; None for one.

        `environment ministers, namely | A of Laos, B of Thailand and C of Malaysia`
        """
        role = _MANY_HOLD.get(self._tokens[position].fold) if self._lang == "en" else None
        if role is None:
            return None
        before = range(max(0, position - _MOST_OF_FIELD), position)
        field = next((at for at in before if self._is_field(at, position)), position)
        if field and self._tokens[field - 1].fold in _NOT_IT and self.gap_is(PLAIN, field):
            return None
        role = "prime-minister" if self._tokens[field].fold == "prime" else role
        end, here = self._tokens[position].end, position + 1
        here += here < len(self._tokens) and self._tokens[here].fold in _NAMELY
        listed: list[Mention] = []
        while self.gap_is(PLAIN, here) or self.gap_is(PAUSE, here):
            here += bool(listed) and self._tokens[here].fold in _AND
            named = self._read_named(here, after_office=False) if here < len(self._tokens) else None
            if named is None:
                break
            (first, last), following, _, person = named
            office = Office(self._tokens[field].start, end, role, ())
            one, after = self._add_country(Mention(first, last, (first, last), (office,), person), following)
            if after == following:
                break
            listed.append(one)
            here = after
        return (listed, here) if len(listed) > 1 else None

    def _is_field(self, at: int, end: int) -> bool:
        """Tell whether words `at` to `end` are the field of an office: `foreign | ministers`, `prime | ministers`."""
        is_prime = self._tokens[at].fold == "prime" and at + 1 == end
        return is_prime or (self._is_portfolio(at) and self._roles[at][1] == end)

    def _read_listed(self, mention: Mention, position: int) -> tuple[list[Mention], int]:
        """Return a mention, and those listed after it under its office, each with the country in brackets; and what follows.

        `các Bộ trưởng A (Lào), B (Thái Lan) và C (Malaysia)`
        """
        listed = [mention]
        if mention.name and mention.offices and mention.offices[-1].end in self._plural_ends:
            second = (
                self._read_named(position + 1, after_office=False)
                if position < len(self._tokens) and self._tokens[position].fold in _AND
                else None
            )
            if second:
                (start, end), position, _, person = second
                listed.append(Mention(start, end, (start, end), mention.offices, person))
            return listed, position
        is_plural = mention.offices and _MANY.search(self._text, max(0, mention.start - _LONGEST_MANY), mention.start)
        while is_plural and mention.name and self.gap_is(_OPENS, position) and position in self._parties:
            party, after = self._parties[position]
            office = replace(mention.offices[-1], parties=(*mention.offices[-1].parties, party))
            end = self._tokens[after - 1].end
            if self._text[end : end + 1] != ")":
                break
            listed[-1] = replace(listed[-1], offices=(*mention.offices[:-1], office))
            if not self.gap_is(_CLOSES, after):
                break
            position = after + (self._tokens[after].fold in _AND)
            if own := self._read_own(position):
                # The next one's office, or that of the last one listed, who has not the first's then.
                if len(listed) > 1 and self._read_named(own[-1][1], after_office=True) is None:
                    listed.pop()
                break
            name = self._read_named(position, after_office=False)
            if name is None or not self.gap_is(_OPENS, name[1]) or name[1] not in self._parties:
                break
            (start, end), position, _, person = name
            listed.append(Mention(start, end, (start, end), mention.offices, person))
        return listed, position

    def _find_openings(self) -> list[int]:
        """Return the words that a mention can begin with, so that most words cost nothing more.

        A name has a capital or is in a list, as an office is, or in English what stands before its title (`acting`, `Lao`) or
        what several hold (`ministers`).
        """
        begin = RANKS | _MANY_HOLD.keys()
        plain = (i for i, token in enumerate(self._tokens) if token.text[0].isupper() or token.fold in begin)
        return sorted({*plain, *self._roles, *self._people, *self._parties})

    def _read_mention(self, position: int) -> tuple[Mention, int] | None:
        """Return the mention that begins at word `position`, and the number of the word after it."""
        if self.is_capacity(position):
            return self._read_bare(position)
        chain = self.read_chain(position)
        after = chain[-1][1] if chain else position
        if chain is None and self._is_where(position):
            return None
        name = self._read_named(after, after_office=bool(chain)) or (self._read_bracketed(after) if chain else None)
        if chain is None and (name is None or not (name[2] or self._people.get(position) or self._is_apposed(name))):
            return None
        offices = self.keep_agreeing(chain) if chain else ()
        if name is None or (chain and self._is_aside(position, chain[-1][0].end, name[0])):
            return self._read_bare(position)
        (start, end), following, _, person = name
        if chain and self.gap_is(PLAIN, chain[-1][1]) and _SENT_BY.fullmatch(self._text, offices[0].start, start):
            return Mention(offices[0].start, end, None, offices[:1]), following
        first = offices[0].start if offices else self._tokens[position].start
        mention = Mention(first, end, (start, end), offices, person)
        return self._add_apposed(mention, following)

    def _is_aside(self, position: int, end: int, name: tuple[int, int]) -> bool:
        """Tell whether an office that ends at `end` is another's: `In addition to the Lao minister, | Dr Tan welcomed`."""
        start = self._tokens[position].start
        return (
            "," in self._text[end : name[0]]
            and _BESIDE.search(self._text, max(0, start - _REACH), start) is not None
            and _GOES_ON.match(self._text, name[1]) is not None
        )

    def _is_where(self, position: int) -> bool:
        """Tell whether word `position` is in the name of a town, or behind `at`: `tại | Hà Khẩu, Phó Thủ tướng`."""
        is_at = position > 0 and self._lang == "vi" and self._tokens[position - 1].fold in _AT and self.gap_is(PLAIN, position)
        return is_at or position in self._within_places

    def _read_bracketed(self, position: int) -> tuple[tuple[int, int], int, bool, str | None] | None:
        """Return the name that a bracket behind an office holds, and nothing else: `the Defence Minister (Datuk Seri A B)`."""
        found = self._read_named(position, after_office=False) if self.gap_is(_OPENS, position) else None
        if found is None or not self._text.startswith(")", found[0][1]):
            return None
        # `(AMM Retreat)` is nobody
        words = self._text[slice(*found[0])].split()
        is_person = found[2] or found[3] or self._lang == "vi"
        return found if is_person and len(words) > 1 and not any(word.isupper() for word in words) else None

    def _read_bare(self, position: int) -> tuple[Mention, int] | None:
        """Return the office that begins at word `position`, as a mention without a name."""
        found = self.read_office(position)
        if found is None or found[0].role == "former":
            return None
        return Mention(found[0].start, found[0].end, None, (found[0],)), found[1]

    def _is_apposed(self, name: tuple[tuple[int, int], int, bool, str | None]) -> bool:
        """Tell whether an office in apposition follows a bare name of two words or more."""
        (start, end), following, _, _ = name
        if " " not in self._text[start:end] or not self.gap_is(APPOSED, following):
            return False
        chain = self._read_own(following)
        return (
            chain is not None and self._read_named(chain[-1][1], after_office=True) is None and self._is_plausible(start, end)
        )

    def _read_following(self, position: int, mention: Mention) -> list[tuple[Office, int]] | None:
        """Return the offices that follow a mention's name, in a list where each has a title as well without that of the next.

        `Đại tá A, Tùy viên Quốc phòng Lào, | Thượng tướng B, Thứ trưởng …`
        """
        chain = self.read_chain(position)
        if chain is None or not mention.offices:
            return chain and self._read_own(position)
        following = self._read_named(chain[-1][1], after_office=True)
        has_own = following is not None and self.gap_is(APPOSED, following[1]) and self.read_chain(following[1]) is not None
        return self._read_own(position) if has_own and self._is_titled(mention) else chain

    def _read_own(self, position: int) -> list[tuple[Office, int]] | None:
        """Return the offices that follow a bare name, without one before the next name: `A, head of …, and director of … B`."""
        chain = self.read_chain(position)
        while chain and len(chain) > 1 and self._read_named(chain[-1][1], after_office=True) is not None:
            own = next((i for i in range(len(chain) - 1, 0, -1) if self.gap_is(PAUSE, chain[i - 1][1])), 0)
            if not own:
                break
            del chain[own:]
        return chain

    def _is_plausible(self, start: int, end: int) -> bool:
        """Tell whether capitals without title are a name: in Vietnamese a surname, or no Vietnamese letters, must say so."""
        words = self._text[start:end]
        return self._lang == "en" or is_vietnamese_name(words) or words.isascii()

    def _add_apposed(self, mention: Mention, position: int) -> tuple[Mention, int]:
        """Add what follows a name: its country (`Hun Sen of Cambodia`), and offices in apposition not of the next name."""
        mention, position = self._add_country(mention, position)
        if not mention.offices and self.gap_is(PLAIN, position) and self._tokens[position].fold == "làm":
            # `do ông A làm trưởng đoàn`
            head = self.read_office(position + 1)
            is_now = not _NOT_NOW.search(self._text, max(0, mention.start - _REACH), mention.start)
            if head and head[0].role == _HEAD and self.gap_is(PLAIN, position + 1) and is_now:
                return replace(mention, end=head[0].end, offices=(head[0],)), head[1]
        while self.gap_is(APPOSED, position):
            position += self._tokens[position].fold in ("the", "a")
            position += position < len(self._tokens) and self._tokens[position].fold in _LATELY
            chain = self._read_following(position, mention)
            if chain is None or self._is_of_next(chain[-1][1], mention) or self._begins_clause(mention, chain[-1][0].end):
                break
            office, position = chain[0][0], chain[-1][1]
            end = chain[-1][0].end
            mention = replace(mention, end=end, offices=(*mention.offices, *(o for o, _ in chain)))
            if office.end == end and position >= len(self._tokens):
                break
        return mention, position

    def _begins_clause(self, mention: Mention, end: int) -> bool:
        """Tell whether an office that ends at `end` is the subject behind an opening phrase: `Gặp ông A, | Thủ tướng nói`."""
        return _GOES_ON.match(self._text, end) is not None and is_opening(self._text, mention.start)

    def _is_of_next(self, position: int, mention: Mention) -> bool:
        """Tell whether an office before word `position` is that of the name there, not of the one before it (`mention`).

        In `Mr A, Prime Minister of Laos, Mr B, Prime Minister of Thailand` each has the one that follows.
        """
        following = self._read_named(position, after_office=True)
        if following is None:
            return False
        has_own = self.gap_is(APPOSED, following[1]) and self.read_chain(following[1]) is not None
        # `đồng chí A, Ủy viên trưởng …, đồng chí B, Chủ tịch Quốc hội`
        low = max(0, mention.name[0] - 2 * _LETTERS) if mention.name else 0
        if mention.name and following[2] and has_own and _COMRADE.search(self._text, low, mention.name[0]):
            return False
        # `His Majesty Sultan A, Sultan of Brunei, H.E. Mr B, Prime Minister of …`: what honours the next follows the office.
        is_titled = following[2] and self._is_titled(mention)
        return (bool(mention.offices) and not is_titled) or not (has_own and self.gap_is(PAUSE, position))

    def _is_titled(self, mention: Mention) -> bool:
        """Tell whether a mention has a mere title before its name (`Đại tá`, `His Majesty Sultan`): its office follows."""
        if mention.name is None or not mention.offices or any(office.parties for office in mention.offices):
            return False
        return "," not in self._text[mention.offices[0].end : mention.name[0]]

    def _add_country(self, mention: Mention, position: int) -> tuple[Mention, int]:
        """Add the country that follows a name in English (`Hun Sen of Cambodia`) to the office before it."""
        at = position
        if ministry := _OF_MINISTRY.match(self._text, self._tokens[position - 1].end) if position else None:
            at = bisect_left(self._starts, ministry.end())
        while at - position < 2 and at < len(self._tokens) and self._tokens[at].fold in ("of", "the"):  # noqa: PLR2004
            at += 1
            if at in self._parties:  # `of | the Philippines`
                break
        at += at > position and at < len(self._tokens) and self._tokens[at].text == "Royal"
        party = self._parties.get(at)
        if at == position or party is None or not mention.offices or not self.gap_is(PLAIN, position):
            return mention, position
        last = replace(mention.offices[-1], parties=(*mention.offices[-1].parties, party[0]))
        end = party[1]
        while end < len(self._tokens) and self._tokens[end].fold in _FORCES and self.gap_is(PLAIN, end):
            end += 1
        return replace(mention, end=self._tokens[end - 1].end, offices=(*mention.offices[:-1], last)), end

    def _read_named(self, position: int, *, after_office: bool) -> tuple[tuple[int, int], int, bool, str | None] | None:
        """Return a name's offsets, the word after it, whether an honorific precedes it, and the person if known."""
        here = position
        if after_office and (
            not any(map(self.gap_is, (PLAIN, CLOSE, PAUSE, CLOSED_PAUSE), repeat(here))) or self.begins_sentence(here)
        ):
            return None
        here += after_office and self._is_part_of_body(here)
        loose = after_office and not (self.gap_is(PLAIN, here) or self.gap_is(CLOSE, here))
        titles: tuple[str, ...] = ()
        for _ in range(_MOST_HONORIFICS):
            role = self._roles.get(here)
            if role is None or self._role_ids[role[0]].kind != "honorific":
                break
            titles, here = (*titles, self._text[self._tokens[here].start : self._tokens[role[1] - 1].end]), role[1]
            if not any(self.gap_is(gap, here) for gap in (PLAIN, HONOURED, APPOSED)):
                return None
        honoured = bool(titles)
        known = self._people.get(here)
        if known and not self._is_part_of_name(here, known[1]):
            return (self._tokens[here].start, self._tokens[known[1] - 1].end), known[1], honoured, known[0]
        is_body = _SECRETARIAT.match(self._text, self._tokens[here].start) is not None
        if is_body or here in self._parties or here in self._roles or (not honoured and self._is_of_something(here)):
            return None
        # Trịnh Hải Nam, Nguyễn Hà Giang: a given name may be a province's; a country's never follows a surname.
        given = here + 1 if self._is_surname(here) else -1
        end = read_name(
            self._text,
            self._tokens,
            here,
            stops=lambda at: (at != given or at in self._parties) and self._stops(at),
            lang=self._lang,
        )
        if end == here + 1 and titles in _HALVES:
            here -= 1
        # After a comma one capital is no name.
        if end is None or (loose and not honoured and end == here + 1) or self._is_ocean(here, end) or self._is_body(here, end):
            return None
        return (self._tokens[here].start, self._tokens[end - 1].end), end, honoured, None

    def _is_surname(self, here: int) -> bool:
        """Tell whether word `here` is a Vietnamese surname; in English before a given name like a town's: Truong | Hoa Binh."""
        if self._lang == "vi":
            return self._tokens[here].fold in SURNAMES
        place = self._places.get(here + 1)
        return place is not None and place[1] == here + 3 and has_plain_surname(self._tokens[here].text)

    def _is_part_of_body(self, here: int) -> bool:
        """Tell whether word `here` is the letters of a body that an office is of: `Director of the SCO | RATS A B`."""
        words = [token.text for token in self._tokens[here : here + 3]]
        is_name = len(words) == 3 and words[1].istitle() and words[2].istitle()  # noqa: PLR2004 - two words of a name
        return is_name and words[0].isupper() and 1 < len(words[0]) <= _LETTERS and here not in self._parties

    def _is_body(self, here: int, end: int) -> bool:
        """Tell whether words behind an organisation are what its body is called: `Head of UN | System Coordination (UNSIC)`."""
        return here - 1 in self._party_ends and _LETTERED.match(self._text, self._tokens[end - 1].end) is not None

    def _is_ocean(self, here: int, end: int) -> bool:
        return self._text[self._tokens[here].start : self._tokens[end - 1].end].casefold() == _OCEAN

    def _is_of_something(self, here: int) -> bool:
        """Tell whether a place or a matter begins at word `here`, and not somebody called like a town (Sofia | Lind)."""
        if here in self._matters or here not in self._places:
            return here in self._matters
        end = self._places[here][1]
        is_town = self._lang == "vi" or end > here + 1 or end in self._places or end in self._parties or end in self._roles
        return is_town or read_name(self._text, self._tokens, here, lang="en") in (None, end)

    def _is_part_of_name(self, start: int, end: int) -> bool:
        """Tell whether the words of a known Vietnamese name are only a part of somebody else's: Phạm Bình Minh | Châu."""
        words = self._text[self._tokens[start].start : self._tokens[end - 1].end]
        if not is_vietnamese_name(words) and not has_plain_surname(words):
            return False
        named = read_name(self._text, self._tokens, start, stops=self._stops, lang=self._lang)
        return named is not None and end < named <= start + LONGEST_VIETNAMESE

    def _is_given(self, position: int, end: int) -> bool:
        """Tell whether `King` is a word of a Chinese name, with a syllable on either side: Tiong | King | Sing."""
        is_king = self._tokens[position].text == "King" and self.gap_is(PLAIN, position) and self.gap_is(PLAIN, end)
        return is_king and all(
            word.text.istitle() and len(word.text) <= _LETTERS for word in self._tokens[position - 1 : end + 1]
        )

    def _stops(self, position: int) -> bool:
        """Tell whether a name cannot go on with word `position`: an office, or a country or place of several syllables."""
        role = self._roles.get(position)
        if role and self._role_ids[role[0]].kind in ("office", "bystander"):
            return not self._is_given(position, role[1])
        found = self._parties.get(position) or self._places.get(position)
        return found is not None and (found[1] - position > 1 or self._lang == "en")
