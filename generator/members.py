"""Tells of which series a meeting is by who meets: `Finance ministers of ASEAN, China, Japan and Korea gathered in …`.

A report need not name the series where it begins with whom its members sent. Who they are, and of which field, must be
those of one standing series in the list; they must be the subject of the sentence, and nothing else be said of them, or
stand in the meeting's name: `a meeting of the finance ministers of …`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from generator.datewords import EN_MONTHS, EN_WEEKDAY
from generator.matcher import Match
from generator.patterns import compile_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.models import Seed
    from generator.occasions import Occasion
    from generator.vocabulary import Vocabulary

_FIELDS = {
    "foreign": "ngoại giao", "defence": "quốc phòng", "economic": "kinh tế", "finance": "tài chính", "trade": "thương mại",
    "transport": "giao thông vận tải", "energy": "năng lượng", "health": "y tế", "labour": "lao động", "tourism": "du lịch",
    "education": "giáo dục", "environment": "môi trường", "digital": "số", "culture": "văn hóa",
}  # fmt: skip
_PAIRED = f"{'|'.join(_FIELDS)}|defense|investment|industry|agriculture|science"
_SPELT = {
    **{words: field for field, words in _FIELDS.items()},
    "defense": "defence",
    "labor": "labour",
    "ngoại trưởng": "foreign",
    "công thương": "trade",
    "senior officials": "officials",
    "top officials": "officials",
    "finmins": "finance",
    "quan chức cao cấp": "officials",
}
_WHO = {
    "en": re.compile(
        rf"(?:(?P<field>{'|'.join(_FIELDS)}|defense|labor) ministers(?: and central bank (?:governors|chiefs))?|"
        rf"(?P<all>(?:senior|top) officials|finmins|(?:{_PAIRED}) and (?:{_PAIRED}) ministers))\b",
        re.IGNORECASE,
    ),
    "vi": re.compile(
        rf"(?:(?:các )?bộ trưởng (?:bộ )?(?P<field>{'|'.join(_FIELDS.values())}|công thương)"
        r"(?: và thống đốc ngân hàng trung ương)?|"
        r"(?:các )?(?P<all>ngoại trưởng|quan chức cao cấp))\b",
        re.IGNORECASE,
    ),
}
# How the sentence begins before them.
_OPENING = re.compile(
    r"(?-i:[A-Z][A-Z .'-]{2,30}(?:, [A-Z][\w. ]{2,20})?(?: \([\w/]{2,12}\))?\s?(?:--|[-–—:])\s)?"  # a dateline
    r"(?:(?:on|in|ngày|sáng|chiều|tối)\b[^,.;]{1,30},\s)?(?:the\s)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:,\s|,?\sand\s|\s?[-–&]\s?|,?\svà\s|\s)?", re.IGNORECASE)
# What stands between those who meet and their countries, and between these.
_LINK = re.compile(
    r"(?:[\s,()–&-]|\b(?:of|from|and|the|all|ten|10|eleven|11|members?|states|countries|nations|"
    r"các|nước|và|của|cùng|với|(?<=nước )đối tác)\b|"
    r"(?<=and )(?:its )?(?:three )?(?:east asian )?(?:dialogue )?partner(?:s| nations| countries)?\b)*",
    re.IGNORECASE,
)
# Between them and the verb: a day, `đã`, `will`; whatever else says something of them, or that they did not.
_DAY = (
    rf"on|today|yesterday|this week|next week|{EN_WEEKDAY}|"
    r"(?:hôm|sáng|chiều|tối)(?: nay| qua)?|ngày|đã|vừa|sẽ|bắt đầu|will|are to|to|have|\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?"
)
_VERB = re.compile(
    rf"(?:\s(?:member\s)?(?:states|countries|nations))?(?:\s\([A-Z]{{2,8}}\))?(?:[\s,()–-]|\b(?:{_DAY})\b)*+\b(?:"
    r"(?P<meet>nhóm họp|gathered|gather|convened|convene|met|meet(?:ing(?=\s(?:in|here|at|on|this)\b))?)|"
    r"(?P<hold>held|hold|họp|tiến hành|tổ chức)|"
    r"(?P<open>opened|began|started|wound up|wrapped up|kicked off|ended|concluded|khai mạc|bế mạc|kết thúc))\b",
    re.IGNORECASE,
)
_OF_NOUN = re.compile(
    r"(?:(?:meeting|talks|consultations?|retreat)s?|(?:cuộc |phiên |hội nghị )?(?:họp|hội nghị|tham vấn))\Z", re.IGNORECASE
)
# Between the verb and the noun for what they hold, or gather for.
_OBJECT = re.compile(r"\s(?:(?!with\b|at\b|to\b)[^\s,.;:]+\s){0,3}", re.IGNORECASE)
# What they open or end is theirs only if nothing else is said of it.
_OWN = re.compile(r"\s(?:(?:an?|the|their|annual|informal|special|\w{2,5}-day|\d{1,3}(?:st|nd|rd|th))\s){1,4}", re.IGNORECASE)
_OWN_VI = re.compile(r"\s")
_FOR = re.compile(r"\s[^.;:,]{0,50}\bfor (?:the|their|a)\s(?:\S+\s){0,2}", re.IGNORECASE)
# Between a noun for a meeting and those who meet.
_OF = re.compile(r"\s(?:between|of|among|giữa|của)\s(?:the\s|các\s)?", re.IGNORECASE)
# A noun and no more than its kind before those who meet: `Hội nghị không chính thức | Bộ trưởng Ngoại giao các nước …`.
_NOUN_BEFORE = re.compile(
    r"(?:hội nghị|cuộc họp|phiên họp|cuộc gặp)(?:\s(?:không chính thức|hẹp|đặc biệt|thường niên))?\s(?:các\s|giữa\s)?",
    re.IGNORECASE,
)
# ... from more countries than are listed: `a meeting of health ministers | from thirteen Asian countries`.
_PLUS_THREE = re.compile(r"\s?(?:\+\s?3|plus three|cộng ba)\b(?!\))", re.IGNORECASE)
_FROM_MANY = re.compile(
    r"(?:\sand (?:senior )?officials|\svà quan chức(?: cấp cao)?)?\s(?:(?:of|from|của|từ)\s)?"
    r"(?:(?:the|more than|over|some|nearly|about|hơn|gần|khoảng)\s)?"
    r"(?:\d{1,3}|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty)\s"
    r"(?:[A-Z][\w-]+\s|member\s){0,2}(?:countries|nations|states|economies|nước|quốc gia|nền kinh tế)\b"
)
_COUNTED = re.compile(r"\s?\+\s?\d\)")
# After them, where no others meet with them, and it is of nothing in particular.
_ALONE = re.compile(
    r"\)?(?:[,.;:\n]|\Z|\s(?:in|at|here|was|were|is|are|will|held|has|had|took|takes|opened|ended|concluded|today|yesterday|\w{3,6}day|this|"
    r"tại|ở|ngày|đã|sẽ|diễn ra|được|khai mạc|sáng|chiều|hôm)\b|\son\s(?:\d|\w{3,6}day\b|[A-Z][a-z]{2,8}\.?\s\d))"
)
_NOT_ALONE = re.compile(r"\)?,?\s(?:together|along|as well as|and|with|plus)\b", re.IGNORECASE)
# In a sentence further down, of a meeting before.
_BEFORE_NOW = re.compile(
    rf"\b(?:last|previous|earlier|ago|in (?:{'|'.join(EN_MONTHS)})|tuần trước|tháng trước|năm ngoái|hồi)\b", re.IGNORECASE
)
# Behind a verb for what is no meeting of theirs.
_ELSE = re.compile(
    r"(?:\s[^\s.;]+){0,5}?\s(?:with|dự|tham dự|với|mừng|"
    r"to (?:launch|attend|join|mark|celebrate|honou?r|watch|protest|visit))\b|"
    r"\s[A-Z][\w.]+ [A-Z]",
)
# Verbs that `occasions` takes for a meeting, and that are one only of those who are told to meet.
_MERE_VERB = compile_words(r"nhóm họp|gathered|convened|meet")
_WILL = re.compile(
    r"\b(?:ministers|officials|leaders|presidents|diplomats|negotiators|delegations|chiefs)\s"
    r"(?:will|are (?:due |set |scheduled |expected )?to)\s\Z"
)
_WITH_WHOM = re.compile(r"\swith\b|(?<=meet)\s(?!(?:in|on|to|for|at|here)\b)", re.IGNORECASE)
_ENDS_VI = frozenset({"khai mạc", "bế mạc", "kết thúc"})
_RETREAT = "-retreat"
REGION = re.compile(r"\bSouth-?\s?[Ee]ast Asian\b|\bĐông Nam Á\b")
"""Of whose ministers it is said, those are ASEAN's."""
_MET = frozenset({"met", "meets"})
_REACH = 300
_NEAR = 60


class _Reading(Protocol):
    """What of a report's reading is looked at."""

    seed: Seed

    @property
    def opening_words(self) -> tuple[int, int]: ...
    @property
    def lead(self) -> tuple[int, int]: ...
    def matches_in(self, name: str, start: int, end: int) -> Sequence[Match]: ...
    def sentence_at(self, offset: int) -> Any: ...  # noqa: ANN401 - it has a start and an end


def name_by_members(occasions: Sequence[Occasion], reading: _Reading, *, vocabulary: Vocabulary) -> Iterator[Occasion]:
    """Yield the occasions, with the series that who meets tells where the report begins, in its name or by a verb.

    That is the title and the first sentence, or as much of the lead as it takes until people meet. Where an organisation's
    ministers meet in no series that the list has, the series is empty. A mere verb (`gathered`) of none is no occasion.
    """
    text, opening = reading.seed.text, reading.opening_words[1]
    begins = opening if occasions and occasions[0].start < opening else reading.lead[1]
    for occasion in occasions:
        noun = text[slice(*occasion.found)]
        is_verb = _MERE_VERB.fullmatch(text, *occasion.found) and not (
            _WITH_WHOM.match(text, occasion.found[1])
            # Whether they are of two countries that do, others say.
            or _WILL.search(text, max(0, occasion.start - _NEAR), occasion.start)
        )
        # What somebody signs is what a report is about that begins with it; further down it is part of something else.
        is_verb = is_verb or (noun.casefold() == "signed" and occasion.start >= opening)
        is_open = not occasion.series and occasion.start < begins
        found = _find_named(occasion, reading, vocabulary) or _find(occasion, reading, vocabulary) if is_open else None
        if found:
            series, *words = found
            # `ASEAN foreign ministers ended their | retreat`
            if noun == "retreat" and _ALONE.match(text, occasion.found[1]):
                series = f"{series}{_RETREAT}" if f"{series}{_RETREAT}" in vocabulary.series else series
            is_named = not (is_verb or noun.casefold() in _MET)
            first = occasion.start if is_named else min(occasion.start, words[0])
            last = max(occasion.end, words[1]) if words[0] > occasion.start else occasion.end
            yield replace(occasion, start=first, end=last, series=series, found=(words[0], words[1]))
        elif not is_verb:
            yield occasion


def _find_named(occasion: Occasion, reading: _Reading, vocabulary: Vocabulary) -> tuple[str, int, int] | None:
    """Return the series of `meeting | of the foreign ministers of ASEAN`, and the offsets of the words for those who meet."""
    text = reading.seed.text
    is_noun = _OF_NOUN.search(text, *occasion.found) is not None
    link = _OF.match(text, occasion.found[1]) if is_noun else _NOUN_BEFORE.match(text, occasion.start)
    found = _read_members(reading, link.end(), link.end() + _REACH) if link else None
    if link is None or found is None:
        return None
    if not found[0] and (many := _FROM_MANY.match(text, found[2])):
        return "", link.end(), many.end()
    count = _COUNTED.match(text, found[2])
    end = count.end() if count else found[2]
    series = (
        vocabulary.series_by_members.get(found[:2]) if _ALONE.match(text, end) and not _NOT_ALONE.match(text, end) else None
    )
    return (series, link.end(), end) if series else None


def _find(occasion: Occasion, reading: _Reading, vocabulary: Vocabulary) -> tuple[str, int, int] | None:
    """Return the series that those tell who are said to meet at an occasion, and the offsets of the words for them."""
    text, sentence = reading.seed.text, reading.sentence_at(occasion.start)
    if sentence is None:
        return None
    opening = _OPENING.match(text, sentence.start, occasion.start + 1)
    start = opening.end() if opening else sentence.start
    found = _read_members(reading, start, min(sentence.end, start + _REACH))
    series = vocabulary.series_by_members.get(found[:2]) if found else None
    # `G7 foreign ministers ended a three-day | meeting`
    is_other = found is not None and len(found[0]) == 1 and not found[0] & vocabulary.countries
    if found is None or (series is None and not is_other):
        return None
    count = _COUNTED.match(text, found[2])
    end = count.end() if count else found[2]
    verb = _VERB.match(text, end, sentence.end)
    if verb is None or not _is_theirs(occasion, verb, text):
        return None
    # Of what else they may have met, or held, nothing is known: it must be theirs alone.
    if series is None and not _ALONE.match(text, max(occasion.found[1], verb.end())):
        return None
    if sentence.index > 1 and _BEFORE_NOW.search(text, end, sentence.end):
        return None
    return series or "", start, end + (text[end : end + 1] == ")")


def _read_members(reading: _Reading, start: int, limit: int) -> tuple[frozenset[str], str, int] | None:
    """Return whose ministers or officials stand at `start`, of which field, and where they end; None where none do."""
    text = reading.seed.text
    region = (Match(*found.span(), "ASEAN") for found in REGION.finditer(text, start, limit))
    parties = sorted((*reading.matches_in("parties", start, limit), *region))
    before, at = _read_parties(text, parties, start, _BETWEEN)
    who = _WHO[reading.seed.lang].match(text, at + (at > start and text.startswith(" ", at)))
    if who is None:
        return None
    whose, end = (before, who.end()) if before else _read_parties(text, parties, who.end(), _LINK)
    words = (who["field"] or who["all"]).casefold()
    return whose, _SPELT.get(words, words), end


def _read_parties(text: str, parties: Iterable[Match], start: int, link: re.Pattern[str]) -> tuple[frozenset[str], int]:
    """Return the parties that stand in a row from `start` on, with no more between them than `link`, and where they end."""
    found = set()
    for match in parties:
        if match.start >= start:
            if not link.fullmatch(text, start, match.start):
                break
            found.add(match.id)
            start = match.end
            # `ASEAN Plus Three countries`
            if match.id == "ASEAN" and (plus := _PLUS_THREE.match(text, match.end)):
                found.update(("CN", "JP", "KR"))
                start = plus.end()
    return frozenset(found), start


def _is_theirs(occasion: Occasion, verb: re.Match[str], text: str) -> bool:
    """Tell whether an occasion is the verb, or what is held by it, or what they gathered for."""
    if verb["meet"] and occasion.found[0] == verb.start("meet"):
        return _ELSE.match(text, verb.end()) is None
    own = _OWN_VI if verb["open"] in _ENDS_VI else _OWN
    link = _FOR if verb["meet"] else _OBJECT if verb["hold"] else own
    return bool(_OF_NOUN.search(text, *occasion.found) and link.fullmatch(text, verb.end(), occasion.start))
