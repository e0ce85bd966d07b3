"""Tells who is on either side of a meeting of no standing series: two countries, many, or somebody from abroad and a host.

What tells are the words around the noun or verb for it; which kind of meeting that makes is not decided here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.extract.reader import LEAD
from generator.models import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.extract.reader import Reading, Sentence
    from generator.matcher import Match
    from generator.mentions import Mention
    from generator.occasions import Occasion

_OF_TWO = re.compile(
    r"\b(?:two|both) (?:sides|leaders|ministers|countries|delegations|prime ministers|presidents|foreign ministers)\b",
    re.IGNORECASE,
)
# With whom a meeting is, by the words behind the noun; what somebody told it is no part of that.
_WITH = re.compile(r"(?:(?!\bthat\b|\brằng\b)[^.;]){0,34}?\s(?:với|giữa|with|between)\s", re.IGNORECASE)
# `co-chairing the | meeting with his Thai colleague`: the other chair is not the other side.
_CHAIRED = re.compile(r"\bco-?chair\w*\s(?:the\s|this\s)?\Z", re.IGNORECASE)
# `Li told Thai Deputy Prime Minister Bhichai Rattakul in a | meeting`
_TOLD_IN = re.compile(r"\b(?:told|assured|briefed)\s[^.;]{3,90}\s(?:in|at|during) (?:a|their|the) (?:\w+ )?\Z", re.IGNORECASE)
_WHEN_MEETING = re.compile(r"\b(?:when|while|upon)\s\Z", re.IGNORECASE)
# `Seo and Khamsing held talks`
_NAMED_TWO = re.compile(r"\b[A-Z][\w-]+ and [A-Z][\w-]+ (?:held|hold|had|have held) (?:\w+ )?\Z")
# `A and B (ABC) | have held their annual | dialogue`, and two people the same: `A and B | held candid | talks`.
_HELD = (
    r"(?:(?:have|has|had|will|also|today|jointly|on \w+day),?\s){0,2}"
    r"(?:held|hold|convened?|conducted?|opened?|concluded?|began)\s"
)
_HOLD = re.compile(
    rf"(?:\s(?:member\s)?(?:countries|states|nations))?(?:\s\([A-Z]{{2,6}}\))?,?\s{_HELD}(?:their|the|an?|another)\s"
    r"(?P<name>(?:(?!(?:of|on|with|in|before|until|after|for|to|at|from|an?|the|upper)\b)[\w’'+/-]+\s){0,6}?)\Z"
)
_HOLD_TALKS = re.compile(
    rf",?\s{_HELD}(?:an?\s)?(?:(?:candid|bilateral|brief|formal|official|friendly|wide-ranging|extensive|in-depth|constructive|fruitful|"
    r"high-level|delegation-level|productive|cordial|lengthy|closed-door|virtual|summit|working|tete-a-tete|face-to-face|restricted|separate|one-on-one|two-day)\s){0,2}\Z"
)
# `The Lao and Thai foreign ministers | met`, `Officials of Laos and Thailand held | talks`, and
# `Ngày 6/1, Bộ trưởng Ngoại giao hai nước | Lào và Thái Lan đã | hội đàm`: who they are, and that they meet. Of what they are
# ministers or leaders is a matter of states: those of unions, churches and teams meet as well.
_FIELD = (
    r"(?:foreign|defen[cs]e|prime|deputy|vice|senior|top|finance|economic|economy|trade|commerce|industry|energy|transport|health|"
    r"environment|agriculture|education|culture|tourism|labou?r|interior|home|public|security|justice|digital|information|"
    r"science|technology|military|army|navy|government|state|border|affairs|first|two|and)"
)
_WHO = (
    rf"(?:{_FIELD}\s){{0,5}}(?:ministers|officials|leaders|presidents|premiers|diplomats|envoys|negotiators|generals|delegations|"
    r"delegates|governments|(?:defen[cs]e|army|navy|military|police|security|intelligence)\schiefs)"
)
_WHOSE = {
    "vi": re.compile(
        r"(?:\A|[,.]\s|\n)(?:(?:các|hai)\s)?"
        r"(?:(?:bộ|thứ|ngoại)\strưởng|quan chức|nhà ngoại giao|lãnh đạo|phái đoàn|đoàn)"
        r"(?:\s(?:bộ|ngoại giao|quốc phòng|kinh tế|tài chính|thương mại|công thương|cấp cao|đại biểu|chính phủ|quốc hội|"
        r"an ninh|công an|nông nghiệp|giao thông vận tải|năng lượng|môi trường|y tế|giáo dục|văn hóa|du lịch|"
        r"lao động|tư pháp|nội vụ|"
        r"các nước))*\s(?:(?:của\s)?hai nước\s)?\Z",
        re.IGNORECASE,
    ),
    "en": re.compile(rf"(?:(?<=\s)|\A){_WHO}\s(?:of|from)\s(?:the\s)?\Z", re.IGNORECASE),
}
_THEN = (
    rf"(?:(?:{_HELD}|co-?chaired\s)(?:[\w-]+\s){{0,3}}|"
    r"(?:(?:have|has|had|also|today|jointly|will|are to|are (?:due|set|scheduled) to|on \w+day),?\s){0,2})"
)
_MEET = {
    "vi": re.compile(r"\s(?:(?:đã|sẽ|vừa|cùng|tiến hành|tổ chức|có)\s){0,3}(?:(?:cuộc|buổi)\s)?\Z", re.IGNORECASE),
    "en": re.compile(rf"\s{_THEN}\Z"),
}
_THEY_MEET = re.compile(rf"\s{_WHO}\s{_THEN}\Z")
# Behind a verb for their meeting each other, and not something; and whom else it is with.
_SIGN = re.compile(r"(?:\s(?:have|has|had|also|today|jointly|on \w+day|yesterday))*\s")
_MET = re.compile(r"(?:met|meets?|gathered|convened)\Z", re.IGNORECASE)
_EACH_OTHER = re.compile(
    r"\s(?:in|at|on|here|today|yesterday|privately|for (?:talks|the)|to (?:discuss|review|exchange|prepare)|"
    r"\w{3,6}day)\b|[.,;]|\Z",
    re.IGNORECASE,
)
_WITH_OTHERS = re.compile(r"(?:(?!\b(?:on|about|over|về)\b)[^.;]){0,60}?\b(?:with|với|between|giữa)\s", re.IGNORECASE)
# `The Laos-Thailand Joint Border Committee convened | its 30th meeting`
_THEIR_BODY_MEETS = re.compile(
    rf"\s(?:(?!Business|Football|Friendship|Sports?|Youth|Media|Alumni)[A-Z][\w’'-]*\s){{1,6}}?(?:Committee|Commission|Council|Group|Mechanism)\s{_HELD}(?:its|the|a)\s\Z"
)
# Behind two who did something together, and before what they did it at, or after; a party's or a cabinet's is their own.
_DID = re.compile(
    r"(?:\s(?:have|has|had|jointly|also|today|on \w+day))*\s"
    r"(?:agreed|signed|pledged|vowed|announced|reached|decided|discussed|reaffirmed|concluded)\b"
)
_THEIRS = re.compile(r"\b(?:at|during|in|for)\stheir\s(?:annual\s)?\Z")
# `South Korea and Indonesia agreed to … during high-level | talks`
_AT_TALKS = re.compile(r"\b(?:at|during|in)\s(?:high-level|ministerial|foreign ministerial|bilateral|summit|working-level)\s\Z")
_AFTER_THEIRS = re.compile(r"\b(?:after|following|during|at|in) their\s(?:\w+\s){0,2}\Z", re.IGNORECASE)
_OWN_MEETING = re.compile(r"\b(?:cabinet|party|dinner|football|board|White House|campaign)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"\b(?:after|following|sau)\s(?:\w+\s){0,3}\Z|\bat\s\Z|\b(?:at|during)\s(?:an?|their)\s(?:\w+\s){0,5}\Z", re.IGNORECASE
)
# What a sentence may begin with before those who hold it, a dateline among it: nobody hopes for it, doubts it, or is of them.
_BEGINS = re.compile(
    r"(?:[A-Z][A-Z .,'-]{2,30}(?: \([\w/]{2,12}\))?\s?(?:--|[-–—:])\s)?(?:(?:On|In|Earlier)\s[^,.;]{2,30},\s)?(?:[Tt]he\s)?"
    r"(?:(?:Senior|Top|Dozens of|Several)\s)?"
    r"(?:(?:two\s)?(?:\w+\s){0,2}(?:ministers|presidents|premiers|leaders),?\s(?:namely\s)?)?"
)
_LONG_AGO = re.compile(r"\bIn (?:19|20)\d\d,")
_USUAL = re.compile(r"\s(?:since|every|for (?:\w+ ){1,2}years)\b", re.IGNORECASE)
# Between two of a list of countries, and before its first where they are those who meet.
_AND = re.compile(r",?\s?(?:[-–]\s?)?(?:and |và |cùng |với )?(?:the |his |her )?")
_AMONG = re.compile(
    r"(?:\b(?:from|between|among|of|comprising|giữa|gồm|của|từ)(?: các nước| the)?[\s:]|\s?--\s?|[–—]\s)\s?\Z", re.IGNORECASE
)
_OFFICIALS = re.compile(r"\b(?:leaders|ministers|senior officials) (?:of|from)\s", re.IGNORECASE)
_NEAR = 40
_OBJECT = 90
_BOTH, _THREE = 2, 3
_FROM_START = 240
"""Within how many characters a sentence comes to what those hold whom it begins with."""


def count_many(occasion: Occasion, reading: Reading) -> int:
    """Return how many countries a sentence lists that meet: `officials from A, B and C`; 0 for less than three."""
    text, countries = reading.seed.text, reading.reader.vocabulary.countries
    low, high = reading.window(occasion.start, occasion.end)
    named = [match for match in reading.matches_in("parties", low, high) if match.id in countries]
    first = 0
    for last in range(1, len(named) + 1):
        if last < len(named) and _AND.fullmatch(text, named[last - 1].end, named[last].start):
            continue
        listed = {match.id for match in named[first:last]}
        if len(listed) >= _THREE and _AMONG.search(text, max(low, named[first].start - _NEAR), named[first].start):
            return len(listed)
        first = last
    return 0


def are_officials(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether those of three countries or more whom the sentence lists hold office: `ministers of A, B and C`."""
    low = reading.window(occasion.start, occasion.end)[0]
    head = _OFFICIALS.search(reading.seed.text, max(low, occasion.start - 2 * _OBJECT), occasion.start)
    return head is not None and count_many(occasion, reading) > 0


def is_between_two(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether the sentence of a meeting, or the title, names two countries, or one and the EU, and nobody else."""
    title = reading.sentences[0]
    spans = (reading.window(occasion.start, occasion.end), (title.start, title.end))
    named = ({match.id for match in reading.matches_in("parties", *span)} for span in spans)
    able = {*reading.reader.vocabulary.countries, "EU"}
    return any(len(parties) == _BOTH and parties <= able for parties in named)


def find_held_by_two(occasion: Occasion, reading: Reading) -> int | None:
    """Return where the name of a meeting begins that two countries, or one and an organisation, and no third hold as theirs."""
    text, sentence = reading.seed.text, reading.sentence_at(occasion.start)
    if sentence is None or occasion.start - sentence.start > _FROM_START:
        return None
    named = _named_before(occasion, sentence, reading)
    begun = [place for place, m in enumerate(named) if _BEGINS.fullmatch(text, sentence.start, m.start)]
    if not begun or begun[-1] != len(named) - _BOTH:
        return None
    one, other = named[-_BOTH:]
    if one.id == other.id or not {one.id, other.id} & reading.reader.vocabulary.countries:
        return None
    holds = _HOLD.match(text, other.end, occasion.start) if _AND.fullmatch(text, one.end, other.start) else None
    return holds.start("name") if holds and not _USUAL.match(text, occasion.end, sentence.end) else None


def _named_before(occasion: Occasion, sentence: Sentence, reading: Reading) -> list[Match]:
    """Return the parties that a sentence names before an occasion, but for an organisation's letters in brackets behind it."""
    parties = reading.matches_in("parties", sentence.start, occasion.start)
    return [match for match in parties if reading.seed.text[match.start - 1 : match.start] != "("]


def _are_two_people(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether a sentence begins with two people of different countries who hold a meeting: `A and B held | talks`.

    Of the first, who is at home, the country need not be said.
    """
    text, sentence = reading.seed.text, reading.sentence_at(occasion.start)
    people = reading.mentions_in(sentence.start, occasion.start) if sentence else ()
    if sentence is None or len(people) != _BOTH or not _BEGINS.fullmatch(text, sentence.start, people[0].start):
        return False
    first, second = (home_of(one, reading) for one in people)
    is_two = second not in ("", first) and all(is_in_office(one, reading) for one in people)
    holds = (
        _HOLD_TALKS.match(text, people[1].end, occasion.start) if _AND.fullmatch(text, people[0].end, people[1].start) else None
    )
    return bool(is_two and holds) and not _is_with_others(occasion, (), reading)


def find_two_countries(occasion: Occasion, reading: Reading) -> frozenset[Evidence]:
    """Return the words for the two sides that a sentence says hold a meeting: `Lao and Thai ministers held | talks`.

    Nothing where it says so of no two, or of others as well.
    """
    text, sentence = reading.seed.text, reading.sentence_at(occasion.start)
    if sentence is None or occasion.start - sentence.start > _FROM_START:
        return frozenset()
    named = _named_before(occasion, sentence, reading)
    pair = named[-_BOTH:]
    parties = {match.id for match in pair}
    if len(parties) != _BOTH or not parties & reading.reader.vocabulary.countries:
        return frozenset()
    is_theirs = not (_USUAL.match(text, occasion.end, sentence.end) or _is_with_others(occasion, parties, reading))
    are_countries = is_theirs and len(named) == _BOTH and parties <= reading.reader.vocabulary.countries
    if find_held_by_two(occasion, reading) is None and not (are_countries and _do_meet(pair, occasion, sentence, reading)):
        return frozenset()
    return frozenset(Evidence(match.start, match.end) for match in pair)


def find_whose(occasion: Occasion, reading: Reading) -> tuple[Match, ...]:
    """Return the two whom a sentence begins with, and their own meeting ends: `ASEAN and India … at their | 21st summit`."""
    text, sentence = reading.seed.text, reading.sentence_at(occasion.start)
    named = tuple(_named_before(occasion, sentence, reading)[:_BOTH]) if sentence else ()
    if (
        sentence is None
        or len(named) != _BOTH
        or not _THEIRS.search(text, max(sentence.start, occasion.start - _NEAR), occasion.start)
    ):
        return ()
    are_first = _begins(named[0].start, sentence, text) and _AND.fullmatch(text, named[0].end, named[1].start) is not None
    return named if are_first else ()


def _do_meet(pair: Sequence[Match], occasion: Occasion, sentence: Sentence, reading: Reading) -> bool:
    """Tell whether two countries, or those who hold office in them, are said to hold an occasion that follows."""
    text, lang, (one, other) = reading.seed.text, reading.seed.lang, pair
    if _MET.search(text, *occasion.found) and not _EACH_OTHER.match(text, occasion.found[1], sentence.end):
        return False
    if text[slice(*occasion.found)] == "signed":
        return _begins(one.start, sentence, text) and _SIGN.fullmatch(text, other.end, occasion.start) is not None
    if not _AND.fullmatch(text, one.end, other.start):
        return _are_office_holders(occasion, sentence, reading)
    ways = (_HOLD_TALKS, _THEY_MEET, _THEIR_BODY_MEETS)
    at_talks = _AT_TALKS.search(text, max(sentence.start, occasion.start - _NEAR), occasion.start)
    if _begins(one.start, sentence, text) and (
        any(pattern.match(text, other.end, occasion.start) for pattern in ways)
        or (at_talks and _DID.match(text, other.end, occasion.start))
    ):
        return True
    whose = _WHOSE[lang].search(text, max(0, sentence.start - 1, one.start - 2 * _NEAR), one.start)
    if whose is None or not (lang == "vi" or _begins(whose.start(), sentence, text)):
        return False
    return _MEET[lang].match(text, other.end, occasion.start) is not None


def _begins(offset: int, sentence: Sentence, text: str) -> bool:
    """Tell whether a sentence begins with what stands at `offset`, but for a dateline and a day."""
    begins = _BEGINS.fullmatch(text, sentence.start, offset)
    return begins is not None and _LONG_AGO.search(begins[0]) is None


def _are_office_holders(occasion: Occasion, sentence: Sentence, reading: Reading) -> bool:
    """Tell whether two who hold office, of a country each, meet: `Ngoại trưởng Lào và Ngoại trưởng Thái Lan | hội đàm`."""
    text, mentions = reading.seed.text, reading.mentions_in(sentence.start, occasion.start)
    if len(mentions) != _BOTH or not _AND.fullmatch(text, mentions[0].end, mentions[1].start):
        return False
    if not all(is_in_office(one, reading) for one in mentions):
        return False
    return _MEET[reading.seed.lang].match(text, mentions[1].end, occasion.start) is not None


def is_in_office(mention: Mention, reading: Reading) -> bool:
    """Tell whether somebody holds an office, and is not one who did, or who comments."""
    kinds = {reading.reader.vocabulary.roles[office.role].kind for office in mention.offices}
    return "office" in kinds and "bystander" not in kinds


def is_after_two(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether a sentence begins with the two who did something after an occasion: `A and B agreed on … after | talks`."""
    text, sentence = reading.seed.text, reading.sentence_at(occasion.start)
    after = _AFTER.search(text, max(sentence.start, occasion.start - _NEAR), occasion.start) if sentence else None
    if sentence is None or after is None or _OWN_MEETING.search(after[0]):
        return False
    if _is_with_others(occasion, (), reading):
        return False
    people = reading.mentions_in(sentence.start, occasion.start)[:_BOTH]
    named = [[home_of(one, reading)] for one in people if one.offices] if len(people) == _BOTH else []
    pair: Sequence[Match | Mention] = people
    if len(named) != _BOTH or not _AND.fullmatch(text, people[0].end, people[1].start):
        pair = reading.matches_in("parties", sentence.start, occasion.start)[:_BOTH]
        named = [[match.id] for match in pair if match.id in reading.reader.vocabulary.countries]
    if len(named) != _BOTH or named[0] == named[1] or [""] in named or not _AND.fullmatch(text, pair[0].end, pair[1].start):
        return False
    return _begins(pair[0].start, sentence, text) and _DID.match(text, pair[1].end, occasion.start) is not None


def is_theirs(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether the lead speaks of the meeting of the two whom it has named: `said after their | meeting here today`."""
    text, sentence = reading.seed.text, reading.sentence_at(occasion.start)
    low = max(sentence.start, occasion.start - _NEAR) if sentence else 0
    if sentence is None or sentence.index > LEAD or not _AFTER_THEIRS.search(text, low, occasion.start):
        return False
    named = reading.mentions_in(reading.sentences[0].start, sentence.end)
    homes = {home_of(mention, reading) for mention in named if mention.name and is_in_office(mention, reading)} - {""}
    return len(homes) == _BOTH and not _is_with_others(occasion, (), reading)


def home_of(mention: Mention, reading: Reading) -> str:
    """Return the country that somebody's office is of, or that a list has them in; empty where neither tells."""
    vocabulary = reading.reader.vocabulary
    told = next((party for o in mention.offices for party in o.parties if party in vocabulary.countries), "")
    known = vocabulary.people.get(mention.person or "")
    return told or (known.party or "" if known else "")


def _is_with_others(occasion: Occasion, own: Iterable[str], reading: Reading) -> bool:
    """Tell whether words behind an occasion say that it is with, or between, others than those of the parties `own`."""
    others = _WITH_OTHERS.match(reading.seed.text, occasion.found[1])
    named = reading.matches_in("parties", others.end(), others.end() + _NEAR) if others else ()
    return any(match.id not in own for match in named)


def is_with_organisation(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether an organisation's ministers, whom a sentence begins with, meet somebody: `ASEAN ministers | met Mr A`."""
    text, sentence = reading.seed.text, reading.sentence_at(occasion.start)
    first = next(iter(reading.matches_in("parties", sentence.start, occasion.start)), None) if sentence else None
    if sentence is None or first is None or first.id in reading.reader.vocabulary.countries:
        return False
    if not (_begins(first.start, sentence, text) and _THEY_MEET.match(text, first.end, occasion.start)):
        return False
    met = next(iter(reading.mentions_in(occasion.found[1], reading.window(*occasion.found)[1])), None)
    return met is not None and met.start - occasion.found[1] <= len(" with the ") and any(o.parties for o in met.offices)


def is_foreign(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether a verb (`tiếp`, `received`) has somebody of a country or an organisation for its object, or its subject.

    Of whom a subject is that holds office at home, the report need not say; so it is foreign where it does.
    """
    low, high = reading.window(*occasion.found)
    if reading.matches_in("parties", occasion.found[1], min(high, occasion.found[1] + _OBJECT)):
        return True
    # `received | Mr A, Special Envoy for … of the Ministry of Foreign Affairs of China`
    met = next(iter(reading.mentions_in(occasion.found[1], high)), None)
    if met and met.start - occasion.found[1] <= len(" ngài ") and any(office.parties for office in met.offices):
        return True
    subject = next(reversed(reading.mentions_in(max(low, occasion.found[0] - _OBJECT), occasion.found[0])), None)
    return subject is not None and any(set(office.parties) - {"VN"} for office in subject.offices)


def _meets_somebody(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether somebody in office follows the verb: `affirmed the ties when | meeting Thai Foreign Minister A`."""
    text, (start, end) = reading.seed.text, occasion.found
    met = next(iter(reading.mentions_in(end, end + 3 * _OBJECT)), None)
    is_verb = text[start:end] == "meeting" and _WHEN_MEETING.search(text, max(0, start - _NEAR), start) is not None
    if not is_verb or met is None or text[end : met.start] not in (" ", " the ", " his ", " her "):
        return False
    return is_in_office(met, reading)


def is_with(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether an English noun for any meeting means one of two sides: it stands in the title, or says with whom."""
    sentence = reading.sentence_at(occasion.start)
    if sentence is None or sentence.block.kind == "title":
        low, high = reading.window(*occasion.found)
        return bool(reading.matches_in("parties", low, high) or reading.mentions_in(low, high))
    text, found = reading.seed.text, occasion.found
    ways = (find_two_countries, _are_two_people, is_after_two, is_theirs, _meets_somebody)
    if any(are(occasion, reading) for are in ways):
        return True
    if _NAMED_TWO.search(text, max(sentence.start, found[0] - _NEAR), found[0]):
        return _USUAL.match(text, found[1], sentence.end) is None
    if _TOLD_IN.search(text, max(sentence.start, found[0] - 3 * _NEAR), found[0]):
        held = [o for m in reading.mentions_in(sentence.start, found[0]) for o in m.offices]
        return len({party for office in held for party in office.parties}) > 1
    if _CHAIRED.search(text, max(sentence.start, found[0] - _NEAR), found[0]) or _USUAL.match(text, found[1], sentence.end):
        return False
    return (
        _WITH.match(text, found[1], sentence.end) is not None
        or _OF_TWO.search(text, max(sentence.start, found[0] - 2 * _NEAR), found[0]) is not None
    )
