"""Tells the year of a day that a report gives without one, by what else it says: the years that it speaks of as its own.

`sẽ diễn ra trong nửa cuối năm 2020`, a chair's year, that in a meeting's name, the same day in full, a weekday. Where they
disagree there is none.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from generator.datewords import EN_MONTHS, WEEKDAY, DateWords, find_dates, number_weekday
from generator.extract.reader import LEAD
from generator.frames import is_elsewhere
from generator.models import Evidence
from generator.patterns import compile_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.extract.reader import Reading, Sentence

_OWN_YEAR = re.compile(
    r"\b(?:sẽ|dự kiến|đăng cai|will|scheduled)\b[^.;]{0,120}?\b(?:(?:nửa cuối|nửa đầu|cuối|đầu|giữa|quý \w{1,3}) năm|"
    r"(?:second|first) half of|late|end of|later in)\s(20\d\d)\b",
    re.IGNORECASE,
)
# The year somebody is chair in, said in that year.
_CHAIR_YEAR = re.compile(
    r"\bchủ tịch (?:luân phiên )?(?:của )?(?:khối )?(?:ASEAN|APEC|AIPA|G20|G7|BRICS|CPR|SOM|ADMM|SEOM) "
    r"(?:trong )?(?:năm )?(?P<vi>20\d\d)\b|"
    r"\bnăm (?P<held>20\d\d) là (?:năm|lần)\b(?:(?!\b(?:đã|từng)\b)[^.;]){0,60}?\b(?:chủ tịch|đăng cai|chủ nhà)\b|"
    r"\bnăm (?:APEC|ASEAN) (?P<named>20\d\d)\b|"
    r"\bđây là (?:hội nghị|sự kiện) quan trọng nhất (?:trong |của )?năm (?P<most>20\d\d)\b|"
    r"(?<=, as )chair of ASEAN (?:in |for )(?P<chair>20\d\d)\b|"
    r"\b(?P<en>20\d\d) (?:ASEAN )?chair(?:man)?ship\b|\bchair(?:man)?ship (?:of ASEAN )?(?:in |for )?(?P<after>20\d\d)\b",
    re.IGNORECASE,
)
# The year whose work a report tells of: `các ưu tiên … năm 2015`, `hoạt động đối ngoại năm 2013`, `priorities for 2015`.
_WORK_YEAR = re.compile(
    r"\b(?:ưu tiên|trọng tâm|chương trình(?! nghị sự)|hoạt động đối ngoại|chủ đề)\b"
    r"(?:(?!\b(?:nhằm|để|hướng|hoàn thành|mục tiêu|vào|sau|trước|từ|hết|đến|tới|giai đoạn|tầm nhìn)\b)[^.;:\d]){0,60}?\s"
    r"(?:trong |của )?năm (?P<vi_work>20\d\d)\b|\b(?:priorities|theme|agenda) (?:for|of|in) (?P<en_work>20\d\d)\b",
    re.IGNORECASE,
)
# Before a chair's year that somebody looks back on: `praised … its 2020 ASEAN chairmanship`.
_PRAISED = compile_words(
    r"\b(?:congratulat\w*|prais\w*|achiev\w*|laud\w*|commend\w*|chúc mừng|đánh giá cao|thành tựu|thành tích|"
    r"cảm ơn|cám ơn|hoàn thành|thank\w*|"
    r"khi còn là|từng là|nhận búa|tiếp nhận|bàn giao|chuyển giao)\b"
)
_REACH = 60
_LATE = 12
"""From this month on, plans are for the year to come."""
# In a sentence that gives in full a day on which people meet, not one on which something was agreed, founded or begun.
_MEETING_DAY = compile_words(
    r"\b(?:diễn ra|được tổ chức|khai mạc|(?:đang|sang|đến|tới) thăm|thăm (?:chính thức|cấp nhà nước|làm việc|và làm việc)|"
    r"held|took place|attends?|attended|on an? (?:official|state|working) visit)\b",
)
_CENTURY = "20"
"""How each year begins that a report calls its own."""
# Before and behind the name of a meeting that is held once a year.
_YEAR_BEFORE = re.compile(r"\b(20\d\d)\s\Z")
# Before one that was, or will be, held somewhere else than what is told of.
_HELD_THEN = re.compile(
    r"\b(?:venue|site|host|nơi)\b[^,.;]{0,30}\Z|\b(?:host(?:s|ed|ing)?|từng|đăng cai)\s[^,.;]{0,24}\Z", re.IGNORECASE
)
_REACH = 60
_YEAR_WITHIN = re.compile(r"\((20\d\d)\s(?=[A-Z])")
_YEAR_AFTER = re.compile(r"\s(20\d\d)\b(?![/.-]\d)")
_LATER = compile_words(
    r"\b(?:chuẩn bị|sẽ(?! (?:cùng )?(?:trao đổi|thảo luận|bàn)\b)|sắp|(?<!hướng )tới|sang năm|will|next|prepar\w+|upcoming)\b"
)
_NEXT_MEETING = re.compile(
    r"\b(?:chuẩn bị cho|bước chuẩn bị|sẽ|dự kiến|sắp tới|will|to prepare for|"
    r"scheduled)\b[^.;]{0,160}?\b(?:tháng (\d{1,2})[/-](20\d\d)|"
    r"tháng (\d{1,2}) năm (20\d\d))",
    re.IGNORECASE,
)
# The day that something is to begin on: `sẽ diễn ra từ ngày 28/3 đến 1/4/2015`, `will be held on April 1, 2015`.
_NEXT_DAY = re.compile(
    r"\b(?:sẽ|dự kiến|will|is to|are to|scheduled to)\s(?:được tổ chức|diễn ra|khai mạc|be held|take place|open|convene)\b"
    r"[^.;]{0,40}?(?:\d{1,2}[/.-](?P<vi>\d{1,2})[/.-](?P<vi_year>20\d\d)|"
    rf"(?P<en>{'|'.join(EN_MONTHS)})(?: \d{{1,2}})?,? (?P<en_year>20\d\d))\b",
    re.IGNORECASE,
)
# A day to come, and what this year, the next or the last is: `ngày 31/12/2015 tới đây`, `vào năm tới (2020)`.
_COMING_DAY = re.compile(r"(?<!đến )(?<!đến ngày )\d{1,2}[/.-](?P<month>\d{1,2})[/.-](?P<year>20\d\d) (?:sắp tới|tới đây)\b")
_YEAR_IS = re.compile(
    r"\b(?:(?P<now>năm nay|this year)|(?P<next>năm tới|next year)|(?P<last>năm ngoái|last year)),? \(?(?P<year>20\d\d)\)",
    re.IGNORECASE,
)
_ANY_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STEPS = {"now": 0, "next": -1, "last": 1}
# The part of a year that a report sums up is that of its own year: `sáu tháng đầu năm 2011`; what it compares with is not.
_MONTHS_BY_WORD = {word: n for n, word in enumerate("hai ba bốn năm sáu bảy tám chín mười".split(), start=2)} | {
    word: n for n, word in enumerate("two three four five six seven eight nine ten eleven".split(), start=2)
}
_COUNT = rf"\d{{1,2}}|{'|'.join(_MONTHS_BY_WORD)}"
_PART_OF_YEAR = re.compile(
    rf"(?<!so với )(?<!cùng kỳ )(?:\b(?P<vi>{_COUNT}) tháng (?:đầu )?(?:của )?năm (?P<vi_year>20\d\d)\b"
    rf"|(?<!than in )(?<!with )\bthe first (?P<en>{_COUNT}) months of (?P<en_year>20\d\d)\b)",
    re.IGNORECASE,
)
# A weekday right before a day, which only few years have; and the year of a copyright line, which alone proves nothing.
_WEEKDAY_BEFORE = re.compile(rf"\b(?P<day>{WEEKDAY})\s?,?\s?\(?(?:ngày\s)?\Z", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|\bcopyright|\bbản quyền)[^\n]{0,40}?\b(?P<year>20\d\d)\b", re.IGNORECASE)
_WEEKDAY_REACH = 24
_ADOPTED = re.compile(
    r"\bthông qua\b[^.;]{3,60}?(?<![-–])\s(20\d\d)\b(?!\s?[-–])|"
    r"\badopt(?:s|ed|ing)\b[^.;]{3,60}?(?<![-–])\s(20\d\d)\b(?!\s?[-–])"
)
# Before a date that is another's: what was signed, set up or decided then, or comes after or before it.
ANOTHER = compile_words(
    # ... but not `sau ba ngày làm việc`, after which the meeting ends
    r"(?:kể từ|từ khi|sau(?! \S+ (?:ngày|buổi)\b)|trước|hồi|hết hạn|hiệu lực|(?<!lễ )ký(?: kết)?(?: vào)?|"
    r"thành lập|thông qua|phán quyết|đưa ra|trình lên|"
    r"sinh|năm ngoái|gần đây nhất|bên lề|"
    r"following|after(?! \S+ (?:days?|hours)\b)|before|since|until|signed on|adopted on|established|effective|"
    r"as declared|released|dated|"
    r"born)\s(?:(?!diễn ra|được tổ chức|khai mạc|held|took place|takes place)[^,.;]){0,40}\Z|\bby\s\Z|"
    r"(?:inauguration|swearing[- ]in|coronation|funeral) of (?:\w+ ){0,4}"
    r"(?:president|vice|prime|king|sultan|emperor|governor)\b[^,.;]{0,60}\Z|"
    r"lễ (?:nhậm chức|tuyên thệ|đăng quang|tang)\b[^,.;]{0,60}\Z",
)


_Year = tuple[int, Evidence, str]
"""A year, the words that say so, and the rule."""


def infer_year(reading: Reading, words: DateWords | None) -> _Year | None:
    """Return the year the report speaks of as its own, the words that say so, and the rule; None where they disagree."""
    text = reading.seed.text
    able = [s for s in reading.sentences if text.find(_CENTURY, s.start, s.end) >= 0]
    found = [
        year
        for sentence in able
        for year in (*_infer_by_name(sentence, reading, words), *_infer_by_sentence(text, sentence, words))
    ]
    if words and not found:
        found = [year for caption in reading.captions for year in _infer_by_full_date(text, caption, words)]
    if words and not found:
        found = [*_infer_by_weekday(reading, words)]
    # What a plan is for may be a year to come, so all else goes before it; late in a year it mostly is the next.
    if not found and not (words and words.month and words.month >= _LATE):
        found = [year for sentence in able for year in _find_said(_WORK_YEAR, text, sentence, "dates.work-year")]
    return found[0] if len({year for year, _, _ in found}) == 1 else None


def _infer_by_name(sentence: Sentence, reading: Reading, words: DateWords | None) -> Iterator[_Year]:
    """Yield the years that a sentence of the lead, which names a day, gives to a meeting: `the 2022 | Shangri-La Dialogue`."""
    text, span = reading.seed.text, (sentence.start, sentence.end)
    if words is None or not sentence.start <= words.start < sentence.end:
        return
    for occasion in reading.occasions_in(*span) if sentence.index <= LEAD else ():
        before, after = (
            _YEAR_BEFORE.search(text, max(sentence.start, occasion.start - _REACH), occasion.start),
            _YEAR_AFTER.match(text, occasion.end, sentence.end),
        )
        year = before or after or _YEAR_WITHIN.search(text, occasion.start, occasion.end)
        low = before.start() if before else occasion.start
        if year is None or not occasion.series or _HELD_THEN.search(text, max(sentence.start, low - _REACH), low):
            continue
        is_past = is_elsewhere(text, occasion.start, occasion.end, sentence=span, lang=reading.seed.lang, latest=int(year[1]))
        if not is_past:
            yield int(year[1]), Evidence(*_year_span(text, year, 1)), "dates.name-year"


def _infer_by_sentence(text: str, sentence: Sentence, words: DateWords | None) -> Iterator[_Year]:
    """Yield the years that a sentence speaks of as the report's own, or gives to the day of `words`."""
    for m in _OWN_YEAR.finditer(text, sentence.start, sentence.end):
        yield int(m[1]), Evidence(*_year_span(text, m, 1)), "dates.own-year"
    yield from _infer_by_turn(text, sentence, words)
    praised = _PRAISED.search(text, sentence.start, sentence.end)
    for said in _find_said(_CHAIR_YEAR, text, sentence, "dates.chair-year"):
        if praised is None or said[1].start < praised.start():
            yield said
    if words and words.month:
        yield from _infer_around(text, sentence, words.month)
        if _MEETING_DAY.search(text, sentence.start, sentence.end):
            yield from _infer_by_full_date(text, sentence, words)
        for m in _NEXT_MEETING.finditer(text, sentence.start, sentence.end):
            month, year = int(m[1] or m[3]), int(m[2] or m[4])
            evidence = Evidence(m.start(1 if m[1] else 3), m.end())
            yield year if words.month <= month else year - 1, evidence, "dates.next-meeting"
    if sentence.index <= LEAD:
        for m in _ADOPTED.finditer(text, sentence.start, sentence.end):
            yield int(m[1] or m[2]), Evidence(*_year_span(text, m, 1 if m[1] else 2)), "dates.adopted"


def _find_said(pattern: re.Pattern[str], text: str, sentence: Sentence, rule: str) -> Iterator[_Year]:
    """Yield the years that a pattern finds in a sentence, without those that the words around say are still to come."""
    later = _LATER.search(text, sentence.start, sentence.end)
    end = sentence.start
    for m in pattern.finditer(text, sentence.start, sentence.end):
        # The clause ends at a semicolon; looked for once for all that stand before it.
        if end < m.end():
            found = text.find(";", m.end(), sentence.end)
            end = sentence.end if found < 0 else found
        if later is None or later.end() > end:
            yield int(m[m.lastgroup or 0]), Evidence(*_year_span(text, m, m.lastgroup or 0)), rule


def _infer_by_turn(text: str, sentence: Sentence, words: DateWords | None) -> Iterator[_Year]:
    """Yield the years that a sentence gives by a day that it says is to come, or by this year, the next or the last."""
    for m in _COMING_DAY.finditer(text, sentence.start, sentence.end):
        if words and words.month:
            yield int(m["year"]) - (int(m["month"]) < words.month), Evidence(*m.span("year")), "dates.coming-day"
    # Where it speaks of another year as well, it may be that one's next.
    named = _YEAR_IS.search(text, sentence.start, sentence.end)
    if named and len(_ANY_YEAR.findall(text, sentence.start, sentence.end)) == 1:
        step = next(step for name, step in _STEPS.items() if named[name])
        yield int(named["year"]) + step, Evidence(*named.span()), "dates.named-year"


def _infer_around(text: str, sentence: Sentence, month: int) -> Iterator[_Year]:
    """Yield the years that a sentence gives to a month by what is to come after it, or by what is summed up before it."""
    for m in _NEXT_DAY.finditer(text, sentence.start, sentence.end):
        lang = "vi" if m["vi"] else "en"
        coming = int(m["vi"]) if m["vi"] else EN_MONTHS.index(m["en"].casefold()) + 1
        year = int(m[f"{lang}_year"])
        yield year if month <= coming else year - 1, Evidence(m.start(lang), m.end()), "dates.next-meeting"
    for m in _PART_OF_YEAR.finditer(text, sentence.start, sentence.end):
        lang = "vi" if m["vi"] else "en"
        count = m[lang].casefold()
        if (int(count) if count.isdigit() else _MONTHS_BY_WORD[count]) < month:
            yield int(m[f"{lang}_year"]), Evidence(m.start(lang), m.end()), "dates.part-of-year"


def _infer_by_full_date(text: str, sentence: Sentence | Evidence, words: DateWords) -> Iterator[_Year]:
    """Yield the years of days of a sentence that are given in full, and that the day of `words` is one of."""
    if not words.month or not words.day:
        return
    day = (words.month, words.day)
    for full in find_dates(text, sentence.start, sentence.end):
        if not (full.year and full.month and full.day):
            continue
        if (full.month, full.day) <= day <= (
            full.last_month or full.month,
            full.last_day or full.day,
        ) and not ANOTHER.search(text, max(sentence.start, full.start - _REACH), full.start):
            yield full.year, Evidence(full.start, full.end), "dates.full-date"


def _infer_by_weekday(reading: Reading, words: DateWords) -> Iterator[_Year]:
    """Yield the year of a copyright line in which a day is on the weekday that stands before it."""
    text = reading.seed.text
    weekday = _WEEKDAY_BEFORE.search(text, max(0, words.start - _WEEKDAY_REACH), words.start)
    if weekday is None or not words.month or not words.day:
        return
    for block in reading.seed.blocks:
        line = _COPYRIGHT.search(text, block.start, block.end) if block.kind != "title" else None
        day = make_day(int(line["year"]), words.month, words.day) if line else None
        if line and day and day.weekday() == number_weekday(weekday["day"]):
            yield day.year, Evidence(*line.span("year")), "dates.weekday-year"


def _year_span(text: str, match: re.Match[str], group: int | str) -> tuple[int, int]:
    """Return the offsets of a year with the word `năm` before it."""
    start, end = match.span(group)
    return (start - 4, end) if text[start - 4 : start] == "năm " else (start, end)


def make_day(year: int, month: int, day: int) -> date:
    """Return the day; for 29 February of a year that has none the 28th."""
    try:
        return date(year, month, day)
    except ValueError:  # 29 February
        return date(year, month, day - 1)
