"""Finds where a text speaks of meetings: names of series, with the ordinal and all that belongs to the name, and bare nouns.

`Hội nghị Tham vấn … (ACSOC) lần thứ 26` is one occasion, from its noun to its ordinal; `cuộc điện đàm với Thủ tướng …` another,
of no series. Which of them the report is about is not decided here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.datewords import EN_MONTHS, EN_WEEKDAY
from generator.ordinals import (
    find_ordinal_after,
    find_ordinal_attached,
    find_ordinal_before,
    find_ordinal_headed,
    find_ordinal_in_letters,
    find_ordinal_within,
)
from generator.patterns import compile_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.matcher import Match
    from generator.models import Evidence

# In brackets, and no days: `AMM-57 (21-27/7)`.
_ACRONYM = re.compile(r"[^\S\n]?\((?![^\d)]{0,12}\d{1,2}(?: ?[-–] ?\d{1,2})?[/.]\d)[^()\n]{2,48}\)")
# Between two meetings of one list: a comma or a conjunction, and the beginning of the second's name.
_LISTED = re.compile(
    r"\)?(?:\slần thứ \w{1,8})?\s?(?:,\s?và|,\sand|,|và|and|cùng)\s(?:(?:the|hội nghị|diễn đàn|cuộc họp|"
    r"phiên họp)\b[^.;:,]{0,60})?",
    re.IGNORECASE,
)
# Between the last two of a list, or behind one that is not the last.
_ENDS_LIST = re.compile(r"\b(?:và|and|cùng)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\)?,?\s(?:và|and|cùng)\s(?:the |các )?(?:hội nghị|cuộc họp|phiên họp|related|other|meetings?)", re.IGNORECASE
)
# Before a meeting that another is held beside, or for.
_BESIDE = compile_words(
    r"(?:trong khuôn khổ|bên lề|tranh thủ|nhân dịp|chuẩn bị cho|trước thềm|tiếp tục chương trình (?:tham )?dự|"
    r"trong thời gian (?:tham )?dự|"
    r"on the occasion of|(?:on|at|in) the (?:sidelines|margins|fringes) of|ahead of|"
    r"in preparation for)\s[^,.;]{0,64}\Z",
)
# Before one that another comes after, where a comma ends the phrase: `Tiếp theo | Hội nghị …, chiều 27/4 …`.
_FOLLOWED = compile_words(r"(?:tiếp theo|tiếp sau|ngay sau|sau|following|after)\s(?:the\s)?\Z")
# Before several meetings that somebody attends, and between them where something else is said of one.
_ATTENDS = re.compile(r"\b(?:dự(?! kiến)|attend(?:s|ed|ing)?|participat(?:e|es|ed|ing) in)\s[^,.;]{0,40}\Z", re.IGNORECASE)
_TURNS = re.compile(
    r"\b(?:tại|ở|ngày|sáng|chiều|tối|diễn ra|tổ chức|gặp|hội đàm|tiếp|sẽ|đã|trước|sau|nhân|bên lề|"
    r"in|at|on|before|after|held|will|was|were|meet|met|where|which|who|dự|rồi|tới|đến|thăm|sang|do|tuần|tháng|năm|"
    r"attend\w*|next|last|this|then|later|fl(?:y|ies|ew)|heads?|headed|travel\w*|goes|went|leaves?|hosted)\b|;|\d[/-]\d",
    re.IGNORECASE,
)
# Between such a meeting and what its brackets say of it: `trong khuôn khổ AMM-57 (từ | 21-27/7)`.
_IN_BRACKETS = re.compile(r"\s?\([^()\n]*")
_BRACKETED = 16
_HEAD_BEFORE = {
    "vi": compile_words(
        r"(?:(?:hội nghị|cuộc họp|phiên họp|kỳ họp|phiên|vòng|cuộc|buổi|lễ)(?: (?:đặc biệt|hẹp|thường niên|trù bị|toàn thể|"
        r"cấp cao))?\s)\Z",
    ),
    "en": compile_words(
        r"(?:(?:annual|special|inaugural|informal|virtual|historic|retreat of the)\s|\d{1,3}(?:st|nd|rd|th)\s|(?:first|"
        r"second|third)\s)+\Z",
    ),
}
_NOUNS = {
    "vi": compile_words(
        r"\b(?:hội nghị(?: thượng đỉnh| cấp cao)?|cuộc họp|phiên họp|kỳ họp|diễn đàn|đối thoại|cuộc đối thoại|"
        r"tham vấn|tham khảo|"
        r"cuộc gặp|buổi gặp|buổi tiếp|"
        r"cuộc tiếp|hội đàm|cuộc hội đàm|hội kiến|điện đàm|cuộc điện đàm|phiên đàm phán|vòng đàm phán|đàm phán|chuyến thăm|"
        r"thăm chính thức|"
        r"thăm cấp nhà nước|buổi làm việc|cuộc làm việc|"
        r"lễ (?:(?:mở )?ký(?: kết)?|khởi công|khánh thành|ra mắt|công bố|trao(?! (?:giải|thưởng|bằng|học bổng)))|"
        r"(?<!người )(?<!từng )(?<!sẽ )trình (?:quốc thư|thư ủy nhiệm|thư uỷ nhiệm)|"
        r"giao lưu (?:hữu nghị )?(?:quốc phòng|biên giới)|"
        r"(?:họp|gặp|hội đàm) ba bên|khóa họp|khoá họp|tọa đàm|họp vòng|họp kỳ|nhóm họp|vòng họp|"
        r"(?:thăm|thăm và làm việc|thăm hữu nghị|thăm làm việc)(?=\s(?:tới|tại|đến)?\s?(?-i:[A-ZĐÔÚÁẤẢÝ]))|"
        r"gặp nhau|(?:tiếp|gặp|gặp gỡ|hội kiến|tiếp kiến|chào xã giao|chào từ biệt|chào chia tay|làm việc với|tiếp xã giao)"
        r"(?=\s(?:ông|bà|ngài)\s(?-i:[A-ZĐ])[^,.;]{2,40},\s(?:đại sứ|bộ trưởng|thứ trưởng|thị trưởng|thống đốc|tỉnh trưởng|"
        r"chủ tịch|tổng|nghị sĩ|cố vấn|đặc phái viên)\b|\s(?:thân mật\s|ngài\s|ông\s|bà\s|"
        r"đồng chí\s|các\s)*(?:đoàn|đại sứ|bộ trưởng|thứ trưởng|ngoại trưởng|thủ tướng|phó|tổng|chủ tịch|quốc vương|nhà vua|"
        r"thị trưởng|tỉnh trưởng|đô trưởng|"
        r"tân|trưởng|người đồng cấp|người đồng nhiệm|cố vấn|bí thư|đặc phái viên|trợ lý|thống đốc|tư lệnh|thượng nghị|hạ nghị|"
        r"nghị sĩ|cao ủy|đại diện (?:cấp cao|cao cấp|thương mại)|thái tử|công chúa|nguyên|cựu|quốc vụ|"
        r"ủy viên|uỷ viên|phái đoàn|(?:đại|thượng|trung) tướng)\b))\b",
    ),
    "en": compile_words(
        r"\b(?:summit(?: (?:meeting|talks))?|meeting|video ?conference(?= with\b)|conference|dialogue|forum|"
        r"consultations?|talks|(?-i:JCBC)|"
        r"negotiations|discussions|call|(?:(?<=phone )|(?<=video )|(?<=separate ))calls(?= with\b)|retreat|visit|"
        r"(?:tele)?phone (?:talks?|conversation)|"
        r"(?:remarks|availability|press (?:conference|statement))(?= (?:with|after \w+ meeting with)\b)|"
        r"meet(?= (?:with|in|on|to|for|at|here)\b|\s(?:his|her|their)\s(?:[\w-]+\s){0,3}counterparts?\b)|"
        r"(?:gathered|convened)(?= (?:in|on|at|for|here|today|to)\b)|"
        r"(?:(?<=hosted a )|(?<=held a ))reception(?=[^.;]{0,60} for\b)|"
        r"(?<=received the )(?:credentials|letters? of credence)(?= (?:of|from)\b)|working session(?= with\b)|"
        r"(?<=witnessed the )signing(?= of\b)|"
        r"signed(?= (?:an?|the|two|three|several)\s(?:[\w-]+\s){0,4}"
        r"(?:agreements?|memorand(?:um|a)|MoUs?|treat(?:y|ies)|protocols?|pact)\b)|"
        r"received in audience|granted an audience(?= to\b)|(?:had|sought) an audience(?= with\b)|"
        r"talked(?= (?:to|with)\s[^.;]{3,60}?\s(?:by|over the|on the) (?:tele)?phone\b)|"
        r"exchanged views(?= with\s)|(?<=\dth )session(?= of\b)|"
        r"joint (?:(?:ministerial|trade|economic|consultative|intergovernmental|cooperation) ){0,2}(?:commission|committee)"
        r"(?! meeting)(?: (?:on|for) [A-Z]\w+(?: [A-Z]\w+)?)?|"
        r"launch|(?:groundbreaking|signing|launching|inauguration|handover|opening) ceremony|"
        r"(?<=presented )(?:his|her|their) (?:letters? of credence|credentials)|"
        r"spoke(?= (?:\w+ ){0,2}?(?:with|to|by|over|on the) )|met(?= today| with| in| on| [A-Z])|meets|"
        r"received(?=\s(?:H\.E\.\s)?(?-i:(?:Mr|Mrs|Ms|Dr)\.?\s[A-Z]))|"
        r"(?:receives?|received|receiving|calls? on|called on|hosts?|hosted|welcomed|greeted)"
        r"(?=\s(?:the\s|his\s|her\s)?(?:[\w-]+\s){0,3}"
        r"(?:minister|president|ambassador|secretary|speaker|chair|chairman|king|sultan|counterpart|governor|envoy|premier|prince)\b)"
        r")\b",
    ),
}
# A body is a meeting where it is numbered: `the 15th … Joint Commission`.
_STANDING_BODY = re.compile(r"joint (?:\w+ ){0,2}comm|giao lưu", re.IGNORECASE)
# What a name cannot end with.
_LOOSE_END = re.compile(
    r"(?:[\s.,]|(?<=\s)(?:[Ww]ith|[Oo]f|[Bb]etween|[Oo]n|[Ii]n|[Ff]or|[Ff]rom|[Aa]nd|[Tt]he|[Aa]mong|held|với|của|và|về|giữa)(?=[\s.,]*\Z))+\Z"
)
_TAIL = {
    "vi": re.compile(
        r"(?:[^\S\n](?!(?:tại|ở|đến|được|nằm|cũng|đã|đang|sẽ|vào|diễn|dự|do|từ|nhằm|để|khi|là|ngày|hôm|sáng|chiều|tối|này|nói|trong|"
        r"trên|vừa|dưới|cùng|(?<!hạt )nhân(?! (?:lực|dân|quyền|đạo|văn|sự)\b)|trù bị|chuẩn bị|khai mạc|bế mạc|"
        r"kéo|có|khẳng|nhất|bên lề|thông qua|cho|lần thứ|lần này|tới|sau)\b)[^\s,.;:()]{1,24}){0,20}"
    ),
    "en": re.compile(
        rf"(?:[^\S\n](?!on (?:(?:the )?\d|(?i:{EN_WEEKDAY}|{'|'.join(EN_MONTHS)})\b))"
        r"(?:(?:with|of|between|on|in|for|from|and|the|among|held(?= (?:between|with)\b))\b|"
        r"[A-Z][\w.’'-]*|\d{1,2}(?= [A-Z]))){0,12}"
    ),
}


# A standing body meets, and has people at its head, too.
_BODY = re.compile(r"\b(?:Ủy ban|Uỷ ban|Hội đồng|Đại hội đồng|Committee|Commission|Council|Assembly)\b", re.IGNORECASE)
_LED = re.compile(
    r"\b(?:chủ tịch|tổng thư ký|trưởng ban|thư ký|"
    r"(?:chair(?:man|person|woman)?|co-chairs?|co-chair(?:man|person)|secretary|head|president)s? of the)\s\Z",
    re.IGNORECASE,
)
_LEADS_IT = re.compile(r"\s(?:chair\w*|chief|head|members?|secretar\w+|officials?|spokes\w+)\b", re.IGNORECASE)
_SESSION = re.compile(r"(?<!chuẩn bị cho )\b(?:phiên|kỳ) họp\b|\bsession\b", re.IGNORECASE)
_OFFICE, _NEAR = 30, 300
"""Within how many characters before it an office stands, and around it a session."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting spoken of."""

    start: int
    end: int
    """The name with all that belongs to it, ordinal and acronym included."""
    series: str | None
    found: tuple[int, int]
    """Offsets of the series' term, or of the noun."""
    ordinal: int | None = None
    ordinal_at: tuple[int, int] | None = None
    forum: str | None = None
    """Of a meeting called by its forum's name alone, of a level that nothing tells: the series the name is mostly of."""


def find_occasions(text: str, spans: Iterable[Evidence], series: Sequence[Match], *, lang: str) -> tuple[Occasion, ...]:
    """Return the occasions in the sentences `spans` of a text, in order; `series` are the matches of the series' terms."""
    found: list[Occasion] = []
    starts = [match.start for match in series]
    for span in spans:
        inside = series[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        named = [_name_occasion(text, m, span, lang) for m in inside if m.end <= span.end]
        named = [occasion for occasion in named if occasion.ordinal or not _is_led(text, occasion, span)]
        merged = list(_merge(named))
        bare = list(_find_bare(text, span, merged, lang))
        found.extend(_join_acronyms(text, sorted([*merged, *bare], key=lambda o: o.start)))
    return tuple(found)


def _is_led(text: str, occasion: Occasion, span: Evidence) -> bool:
    """Tell whether a series' term is a body that somebody is called the head of (`Chủ tịch | Ủy ban …`), and no session."""
    low = max(span.start, occasion.start - _OFFICE)
    is_body = _BODY.search(text, *occasion.found) is not None
    is_head = is_body and (_LED.search(text, low, occasion.start) or _LEADS_IT.match(text, occasion.end, span.end)) is not None
    return is_head and not _SESSION.search(text, max(span.start, low - _NEAR), min(span.end, occasion.end + _NEAR))


def _join_acronyms(text: str, occasions: Sequence[Occasion]) -> Iterator[Occasion]:
    """Yield the occasions, those of no series that a known acronym in brackets explains as one with it.

    `Hội nghị cấp cao Chiến lược Hợp tác kinh tế (ACMECS) lần thứ 7` is a long name nobody knows, and a short one.
    """
    last: Occasion | None = None
    for occasion in occasions:
        start, end = occasion.start, occasion.end
        bracketed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
        if last and last.series is None and bracketed and start - last.end <= len(" ("):
            last = replace(last, end=max(last.end, end + 1), series=occasion.series, found=occasion.found)
            continue
        if last:
            yield last
        last = occasion
    if last:
        yield last


def find_standing_with(occasions: Sequence[Occasion], start: int, end: int, text: str) -> tuple[Occasion, ...]:
    """Return the occasion of a sentence that words at [start, end) stand with, and those named in one list with it."""
    beside: list[Occasion] = []
    for occasion in occasions:
        listed = beside and _LISTED.fullmatch(text, beside[-1].end, occasion.start)
        is_before = start > occasion.end and text[occasion.end : occasion.end + 1] == ","
        if (
            listed
            or _BESIDE.search(text, max(0, occasion.start - 80), occasion.start)
            or (is_before and _FOLLOWED.search(text, max(0, occasion.start - 20), occasion.start))
        ):
            beside.append(occasion)
    if any(_IN_BRACKETS.fullmatch(text, o.end, start) for o in beside if o.end <= start <= o.end + _BRACKETED):
        return tuple(o for o in beside if o.end <= start)[-1:]
    main = [o for o in occasions if o not in beside]
    if not main:
        return ()
    occasions = main
    index = min(range(len(occasions)), key=lambda i: _distance(occasions[i], start, end))
    found = [occasions[index]]
    if found[0] is main[-1] and start >= found[0].end and _are_attended(main, text):
        return tuple(main)
    for following in occasions[index + 1 :] if end <= found[0].start else ():
        # `From 7 to 8 June, the A, the B and the C were held`
        if not _LISTED.fullmatch(text, found[-1].end, following.start):
            break
        found.append(following)
    while index and _LISTED.fullmatch(text, occasions[index - 1].end, found[-1].start):
        index -= 1
        found.append(occasions[index])
    return tuple(found)


def _are_attended(occasions: Sequence[Occasion], text: str) -> bool:
    """Tell whether a sentence says only that somebody attends several meetings, before it says where and when."""
    first, last = occasions[0], occasions[-1]
    if first is last or not _ATTENDS.search(text, max(0, first.start - 60), first.start):
        return False
    return _TURNS.search(text, first.end, last.start) is None


def is_listed_beside(occasions: Sequence[Occasion], text: str) -> bool:
    """Tell whether the last of the occasions of a sentence is in a list of what another meeting is held for, or beside.

    The list has an end of its own: a comma alone may be where the sentence turns to the meeting itself.
    """
    for number in range(len(occasions) - 1, 0, -1):
        before, last = occasions[number - 1], number == len(occasions) - 1
        between = text[before.end : occasions[number].start]
        is_end = not last or _ENDS_LIST.search(between) or _GOES_ON.match(text, occasions[number].end)
        if not (is_end and _LISTED.fullmatch(between)):
            return False
        if _BESIDE.search(text, max(0, before.start - 80), before.start):
            return True
    return False


def _distance(occasion: Occasion, start: int, end: int) -> int:
    """Return how far words stand from a meeting's name; what follows the name is nearer than what precedes it."""
    return start - occasion.end if start >= occasion.end else 2 * max(0, occasion.start - end)


def _name_occasion(text: str, match: Match, span: Evidence, lang: str) -> Occasion:
    """Return the occasion that a series' term names: its noun before, its acronym and ordinal after or before."""
    start, end = match.start, match.end
    before = _HEAD_BEFORE[lang].search(text, max(span.start, start - 40), start)
    start = before.start() if before else start
    ordinal = find_ordinal_after(text, end, span.end) if lang == "vi" else find_ordinal_before(text, span.start, match.start)
    headed = find_ordinal_headed(text, span.start, start) if lang == "vi" else None
    if headed:
        ordinal, start = headed
    ordinal = ordinal or find_ordinal_attached(text, end, span.end) or find_ordinal_within(text, match.start, match.end)
    ordinal = ordinal or find_ordinal_in_letters(text, match.start, match.end)
    acronym = _ACRONYM.match(text, end, span.end)
    if acronym:
        end = acronym.end()
    if ordinal:
        start, end = min(start, ordinal[1]), max(end, ordinal[2])
        acronym = _ACRONYM.match(text, end, span.end)
        end = acronym.end() if acronym else end
    at = (ordinal[1], ordinal[2]) if ordinal else None
    return Occasion(start, end, match.id, (match.start, match.end), ordinal[0] if ordinal else None, at)


def _merge(named: Sequence[Occasion]) -> Iterator[Occasion]:
    """Yield the occasions without those inside another's name (its acronym), which may lend it an ordinal."""
    kept: list[Occasion] = []
    for occasion in named:
        last = kept[-1] if kept else None
        if last and occasion.start < last.end:
            if last.ordinal is None and occasion.ordinal and occasion.series == last.series:
                kept[-1] = Occasion(
                    last.start, max(last.end, occasion.end), last.series, last.found, occasion.ordinal, occasion.ordinal_at
                )
            continue
        kept.append(occasion)
    yield from kept


def _find_bare(text: str, span: Evidence, named: Sequence[Occasion], lang: str) -> Iterator[Occasion]:
    """Yield the meetings that a noun alone speaks of, with the words that belong to it."""
    starts = [occasion.start for occasion in named]
    for match in _NOUNS[lang].finditer(text, span.start, span.end):
        following = bisect_left(starts, match.end())
        last = named[following - 1].end if following else span.start
        # `the 30th … Council | Meeting` is no other than the Council's.
        if following and (last > match.start() or text[last : match.start()].isspace()):
            continue
        end = find_tail(text, match.end(), starts[following] if following < len(starts) else span.end, lang=lang)
        ordinal = (
            find_ordinal_after(text, end, span.end) if lang == "vi" else find_ordinal_before(text, span.start, match.start())
        )
        if lang == "vi":
            ordinal = ordinal or find_ordinal_within(text, match.end(), end)
            if ordinal and ordinal[2] >= end:
                # `Phiên họp lần thứ 16 | Ủy ban hỗn hợp Lào - Thái Lan`
                end = find_tail(text, ordinal[2], starts[following] if following < len(starts) else span.end, lang=lang)
        if ordinal is None and _STANDING_BODY.match(match[0]):
            continue
        at = (ordinal[1], ordinal[2]) if ordinal else None
        end = tighten(text, match.end(), end)
        start = min(match.start(), ordinal[1]) if ordinal else match.start()
        yield Occasion(start, end, None, match.span(), ordinal[0] if ordinal else None, at)


def find_tail(text: str, start: int, end: int, *, lang: str) -> int:
    """Return where the words before `end` stop to belong to the noun for a meeting that ends at `start`."""
    tail = _TAIL[lang].match(text, start, end)
    return tail.end() if tail else start


def find_full_end(text: str, start: int, end: int, *, lang: str) -> int:
    """Return where a meeting's name ends whose term ends at `start`: `Lễ ký | Hiệp định vận tải giữa Lào và Việt Nam`."""
    return tighten(text, start, find_tail(text, start, end, lang=lang))


def tighten(text: str, start: int, end: int) -> int:
    """Return the end of [start, end) without the words that no name ends with."""
    return start + len(_LOOSE_END.sub("", text[start:end]))
