"""What every extractor reads with: the vocabulary compiled once, and each seed cut into words and looked through once.

A `Reader` is made once a run; `Reader.read` gives a seed's `Reading`, in which each list's matches are found on first use.
Nothing here decides what a match means.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from generator.datelines import Dateline, find_dateline
from generator.datewords import EN_MONTHS, WEEKDAY
from generator.forums import continue_lists, is_of_forum, part_levels
from generator.frames import LAST
from generator.homographs import drop_homographs, find_paired
from generator.matcher import Match, Matcher, Token, Wordings, drop_bracketed, join_matches, place_words, split_tokens
from generator.members import name_by_members
from generator.mentions import Mention, MentionFinder
from generator.models import Evidence
from generator.names import Namesakes, is_spelt_otherwise, name_words
from generator.occasions import Occasion, find_occasions
from generator.offices import Gazetteer, Office
from generator.patterns import compile_words
from generator.urls import own_address
from generator.vocabulary import squeeze_name
from generator.wordorder import turn_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.models import Block, ReportedMeeting, Seed
    from generator.vocabulary import Role, Series, Vocabulary

# English reports hold Vietnamese names, and those look like Vietnamese terms without tone marks.
_LANGUAGES = {"vi": ("vi", "en"), "en": ("en",)}
# Of a picture that was taken before.
_FROM_FILE = re.compile(
    r"\bin (?:a|this) file (?:photo(?:graph)?|picture|image)\b|[(—–-]\s?file (?:photo|picture|pic)\b|\((?:photo:? )?file\)|"
    r"\A\(?ảnh tư liệu\b|\(\s?ảnh:? tư liệu\b|ảnh:? tư liệu\W*\Z",
    re.IGNORECASE,
)
LEAD = 3
"""The last sentence of a report's lead: what stands up to it is mostly about the meeting."""
_REACH = 700
_NEAR = 20
_STOPS = frozenset(".!?…:;”\"'’)/")
_SENTENCE = 6
_OTHER = re.compile(r"\b(?:previous|next|commemorative|kế tiếp|tiếp theo|lần trước|lần gần đây nhất)\b", re.IGNORECASE)
_LAST = compile_words(LAST)
# Lists of names that an acronym in brackets may stand within.
_BRACKETED = frozenset({"series", "agreements"})
_CITIES = frozenset({"SG"})
"""Countries that are a town."""
VISIT_ID, CALL_ID = "official-visit", "phone-call"
SECRETARY_ID = "asean-sg-meeting"
"""Talks with ASEAN's Secretary-General, which are called as any others."""
RANK = "general"
"""The office that goes before a name and is no office beside another: `Defence Minister | General A`."""
UNKNOWN = ""
"""In place of its id: of a meeting that has the name of a series and is not of it."""
TURNED = "~"
"""What the id of a series ends with where a name in another order is found, until it is known whether it ends there."""
_PLUS = re.compile(r"\+|\)?-Plus\b|['’]?\sMeeting\s\([A-Z]+\)-Plus\b")
_AND = re.compile(r"(?:,|\s(?:and|with|plus|as well as))\s(?:the\s)?")
_AND_VI = re.compile(r"\s(?:với|và|cùng)\s(?:các nước\s)?")
_SOME_OF = re.compile(r"\b(?:ba|bốn|năm|[345])\snước\s(?:thành viên\s)?ASEAN", re.IGNORECASE)
# Behind the name of a forum, those of a field who meet in it: `East Asia Summit (EAS) | Environment Ministers' Meeting`.
_THEIR_FIELD = re.compile(
    r"(?:\s\([A-Z]{2,6}\))?\s(?:(?:[A-Z][a-z]+|and|&)\s){1,5}?(?:Ministers?(?:['’]s?)?|Ministerial|Senior Officials['’]?)\s"
    r"(?:[A-Z][a-z]+\s)?(?:Meeting|Conference|Dialogue|Retreat)\b"
)
# Part of a series' own name, and no more than that: `ARF | Inter-Sessional Meeting`, `Nhóm chuyên gia | ADMM+`.
_ITS_BODY = re.compile(
    r"(?:\s\([A-Z]{2,6}\+?\))?\s(?:inter-?sessional|expert(?:s['’]?)? working|"
    r"(?:joint |technical )?working (?:group|committee)|task force|sub-?committee|workshop|seminar)\b",
    re.IGNORECASE,
)
_BODY_OF = re.compile(
    r"\b(?:giữa kỳ|nhóm (?:chuyên gia|công tác|làm việc)|tiểu ban|hội thảo|workshop of the|working group of the)\s(?:của\s)?\Z",
    re.IGNORECASE,
)
# Series of ASEAN's own whose names say of no field who meets; a field that follows makes them another's.
_PLAIN = frozenset({"asean-amm", "asean-som"})
_FOREIGN = re.compile(r"foreign|ngoại", re.IGNORECASE)
_FIELD = re.compile(
    rf"\s+(?:responsible for|in charge of|on(?= (?!{'|'.join(EN_MONTHS)}|{WEEKDAY}|the)[a-z])|"
    r"về(?! (?:việc|tình hình|vấn đề (?-i:[A-ZĐ])|(?:các )?vấn đề (?:liên quan|này|trên|khu vực|biển)))|phụ trách)\s",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_READ_KINDS = frozenset({"title", "heading", "paragraph"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that extraction may read, and where it stands."""

    start: int
    end: int
    index: int
    """How many sentences of the report stand before it, the title among them; lines that are none do not count."""
    block: Block


@dataclass(frozen=True, slots=True, order=True)
class Lost:
    """A candidate that did not become a fact."""

    evidence: Evidence
    field: str
    """Key of the record it was a candidate for, e.g. `meeting.date`."""
    why: str
    """In words an editor understands, e.g. `it stands with another meeting`."""


def _turn(series: Series) -> tuple[str, ...]:
    """Return the English names of a series in the orders that its terms do not have."""
    return tuple(turned for term in series.terms.get("en", ()) for turned in turn_name(term))


def _add_ministry(portfolio: Role) -> Role:
    """Return a portfolio with its ministries: `y tế`, `Bộ y tế`."""
    terms = portfolio.terms.get("vi", ())
    named = (f"Bộ {term}" for term in terms if not term.casefold().startswith("bộ "))
    return replace(portfolio, terms={**portfolio.terms, "vi": (*terms, *named)})


class Reader:
    """The vocabulary, compiled."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Compile nothing yet: each list's matcher is built when it is first asked for."""
        self.vocabulary = vocabulary
        self._matchers: dict[tuple[str, str], Matcher] = {}
        self._last: Reading | None = None

    def matcher(self, name: str, lang: str) -> Matcher:
        """Return the matcher of the list `name`, e.g. `topics`, for texts in `lang`."""
        key = (name, lang)
        if key not in self._matchers:
            wordings = self.wordings(lang) if name == "series" else None
            entries = [*getattr(self.vocabulary, name).values()]
            if name == "series":
                # After all that are listed: what is written out goes before what is made of it.
                entries += [replace(one, id=one.id + TURNED, terms={"en": _turn(one)}, unless={}) for one in entries]
            if name == "roles":
                # A ministry is called by its portfolio.
                entries = [one if one.kind != "portfolio" else _add_ministry(one) for one in entries]
            if name == "places" and lang == "en":
                # Outlets of Viet Nam write its towns with their marks in English, too.
                marked = ((one, tuple(term for term in one.terms.get("vi", ()) if not term.isascii())) for one in entries)
                entries = [replace(one, terms={"en": (*one.terms.get("en", ()), *vi)}) for one, vi in marked]
            self._matchers[key] = Matcher(entries, languages=_LANGUAGES[lang], wordings=wordings)
        return self._matchers[key]

    def wordings(self, lang: str) -> Wordings:
        """Return what stands for each other in the names of meetings: parties and instruments go under all their names."""
        lists = {name: getattr(self.vocabulary, name).values() for name in ("wordings", "agreements", "parties")}
        return Wordings(lists, languages=_LANGUAGES[lang], filler="wordings/filler", unordered="parties")

    @cached_property
    def _people_by_words(self) -> Mapping[frozenset[str], Mapping[str, Sequence[str]]]:
        """Forms of the names of known persons, by their words without initials and in any order, and by the person's id."""
        found: dict[frozenset[str], dict[str, list[str]]] = {}
        for person in self.vocabulary.people.values():
            for term in (term for terms in person.terms.values() for term in terms):
                if len(words := name_words(term)) > 1:
                    found.setdefault(frozenset(words), {}).setdefault(person.id, []).append(term)
        return found

    def know_person(self, name: str) -> str | None:
        """Return the id of the known person who goes by `name`, its words in any order; None where its marks are others."""
        able = self._people_by_words.get(frozenset(name_words(name)), {})
        fitting = [known for known, terms in able.items() if not any(is_spelt_otherwise(name, term) for term in terms)]
        return fitting[0] if len(fitting) == 1 else None

    def read(self, seed: Seed) -> Reading:
        """Return the reading of `seed`; asking again for the seed just read costs nothing."""
        if self._last is None or self._last.seed is not seed:
            self._last = Reading(seed, self)
        return self._last


@dataclass
class Reading:
    """One seed, cut into words, with what each list finds in it."""

    seed: Seed
    reader: Reader
    lost: list[Lost] = field(default_factory=list)
    """What extractors considered and left out, for whoever asks why; nothing is decided by it."""
    _matches: dict[str, tuple[Match, ...]] = field(default_factory=dict)
    _starts: dict[str, list[int]] = field(default_factory=dict)

    def lose(self, name: str, start: int, end: int, why: str) -> None:
        """Note that the words at [start, end) were a candidate for the field `name`, and why they lost."""
        self.lost.append(Lost(Evidence(start, end), name, why))

    @cached_property
    def address(self) -> str:
        """The address of the report's page; empty where none is given."""
        return own_address(self.seed.url.value) if self.seed.url else ""

    @cached_property
    def opening(self) -> Dateline | None:
        """What stands where a dateline does, whether or not its names are known."""
        line = find_dateline(self.seed)
        if line and line.place and line.agency and not line.date:
            # `KUALA LUMPUR:` looks like a place and an agency in capitals.
            whole = (line.place[0], line.agency[1])
            if any((match.start, match.end) == whole for match in self.matches_in("places", *whole)):
                return replace(line, place=whole, agency=None)
        return line

    @cached_property
    def dateline(self) -> Dateline | None:
        """Where and when the report says it was written; a name alone before a dash must be a place or an outlet we know."""
        line = self.opening
        if line is None or line.date or (line.place and line.agency):
            return line
        span = line.place or line.agency or (line.start, line.end)
        known = squeeze_name(self.seed.words(Evidence(*span))) in self.reader.vocabulary.outlets_by_name
        if known:
            return line
        # A town may be written like an outlet: `Jakarta – Indonesia and …`.
        is_town = self.holds_town(*span) and (
            line.place or span in {(m.start, m.end) for m in self.matches_in("places", *span)}
        )
        return replace(line, place=span, agency=None) if is_town else None

    def holds_town(self, start: int, end: int) -> bool:
        """Tell whether words name a town, or a country that is one."""
        return bool(self.matches_in("places", start, end)) or any(
            m.id in _CITIES for m in self.matches_in("parties", start, end)
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences of the title, headings and paragraphs, in order."""
        found: list[Sentence] = []
        index = 0
        for block in (b for b in self.seed.blocks if b.kind in _READ_KINDS):
            for span in block.sentences:
                # What stands before the first sentence is no part of it.
                start = self.dateline.end if self.dateline and span.start <= self.dateline.start < span.end else span.start
                if start >= span.end:
                    continue
                found.append(Sentence(start, span.end, index, block))
                # An author's name, a section's title: what is no sentence takes no place among the first.
                words = self.seed.words(span)
                index += block.kind == "title" or words[-1] in _STOPS or words.count(" ") >= _SENTENCE
        return tuple(found)

    @cached_property
    def lead(self) -> tuple[int, int]:
        """Offsets of the title and the lead, of a very long one its beginning."""
        lead = [sentence for sentence in self.sentences if sentence.index <= LEAD]
        return (lead[0].start, min(lead[-1].end, lead[0].start + 2 * _REACH)) if lead else (0, 0)

    @cached_property
    def lead_year(self) -> int:
        """The latest year that is named up to the end of the lead; 0 where none is."""
        return max((int(year[0]) for year in _YEAR.finditer(self.seed.text, 0, self.lead[1])), default=0)

    @cached_property
    def opening_words(self) -> tuple[int, int]:
        """Offsets of the title and the first sentence below it."""
        first = [sentence for sentence in self.sentences if sentence.index <= 1]
        return (first[0].start, min(first[-1].end, first[0].start + _REACH)) if first else (0, 0)

    @cached_property
    def series_named(self) -> frozenset[str]:
        """Ids of the series that the text names."""
        return frozenset(occasion.series for occasion in self.occasions if occasion.series)

    @cached_property
    def first_series(self) -> str | None:
        """Id of the series that the text names first; None where it names none."""
        return next((occasion.series for occasion in self.occasions if occasion.series), None)

    @cached_property
    def captions(self) -> tuple[Evidence, ...]:
        """Sentences of captions, in order; those of pictures from a file are of another day."""
        text = self.seed.text
        captions = (b for b in self.seed.blocks if b.kind == "caption" and not _FROM_FILE.search(text[b.start : b.end]))
        return tuple(sentence for block in captions for sentence in block.sentences)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Words of the whole text."""
        return split_tokens(self.seed.text)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        return place_words(self.tokens)

    def _starts_of(self, name: str, found: Sequence[Token | Match | Mention | Occasion | Sentence]) -> list[int]:
        """Return where the things in the list `name` begin, which stand in that order, noted once."""
        if name not in self._starts:
            self._starts[name] = [one.start for one in found]
        return self._starts[name]

    def tokens_in(self, start: int, end: int) -> Sequence[Token]:
        """Return the words that begin within [start, end)."""
        starts = self._starts_of("tokens", self.tokens)
        return self.tokens[bisect_left(starts, start) : bisect_left(starts, end)]

    def matches(self, name: str) -> tuple[Match, ...]:
        """Return what the list `name` finds in the whole text, in order."""
        if name not in self._matches:
            matcher = self.reader.matcher(name, self.seed.lang)
            even = matcher.even(self.tokens)
            found = matcher.find_even(even, self._places if even is self.tokens else None)
            if name == "parties" and self.seed.lang == "vi":
                found = join_matches(drop_homographs(found, self.tokens, text=self.seed.text), find_paired(self.seed.text))
            elif name in _BRACKETED and len(bare := drop_bracketed(even, self.seed.text)) < len(even):
                # A meeting may be named around its acronym, and an instrument: `Lancang-Mekong Cooperation (LMC) Summit`.
                found = join_matches(matcher.find_even(bare), found)
            self._matches[name] = tuple(self._settle_turned(found)) if name == "series" else found
        return self._matches[name]

    def _settle_turned(self, found: Iterable[Match]) -> Iterator[Match]:
        """Yield matches of series, without names turned round that go on: `meeting of ASEAN Economic Ministers | and Japan`."""
        for match in found:
            # `AMEM | +3`, where no name says so, is of others as well.
            if _PLUS.match(self.seed.text, match.end) or self._is_of_field(match) or self._is_of_more(match):
                yield match._replace(id=UNKNOWN)
                continue
            if not match.id.endswith(TURNED):
                yield match
                continue
            more = _AND.match(self.seed.text, match.end)
            if more is None or not any(
                m.start == more.end() for m in self.matches_in("parties", more.end(), more.end() + _NEAR)
            ):
                yield match._replace(id=match.id.removesuffix(TURNED))

    def _is_of_field(self, match: Match) -> bool:
        """Tell whether the plain name of ASEAN's own ministers or officials goes on with those of a field: `… | on Sports`."""
        text = self.seed.text
        is_plain = match.id.removesuffix(TURNED) in _PLAIN and not _FOREIGN.search(text, match.start, match.end)
        return is_plain and _FIELD.match(text, match.end) is not None

    def _is_of_more(self, match: Match) -> bool:
        """Tell whether a name is of others than its series: ASEAN and a partner, some of its members, those of a field."""
        text, series = self.seed.text, self.reader.vocabulary.series.get(match.id.removesuffix(TURNED))
        if series is None:
            return False
        if _SOME_OF.search(text, match.start, match.end + 1) or (not series.generic and self._is_its_body(match)):
            return True
        field = _THEIR_FIELD.match(text, match.end) if series.forum else None
        # Ministers' own forum is that of foreign ministers.
        if field and not (series.forum == "minister" and "Foreign" in field[0]):
            return True
        more = _AND_VI.match(text, match.end) if series.parties == ("ASEAN",) and self.seed.lang == "vi" else None
        if more is None:
            return False
        # A member is no partner: what follows is a clause of its own.
        own = {"ASEAN", *self.reader.vocabulary.parties["ASEAN"].members}
        found = self.matches_in("parties", more.end(), more.end() + _NEAR)
        return any(m.start == more.end() and m.id not in own for m in found)

    def _is_its_body(self, match: Match) -> bool:
        """Tell whether a name is only part of that of a group or workshop: `Nhóm chuyên gia | ADMM+`."""
        text = self.seed.text
        return bool(_ITS_BODY.match(text, match.end) or _BODY_OF.search(text, max(0, match.start - 30), match.start))

    def matches_in(self, name: str, start: int, end: int) -> tuple[Match, ...]:
        """Return what the list `name` finds wholly within [start, end)."""
        found = self.matches(name)
        starts = self._starts_of(name, found)
        return tuple(m for m in found[bisect_left(starts, start) : bisect_right(starts, end)] if m.end <= end)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Whom the text speaks of, by name or office, in order."""
        # Whose meeting it is called, nobody is: `Hội nghị | Bộ trưởng Ngoại giao ASEAN`.
        named = [(m.start, m.end) for m in self.matches("series") if m.id != SECRETARY_ID]
        found = Gazetteer(
            roles=[m for m in self.matches("roles") if not _is_inside(m, named)],
            parties=self.matches("parties"),
            places=self.matches("places"),
            people=self.matches("people"),
            matters=(*self.matches("topics"), *self.matches("agreements")),
        )
        begins = frozenset(span.start for block in self.seed.blocks for span in block.sentences)
        finder = MentionFinder(
            self.seed.text, self.tokens, found, begins=begins, vocabulary=self.reader.vocabulary, lang=self.seed.lang
        )
        return finder.find()

    @cached_property
    def _offices(self) -> dict[str, tuple[Office, ...]]:
        """The offices of each person that is named with any, by the words of the name."""
        return {self._name(m): m.offices for m in reversed(self.mentions) if m.name and m.offices}

    @cached_property
    def _holders(self) -> Namesakes:
        return Namesakes(self._offices)

    def _name(self, mention: Mention) -> str:
        """Return the name of whom a mention is of; `W.J.Clinton` is `W.J. Clinton`."""
        return self.seed.text[slice(*mention.name)].replace(". ", ".") if mention.name else ""

    def offices_of(self, mention: Mention) -> tuple[Office, ...]:
        """Return the offices of whom a mention is of, named with it or elsewhere in the report."""
        if mention.offices or not mention.name:
            return mention.offices
        name = self._name(mention)
        if name in self._offices:
            return self._offices[name]
        # `Mr Thongloun`, of Thongloun Sisoulith: part of one name that is given in full, and of no other.
        words = set(name.split())
        fuller = [full for full in self._holders.find(name) if words < set(full.split())]
        return self._offices[fuller[0]] if len(fuller) == 1 else ()

    def mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions wholly within [start, end)."""
        starts = self._starts_of("mentions", self.mentions)
        return tuple(m for m in self.mentions[bisect_left(starts, start) : bisect_left(starts, end)] if m.end <= end)

    @cached_property
    def occasions(self) -> tuple[Occasion, ...]:
        """The meetings that the sentences and captions speak of, in order."""
        spans = sorted((*(Evidence(s.start, s.end) for s in self.sentences), *self.captions))
        found = find_occasions(self.seed.text, spans, self.matches("series"), lang=self.seed.lang)
        vocabulary = self.reader.vocabulary
        found = tuple(occasion for occasion in found if not self._is_mere_body(occasion))
        told = name_by_members(found, self, vocabulary=vocabulary)
        levels, text = vocabulary.forum_levels, self.seed.text
        listed = continue_lists(told, text, levels=levels, known=vocabulary.series)
        return tuple(part_levels(listed, text, levels=levels, opening=self.opening_words, lead=self.lead, window=self.window))

    def _is_mere_body(self, occasion: Occasion) -> bool:
        """Tell whether words name an organisation or its members, whose meeting is called so where numbered: `43rd AIPA`."""
        if occasion.series is None or occasion.ordinal or occasion.start < occasion.found[0]:
            return False
        # `Trưởng | ADSOM`
        near = self.matches_in("roles", max(0, occasion.start - 2 * _NEAR), occasion.end + _NEAR)
        if any(m.start < occasion.start and occasion.found[1] <= m.end for m in near):
            return True
        # `officials of Laos, Myanmar and Viet Nam | (CLMV)`
        series, bracket = self.reader.vocabulary.series.get(occasion.series), occasion.start - len(" (")
        if series and self.seed.text.startswith(" (", bracket):
            listed = {m.id for m in self.matches_in("parties", max(0, bracket - 4 * _NEAR), bracket)}
            if listed == set(series.parties) <= self.reader.vocabulary.countries:
                return True
        # A forum that is nothing but its meetings is called as they are: ASEM.
        if occasion.series in self.reader.vocabulary.forum_levels:
            return False
        return any((m.start, m.end) == occasion.found for m in self.matches_in("parties", *occasion.found))

    def occasions_in(self, start: int, end: int) -> tuple[Occasion, ...]:
        """Return the meetings spoken of within [start, end)."""
        starts = self._starts_of("occasions", self.occasions)
        return self.occasions[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def parties_in_names(self) -> frozenset[Match]:
        """The parties that are named within the name of a meeting."""
        return frozenset(m for o in self.occasions for m in self.matches_in("parties", o.start, o.end))

    def is_about(self, occasion: Occasion, meeting: ReportedMeeting) -> bool:
        """Tell whether an occasion can be `meeting`: of its series and ordinal, of another generic series, or a bare noun.

        The one before or after it is another.
        """
        known = self.reader.vocabulary.series.get(occasion.series or "")
        is_plain = known is None or known.generic
        if is_plain and (
            _OTHER.search(self.seed.text, max(0, occasion.start - _NEAR), occasion.end + _NEAR)
            or _LAST.search(self.seed.text, max(0, occasion.start - 3 * _NEAR), occasion.start)
        ):
            return False
        if meeting.ordinal and occasion.ordinal and occasion.ordinal != meeting.ordinal.value:
            return False
        if occasion.forum and meeting.series:
            return is_of_forum(meeting.series.value, occasion.forum)
        if occasion.series is None or meeting.series is None or occasion.series == meeting.series.value:
            return True
        series = self.reader.vocabulary.series
        if occasion.series == "bilateral-meeting" and meeting.series.value == SECRETARY_ID:
            return True
        return all((entry := series.get(i)) is not None and entry.generic for i in (occasion.series, meeting.series.value))

    def window(self, start: int, end: int) -> tuple[int, int]:
        """Return how far around [start, end) a rule may look: the sentence, and of a very long one the words near by.

        So every rule costs the same however long its sentence is.
        """
        sentence = self.sentence_at(start)
        low, high = (sentence.start, sentence.end) if sentence else (start, end)
        return max(low, start - _REACH), min(high, end + _REACH)

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence read that holds `offset`."""
        low = bisect_right(self._starts_of("sentences", self.sentences), offset) - 1
        if low >= 0 and offset < self.sentences[low].end:
            return self.sentences[low]
        return None


def is_of_series(meeting: ReportedMeeting, series: str) -> bool:
    """Tell whether a meeting is of the series that has this id."""
    return meeting.series is not None and meeting.series.value == series


def _is_inside(match: Match, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether one of `spans`, which stand in order, begins before a match and does not end before it."""
    before = bisect_left(spans, (match.start,)) - 1
    return before >= 0 and match.end <= spans[before][1]
