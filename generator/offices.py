"""Reads offices: `Thứ trưởng Bộ Ngoại giao`, `Trưởng SOM ASEAN của Việt Nam`, `the Indonesian Foreign Minister`.

An office is a title with what stands around it: of what (a portfolio, an institution), of whom (a country), and further offices
of the same person. The words are the vocabulary's; where they may stand is the grammar of the two languages.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.names import read_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from generator.matcher import Match, Token
    from generator.vocabulary import Vocabulary

PLAIN = re.compile(r"[^\S\n]{1,3}|[^\S\n]?[-–—/][^\S\n]?|\.[^\S\n]?")
_BEFORE_OFFICE = re.compile(r"[.’']?[^\S\n]{1,3}|[’'-]|\.")
_BRACKET = re.compile(r"[^\S\n]?\(")
HONOURED = re.compile(r"['’.]{0,2}[^\S\n]{1,2}")  # Dato' Seri, H.E. and what they honour
CLOSE = re.compile(r"\)[^\S\n]{0,2}(?:[-–—][^\S\n])?")
CLOSED_PAUSE = re.compile(r"\),[^\S\n]{1,2}")
PAUSE = re.compile(r",[^\S\n]{0,2}")
APPOSED = re.compile(r",[^\S\n]{0,2}|[^\S\n]?[-–—][^\S\n]?|[^\S\n]?\(")
_CONNECTORS = {
    "vi": frozenset(
        "của tại thuộc nước kiêm nhiệm phụ trách về cấp phái đảng liên ngành đại biểu thường trực tỉnh thành phố tp".split()
    ),
    "en": frozenset("of for the to and in on at republic kingdom people socialist s ministry department".split()),
}
# May also follow a comma: `Deputy Secretary, Department of Foreign Affairs`.
_MINISTRIES = frozenset({"ministry", "department"})
# Words that open the name of an institution after an office.
_BODIES = frozenset(
    "bộ cục vụ phân ủy ubtư ubtw ubnd ban viện hội tổng văn sở đảng mặt liên tập ngân phòng trung học quỹ quân khối tỉnh thành "
    "hiệp tòa "
    "đoàn đại bang phái cơ thanh trưởng cộng công".split()
)
# Whose an institution is, in small letters behind its name: `Ủy ban Biên giới | quốc gia`.
_WHOSE = frozenset({("quốc", "gia"), ("nhà", "nước"), ("trung", "ương"), ("nhân", "dân"), ("quốc", "tế")})
# What an English institution is, at the end of its name.
_BODY_HEADS = frozenset(
    "committee commission front union association council bank institute foundation federation board agency authority centre "
    "center secretariat university court academy chamber party institution fund corporation bureau organization organisation "
    "assembly league society network".split()
)
# Small words that cannot stand inside the name of an institution.
_BREAKS = frozenset(
    "đã đang sẽ cho phát tham dự làm dẫn là và với ông bà đồng khẳng nhấn chủ tiếp đón gặp cùng có được bày nêu đề "
    "hoan cảm thông ký trả nói trao hội tại trong khi nhân về do từ đến theo cũng vừa đánh kêu nhất cam ghi phản "
    "tuyên thay ngày sáng chiều tối".split()
)
# Between two offices of one person.
_ALSO = frozenset({"kiêm", "and"})
_CAPACITIES = frozenset("trò vị cách as".split())
# What somebody is in charge of, in small letters: hội nhập, hợp tác quốc tế, các vấn đề chính trị.
_IN_CHARGE = ["phụ", "trách"]
_OF_CHARGES = frozenset("hội và từ về tiếp".split())
_LONGEST_CHARGE = 10
# Kinds of role that are somebody's title.
_TITLES = frozenset({"office", "bystander"})
# What a country calls itself, before its name: `Cộng hòa Dân chủ Nhân dân | Lào`.
_STATE = re.compile(
    r"(?:Cộng h(?:òa|oà)|Vương quốc|Liên bang|CHDCND|CHND|CHXHCN|CH|Hoàng gia)"
    r"(?:\s(?:Dân chủ|Nhân dân|Xã hội chủ nghĩa|Hồi giáo|Liên bang))*\s",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d\d")
# Of what part of the world, in brackets behind a title of India's ministry: `Secretary (East)`.
_PARTS_OF_THE_WORLD = frozenset({"east", "west", "south"})
# Behind the country of an office in a list of people.
_ENDS_ITEM = re.compile(r"[,;.)]|\s?\n|\Z|\sand\s(?=(?:H\.E|Mr|Ms|Mrs|Dr|Dato|the Hon)\b)")
_BODY_LENGTH = 14
RANKS = frozenset("s and acting deputy vice assistant senior first permanent".split())
"""What may stand before an English title, alone or after its country or portfolio."""
_MOST_CONNECTORS = 5
_MOST_OFFICES = 4
_NEAR_MINISTRY = 6
_MOST_PARTS = 8
_MOST_MODIFIERS = 12


@dataclass(frozen=True, slots=True)
class Office:
    """An office as the text words it."""

    start: int
    end: int
    role: str
    """Id of its title in roles.yml."""
    parties: tuple[str, ...]
    """Ids of the parties named in it, in order: whom the office is of, then where it is held."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What the vocabulary's lists found in one text."""

    roles: Sequence[Match]
    parties: Sequence[Match]
    places: Sequence[Match]
    people: Sequence[Match]
    matters: Sequence[Match] = ()
    """What is dealt with: topics and instruments. What is named so with a capital is nobody: Mê Công, Hoàng Sa."""


_PLURAL = {"Ministers": "minister", "Presidents": "president", "Premiers": "prime-minister"}
_TWO_NAMES = re.compile(r"(?: [A-Z][\w’'-]*\.?){1,4} and(?: [A-Z][\w’'-]*\.?)")


class OfficeReader:
    """Reads the office that begins at a word of one text."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        found: Gazetteer,
        *,
        begins: Collection[int],
        vocabulary: Vocabulary,
        lang: str,
    ) -> None:
        """Index the matches by the word they begin with; `begins` is where the text's sentences do."""
        self._text = text
        self._begins = begins
        self._tokens = tokens
        self._starts = [token.start for token in tokens]
        self._role_ids = vocabulary.roles
        self._countries = vocabulary.countries
        self._lang = lang
        self._roles = self._index(found.roles)
        plural = dict(self._index_plural()) if lang == "en" else {}
        self._roles |= plural
        self._plural_ends = {tokens[end - 1].end for _, end in plural.values()}
        self._parties = self._index(found.parties)
        self._places = self._index(found.places)
        self._people = self._index(found.people)
        # `Minister | Gen Nakatani` is no general.
        for at in self._people.keys() & self._roles.keys():
            if self._roles[at][1] < self._people[at][1]:
                del self._roles[at]
        self._matters = self._index(m for m in found.matters if text[m.start : m.end].istitle())
        self._within_places = {i for first, (_, end) in self._places.items() for i in range(first + 1, end)}
        self._party_ends = {end - 1 for _, end in self._parties.values()}
        self._portfolio_ends = {end - 1 for role, end in self._roles.values() if vocabulary.roles[role].kind == "portfolio"}

    def _index(self, matches: Iterable[Match]) -> dict[int, tuple[str, int]]:
        """Map the number of a match's first word to its id and the number of the word after it."""
        starts = self._starts
        return {bisect_left(starts, m.start): (m.id, bisect_left(starts, m.end)) for m in matches}

    def _index_plural(self) -> Iterator[tuple[int, tuple[str, int]]]:
        """Yield the offices of two who are named: `Presidents | A and B`, and no others, of whom it need not be said."""
        for index, token in enumerate(self._tokens):
            if token.text in _PLURAL and _TWO_NAMES.match(self._text, token.end):
                first = index - (index > 0 and self._tokens[index - 1].text == "Prime")
                role = "prime-minister" if first < index else _PLURAL[token.text]
                yield first, (role, index + 1)

    def gap_is(self, pattern: re.Pattern[str], position: int) -> bool:
        """Tell whether all that stands before word `position` fits `pattern`."""
        if not 0 < position < len(self._tokens):
            return False
        return pattern.fullmatch(self._text, self._tokens[position - 1].end, self._tokens[position].start) is not None

    def read_chain(self, position: int) -> list[tuple[Office, int]] | None:
        """Return the offices that follow one another from word `position`, each with the number of the word after it."""
        first = self.read_office(position)
        if first is None:
            return None
        chain = [first]
        while len(chain) < _MOST_OFFICES and (self.gap_is(PLAIN, chain[-1][1]) or self.gap_is(APPOSED, chain[-1][1])):
            at = chain[-1][1]
            if self.begins_sentence(at):
                break
            following = self.read_office(at + 1 if self._tokens[at].fold in _ALSO else at)
            if following is None:
                break
            chain.append(following)
        return chain

    def keep_agreeing(self, chain: list[tuple[Office, int]]) -> tuple[Office, ...]:
        """Return the last offices of a chain that one person can hold: they name the same country, or one names none."""
        kept = [chain[-1][0]]
        for office, _ in reversed(chain[:-1]):
            known = {party for other in kept for party in other.parties} & self._countries
            countries = self._countries.intersection(office.parties)
            if known and countries and not known & countries:
                break
            kept.insert(0, office)
        return tuple(kept)

    def read_office(self, position: int) -> tuple[Office, int] | None:
        """Return the office whose words begin at `position`: what stands before it, its title, of what and of whom."""
        parties: list[str] = []
        here = self._skip_modifiers(position, parties) if self._lang == "en" else position
        found = self._roles.get(here)
        if found is None or self._role_ids[found[0]].kind not in _TITLES:
            return None
        here = found[1]
        for _ in range(_MOST_PARTS):
            following = self._extend(here, parties)
            if following is None:
                break
            here = following
        here += self._is_letters(here) or self._is_second(here)
        here = self._read_whose(position, here, parties)
        start, end = self._tokens[position].start, self._tokens[here - 1].end
        if "(" in self._text[start:end] and ")" not in self._text[start:end] and self._text[end : end + 1] == ")":
            end += 1
        return Office(start, end, found[0], tuple(parties)), here

    def _read_whose(self, position: int, here: int, parties: list[str]) -> int:
        """Return the word after the country that ends an office of a field as lists have it: `Minister of Health, | Laos;`."""
        party = self._parties.get(here)
        if self._lang != "en" or parties or party is None or party[0] not in self._countries or not self.gap_is(PAUSE, here):
            return here
        of_field = any(self._tokens[at].fold in ("of", "for") for at in range(position + 1, here - 1))
        # `talks with the Minister of Health, Laos …` may go on with Laos.
        if (
            not of_field
            or (position and self._tokens[position - 1].fold == "the")
            or not _ENDS_ITEM.match(self._text, self._tokens[party[1] - 1].end)
        ):
            return here
        parties.append(party[0])
        return party[1]

    def _is_letters(self, here: int) -> bool:
        """Tell whether word `here` is in brackets between an office and the name: letters of a ministry or party, or `East`."""
        if not self.gap_is(_BRACKET, here):
            return False
        if self._tokens[here].fold in _PARTS_OF_THE_WORLD and self._text.startswith(")", self._tokens[here].end):
            return True
        if not (self.gap_is(CLOSE, here + 1) or self.gap_is(CLOSED_PAUSE, here + 1)):
            return False
        is_own = here not in self._parties or self._lang == "vi"
        return self._tokens[here].text.isupper() and is_own and self._tokens[here + 1].text[0].isupper()

    def _is_second(self, here: int) -> bool:
        """Tell whether word `here` says that there are two who hold an office: `Minister of Defence | II`."""
        return self._lang == "en" and self.gap_is(PLAIN, here) and self._tokens[here].text == "II"

    def _skip_modifiers(self, position: int, parties: list[str]) -> int:
        """Return the word after the country and portfolio that stand before an English title (`Indonesian Foreign`)."""
        here = position
        for _ in range(_MOST_MODIFIERS):
            if here >= len(self._tokens) or (here > position and not self._goes_on(here)):
                break
            role, party = self._roles.get(here), self._parties.get(here)
            if role and party and self._role_ids[role[0]].kind in _TITLES:
                return here  # `EU trade commissioner`, which the list has as one
            if role and self._is_portfolio(here):
                following = role[1]
            elif party:
                parties.append(party[0])
                following = party[1]
                # `Republic of Korea (ROK) Foreign`, but not a dateline's `Thailand (Reuters) - Foreign`
                if (
                    self.gap_is(_BRACKET, following)
                    and self._tokens[following].text.isupper()
                    and self._text[self._tokens[following].end : self._tokens[following].end + 1] == ")"
                ):
                    following += 1
            elif (
                self._tokens[here].fold in RANKS
                and here not in self._roles
                and (here > position or self._is_portfolio(here + 1))
            ):
                if self._tokens[here].fold == "and" and here - 1 not in self._portfolio_ends:
                    return position
                following = here + 1
            else:
                return here
            here = following
        return position

    def _goes_on(self, here: int) -> bool:
        """Tell whether word `here` can belong to the same English office as the one before it."""
        return not self.begins_sentence(here) and (self.gap_is(_BEFORE_OFFICE, here) or self.gap_is(CLOSE, here))

    def _extend(self, here: int, parties: list[str]) -> int | None:
        """Return the word after the next part of an office if one follows, small words before it (`of the`) included."""
        if self._is_whose(here) and self.gap_is(PLAIN, here):
            return here + 2
        here = self._skip_charge(here)
        for at in range(here, min(here + _MOST_CONNECTORS + 1, len(self._tokens))):
            gaps = (PLAIN, CLOSE, _BRACKET, PAUSE) if self._is_ministry(at) else (PLAIN, CLOSE, _BRACKET)
            if self.begins_sentence(at) or not any(self.gap_is(gap, at) for gap in gaps):
                return None
            end = None if at in self._people else self._read_part(at, parties, joined=at > here)
            if end or self._tokens[at].fold not in _CONNECTORS[self._lang]:
                return end
        return None

    def _is_ministry(self, at: int) -> bool:
        """Tell whether a ministry begins at word `at`: `Vụ trưởng Vụ ASEAN, | Bộ Ngoại giao`."""
        if self._lang == "en":
            return self._tokens[at].fold in _MINISTRIES
        # One is enough: the next in a list is another's.
        is_first = all(token.text != "Bộ" for token in self._tokens[max(0, at - _NEAR_MINISTRY) : at])
        return self._tokens[at].text == "Bộ" and is_first and (at not in self._roles or self._is_portfolio(at))

    def _skip_charge(self, here: int) -> int:
        """Return the word after what an office is in charge of, where whose it is follows: `phụ trách quốc tế | Bộ …`."""
        if self._lang != "vi" or [token.fold for token in self._tokens[here : here + 2]] != _IN_CHARGE:
            return here
        for at in range(here + 2, min(here + 2 + _LONGEST_CHARGE, len(self._tokens))):
            word = self._tokens[at]
            if not self.gap_is(PLAIN, at) or (word.fold in _BREAKS and word.fold not in _OF_CHARGES):
                return here
            if word.text == "của" or word.text[0].isupper():
                is_whose = word.text == "của" or word.fold in _BODIES or at in self._parties
                return at if is_whose and at > here + 2 else here
        return here

    def begins_sentence(self, at: int) -> bool:
        """Tell whether word `at` begins a sentence behind a full stop."""
        word = self._tokens[at]
        return word.start in self._begins and self._text.startswith(".", self._tokens[at - 1].end)

    def _read_part(self, at: int, parties: list[str], *, joined: bool) -> int | None:
        """Return the word after the portfolio, country, place or institution that begins at word `at`; `joined` by `of`."""
        party = self._parties.get(at) or self._read_state(at)
        # `Vương quốc | Campuchia` is no office of the kingdom's.
        is_longer = party is not None and at in self._roles and party[1] > self._roles[at][1]
        if self._is_portfolio(at) and not is_longer:
            return self._read_field(at, parties, joined=joined)
        if party:
            parties.append(party[0])
            return party[1]
        # The year somebody holds it in: `Chủ tịch ASEAN 2020`.
        if _YEAR.fullmatch(self._tokens[at].text) and at - 1 in self._party_ends and not joined:
            return at + 1
        if not joined and self._lang == "en":
            return None
        if place := self._places.get(at):
            return place[1]
        return self._read_body(at, parties) if self._lang == "vi" else self._read_body_en(at, parties)

    def _read_state(self, at: int) -> tuple[str, int] | None:
        """Return the country that follows what it calls itself at word `at`, and the word after it."""
        state = _STATE.match(self._text, self._tokens[at].start) if self._lang == "vi" else None
        return self._parties.get(bisect_left(self._starts, state.end())) if state else None

    def _is_portfolio(self, at: int) -> bool:
        role = self._roles.get(at)
        return role is not None and self._role_ids[role[0]].kind == "portfolio"

    def _read_field(self, at: int, parties: list[str], *, joined: bool) -> int:
        """Return the word after the portfolios from word `at`, or the institution that its name begins with them.

        `the National Security | Secretariat` is more than a field.
        """
        end, own = self._read_portfolios(at), list[str]()
        body = self._read_body_en(at, own) if joined and self._lang == "en" else None
        if body is None or body <= end or not all(word.text[0].isupper() for word in self._tokens[end:body]):
            return end
        parties += own
        return body

    def _read_portfolios(self, at: int) -> int:
        """Return the word after the portfolios from word `at`: `Thương mại và Công nghiệp`, `Trade, Industry and Energy`."""
        end = self._roles[at][1]
        while end + 1 < len(self._tokens):
            joined = self._tokens[end].fold in ("và", "and") and self.gap_is(PLAIN, end) and self.gap_is(PLAIN, end + 1)
            following = end + 1 if joined else end
            if not self._is_portfolio(following) or not (joined or (self._lang == "en" and self.gap_is(PAUSE, end))):
                break
            end = self._roles[following][1]
        return end

    def _read_body(self, position: int, parties: list[str]) -> int | None:
        """Return the word after the institution that begins at `position`: capitals, each with a small word at most."""
        token = self._tokens[position]
        if token.fold not in _BODIES or not token.text[0].isupper() or position in self._roles:
            return None
        if read_name(self._text, self._tokens, position, surnames_only=True):
            return None
        here = position + 1
        small = 0
        while here < min(position + _BODY_LENGTH, len(self._tokens)) and self.gap_is(PLAIN, here):
            word = self._tokens[here]
            party = self._parties.get(here)
            if party:
                parties.append(party[0])
                here, small = party[1], 0
                if self._is_name_after_party(here):
                    break
                continue
            if self._is_portfolio(here):
                here, small = self._roles[here][1], 0
                continue
            if here in self._roles or self._is_somebody(here):
                break
            if word.text[0].isupper():
                small = 0
            elif not (is_whose := self._is_whose(here)) and (small or self._breaks(here)):
                break
            else:
                here, small = here + is_whose, small + (not is_whose)
            here += 1
        return here if here > position + 1 else None

    def _is_whose(self, here: int) -> bool:
        """Tell whether two small words from word `here` on say whose an institution is: `quốc gia`."""
        return tuple(token.text for token in self._tokens[here : here + 2]) in _WHOSE

    def _breaks(self, here: int) -> bool:
        """Tell whether no institution's name goes on with the small word `here`."""
        return self._tokens[here].fold in _BREAKS and not self._joins_portfolios(here)

    def _read_body_en(self, position: int, parties: list[str]) -> int | None:
        """Return the word after the institution from word `position`, which ends in what it is: `LFND Central Committee`."""
        end: int | None = None
        named: list[str] = []
        if not self._tokens[position].text[0].isupper():
            return None
        for here in range(position, min(position + _BODY_LENGTH, len(self._tokens))):
            word = self._tokens[here]
            if here > position and (not self.gap_is(PLAIN, here) or self.begins_sentence(here)):
                break
            if here in self._people or not (word.text[0].isupper() or word.fold in _CONNECTORS["en"]):
                break
            if party := self._parties.get(here):
                named.append(party[0])
            if word.fold in _BODY_HEADS and word.text[0].isupper():
                end = party[1] if party else here + 1
                parties += named
                named = []
        return end

    def _is_somebody(self, here: int) -> bool:
        """Tell whether a name begins at word `here`, of somebody known or with a Vietnamese surname."""
        return here in self._people or read_name(self._text, self._tokens, here, surnames_only=True) is not None

    def _is_name_after_party(self, here: int) -> bool:
        """Tell whether a country ends an institution's name, for a person's follows: `… Liên minh châu Âu | Paola Rossi`."""
        if here >= len(self._tokens) or not self._tokens[here].text[0].isupper() or here in self._parties:
            return False
        return self._tokens[here].fold not in _BODIES and not self._is_portfolio(here)

    def _joins_portfolios(self, here: int) -> bool:
        """Tell whether `và` at word `here` is one inside a name: `Bộ Công Thương và Công nghiệp`, `Bộ Nông nghiệp và …`."""
        if here + 1 >= len(self._tokens) or self._tokens[here].fold != "và":
            return False
        is_other = here + 1 in self._parties or (here + 1 in self._roles and not self._is_portfolio(here + 1))
        return self._tokens[here + 1].text[0].isupper() and not is_other

    def is_capacity(self, position: int) -> bool:
        """Tell whether what follows is the capacity somebody acts in (`trong vai trò Chủ tịch ASEAN, Thứ trưởng …`)."""
        if position == 0 or self._tokens[position - 1].fold not in _CAPACITIES:
            return False
        # `as Prime Minister A met B` tells when.
        office = self.read_office(position) if self._lang == "en" else None
        return office is None or read_name(self._text, self._tokens, office[1], lang="en") is None
