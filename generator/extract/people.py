"""Decides who took part: persons named with an office whom the report shows at the meeting, not those it merely speaks of.

Several mentions make one person; the fullest one gives the role, and any of them the country. A bystander (an expert, a
spokesman, a former office-holder), and whoever appears only in a subordinate frame (`chuyển lời chào của …`), is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.models import Evidence, Fact, Participant
from generator.names import is_same_person, is_vietnamese_name, name_words
from generator.text import slugify
from generator.vocabulary import is_country

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.extract.reader import Reader, Reading
    from generator.mentions import Mention
    from generator.models import ReportedMeeting, Seed
    from generator.offices import Office

# What stands before somebody who is only spoken of: authority, greetings, times of office, what others have of them.
_SPOKEN_OF = re.compile(
    r"(?:ủy quyền|uỷ quyền|lời (?:chào|thăm hỏi|thăm|chúc|chúc mừng|hỏi thăm)[^.;]{0,60}|thư (?:của|mời|chúc mừng)[^.;]{0,40}|"
    r"chính quyền|dưới thời|thời|nội các|kể từ khi|tới dự của|di sản|chỉ đạo của|kế nhiệm|thay thế|thay|tiền nhiệm|"
    r"con trai|phu nhân|lăng|tượng(?: đài)?|tư tưởng|(?:khu |các )?di tích(?: về)?|"
    r"(?:khu |nhà )?lưu niệm|bảo tàng|dâng hoa[^.;]{0,40}|"
    r"cựu|nguyên|cố|greetings[^.;]{0,40}|regards[^.;]{0,40}|on behalf of|behest of|administration of|appointed by|"
    r"succeed(?:s|ed|ing)?|"
    r"(?:đánh giá cao|hoan nghênh|ủng hộ|trong đó có|thông tin về|sau)[^.;]{0,60}(?:điện đàm|cuộc gặp|hội đàm)\s(?:của|"
    r"giữa)[^.;]{0,40}|"
    r"replac(?:es?|ed|ing)|message from|letter (?:from|to)|former|late|then|wife of|chuyến thăm (?:của|"
    r"gần đây của))\s*(?:của |the |tới |đến |to |of )?\Z",
    re.IGNORECASE,
)
# A sentence so opened tells of another time or another meeting.
_ELSEWHERE = re.compile(
    r"(?:trước đó|trước đây|năm ngoái|lần gần đây nhất|hồi (?:đầu|cuối|giữa|tháng)|tại cuộc gặp bên lề|trong cuộc gặp bên lề|"
    r"(?:[^,.;]{0,30}, )?nhân dịp này|cùng ngày|trả lời [^\W\d_a-z][^,.;]{0,40},|"
    r"last (?:year|month)|previously|in (?:19|20)\d\d,|"
    r"later (?:in the day|that day|the same day|(?:on )?\w+day)\b|earlier this (?:year|"
    r"month))\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(
    r"['’]s?\s(?!(?:call|meeting|visit|participation|remarks|attendance|talks|travel|trip|opening|speech|bilateral))"
)
# What says, after somebody's name, that they were not there.
_ABSENT = re.compile(
    r"[^.;]{0,80}?\b(?:will not be invited|(?:was|were|is|are) not (?:invited|present)|did not attend|was absent|skipped|"
    r"không (?:được mời|tham dự|dự|có mặt)|vắng mặt|(?:để |nhằm )?dự các (?:cuộc họp|hội nghị) khác)\b",
    re.IGNORECASE,
)
_AT_MEETING = re.compile(
    r"\b(?:tại|dự|tham dự|phát biểu|chủ trì|bắt tay|hội đàm|chụp ảnh|ký|gặp|tiếp|đón|điện đàm|nộp|trao|at|attends?|during|"
    r"with|shakes?|"
    r"speaks?|meets?|poses?|delivers?|chairs?|signs?)\b",
    re.IGNORECASE,
)
_DELEGATION = re.compile(
    r"(?:đoàn|phái đoàn|delegation)\b[^.;]{0,160}?(?:do|led by)\s(?:\S+\s){0,2}\Z|"
    r"\b(?:phía|đại diện cho)\s[^.;,]{2,40}?\s(?:có|là|gồm)\s\Z|\b(?:còn|và|,)\s[^.;,]{2,30}\scử\s\Z",
    re.IGNORECASE,
)
# Before an office that somebody of another government is met in.
_MET_BY = re.compile(r"\b(?:called on|calls on|met|meets|receive[ds]|welcomed|hosted|with)\s(?:the\s)?\Z")
_HOLDS_FOR_ORGANISATION = frozenset(
    {"secretary-general", "executive-head", "commissioner", "president", "chair", "special-envoy"}
)
# Where an ambassador is sent: `Ambassador to Viet Nam`, `Đại sứ tại Việt Nam`.
_POSTED = re.compile(
    r"\b(?:ambassador|representative|envoy|consul|attach[ée])\w*\s(?:[\w-]+\s)?to\b|\bđại sứ tại\b", re.IGNORECASE
)
_FRAME = 90
_LEAD_IN = 20
_LONGEST_FRAME = 200


@dataclass(slots=True, eq=False)
class _Person:
    """One person, while mentions are gathered."""

    mentions: list[Mention] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def extract_participants(
    seed: Seed, meeting: ReportedMeeting | None, *, publisher: Fact[str] | None = None, reader: Reader
) -> tuple[Participant, ...]:
    """Return who took part in the meeting (or will), in the order of their names; none where there is no meeting.

    `publisher` is whose officials are meant where a report in English does not say.
    """
    if meeting is None:
        return ()
    reading = reader.read(seed)
    persons = _gather(reading)
    found = []
    for person in persons:
        if why := _why_absent(person, reading):
            first = person.mentions[0]
            reading.lose("participants", first.start, (first.name or (0, first.end))[1], why)
        else:
            found.append(_make_participant(person, publisher, reading))
    return tuple(sorted(found, key=lambda p: p.name.evidence[0].start))


def _gather(reading: Reading) -> tuple[_Person, ...]:
    """Return the persons the report names, each with all mentions of them."""
    text = reading.seed.text
    persons: list[_Person] = []
    by_word: dict[str, list[_Person]] = {}
    named = [m for m in reading.mentions if m.name and _is_read(m, reading)]
    # Full names first, so that a surname alone finds whose it is.
    for mention in sorted(named, key=lambda m: (-min(2, len(name_words(text[slice(*m.name)]))), m.start)):  # type: ignore[misc]
        name = text[slice(*mention.name)]  # type: ignore[misc]
        words = (mention.person or "", *name_words(name))
        person = next((p for word in words for p in by_word.get(word, ()) if _is_mentioned(p, mention, name)), None)
        if person is None and " " not in name and not name.isascii():
            continue
        if person is None:
            person = _Person()
            persons.append(person)
        person.mentions.append(mention)
        person.names.append(name)
        for word in words:
            if word and person not in by_word.setdefault(word, []):
                by_word[word].append(person)
    for person in persons:
        person.mentions.sort(key=lambda m: m.start)
    return tuple(persons)


def _is_read(mention: Mention, reading: Reading) -> bool:
    """Tell whether a mention stands where facts are read: in a sentence, or with its office in a caption about the meeting."""
    if reading.sentence_at(mention.start) is not None:
        return True
    caption = next((c for c in reading.captions if c.start <= mention.start < c.end), None)
    if caption is None or not mention.offices:
        return False
    return _AT_MEETING.search(reading.seed.words(caption)) is not None


def _is_mentioned(person: _Person, mention: Mention, name: str) -> bool:
    if mention.person and any(m.person == mention.person for m in person.mentions):
        return True
    if any(is_same_person(name, known) for known in person.names):
        return True
    # Joe and Joseph R. Biden: one surname and one office. In Vietnamese, given names come last and are shared by many.
    held = {office.role for office in mention.offices} & {o.role for m in person.mentions for o in m.offices}
    return bool(held) and name.isascii() and any(name_words(name)[-1] == name_words(known)[-1] for known in person.names)


def _why_absent(person: _Person, reading: Reading) -> str | None:
    """Return why the report does not show the person at the meeting; None where it does."""
    roles = reading.reader.vocabulary.roles
    offices = [office for mention in person.mentions for office in mention.offices]
    if not offices:
        return "no office is named with them"
    known = reading.reader.vocabulary.people
    if any(mention.person in known and known[mention.person].historical for mention in person.mentions if mention.person):
        return "somebody of the past, who is only honoured"
    if any(roles[office.role].kind == "bystander" for office in offices):
        return "a bystander: comments, speaks for others, or no longer holds the office"
    return None if any(_is_shown(mention, reading) for mention in person.mentions) else "only spoken of"


def _is_shown(mention: Mention, reading: Reading) -> bool:
    """Tell whether one mention is of somebody present: not in a frame that only speaks of them."""
    text = reading.seed.text
    sentence = reading.sentence_at(mention.start)
    if sentence is None:
        return True
    if mention.name == (mention.start, mention.end):
        return False
    before = text[max(sentence.start, mention.start - _FRAME) : mention.start]
    if _SPOKEN_OF.search(before) or _POSSESSIVE.match(text, mention.end) or _ABSENT.match(text, mention.end, sentence.end):
        return False
    return _ELSEWHERE.match(text, sentence.start) is None


def _make_participant(person: _Person, publisher: Fact[str] | None, reading: Reading) -> Participant:
    text = reading.seed.text
    best = max(
        person.mentions,
        key=lambda m: (len(m.offices), any(o.parties for o in m.offices), sum(o.end - o.start for o in m.offices)),
    )
    longest = max(person.mentions, key=lambda m: _name_rank(m, text))
    start, end = longest.name or (longest.start, longest.end)
    known = next((m.person for m in person.mentions if m.person), None) or reading.reader.people_by_words.get(
        frozenset(name_words(text[start:end]))
    )
    name = Fact(text[start:end], (Evidence(start, end),), "people.known" if known else "people.title-name")
    country = _find_country(person, known, name, reading) or _publishers_own(person, publisher, reading)
    return Participant(known or slugify(name.value), name, _read_role(best, text), country)


def _name_rank(mention: Mention, text: str) -> int:
    """Return how full the name of a mention is; the earliest of the fullest is taken."""
    return len(name_words(text[slice(*mention.name)])) if mention.name else 0


def _read_role(mention: Mention, text: str) -> Fact[str] | None:
    """Return the offices of a mention as the text words them: one stretch each side of the name."""
    if not mention.offices:
        return None
    sides = _split(mention.offices, mention.name)
    spans = [Evidence(side[0].start, side[-1].end) for side in sides if side]
    return Fact(", ".join(text[s.start : s.end] for s in spans), tuple(spans), "people.office")


def _split(offices: Sequence[Office], name: tuple[int, int] | None) -> tuple[list[Office], list[Office]]:
    pivot = name[0] if name else offices[-1].end
    return [o for o in offices if o.start < pivot], [o for o in offices if o.start >= pivot]


def _find_country(person: _Person, known: str | None, name: Fact[str], reading: Reading) -> Fact[str] | None:
    """Return whom a person represents: by the office, the delegation they lead, the vocabulary, or a Vietnamese name."""
    text = reading.seed.text
    offices = [office for mention in person.mentions for office in mention.offices]
    for office in sorted(offices, key=lambda o: not any(map(is_country, o.parties))):
        found = _party_of(office, reading)
        if found:
            return Fact(found, (Evidence(office.start, office.end),), "people.office-country")
    delegated = next(_delegations(person.mentions, reading), None)
    if delegated:
        return delegated
    party = reading.reader.vocabulary.people[known].party if known else None
    if party:
        return Fact(party, name.evidence, "people.known")
    if reading.seed.lang == "vi" and is_vietnamese_name(name.value) and not text[slice(*_span(name))].isascii():
        return Fact("VN", name.evidence, "people.vietnamese-name")
    return None


def _publishers_own(person: _Person, publisher: Fact[str] | None, reading: Reading) -> Fact[str] | None:
    """Return the country of a national outlet for an office in a government that a report in English names without one.

    Where the sentence speaks of another party, or of whom somebody met, the office may be another's.
    """
    outlet = reading.reader.vocabulary.outlets_by_label.get(publisher.value) if publisher else None
    if publisher is None or outlet is None or outlet.country is None or reading.seed.lang != "en":
        return None
    roles, country = reading.reader.vocabulary.roles, outlet.country
    text = reading.seed.text
    own = (o for m in person.mentions for o in m.offices if not _MET_BY.search(text, max(0, o.start - _LEAD_IN), o.start))
    held = [o for o in own if roles[o.role].level]
    offices = [o for o in held if o.role not in _HOLDS_FOR_ORGANISATION - {"president"}]
    alone = (o for o in offices if {m.id for m in reading.matches_in("parties", *reading.window(o.start, o.end))} <= {country})
    office = next(alone, None)
    if office is None:
        return None
    return Fact(country, (Evidence(office.start, office.end), *publisher.evidence), "people.publisher-country")


def _span(fact: Fact[str]) -> tuple[int, int]:
    return fact.evidence[0].start, fact.evidence[0].end


def _party_of(office: Office, reading: Reading) -> str | None:
    """Return whom an office is of: its first country, or an organisation that has offices; never where an envoy is sent."""
    parties = reading.matches_in("parties", office.start, office.end)
    country = next(filter(is_country, office.parties), None)
    if country:
        posted = _POSTED.search(reading.seed.text, office.start, office.end)
        first = next((m for m in parties if m.id == country), None)
        return None if posted and first and first.start > posted.start() else country
    return office.parties[0] if office.parties and office.role in _HOLDS_FOR_ORGANISATION else None


def _delegations(mentions: Iterable[Mention], reading: Reading) -> Iterator[Fact[str]]:
    """Yield the country of each delegation that one of `mentions` leads: `đoàn Việt Nam do ông …`."""
    text = reading.seed.text
    for mention in mentions:
        sentence = reading.sentence_at(mention.start)
        if sentence is None:
            continue
        frame = _DELEGATION.search(text, max(sentence.start, mention.start - _LONGEST_FRAME), mention.start)
        if frame:
            for match in reading.matches_in("parties", frame.start(), mention.start)[-1:]:
                yield Fact(match.id, (Evidence(match.start, match.end),), "people.delegation")
