"""Says whom a participant represents: whose office they hold, whose delegation they lead, or whose side they must be on.

The office's own words come first, then whom the list has, then the words around it (`X was represented by its
minister`), then what the name tells; an office that names nobody is that of the outlet's own government, or of the other of the
two sides that meet.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.models import Evidence, Fact
from generator.names import is_same_person, is_vietnamese_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.extract.reader import Reading
    from generator.matcher import Match
    from generator.mentions import Mention
    from generator.models import Participant
    from generator.offices import Office

_DELEGATION = re.compile(
    r"(?:đoàn|phái đoàn|delegation)\b[^.;]{0,160}?(?:do|led by)\s(?:\S+\s){0,2}\Z|"
    r"\b(?:phía|đại diện cho)\s[^.;,]{2,40}?\s(?:có|là|gồm)\s\Z|"
    r"\bđại diện [^.;,]{2,30},\s\Z|\b(?:còn|và|,)\s[^.;,]{2,30}\scử\s\Z",
    re.IGNORECASE,
)
# Before an office of the party named before it: `Myanmar sent its police chief`, `the ADB, whose managing director`.
_ITS = re.compile(
    r"\b(?:(?:its|whose)\s(?:[a-z]+\s){0,2}|(?:represented|led|headed) (?:[a-z]+ ){0,8}?by\s(?:its |the )?(?:\w{1,4}\.?\s)?"
    r"|(?:cử|do|sent)\s)\Z"
)
# After a name: `… dẫn đầu đoàn nước này`, of the country named last.
_LEADS_IT = re.compile(r"\s(?:dẫn đầu|đại diện cho|là trưởng) (?:đoàn|phái đoàn)?(?: đại biểu)? ?(?:của )?nước này\b")
# After a name: `… led the | Lao delegation`, `… dẫn đầu đoàn đại biểu | Lào`.
_LEADS = re.compile(
    r"(?:,[^,.;]{2,80},)?\s(?:(?:đã|sẽ|cũng)\s)?(?:dẫn đầu|làm trưởng)\s(?:phái\s)?đoàn\s"
    r"(?:(?:đại biểu|cấp cao|công tác|của|nước)\s)*|"
    r"(?:,[^,.;]{2,80},)?\s(?:led|leads|headed|heads|leading|heading)\sthe\s",
    re.IGNORECASE,
)
_OWN_DELEGATION = re.compile(r"(?:['’]s?)?\s(?:\w+\s){0,2}(?:delegation|team|side)\b(?!['’])", re.IGNORECASE)
_TOURS, _LONGEST_PARTY = re.compile(r"\s(?:tham quan|dạo|du lịch)\b"), 60
# Before an office that somebody of another government is met in.
_MET_BY = re.compile(
    r"\b(?:call(?:ed|s)? on|meets?|met|receive[ds]|welcomed|hosted|with|counterpart,?)\s(?:the\s)?\Z|"
    r"\b(?:he|she) (?:was|is|will be) accompanied by\b[^.;]*\Z",
    re.IGNORECASE,
)
# Before an office of those who come with somebody who is named: `Prime Minister Khairul will be accompanied by …`.
_WITH_SOMEBODY = re.compile(r"\baccompanied by\b[^.;]*\Z", re.IGNORECASE)
_MOST_INTRODUCED = 40
"""How many of the people first named are looked through for whom a short name is of."""
_HOLDS_FOR_ORGANISATION = frozenset(
    {"secretary-general", "executive-head", "commissioner", "president", "chair", "special-envoy", "eu-office"}
)
# Organisations with envoys and departments of their own, and who holds office in them.
_EMPLOYERS = frozenset({"EU", "UN", "ADB", "WORLD-BANK", "IMF", "AIIB", "MRC"})
_HOLDS_FOR_EMPLOYER = _HOLDS_FOR_ORGANISATION | {
    "vice-president",
    "ambassador",
    "delegation-head",
    "department-head",
    "permanent-secretary",
}
_NOT_OF_GOVERNMENT = _HOLDS_FOR_ORGANISATION - {"president"} | {"counterpart"}
# Before where somebody is sent or what their office deals with: `Ambassador to | Viet Nam`, `Vụ trưởng Vụ | ASEAN`.
_ABOUT = re.compile(r"\b(?:(?:tại|ở|bên cạnh|về|(?-i:Vụ|Cục)|to|in|at|on|for)(?: the)?)\s\Z", re.IGNORECASE)
_HOSTS = re.compile(r"\bnước chủ nhà\b|\bhost\b", re.IGNORECASE)
# Surnames that, without their marks and before two more syllables, are of no other language.
_ONLY_VIETNAMESE = re.compile(
    r"(?:Nguyen|Tran|Pham|Phan|Hoang|Huynh|Dang|Bui|Dinh|Truong|Trinh|Duong|Le|Vu|Vo|Do|Ngo|Doan)(?: [A-Z][a-z]{1,5}){2,3}"
)
_CHINESE_SURNAMES = frozenset(
    "Vương Đổng Tôn Tập Tào Khương Lục Hứa Hàn Thái Diêu Tất Mã Tần Uông Vu Triệu Lữ Thôi Kỷ Hạ Hầu Tống Nhậm Cảnh Tiêu".split()
)
PUBLISHERS_OWN = "people.publisher-country"
"""The rule by which an official without a country is of the outlet's."""
_LONGEST_FRAME = 200
_BOTH = 2


def find_country(
    mentions: Sequence[Mention],
    known: str | None,
    name: Fact[str],
    *,
    host: Fact[str] | None,
    publisher: Fact[str] | None,
    reading: Reading,
) -> Fact[str] | None:
    """Return whom somebody represents, as the words by their `mentions`, the vocabulary, the name or the outlet tell.

    `host` is the country the meeting is held in.
    """
    # In a title, what follows a name and a comma may be another's office: `Hassan Omar, Thai PM Agree`.
    title = reading.sentences[0].end
    told = sorted(mentions, key=lambda one: one.start < title and one.name is not None and one.name[0] == one.start)
    offices = [office for mention in told for office in mention.offices]
    parties = [(party, office) for office in offices if (party := _party_of(office, reading))]
    countries = reading.reader.vocabulary.countries
    own = next(((party, office) for party, office in parties if party in countries), None)
    hosting = next((o for o in offices if host and _HOSTS.search(reading.seed.text, o.start, o.end)), None)
    if host and hosting and own is None:
        return Fact(host.value, (Evidence(hosting.start, hosting.end), *host.evidence), "people.host")
    # Who chairs an organisation and holds office at home is of the country: `Thủ tướng Lê Minh Khang, Chủ tịch ASEAN 2020`.
    at_home = any(office.role not in _HOLDS_FOR_ORGANISATION | {"counterpart"} for office in offices)
    parties = [(party, office) for party, office in parties if party in countries or not (at_home and office.role == "chair")]
    if parties:
        party, office = own or parties[0]
        return Fact(party, (Evidence(office.start, office.end),), "people.office-country")
    known_party = reading.reader.vocabulary.people[known].party if known else None
    # Who is listed with an organisation may hold another office at the time of the report.
    if known_party and (known_party in countries or any(office.role in _HOLDS_FOR_ORGANISATION for office in offices)):
        return Fact(known_party, name.evidence, "people.known")
    around = next((match for mention in mentions if (match := _party_around(mention, reading))), None)
    if around:
        return Fact(around.id, (Evidence(around.start, around.end),), "people.delegation")
    by_place = _place_of_office(mentions, reading)
    if by_place is None and _is_vietnamese(name, reading):
        return Fact("VN", name.evidence, "people.vietnamese-name")
    return by_place or _country_of_accompanied(mentions, reading) or _publishers_own(mentions, publisher, reading)


def add_other_side(
    participants: Sequence[Participant], sides: Sequence[Fact[str]], *, lang: str
) -> Iterator[tuple[Participant, Fact[str] | None]]:
    """Yield each participant with whom they represent: of two sides the other one, where it is clear which.

    It is where all others are of one side, or where a report in Vietnamese, whose own are told by their names, has only two.
    """
    known = {p.country.value for p in participants if p.country}
    other = [side for side in sides if side.value != "VN"] if lang == "vi" else [s for s in sides if s.value not in known]
    is_clear = len(sides) == _BOTH and len(other) == 1 and known and known <= {side.value for side in sides}
    for participant in participants:
        # Of three syllables or more it may be somebody of either side.
        is_open = lang == "vi" and _has_chinese_surname(participant.name) and len(participant.name.value.split()) > _BOTH
        side = Fact(other[0].value, other[0].evidence, "people.other-side") if is_clear and not is_open else None
        yield participant, participant.country or side


def _party_of(office: Office, reading: Reading) -> str | None:
    """Return whom an office is of: its first country, or an organisation that has such offices; not where one is sent."""
    text, countries = reading.seed.text, reading.reader.vocabulary.countries
    found = reversed(reading.matches_in("parties", office.start, office.end))
    # ... but `secretary of state at Laos | 's Ministry`
    about = {
        m.id: bool(_ABOUT.search(text, office.start, m.start)) and text[m.end : m.end + 1] not in {"'", "’"} for m in found
    }
    # ... or where the words for it have it: `Trưởng Ban Liên lạc đối ngoại Trung ương Đảng Cộng sản Trung Quốc`
    named = office.parties or tuple(reversed(about))
    own = [party for party in named if not about.get(party)]
    # `ADB Country Director for Laos`
    if own and own[0] in _EMPLOYERS and office.role in _HOLDS_FOR_EMPLOYER:
        return own[0]
    if country := next((party for party in own if party in countries), None):
        return country
    if own and office.role in _HOLDS_FOR_ORGANISATION:
        return own[0]
    return reading.reader.vocabulary.roles[office.role].party


def _party_around(mention: Mention, reading: Reading) -> Match | None:
    """Return the party that a mention's sentence says somebody comes for."""
    text = reading.seed.text
    sentence = reading.sentence_at(mention.start)
    if sentence is None:
        return None
    low = max(sentence.start, mention.start - _LONGEST_FRAME)
    frame = _DELEGATION.search(text, low, mention.start)
    if frame and (delegated := reading.matches_in("parties", frame.start(), mention.start)):
        return delegated[-1]
    if leads := _LEADS.match(text, mention.end, sentence.end):
        near = reading.matches_in("parties", leads.end(), min(sentence.end, leads.end() + _LONGEST_PARTY))
        led = next((m for m in near if m.start == leads.end() and not _TOURS.match(text, m.end)), None)
        if led and (reading.seed.lang == "vi" or _OWN_DELEGATION.match(text, led.end)):
            return led
    before = _parties_before(low, mention, reading)
    if _LEADS_IT.match(text, mention.end, sentence.end) and before:
        return before[-1]
    if not before or not _ITS.search(text, low, mention.start):
        return None
    # The subject, which opens the sentence, or the only one it can be; but `the Lao side was led by`.
    opens = text[sentence.start : before[0].start].casefold() in ("", "the ")
    subject = before[0] if opens or len({match.id for match in before}) == 1 else None
    return before[-1] if _OWN_DELEGATION.match(text, before[-1].end) else subject


def _parties_before(low: int, mention: Mention, reading: Reading) -> list[Match]:
    """Return the parties named before a mention on their own, not in the name of a meeting."""
    return [m for m in reading.matches_in("parties", low, mention.start) if m not in reading.parties_in_names]


def _place_of_office(mentions: Iterable[Mention], reading: Reading) -> Fact[str] | None:
    """Return the country of the province or town that an office is of: `Bí thư Khu ủy Quảng Tây | A`."""
    places, text = reading.reader.vocabulary.places, reading.seed.text
    for mention in mentions:
        for office in mention.offices:
            high = mention.name[0] if mention.name and mention.name[0] > office.start else office.end
            for match in reading.matches_in("places", office.start, high):
                if not _ABOUT.search(text, office.start, match.start):
                    return Fact(places[match.id].country, (Evidence(match.start, match.end),), "people.office-place")
    return None


def _is_vietnamese(name: Fact[str], reading: Reading) -> bool:
    words = reading.seed.words(name.evidence[0])
    if reading.seed.lang == "vi":
        is_chinese = _has_chinese_surname(name) and any(m.id == "CN" for m in reading.matches_in("parties", *reading.lead))
        return is_vietnamese_name(name.value) and not words.isascii() and not is_chinese
    return _ONLY_VIETNAMESE.fullmatch(words) is not None


def _has_chinese_surname(name: Fact[str]) -> bool:
    """Tell whether a name written the Vietnamese way begins with a surname that few Vietnamese and many Chinese have."""
    return name.value.split()[0] in _CHINESE_SURNAMES


def _country_of_accompanied(mentions: Iterable[Mention], reading: Reading) -> Fact[str] | None:
    """Return the country of whom somebody comes with, who was named with it before; None where nobody says so."""
    text = reading.seed.text
    for mention in mentions:
        low = reading.window(mention.start, mention.end)[0]
        found = _WITH_SOMEBODY.search(text, low, mention.start) if mention.offices else None
        before = [m for m in reading.mentions_in(low, found.start()) if m.name] if found else []
        if not before or not before[-1].name:
            continue
        name = text[slice(*before[-1].name)]
        for other in reading.mentions[:_MOST_INTRODUCED]:
            if other.name and is_same_person(name, text[slice(*other.name)]):
                for office in other.offices:
                    if party := _party_of(office, reading):
                        return Fact(party, (Evidence(office.start, office.end),), "people.accompanied")
    return None


def _publishers_own(mentions: Iterable[Mention], publisher: Fact[str] | None, reading: Reading) -> Fact[str] | None:
    """Return the country of a national outlet for an office in a government that a report in English names without one.

    Where the sentence has named another party before it, or of whom somebody met, the office may be another's.
    """
    vocabulary = reading.reader.vocabulary
    outlet = vocabulary.outlets_by_label.get(publisher.value) if publisher else None
    if publisher is None or outlet is None or outlet.country is None or reading.seed.lang != "en":
        return None
    text, country = reading.seed.text, outlet.country
    # Of whom only the surname is read the rest may stand where an office of another government does.
    if not any(mention.name and len(text[slice(*mention.name)].split()) > 1 for mention in mentions):
        return None
    for mention in mentions:
        for office in mention.offices:
            if not vocabulary.roles[office.role].level or office.role in _NOT_OF_GOVERNMENT:
                continue
            low = reading.window(office.start, office.end)[0]
            others = {match.id for match in reading.matches_in("parties", low, office.start)} - {country}
            if not others and not _MET_BY.search(text, low, office.start):
                return Fact(country, (Evidence(office.start, office.end), *publisher.evidence), PUBLISHERS_OWN)
    return None
