"""Dates the meeting: of the dates in the text the one that stands with it, and the year the text gives for it.

A day without year takes the year that is nearest the publication; without one, the year that the report speaks of as its own
(`sẽ diễn ra trong nửa cuối năm 2020`). Relative words count from the publication. What stays open stays open.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.datewords import DateWords, find_dates, is_weekday, place_relative
from generator.extract.reader import CALL_ID, LEAD, VISIT_ID, is_of_series
from generator.extract.years import ANOTHER, infer_year, make_day
from generator.frames import WELCOMED
from generator.models import Evidence, Fact
from generator.occasions import find_standing_with
from generator.patterns import compile_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.extract.reader import Reader, Reading, Sentence
    from generator.models import ReportedMeeting, Seed
    from generator.occasions import Occasion

_HOLDING = compile_words(
    r"\b(?:diễn ra|tổ chức|khai mạc|bế mạc|dự|tham dự|chủ trì|hội đàm|hội kiến|điện đàm|họp|gặp|tiếp|tiến hành|kéo dài|"
    r"thăm|phát biểu|đối thoại|đàm phán|vừa kết thúc|"
    r"held|takes? place|took place|attend\w*|host\w*|met|meet\w*|joined|opened|spoke|travel|convened|summit|talks|"
    r"discussions|signed|received|receives|endorsed|agreed|adopted|gathered|concluded|chaired|co-chaired|wrapped up)\b",
)

# What those do who meet, and before the meeting at which they did it.
_RESOLVED = compile_words(
    r"\b(?:nhất trí|cam kết|thông qua|kêu gọi|quyết định|thỏa thuận|ra tuyên bố|bác bỏ|"
    r"(?<!be )(?:agreed|vowed|pledged|backed|adopted|endorsed|approved|called|urged|decided|resolved|pressed|put off|failed|"
    r"launched|discussed|reaffirmed|condemned|issued|welcomed))\b"
)
_AT = compile_words(
    r"(?:tại|trong|sau|at|during|in|after|attended|attending)\s(?:the |a |an |their |this year['’]s )?"
    r"(?:annual |\d{1,3}(?:st|nd|rd|th) )?\Z|\b(?:came|comes) as\s[^.;,]{3,60}\Z"
)
_LONGEST_NEXT = 600
# Before the day of something earlier; and of the meeting at which it was, where the report is on a call.
_EARLIER = compile_words(r"\b(?:previously|trước đó|earlier this (?:week|month|year)|had earlier)\b[^.;]{0,80}\Z")
_MEETING_ON = compile_words(
    r"\b(?:meeting|cuộc họp|hội nghị)\s(?:held |diễn ra |tổ chức )?(?:on|ngày|vào ngày|hôm)\s(?:ngày )?\Z"
)

# Before a day to come, where the meeting is none.
_SOON = 90
_TO_COME = re.compile(r"\b(?:will|sẽ)\b", re.IGNORECASE)
# Behind a day of talks to come: `Ngày 13/12, ông A | dự kiến gặp …`.
_TALKS_TO_COME = re.compile(
    r",[^,.;]{1,40}\b(?:(?:sẽ|dự kiến)(?: sẽ)? (?:gặp|hội kiến|hội đàm|tiếp|thăm)|"
    r"(?:will|(?:is|are) (?:due|set|scheduled|expected) to) (?:meet|visit|hold talks))\b",
    re.IGNORECASE,
)

# What is after something may be told together with when that was.
_AFTER = re.compile(r"sau|after|following", re.IGNORECASE)
_AHEAD_OF = re.compile(r"trước|before", re.IGNORECASE)
# Before the days of a journey, which may be more than those of the meeting.
_TRAVEL = compile_words(
    r"\b(?:travel|visit|trip|depart|arrive|leave|fly)\w*\b(?:(?!held|attend)[^.;]){0,40}(?:on|from)\s\Z|"
    r"\b(?:thăm|sang|lên đường|đến thăm|công tác)\b(?:(?!diễn ra|dự)[^,.;]){0,40}\s(?:từ|trong các|vào)\s(?:ngày )?\Z",
)
# Around the day somebody comes to the meeting, or goes: `Chiều 27/6, chuyên cơ … hạ cánh`, `arrived late | on Saturday`.
_ARRIVES_BEFORE = re.compile(
    r"\b(?:arrived|landed|flew (?:in|out|home)|departed)\b[^,.;]{0,30}\s\Z|"
    r"\b(?:thăm|lưu lại|stay(?:s|ed|ing)?|visit(?:s|ed|ing)?)\b[^,.;]{0,40}\s(?:đến|until|till|through)\s(?:ngày )?\Z",
    re.IGNORECASE,
)
_ARRIVES_AFTER = re.compile(
    r",?(?:(?!diễn ra|khai mạc|hội đàm|held|opened|met\b)[^.;]){0,80}?\b(?:hạ cánh|lên đường|đặt chân|"
    r"rời (?:Hà Nội|thủ đô|sân bay)|landed|arrived|flew (?:in|out)|departed)\b",
    re.IGNORECASE,
)
# The day somebody comes back from one.
_RETURNS = re.compile(r"[^.;]{0,80}?\b(?:(?:đã|vừa) về|về (?:tới|đến|nước)|returned|arrived (?:back|home))\b", re.IGNORECASE)
# The day somebody comes home from wherever it was: `Chiều 15/3, Thủ tướng A về tới Hà Nội, kết thúc chuyến đi`.
_COMES_HOME = re.compile(r"[^.;]{0,90}?\bvề (?:tới|đến|nước)\b[^.;]{0,30}?,\s(?:\w+\s)?kết thúc\b", re.IGNORECASE)
# Before the day of something that the meeting follows (`Sau khi kết thúc …, ngày 5/6, ngày 6/6 …`), and the days of the visit
# on which it is held (`Nhân chuyến thăm … (từ ngày 14-16/4), ngày 15/4, …`).
_BEFORE_IT = re.compile(
    r"(?:ngay )?sau khi (?:kết thúc|dự|tham dự)\b[^,;]{0,200}\Z|"
    r"(?:nhân|trong khuôn khổ) (?:dịp )?(?:chuyến )?thăm\b[^().;]{0,150}\([^()]{0,12}\Z",
    re.IGNORECASE,
)
_BEHIND_VISIT = re.compile(r"\d\),\s(?:vào )?(?:(?:ngày|sáng|trưa|chiều|tối)\s){0,2}\Z", re.IGNORECASE)
_DAY_FOLLOWS = re.compile(r"\)?,\s(?:vào )?(?:ngày|sáng|trưa|chiều|tối)\s(?:ngày )?\d", re.IGNORECASE)
# Before the day of an agency's dispatch: `Hà Nội (TTXVN | 19/5/2001)`.
_DISPATCHED = re.compile(
    r"\((?:TTXVN|TTXN|VNA|AP|AFP|Reuters|Xinhua|Tân Hoa xã|Kyodo|Bernama|Antara|Yonhap|TASS)[ ,]{1,2}\Z", re.IGNORECASE
)
# The day somebody comes for a visit, or goes.
_COMES_OR_GOES = re.compile(
    r"\b(?:kết thúc|bắt đầu|lên đường|rời|về (?:tới|đến|nước)|đặt chân|began|begins|concluded|"
    r"wrapped up|arrived|left|returned)\b",
    re.IGNORECASE,
)
_BESIDE = 24
_ON_MARGINS = re.compile(r"\W*(?:bên lề|(?:on|at|in) the (?:sidelines|margins|fringes))\b", re.IGNORECASE)
_TRAVELLING = 70
_PRESS = compile_words(
    r"\b(?:họp báo|(?:gặp|gặp gỡ|gặp mặt|trao đổi với|tiếp xúc) báo (?:chí|giới)|phỏng vấn|trả lời báo chí|thông báo|cho biết|"
    r"công bố|ra tuyên bố|(?:ra|phát|phát đi) thông cáo(?! chung)|press conference|media briefing|interview|release)\b",
)
# Behind the day of a press conference, which need not be that of what it is about.
_BRIEFED = compile_words(
    r"\b(?:tổ chức|chủ trì|có|tại|dự)\s(?:(?:cuộc|buổi)\s)?họp báo\b|"
    r"\b(?:held|told|gave|at)\s(?:(?:a|the)\s)?(?:joint |virtual )?(?:press|news) (?:conference|briefing)\b"
)
_BRIEFING = 140
_TOOK_PLACE = compile_words(
    r"\b(?<!first )(?:took place|was (?:held|opened|convened)|diễn ra|được tổ chức|khai mạc)(?:(?!first|since)[^.;]){0,40}\Z"
)
_FROM = re.compile(r"\b(?:from|từ(?: tháng)?)\s(?:[^,.;]{0,20}\s(?:to|đến|tới)\s)?\Z", re.IGNORECASE)
_BACK = 90
_SAID = re.compile(r"\b(?:said|told reporters|announced)\s(?:(?:here )?on\s)?\Z", re.IGNORECASE)

# Behind a last day: `June 2, when the forum ends`, `ngày 2/6, khi hội nghị bế mạc`.
_LAST_DAY = re.compile(
    r",? (?:when|khi)\b[^.;]{0,120}?\b(?:ends?|ended|closes?|closed|concludes?|concluded|wraps? up|bế mạc|kết thúc)\b",
    re.IGNORECASE,
)
# Before the day on which what goes on comes to its end, which is not that of its beginning.
_ENDS_ON = re.compile(
    r"\b(?:ends?|will end|concludes?|runs? (?:until|through|to)|lasts? until|"
    r"kéo dài (?:đến|tới)(?: hết)?|(?:sẽ )?kết thúc vào|đến(?: hết)?)\s"
    r"(?:on |vào )?(?:ngày )?\Z",
    re.IGNORECASE,
)
_THIS_WEEK = frozenset({"this week", "tuần này"})
_TODAY = frozenset(
    {"hôm nay", "sáng nay", "chiều nay", "tối nay", "hôm qua", "today", "yesterday", "this morning", "vừa qua", "mới đây"}
)
# How long a meeting is; a visit may be longer than the talks on it.
_LENGTHS = {"two": 2, "three": 3, "four": 4, "five": 5, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_DURATION = re.compile(
    rf"(?<!thăm )(?<!visit of )\b({'|'.join(_LENGTHS)})(?:[- ]days?\b(?! (?:\w+ )?(?:visit|trip|tour))| ngày\b(?! \d))",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\b(?:began|begins|opened|opens|started|kicked off|khai mạc|bắt đầu)\b", re.IGNORECASE)
_ENDED = re.compile(r"\b(?:ended|concluded|closed|wrapped up|wound up|bế mạc|kết thúc)\b", re.IGNORECASE)
# Before the days, or the last day, of what goes on: `Hội nghị kéo dài đến ngày | 5/6`; a visit is longer than the talks on it.
_LASTS = re.compile(
    r"\b(?:kéo dài|diễn ra|lasts?|lasted|runs?|ran|continues?|(?P<held>held))\b[^.;]{0,30}?"
    r"(?P<until>\b(?:đến|tới|until|till|through|to)\s)?(?:hết |trong )?(?:the )?(?:ngày )?\Z|"
    r"(?P<closes>\b(?:bế mạc|kết thúc|ends?|concludes?|closes?|wraps? up)\s(?:vào |on )?(?:ngày )?)\Z",
    re.IGNORECASE,
)
_VISIT = re.compile(r"\b(?:chuyến thăm|thăm|visit|trip|tour)\b", re.IGNORECASE)
_LONGEST_MEETING = timedelta(days=10)
_THRESHOLD = 3.0
_NEARLY = 1.0
_LASTING = 50
_MOST_TRIES = 20
"""For how many ranges of days a report is looked through: it says soon how long its meeting is."""
_THAT_IS = re.compile(r"\s?\(\s?(?:(?:ngày|tức)\s)*")
_FULL_DAY = len("YYYY-MM-DD")
_MONTH = len("YYYY-MM")
# Before a month that is of a visit: `upgraded during General Secretary A's visit to Singapore | in March 2025`
_VISIT_OF = re.compile(
    r"(?:['’]s?\s(?:\w+\s){0,2}visits?|\bvisits? (?:by|of))\b[^.;]{0,60}\Z|\bchuyến thăm\b[^.;]{0,60}\Z", re.IGNORECASE
)
_VISITING = 100
# `his office said | Saturday`, `A statement issued | on Tuesday`
_SAID_ON = re.compile(r"\b(?:said|says|announced|reported|stated|issued|released)\s(?:on\s|late\s)?\Z", re.IGNORECASE)
_SAYING = 20
# `The Ministers welcomed the summit between A and B on | 3 March`
_RECALLED = re.compile(rf"{WELCOMED} (?:between|of|held)\b[^.;]*\Z")
_FOR_IT = re.compile(
    r"\s(?:for|to (?:attend|join|co-?chair|participate in)|(?:để )?(?:tham )?dự|để (?:đồng )?chủ trì)\s(?:the\s)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    words: DateWords
    score: float


def extract_dates(
    seed: Seed, meeting: ReportedMeeting | None, *, published: Fact[str] | None = None, reader: Reader
) -> tuple[Fact[str] | None, Fact[str] | None]:
    """Return the first and the last day of the meeting, ISO 8601, as precise as the text; the last only of a range.

    `published` is the date of publication, which dates without year and relative ones are counted from.
    """
    if meeting is None:
        return None, None
    reading = reader.read(seed)
    found = sorted(_find_candidates(reading, meeting), key=lambda c: (-c.score, c.words.start))
    body = next((b.start for b in seed.blocks if b.kind == "paragraph"), 0)
    able = []
    for candidate in found:
        words = candidate.words
        if candidate.score < _THRESHOLD:
            why = f"{candidate.score:.1f} points of {_THRESHOLD} needed for the meeting's own day"
        elif _is_report_day(words, meeting, published, in_title=words.start < body):
            why = "the day of the report"
        else:
            able.append(candidate)
            continue
        reading.lose("meeting.date", words.start, words.end, why)
    first, last = _date_best(able, reading, published, upcoming=meeting.upcoming is not None)
    return _widen(first, found, reading, meeting, published=published) if first and last is None else (first, last)


def _date_best(
    able: Sequence[_Candidate], reading: Reading, published: Fact[str] | None, *, upcoming: bool
) -> tuple[Fact[str] | None, Fact[str] | None]:
    """Return first and last day from the best of the candidates `able`, which stand best first."""
    able_days = [c for c in able if not c.words.relative]
    best = _find_day(able_days)
    relative = next((c.words for c in able if c.words.relative), None)
    if relative and relative.relative in _THIS_WEEK:
        # A day says more than its week.
        relative = next((c.words for c in able if is_weekday(c.words)), relative)
        # ... as does one that only the week stands before: `will travel this week … on 9 September`.
        relative = None if best and best.day else relative
    is_nearer = best and relative and relative.start < best.start and able[0].words is relative
    first, last = _date_by_twin(best, able_days) if best and not (best.year or published) else (None, None)
    if best and first is None:
        first, last = _date_words(reading, best, published)
    if best is None or (is_nearer and not is_weekday(relative)):
        by_report = _date_relative(reading, relative, published, upcoming=upcoming)
        # `Next week` gives way to `on November 6-7` that says as much of the meeting.
        is_vaguer = first and by_report and len(by_report.value) < len(first.value)
        # Today tells nothing where nothing tells which day that is.
        is_open = by_report is None and best is not None and best.year and able_days[0].score >= able[0].score
        if not (is_vaguer or is_open) or able_days[0].score < able[0].score - 1:
            best, first, last = relative, by_report, None
    for words in (c.words for c in able):
        if words is not best:
            reading.lose("meeting.date", words.start, words.end, "another date stands nearer to the meeting")
        elif first is None:
            reading.lose("meeting.date", words.start, words.end, "nothing tells the year, or the day counted from")
    if best and first and last is None:
        return _stretch(first, best, reading)
    return first, last


def _date_by_twin(words: DateWords, able: Sequence[_Candidate]) -> tuple[Fact[str] | None, Fact[str] | None]:
    """Return first and last day of a date without a year, in that of one of its days that is given with it elsewhere."""
    first, last = (words.month, words.day), (words.last_month or words.month, words.last_day or words.day)
    full = [(one, (one.month, one.day)) for one in (c.words for c in able) if one.year and one.month and one.day]
    # Further down a day within the days may be that of a round before.
    whole = [one for one, day in full if day == first or (one.start < words.start and first <= day <= last)]
    if not words.day or len({one.year for one in whole}) != 1:
        return None, None
    one = whole[0]
    return _make(words, one.year or 0, (Evidence(words.start, words.end), Evidence(one.start, one.end)), "dates.twin-year")


def _find_day(able: Sequence[_Candidate]) -> DateWords | None:
    """Return the best of some dates; of a mere month the day in it that a later one gives, which says more."""
    best = able[0].words if able else None
    if best is None or best.day:
        return best
    near = (c.words for c in able if c.score >= able[0].score - _NEARLY and c.words.day)
    return next((words for words in near if (words.year, words.month) == (best.year, best.month)), best)


def _stretch(first: Fact[str], words: DateWords, reading: Reading) -> tuple[Fact[str], Fact[str] | None]:
    """Return first and last day where the words say how long the meeting was that opened or ended on the day `first`."""
    text = reading.seed.text
    low, high = reading.window(words.start, words.end)
    length = _DURATION.search(text, low, high)
    opened, ended = (pattern.search(text, low, high) for pattern in (_OPENED, _ENDED))
    if not length or len(first.value) != _FULL_DAY or bool(opened) == bool(ended):
        return first, None
    days = timedelta(days=_LENGTHS[length[1].casefold()] - 1)
    day = date.fromisoformat(first.value)
    evidence = (*first.evidence, Evidence(*length.span()))
    start, end = (day, day + days) if opened else (day - days, day)
    return Fact(start.isoformat(), evidence, "dates.duration"), Fact(end.isoformat(), evidence, "dates.duration")


def _widen(
    first: Fact[str],
    found: Sequence[_Candidate],
    reading: Reading,
    meeting: ReportedMeeting,
    *,
    published: Fact[str] | None,
) -> tuple[Fact[str], Fact[str] | None]:
    """Return first and last day where the report says elsewhere how long what goes on on the day `first` lasts."""
    if len(first.value) != _FULL_DAY:
        return first, None
    text, day, tries = reading.seed.text, date.fromisoformat(first.value), 0
    for words in sorted((candidate.words for candidate in found), key=lambda words: words.start):
        low, high = reading.window(words.start, words.end)
        lasts = _LASTS.search(text, max(low, words.start - _LASTING), words.start)
        if lasts is None or not words.day or not (words.last_day or lasts["until"] or lasts["closes"]):
            continue
        tries += 1
        if tries > _MOST_TRIES:
            break
        if _VISIT.search(text, low, high):
            continue
        start, end = _date_words(reading, words, published)
        if (lasts["closes"] or lasts["held"]) and not any(_is_of(o, reading, meeting) for o in reading.occasions_in(low, high)):
            continue
        if start and (lasts["until"] or lasts["closes"]) and end is None:
            start, end = first, Fact(start.value, (*first.evidence, *start.evidence), "dates.lasts")
        if start and end and _spans(start.value, day, end.value):
            return start, end
    return first, None


def _spans(start: str, day: date, end: str) -> bool:
    """Tell whether a day is one of those from `start` to `end`, which are no more than a meeting has."""
    low, high = date.fromisoformat(start), date.fromisoformat(end)
    return low <= day <= high and low < high <= low + _LONGEST_MEETING


def _is_report_day(words: DateWords, meeting: ReportedMeeting, published: Fact[str] | None, *, in_title: bool) -> bool:
    """Tell whether words date the report itself: the date line by the title, or a day no coming meeting can be on."""
    if not meeting.upcoming and (words.relative or not in_title):
        return False
    if words.relative:
        return words.relative in _TODAY
    return published is not None and f"{words.year}-{words.month:02}-{words.day or 0:02}" == published.value


def _find_candidates(reading: Reading, meeting: ReportedMeeting) -> Iterator[_Candidate]:
    """Yield the dates of the text with how much speaks for their being the meeting's."""
    text = reading.seed.text
    end = len(text.rstrip())
    for sentence in reading.sentences:
        # What a text breaks off with may be half a date: `on June 2`, of June 22.
        dates = [words for words in find_dates(text, sentence.start, sentence.end) if words.end < end or words.year]
        # `hôm nay (28/1)`: the day says which day that is.
        dates = [
            one for one, following in pairwise((*dates, None)) if one and not (following and _says_which(one, following, text))
        ]
        # Found once for all of them: thousands may stand in one sentence.
        before = sentence.start - 2
        holding = [match.span() for match in _HOLDING.finditer(text, sentence.start, sentence.end)] if dates else []
        for words in dates:
            low, high = reading.window(words.start, words.end)
            following = bisect_left(holding, (low, low))
            is_held = following < len(holding) and holding[following][1] <= high
            score = _score(words, sentence, reading, meeting) + (2 if is_held else 0)
            announced = meeting.upcoming and _SAID.search(text, max(sentence.start, words.start - _BESIDE), words.start)
            if announced or _is_told(words, sentence, before, text):
                score -= 3
            briefed = _BRIEFED.search(text, words.end, min(high, words.end + _BRIEFING))
            # What stands between them has the day for itself.
            if briefed and not reading.occasions_in(words.end, briefed.start()):
                score -= 3
            before = words.end
            yield _Candidate(words, score)


def _says_which(words: DateWords, following: DateWords, text: str) -> bool:
    """Tell whether a day that follows relative words tells what they mean, and so goes for them."""
    is_day = following.day is not None and following.month is not None and text[following.end : following.end + 1] == ")"
    return words.relative in _TODAY and is_day and _THAT_IS.fullmatch(text, words.end, following.start) is not None


def _is_told(words: DateWords, sentence: Sentence, before: int, text: str) -> bool:
    """Tell whether a date is the day on which something was told: `ngày 27/12 cho biết`; `before` is where another ends."""
    found = _PRESS.finditer(text, max(sentence.start, words.start - 40), min(sentence.end, words.end + 60))
    if _SAID_ON.search(text, max(sentence.start, words.start - _SAYING), words.start):
        return True
    if _DISPATCHED.search(text, max(sentence.start, words.start - _SAYING), words.start):
        return True
    # What stands right behind another date is of that.
    return any(not (one.end() <= words.start and before <= one.start() <= before + 1) for one in found)


def _score(words: DateWords, sentence: Sentence, reading: Reading, meeting: ReportedMeeting) -> float:
    """Return how much speaks for a date's being the meeting's: where it stands, what is before it, which meeting it is with."""
    text = reading.seed.text
    low, high = reading.window(words.start, words.end)
    score = 2.0 if sentence.index <= LEAD else 0.0
    if sentence.start + 12 >= words.start:
        score += 1
    # A visit has a first day and a last; the other days are of what happens on it, and behind it.
    is_visit = is_of_series(meeting, VISIT_ID)
    score += 1.5 if is_visit and words.last_day else 0
    if _is_another(words, sentence, reading, meeting):
        score -= 5
    if (
        sentence.index > 1
        and words.day is None
        and not words.relative
        and _VISIT_OF.search(text, max(sentence.start, words.start - _VISITING), words.start)
    ):
        score -= 4
    if (
        not (meeting.upcoming or words.relative)
        and sentence.index > LEAD
        and _TO_COME.search(text, max(low, words.start - _SOON), words.start)
    ):
        score -= 3
    if _TRAVEL.search(text, max(sentence.start, words.start - _TRAVELLING), words.start):
        score -= 1.5
    ends_on = _ENDS_ON.search(text, max(sentence.start, words.start - _TRAVELLING), words.start)
    returns = _RETURNS.match(text, words.end, high) if is_visit and not words.last_day else None
    if ends_on or returns or _COMES_HOME.match(text, words.end, high) or _LAST_DAY.match(text, words.end, high):
        return score - 5
    if _arrives(words, low, high, text) and not is_visit:
        score -= 4
    near = _find_near(words, low, high, reading, meeting)
    if not near:
        return score + (1 if _is_told_next(words, sentence, reading, meeting) else -0.5)
    if _is_on_margins(sentence, low, high, reading, meeting):
        return score - 5
    return score + (3 if any(_is_of(o, reading, meeting) for o in near) else -5)


def _is_told_next(words: DateWords, sentence: Sentence, reading: Reading, meeting: ReportedMeeting) -> bool:
    """Tell whether a sentence of the lead tells what was resolved, and the next one at which meeting, without its day."""
    text, following = reading.seed.text, next((s for s in reading.sentences if s.start >= sentence.end), None)
    around = (max(sentence.start, words.start - 2 * _TRAVELLING), min(sentence.end, words.end + 2 * _TRAVELLING))
    if following is None or not 0 < sentence.index <= LEAD or not _RESOLVED.search(text, *around):
        return False
    low, high = following.start, min(following.end, following.start + _LONGEST_NEXT)
    if reading.occasions_in(sentence.start, sentence.end) or any(find_dates(text, low, high)):
        return False
    return any(
        reading.is_about(o, meeting) and _AT.search(text, max(low, o.start - _TRAVELLING), o.start)
        for o in reading.occasions_in(low, high)
    )


def _arrives(words: DateWords, low: int, high: int, text: str) -> bool:
    """Tell whether a date is of somebody's coming or going, by the words between `low` and `high`."""
    before = _ARRIVES_BEFORE.search(text, max(low, words.start - _TRAVELLING), words.start)
    return before is not None or _ARRIVES_AFTER.match(text, words.end, high) is not None


def _is_on_margins(sentence: Sentence, low: int, high: int, reading: Reading, meeting: ReportedMeeting) -> bool:
    """Tell whether a sentence is about something on the meeting's margins: `Bên lề hội nghị, ngày 19/8, Bộ trưởng gặp …`."""
    margins = _ON_MARGINS.match(reading.seed.text, sentence.start, sentence.end)
    if margins is None or meeting.series is None:
        return False
    # What stands right behind the words is what it is beside.
    own = (o for o in reading.occasions_in(max(low, margins.end() + _BESIDE), high) if o.series == meeting.series.value)
    known = reading.reader.vocabulary.series.get(meeting.series.value)
    return known is not None and not known.generic and next(own, None) is None


def _is_another(words: DateWords, sentence: Sentence, reading: Reading, meeting: ReportedMeeting) -> bool:
    """Tell whether a date is that of something else, by the words before it; `after their talks on Friday` dates the talks."""
    text = reading.seed.text
    is_call = is_of_series(meeting, CALL_ID)
    recalled = sentence.index > 1 and _RECALLED.search(text, max(sentence.start, words.start - 2 * _VISITING), words.start)
    to_come = sentence.index > LEAD and not meeting.upcoming and _TALKS_TO_COME.match(text, words.end, sentence.end)
    goes_before = not is_of_series(meeting, VISIT_ID) and _goes_before(words, sentence, text)
    if (
        recalled
        or to_come
        or goes_before
        or (is_call and _MEETING_ON.search(text, max(sentence.start, words.start - 40), words.start))
    ):
        return True
    earlier = _EARLIER.search(text, max(sentence.start, words.start - 100), words.start)
    own = meeting.series.value if meeting.series else None
    high = reading.window(words.start, words.end)[1]
    if earlier and not any(o.series and o.series == own for o in reading.occasions_in(earlier.start(), high)):
        return True
    # `the report on its activity from | May 2023 to May 2024`
    if words.month and not words.day and _FROM.search(text, max(sentence.start, words.start - 2 * _BESIDE), words.start):
        return True
    # A month that stands far down is that of one before: `The May 2000 meeting`, `first met in April 1999`.
    low = max(sentence.start, words.start - _BACK)
    if words.month and not words.day and sentence.index > LEAD and not _TOOK_PLACE.search(text, low, words.start):
        return True
    found = ANOTHER.search(text, low, words.start)
    # `Trước thềm Hội nghị …, từ ngày` is of what is still to come.
    may_be_own = found and (_AFTER.match(found[0]) or (meeting.upcoming and _AHEAD_OF.match(found[0])))
    if found is None or not may_be_own:
        return found is not None
    return not any(_is_of(o, reading, meeting) for o in reading.occasions_in(found.start(), words.start))


def _goes_before(words: DateWords, sentence: Sentence, text: str) -> re.Match[str] | None:
    """Return the words before a date of what the meeting follows, or of the visit it is held on, where its own follows."""
    return _BEFORE_IT.match(text, sentence.start, words.start) if _DAY_FOLLOWS.match(text, words.end) else None


def _find_near(words: DateWords, low: int, high: int, reading: Reading, meeting: ReportedMeeting) -> Sequence[Occasion]:
    """Return the occasions that a date stands with; one day before a visit is that of the talks named with it."""
    occasions = reading.occasions_in(low, high)
    # `a visit on 3-4 May | for the 4th Consultations`
    purpose = _FOR_IT.match(reading.seed.text, words.end, high)
    meant = tuple(o for o in occasions if purpose and o.start == purpose.end() and _is_of(o, reading, meeting))
    near = meant or find_standing_with(occasions, words.start, words.end, reading.seed.text)
    behind = near and (
        words.start < near[0].start or _BEHIND_VISIT.search(reading.seed.text, max(low, words.start - _BESIDE), words.start)
    )
    if behind and not words.last_day and all(not _is_of(o, reading, meeting) for o in near):
        talks = tuple(o for o in occasions if o.series != VISIT_ID)
        moves = _COMES_OR_GOES.search(reading.seed.text, low, near[0].end)
        if near[0].series == VISIT_ID and not moves:
            near = find_standing_with(talks, words.start, words.end, reading.seed.text)
    return near


def _is_of(occasion: Occasion, reading: Reading, meeting: ReportedMeeting) -> bool:
    """Tell whether an occasion is the meeting, and not the visit on which it is held, which has days of its own."""
    is_visit = occasion.series == VISIT_ID
    if is_visit and meeting.series and meeting.series.value != VISIT_ID:
        return False
    return reading.is_about(occasion, meeting)


def _date_words(reading: Reading, words: DateWords, published: Fact[str] | None) -> tuple[Fact[str] | None, Fact[str] | None]:
    """Return first and last day of a date with day or month, its year from the words, the publication or the text."""
    own = Evidence(words.start, words.end)
    if words.year:
        return _make(words, words.year, (own,), "dates.explicit")
    if published and len(published.value) >= _MONTH and words.day and words.month:
        # Of a month alone its middle.
        year = _nearest_year(words.month, words.day, date.fromisoformat(f"{published.value}-15"[:_FULL_DAY]))
        return _make(words, year, (own, *published.evidence), "dates.published-year")
    inferred = infer_year(reading, words)
    if inferred:
        return _make(words, inferred[0], (own, inferred[1]), inferred[2])
    return None, None


def _make(words: DateWords, year: int, evidence: tuple[Evidence, ...], rule: str) -> tuple[Fact[str], Fact[str] | None]:
    first = f"{year}-{words.month:02}" + (f"-{words.day:02}" if words.day else "")
    if not words.last_day or not words.last_month:
        return Fact(first, evidence, rule), None
    # A range over New Year: the year written is the last day's.
    crosses = words.last_month < (words.month or 0)
    last_year = year if not crosses or words.year else year + 1
    if crosses and words.year:
        first = f"{year - 1}{first[4:]}"
    return Fact(first, evidence, rule), Fact(f"{last_year}-{words.last_month:02}-{words.last_day:02}", evidence, rule)


def _nearest_year(month: int, day: int, published: date) -> int:
    """Return the year that puts day and month nearest the publication."""
    years = (published.year - 1, published.year, published.year + 1)
    return min(years, key=lambda y: abs((make_day(y, month, day) - published).days))


def _date_relative(
    reading: Reading, words: DateWords | None, published: Fact[str] | None, *, upcoming: bool
) -> Fact[str] | None:
    """Return the date that relative words give, from the day of the report; of a report without one only its own year."""
    if words is None or words.relative is None:
        return None
    own = Evidence(words.start, words.end)
    reported = _find_report_day(reading, published)
    if reported:
        day, evidence, rule = reported
        value = place_relative(words.relative, day, upcoming=upcoming)
        return Fact(value, (own, *evidence), rule) if value else None
    inferred = infer_year(reading, None)
    return Fact(str(inferred[0]), (own, inferred[1]), inferred[2]) if inferred else None


def extract_publication(seed: Seed, *, reader: Reader) -> Fact[str] | None:
    """Return the day of a report whose dateline leaves out the year, in the year the report speaks of as its own."""
    found = _find_report_day(reader.read(seed), None)
    return Fact(found[0].isoformat(), found[1], found[2]) if found else None


def _find_report_day(reading: Reading, published: Fact[str] | None) -> tuple[date, tuple[Evidence, ...], str] | None:
    """Return the day of the report: its publication, or the dateline's day in the year the report speaks of as its own."""
    line = reading.dateline.date if reading.dateline else None
    if line and line.year and line.month and line.day:
        return make_day(line.year, line.month, line.day), (Evidence(line.start, line.end),), "dates.relative"
    if published and len(published.value) == _FULL_DAY:
        return date.fromisoformat(published.value), published.evidence, "dates.relative"
    inferred = infer_year(reading, line) if line and line.month and line.day else None
    if line is None or inferred is None:
        return None
    return make_day(inferred[0], line.month or 1, line.day or 1), (Evidence(line.start, line.end), inferred[1]), inferred[2]
