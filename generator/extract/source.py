"""Reads where a report comes from: its publisher and the day it was published.

Both are read off the edges of a capture - the address, a line that is nothing but an outlet's name or a date, the dateline -
and never off the report's sentences, where outlets are quoted and other days are spoken of.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.datewords import EN_MONTHS, EN_WEEKDAY, WEEKDAY, find_dates
from generator.models import Evidence, Fact, Source
from generator.vocabulary import squeeze_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.datewords import DateWords
    from generator.extract.reader import Reader, Reading
    from generator.models import Block, Seed

# /2016/10/22/, 1999072600A111.html, /2011-12/20/, /2015/06-05/, /200002/29/, -20161022215655291.htm, 2022-04-16
_DAY_IN_URL = re.compile(
    r"(?<![0-9])(?P<y>(?:19|20)[0-9]{2})(?:(?P<sep>[/-]?)(?P<m>0[1-9]|1[0-2])(?P=sep)|-(?P<n>0[1-9]|1[0-2])/|"
    r"/(?P<o>0[1-9]|1[0-2])-|(?P<f>0[1-9]|1[0-2])/(?=[0-9]{2}/))(?P<d>0[1-9]|[12][0-9]|3[01])(?=[^0-9]|[0-9]{6}|[0-9]{2}[A-Z]|$)"
)
# The same with month, day, year and the time: -03292018083346.html
_TIME_IN_URL = re.compile(
    r"(?<![0-9])(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])(?P<y>20[0-9]{2})(?:[01][0-9]|2[0-3])(?:[0-5][0-9]){2}(?![0-9])"
)
# ... and in what follows a question mark: story.php?d=20030617114619
_TIME_IN_QUERY = re.compile(
    r"=(?P<y>(?:19|20)[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])(?:[0-5][0-9]){2}(?![0-9])"
)
_SHORT_TIME = r"(?P<y>[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])(?:[0-5][0-9]){2}"
# The same in the numbers that one maker of Vietnamese sites gives its pages, 102|230614|183512|207, and the foreign ministry
# and its offices gave theirs: mofa.gov.vn/…/ns|051031|175138.
_DAY_IN_NUMBER = re.compile(rf"-1[0-9]{{2}}{_SHORT_TIME}[0-9]{{3}}(?=\.|$)")
_DAY_AT_MINISTRY = re.compile(rf"(?:\bmofa\w*\.gov\.vn|/nr[0-9]{{12}})/[^?#]*/ns{_SHORT_TIME}(?=[./?#]|$)")
# /201011/: a folder for each month; /2010/11/, which tells no more than the year of a dateline; /2022/jun/16/ one for each day.
_MONTH_IN_URL = re.compile(r"/(?P<y>20[0-9]{2})(?P<m>0[1-9]|1[0-2])/")
# /1999/990726.html
_SHORT_DAY_IN_URL = re.compile(
    r"/(?P<c>19|20)(?P<y>[0-9]{2})/(?P=y)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12][0-9]|3[01])(?=\.html?$)"
)
_FOLDER_OF_MONTH = re.compile(r"/(?P<y>20[0-9]{2})/?(?P<m>0[1-9]|1[0-2])/")
_SHORT_MONTHS = [month[:3] for month in EN_MONTHS]
_MONTH_NAMED_IN_URL = re.compile(
    rf"/(?P<y>20[0-9]{{2}})/(?P<m>{'|'.join(_SHORT_MONTHS)})/(?P<d>0?[1-9]|[12][0-9]|3[01])(?=/|$)"
)
# Folders of what is no report, or not of the day it is told.
_STORED = re.compile(
    r"/(?:uploads?|files?|docs|documents?|media|images?|resolutions?|agenda|events?|calendar)/|\.(?:pdf|docx?)$", re.IGNORECASE
)
# What a line of a press release may hold beside its date.
_RELEASE = re.compile(
    r"(?:\b(?:for|press|media|release|immediate|statement|embargoed|date|no|thông cáo|báo chí|ngày|[ap]m|gmt|"
    r"lúc|cập nhật|latest|last|updated?|posted|published|on|at|"
    rf"{EN_WEEKDAY}|(?:mon|tue|wed|thu|fri|sat|sun)|"
    r"thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)\b|"
    r"\b(?:[a-z-]+\.){1,3}(?:com|net|org|cn|vn|sg|my|id|ph|th|jp|kr|in|au)\b|[\W\d_])*",
    re.IGNORECASE,
)
# An outlet's letters before the day: `LĐO | 11/01/2024`.
_MASTHEAD = re.compile(r"[^\W\d_a-zà-ÿ]{2,6}\s?[|–-]")
# A weekday and the date on a line that is no sentence: `Thái Anh - Thứ Tư, 27/07/2022 - 18:20`.
_WEEKDAY_BEFORE = re.compile(rf"\b(?:{WEEKDAY})\W{{1,3}}\Z", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…]\W*\Z")
_ENDS_RELEASE = re.compile(
    r"(?:\b(?:release|press|statement)|\s[-–—]|\((?:TTXVN|VNA|Xinhua|AFP|AP|Reuters|Bernama|Yonhap)),?\s?\Z", re.IGNORECASE
)
# `(Some News Agency July 31, 2002)`, `Hà Nội (TTXVN 7/6/2001)`
_AGENCY_BEFORE = re.compile(r"(?:[^\W\d_][^\d(),\n]{1,30}\s)?\((?:[^\W\d_a-zà-ỹ][\w.’']*\s){1,5}")
# `(1-7-2020, Nay Pyi Taw)`, and what a page has before an outlet's name: `0 CommentsPrint E-mail Xinhua, October 26, 2009`.
_BRACKETED_PLACE = re.compile(r",\s[^\W\d_]+(?:[\s-][^\W\d_]+){0,3}\)\s*")
_BUTTONS = re.compile(r"\A(?:\d{1,4} comments?|print|e-?mail|share|[\s|])+", re.IGNORECASE)
# A line of its own above a statement: `Singapore, July 26, 1999`.
_PLACE_BEFORE = re.compile(r"(?:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3},\s){1,2}")
# Beside the clock of the page that it was captured from.
_CLOCK = re.compile(r"\b(?:search|tìm kiếm|hotline|đăng nhập|log ?in)\b|°C", re.IGNORECASE)
# Before the day on which a page was captured.
_FETCHED = re.compile(r"\b(?:fetched|crawled|retrieved|accessed|archived)(?:\s?(?:on|at|date))?\W{0,3}\Z", re.IGNORECASE)
# A clock that ticks, which a report's own line hardly ever is.
_TICKING = re.compile(r"\W{0,4}\d{1,2}:\d{2}:\d{2}\b")
# As one maker of sites has it in English: `Mon, 10/19/2009 - 17:07`.
_MONTH_FIRST = re.compile(r"\b(?P<wd>Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?P<m>[0-3]\d)/(?P<d>[0-3]\d)/(?P<y>20\d\d) - \d{2}:\d{2}\b")
_FIGURES = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")
_MONTHS = 12
_AMERICAN = re.compile(r"\.(?:gov|mil|us)\Z")
# A site of a country; of the Philippines, which have it both ways, nothing tells.
_COUNTRY_HOST = re.compile(r"\.(?!us\Z|ph\Z|tv\Z|io\Z|co\Z|me\Z|ai\Z)[a-z]{2}\Z")
_WEEKDAY_JUST_BEFORE = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\W{1,3}\Z", re.IGNORECASE)
# A document of the meeting itself, which is of the day that its title gives.
_STATEMENT = re.compile(
    r"(?:press|joint|chair(?:man)?['’]s) (?:press )?(?:statement|communiqu[ée]|declaration)\b", re.IGNORECASE
)
_OF_DAY = re.compile(r"\b(?:of|since|on|after|before)\s\Z", re.IGNORECASE)
_PLACE_AFTER = re.compile(r"[,\s]*(?:(?:[A-Z][\w.-]*|the)[,\s]*){0,8}\.?")
# A byline before the day it was published: `By Somebody - May 2, 2023`.
_BYLINE = re.compile(r"(?:by|bởi|theo) (?:[^.\n\d]|(?<=\b[A-Z])\.){3,50}\s?[-–—|•·,]\s?\Z", re.IGNORECASE)
_TIME_BEFORE = re.compile(r"\b\d{1,2}:\d{2}\W{1,4}\Z")
# Between an outlet's name and the day: `Some Daily Paper / 05:06 AM March 04, 2019`.
_LAST_TIME = re.compile(r"\s?[/|•·–-]\s?\d{1,2}:\d{2}(?:\s?[ap]\.?m\b\.?)?\W{0,4}\Z", re.IGNORECASE)
_OWN_TIME = re.compile(r"(?:[^\W\d_][^\d.,:]{0,24}\s[-–|•]\s)?\W*\d{1,2}:\d{2}(?:\s?[ap]\.?m\b\.?)?\W{1,4}", re.IGNORECASE)
_TIME_AFTER = re.compile(r"\W{0,4}\d{1,2}:\d{2}")
_LABELLED = re.compile(
    r"\b(?:dated?|date of release|release date|pubdate|published|posted|issued|updated|last modified|"
    r"ngày đăng|đăng ngày|cập nhật|số ra|วันที่นำเข้าข้อมูล)\W{0,3}"
    r"(?:on |lúc |at |ngày )?(?:\d{1,2} ?[:hg] ?\d{2}\W{1,3})?(?:ngày )?\Z",
    re.IGNORECASE,
)
# At the very end: `… later in the afternoon. (PNA)`, `-- BERNAMA`.
_SIGNED = re.compile(r"(?:\((?P<agency>[A-Z][\w/ ]{1,20})\)|[-–—]{1,2}\s?(?P<wire>[A-Z]{3,12}(?:/[A-Z]{2,8})?))\s*\Z")
_LINE = 80
_SHORT = 50  # a paragraph is longer
_EDGE = 6
"""How many blocks at either end of a capture may name the outlet or the day."""


def extract_source(seed: Seed, *, reader: Reader) -> Source:
    """Return the address, publisher and day of publication of a report, each None where the capture does not give it."""
    reading = reader.read(seed)
    return Source(url=seed.url, publisher=_find_publisher(reading), published=_find_published(reading))


def _find_publisher(reading: Reading) -> Fact[str] | None:
    """Return the outlet's name: by the address, by a line of its own at either end, or by the dateline."""
    seed, vocabulary, line = reading.seed, reading.reader.vocabulary, reading.opening
    by_host = vocabulary.outlet_of(seed.url.value) if seed.url else None
    if seed.url and by_host:
        return Fact(by_host.label[seed.lang], seed.url.evidence, "source.host")
    for block in reversed(_edges(seed)):
        outlet = vocabulary.outlets_by_name.get(squeeze_name(seed.text[block.start : block.end]))
        if outlet and block.kind != "paragraph":
            return Fact(outlet.label[seed.lang], (Evidence(block.start, block.end),), "source.line")
    # An outlet whose name is all capitals (`QĐND -`) stands where a place might.
    signed = _SIGNED.search(seed.text, max(0, len(seed.text.rstrip()) - _LINE))
    for span in (
        line.agency if line else None,
        line.place if line else None,
        signed.span(signed.lastgroup or 0) if signed else None,
    ):
        outlet = vocabulary.outlets_by_name.get(squeeze_name(seed.text[slice(*span)])) if span else None
        # `VIET NAM – …` is where, and not in which paper.
        if outlet and span and not any((m.start, m.end) == span for m in reading.matches_in("parties", *span)):
            return Fact(outlet.label[seed.lang], (Evidence(*span),), "source.dateline")
    return None


def _edges(seed: Seed) -> list[Block]:
    """Return the short lines at either end of the capture, where what is not the report itself stands.

    Above a report that begins further down there may be twice as many.
    """
    blocks = seed.blocks
    body = next((number for number, b in enumerate(blocks) if b.kind == "paragraph" and b.end - b.start > _LINE), 0)
    above = min(max(body, _EDGE), 2 * _EDGE)
    lines = [*blocks[:above], *blocks[-_EDGE:]] if len(blocks) > above + _EDGE else list(blocks)
    title = next(seed.words(Evidence(b.start, b.end)) for b in blocks if b.kind == "title")
    return [
        block
        for block in lines
        # The title may come twice, with the day of what it tells of in it.
        if block.kind != "title"
        and block.end - block.start <= _LINE
        and not title.startswith(seed.text[block.start : block.end])
    ]


def _find_published(reading: Reading) -> Fact[str] | None:
    """Return the day of publication: from a line of its own, the end of a press release's title, the dateline, the address."""
    # Above the report its own line has a time of day, or says what it is; the clock of the page it was captured from does not.
    trust, by_line = max(_published_by_line(reading), key=lambda line: line[0], default=(0, None))
    if by_line and trust >= 0:
        return by_line
    if told := _published_by_title(reading) or _published_by_dateline(reading):
        return told
    by_url = _published_by_url(reading)
    return by_url if by_url and len(by_url.value) == len("YYYY-MM-DD") else by_line or by_url


def _published_by_line(reading: Reading) -> Iterator[tuple[int, Fact[str]]]:
    """Yield the days that lines at either end give, each with how far to trust it.

    1 is a day above the report, with a time or a label; -1 one above the title that is only in the month of the address.
    """
    seed, vocabulary = reading.seed, reading.reader.vocabulary
    body = next((b.start for b in seed.blocks if b.kind == "paragraph" and b.end - b.start > _SHORT), len(seed.text))
    number = next((number for number, b in enumerate(seed.blocks) if b.kind == "title"), 0)
    title, below_title = seed.blocks[number].start, next(iter(seed.blocks[number + 1 :]), None)
    for block in _edges(seed):
        if either := _MONTH_FIRST.search(seed.text, block.start, block.end):
            yield from ((int(block.start < body), day) for day in _read_month_first(either))
            continue
        for found in find_dates(seed.text, block.start, block.end):
            before, after = seed.text[block.start : found.start], seed.text[found.end : block.end]
            outlet = before.strip() if _RELEASE.fullmatch(after) else ""
            alone = (
                (block.kind == "boilerplate" and not (before.endswith("(") and after == ")"))
                or _RELEASE.fullmatch(before + after)
                or squeeze_name(_LAST_TIME.sub("", _BUTTONS.sub("", outlet))) in vocabulary.outlets_by_name
                or (block == below_title and before == "(" and _BRACKETED_PLACE.fullmatch(after))
                or _MASTHEAD.fullmatch(outlet)
                or (block.start < body and _is_place(before, block.start, reading) and not after.strip())
                or (_WEEKDAY_BEFORE.search(before) and not _SENTENCE_END.search(after))
                or (_AGENCY_BEFORE.fullmatch(before) and after.strip(" .") == ")")
            )
            label = _LABELLED.search(before)
            is_timed = bool(label or _TIME_AFTER.match(after))
            settled = _settle(found, before, reading)
            # Above the title a mere day is that of the capture, more often than not; in the address's own month it is not.
            is_doubtful = block.start < title and not (is_timed or _TIME_BEFORE.search(before))
            is_old = is_doubtful and settled and not _is_of_month(settled, reading)
            is_clock = _FETCHED.search(before) or _CLOCK.search(after) or is_old
            if (alone or label or _stamps(before, after)) and settled and not is_clock:
                is_timed = is_timed or bool(block.start > title and _OWN_TIME.fullmatch(before))
                is_timed = is_timed and not _TICKING.match(after)
                trust = -1 if is_doubtful else int(block.start < body and is_timed)
                yield trust, _make_day(settled, "source.date-line")


def _is_place(words: str, start: int, reading: Reading) -> bool:
    """Tell whether words at `start` are a place that we know, perhaps with its country: `Hue, Viet Nam, `."""
    known = reading.matches_in("places", start, start + len(words)) or reading.matches_in("parties", start, start + len(words))
    return _PLACE_BEFORE.fullmatch(words) is not None and any(match.start == start for match in known)


def _settle(words: DateWords, before: str, reading: Reading) -> DateWords | None:
    """Return a whole day; figures in English that may have the month first (`07/05/2024`) as the page tells elsewhere.

    What tells is the weekday before them, the day of the dateline, or the country of the site. None where there is no whole
    day, or nothing tells.
    """
    seed = reading.seed
    if not _is_day(words):
        return None
    day, month = words.day or 0, words.month or 0
    if seed.lang != "en" or day > _MONTHS or day == month or not _FIGURES.fullmatch(seed.text, words.start, words.end):
        return words
    either = [words, replace(words, day=month, month=day)]
    weekday, line = _WEEKDAY_JUST_BEFORE.search(before), reading.opening
    if weekday:
        either = [one for one in either if _is_on(_make_day(one, "").value, weekday[1])]
    elif line and line.date and line.date.day:
        either = [one for one in either if (one.day, one.month) == (line.date.day, line.date.month)]
    else:
        is_month_first = _is_month_first(reading)
        either = [] if is_month_first is None else [either[is_month_first]]
    return either[0] if len(either) == 1 else None


def _is_month_first(reading: Reading) -> bool | None:
    """Tell whether the site is one of the United States; None where it is of no country either whose way we know."""
    outlet = reading.reader.vocabulary.outlet_of(reading.address)
    country, host = outlet.country if outlet else None, urlsplit(reading.address).hostname or ""
    if country == "US" or _AMERICAN.search(host):
        return True
    return False if country not in {None, "PH"} or _COUNTRY_HOST.search(host) else None


def _is_on(day: str, weekday: str) -> bool:
    """Tell whether a day, in ISO 8601, is on the weekday of which the first three letters are given."""
    return date.fromisoformat(day).strftime("%a") == weekday.title()


def _read_month_first(found: re.Match[str]) -> Iterator[Fact[str]]:
    """Yield the day of a line with a weekday, which tells whether the month or the day is first; none where both fit."""
    either = {_iso(found["y"], *pair) for pair in (found.group("m", "d"), found.group("d", "m"))}
    fitting = [iso for iso in either if iso and _is_on(iso, found["wd"])]
    if len(fitting) == 1:
        yield Fact(fitting[0], (Evidence(found.start("m"), found.end("y")),), "source.date-line")


def _stamps(before: str, after: str) -> bool:
    """Tell whether a date stamps its line: the time of day stands beside it, or it is first, and a label follows."""
    if _BYLINE.match(before) and not after.strip():
        return True
    if _TIME_AFTER.match(after) or (not after.strip() and _TIME_BEFORE.search(before)):
        return True
    return not before.strip() and not _SENTENCE_END.search(after)


def _published_by_title(reading: Reading) -> Fact[str] | None:
    seed = reading.seed
    block = next(b for b in seed.blocks if b.kind == "title")
    for found in find_dates(seed.text, block.start, block.end):
        before = seed.text[block.start : found.start]
        settled = _settle(found, before, reading)
        if settled is None:
            continue
        at_end = not seed.text[found.end : block.end].strip(" .)")
        is_of_meeting = _STATEMENT.match(before) and _PLACE_AFTER.fullmatch(seed.text, found.end, block.end)
        if (at_end and _ENDS_RELEASE.search(before)) or (is_of_meeting and not _OF_DAY.search(before)):
            return _make_day(settled, "source.title")
        if _TIME_AFTER.match(seed.text, found.end, block.end):
            return _make_day(settled, "source.title")  # a capture that begins with its outlet's line
    return None


def _published_by_dateline(reading: Reading) -> Fact[str] | None:
    """Return the day of the dateline; its year may be that of the month which the address gives."""
    line, url = reading.opening, reading.seed.url
    if line is None or line.date is None:
        return None
    folder = _find_month(reading.address) if url and not line.date.year else None
    if url and folder and line.date.day and line.date.month == int(folder["m"]):
        dated = _make_day(replace(line.date, year=int(folder["y"])), "source.dateline")
        return replace(dated, evidence=(*dated.evidence, *url.evidence))
    return _make_day(line.date, "source.dateline") if _is_day(line.date) else None


def _is_day(words: DateWords) -> bool:
    """Tell whether a date is one whole day."""
    return None not in (words.year, words.month, words.day) and words.last_day is None


def _make_day(words: DateWords, rule: str) -> Fact[str]:
    day = date(words.year or 0, words.month or 0, words.day or 0)
    return Fact(day.isoformat(), (Evidence(words.start, words.end),), rule)


def _published_by_url(reading: Reading) -> Fact[str] | None:
    seed, path = reading.seed, urlsplit(reading.address).path
    if seed.url is None:
        return None
    days = [
        _iso(found["y"], next(filter(None, found.group("m", "n", "o", "f"))), found["d"])
        for found in _DAY_IN_URL.finditer(path)
    ]
    days += [_iso(found["y"], found["m"], found["d"]) for found in _TIME_IN_URL.finditer(path)]
    asked = _TIME_IN_QUERY.search(urlsplit(reading.address).query)
    days += [_iso(asked["y"], asked["m"], asked["d"])] if asked and not days else []
    if not _STORED.search(path):
        days += [
            _iso(found["y"], str(_SHORT_MONTHS.index(found["m"]) + 1), found["d"])
            for found in _MONTH_NAMED_IN_URL.finditer(path)
        ]
        days += [_iso(found["c"] + found["y"], found["m"], found["d"]) for found in _SHORT_DAY_IN_URL.finditer(path)]
    if numbered := _DAY_IN_NUMBER.search(path) or _DAY_AT_MINISTRY.search(reading.address):
        days.append(_iso(f"20{numbered['y']}", numbered["m"], numbered["d"]))
    day = next(filter(None, days), None)
    month = _MONTH_IN_URL.search(path)
    if day is None and month:
        day = f"{month['y']}-{month['m']}"
    return Fact(day, seed.url.evidence, "source.url") if day else None


def _find_month(url: str) -> re.Match[str] | None:
    """Return the folder of the month in which a report was published."""
    path = urlsplit(url).path
    return None if _STORED.search(path) else _FOLDER_OF_MONTH.search(path)


def _is_of_month(words: DateWords, reading: Reading) -> bool:
    """Tell whether a day is of the month for which the address has a folder."""
    folder = _find_month(reading.address)
    return folder is not None and (words.year, words.month) == (int(folder["y"]), int(folder["m"]))


def _iso(year: str, month: str, day: str) -> str | None:
    """Return an ISO date; None where there is no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
