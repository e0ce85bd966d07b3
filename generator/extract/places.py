"""Says where the meeting is held, and whether people meet there, on a screen or both.

A place is the words after `tại`, `ở`, `in` or `at` that a gazetteer knows, with town, province and country around them; it is
the meeting's when it stands with it. The format follows from words for screens and telephones, a place, or a handshake.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.datewords import EN_MONTHS, EN_WEEKDAY
from generator.extract.reader import CALL_ID, LEAD, VISIT_ID, is_of_series
from generator.models import Evidence, Fact
from generator.occasions import find_standing_with
from generator.patterns import compile_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.extract.reader import Reader, Reading, Sentence
    from generator.matcher import Match
    from generator.models import Format, ReportedMeeting, Seed

_KIND = (
    r"(?:(?:thủ đô(?: hành chính)?|cố đô|thành phố(?: cảng| biển| ven biển| nghỉ dưỡng| du lịch| miền \w+)?|TP\.?|tỉnh|"
    r"(?:hòn )?đảo(?: nghỉ mát| nghỉ dưỡng| du lịch)?|"
    r"khách sạn|trung tâm hội nghị(?: quốc tế| quốc gia)?|nhà khách|hội trường|dinh|cung|"
    r"quần đảo|cửa khẩu(?: quốc tế)?|khu nghỉ dưỡng|thị trấn|thị xã|huyện|bang|vùng|đặc khu|khu vực|"
    r"trụ sở(?: của)?|the city of|the (?:[A-Z]\w+ )?(?:port|resort|coastal|island|southern|northern|central) (?:city|town) of|"
    r"the (?:resort |holiday )?island of|the capital(?: city)?(?: of)?|downtown)\s)"
)
_BEFORE = compile_words(
    r"\b(?:tại|ở|đến|tới|đi|in|at|trên(?=\s(?:hòn )?đảo)|on(?=\sthe (?:resort |holiday )?island (?:city )?of)|"
    r"(?:travel\w*|trips?|visits?|journey\w*|came|come|return\w*|went|flew|invit\w+|arriv\w+)\s(?:[^.,;]{0,40}\s)?to|"
    r"(?<!with )(?<!and )(?<!between )(?<!met )(?<!the )(?<!hosted )(?<!welcomed )(?<!received )visiting|"
    r"(?:leaves?|left|depart\w*|heads?|flies|fly|flew)\s[^.,;]{0,24}for)\s"
    rf"(?:nước chủ nhà\s|nước\s|(?P<article>the\s))?(?P<kind>{_KIND}{{1,2}})?\Z",
)
# A visit is held in the country visited.
_VISITED = re.compile(
    r"(?:\bthăm(?:\s(?:và|chính thức|hữu nghị|cấp nhà nước|làm việc|tới|tại|đến|nước))*|\bvisits?(?: to)?)\s\Z", re.IGNORECASE
)
# Before the visit that somebody comes from: `khi kết thúc chuyến thăm Trung Quốc`.
_LEFT = re.compile(
    r"\b(?:(?:khi|sau(?: khi)?) kết thúc|sau|concluding|ending|after)\s(?:(?:the|a|his|her|chuyến)\s){0,2}\Z", re.IGNORECASE
)
# A town or building nobody lists, before a place that is known: `at Istana Merdeka, Jakarta`, `tại Clark (Phi-líp-pin)`.
_UNLISTED = re.compile(
    r"\b(?:tại|ở|in|at)\s(?!(?:hội nghị|cuộc|buổi|phiên|lễ|diễn đàn|đối thoại)\b)"
    rf"(?P<place>(?:{_KIND}|the\s)?(?P<name>[^\W\d_][^,.;:()\n]{{2,48}}?)"
    r"(?:, (?:bang|tỉnh|quận) [^,.;:()\n]{2,24}?)?)(?:,\s|\s\(|\sở\s)"
    rf"(?:(?:the )?capital (?:city )?of (?:\w+ )?)?{_KIND}?\Z",
    re.IGNORECASE,
)
# A building that has its town's name in its own: `at Dusit Thani | Manila`, `tại khách sạn Melia | Hà Nội`.
_NAMED_AFTER = re.compile(
    r"\b(?:at\s(?P<place>(?:the\s)?(?:(?!Summit|Meeting|Conference|Forum|Dialogue|Talks|Session)[A-Z][\w'’&-]*\s){1,4})|"
    r"(?:tại|ở)\s(?P<venue>(?:[Kk]hách sạn|[Tt]rung tâm [Hh]ội nghị)\s(?:[A-ZĐ][\w'’&-]*\s){1,4}))\Z"
)
# What is somewhere, though most words of its name are small: `Nhà văn hóa quốc gia, thủ đô …`.
_VENUE_NOUN = re.compile(
    r"(?:nhà (?:văn hóa|hát|khách|quốc hội)|trung tâm|cung|khách sạn|hội trường|trụ sở|bảo tàng|dinh|phủ|sân vận động|"
    r"học viện|trường đại học|khu nghỉ dưỡng|tòa nhà|văn phòng)\s",
    re.IGNORECASE,
)
# A town nobody lists, after a word that says it is one.
_NAMED_KIND = re.compile(
    r"\b(?:tại|ở)\s(?P<place>(?:thành phố|thị xã|tỉnh|thị trấn|cố đô|thủ đô)(?:\s[^\W\d_a-z][^\W\d_]*){1,4})"
)
_NAMED_VENUE = re.compile(
    r"\bat (?:the\s)?(?P<place>(?:[A-Z][\w’'&-]*\s){1,4}(?:Hotel|Resort|Palace|Con(?:vention|ference) Cent(?:re|er)))\b(?!['’])"
)
# What makes a building of a town's name: `the Kuala Lumpur Convention Centre`.
# Where somebody is who meets: `đang thăm chính thức | Việt Nam`; and the welcome right before talks.
_IS_VISITING = re.compile(
    r"\b(?:(?:đang|hiện)\s(?:(?:ở|có chuyến|sang|trong chuyến)\s)?|(?:trong khuôn khổ|nhân|trong) chuyến\s)thăm"
    r"(?:\s(?:và|làm việc|hữu nghị|chính thức|cấp nhà nước|tới|tại))*\s(?P<home>nước ta|ta\b)?|"
    r"\b(?:who|he|she) is (?:currently )?(?:on an? (?:[\w-]+ ){0,3}visit to|visiting)\s(?:the\s)?",
    re.IGNORECASE,
)
_WELCOMED_AT = re.compile(
    r"\bsau lễ đón(?:\s[^\s,.;]+){0,4}\stại\s\Z|\bafter (?:an?|the) [^,.;]{0,20}welcom\w+ ceremony (?:at|in)\s(?:the\s)?\Z",
    re.IGNORECASE,
)
_VENUE = re.compile(r"(?:\s[A-Z][\w-]+){0,2}\s(?:Centre|Center|Hotel|Palace|House|Hall|Resort|Complex)\b")
# `in the Lao capital`
_CAPITAL = re.compile(r"(?:['’]s?)?\scapital\b(?! city)")
_BUILDING = re.compile(
    r"\b(?:hall|palace|house|hotel|cent(?:re|er)|istana|guest ?house|đại lễ đường|cung|phủ|"
    r"trụ sở|nhà|khách sạn|trung tâm|dinh)\b",
    re.IGNORECASE,
)
_IN = frozenset({"in", "tại", "ở"})
_COMPOUND = re.compile(r"[-–][A-Z]")
_NAME_GOES_ON = re.compile(r"[\s-][A-Z]")
_GOES_ON = re.compile(rf"(?:\s?,\s|\s\(|\s(?:của|và|ở|tại|of|and|in)\s|\s[-–]\s)(?:{_KIND})?(?:the\s|nước\s)?", re.IGNORECASE)
# A building, right before the country it is of: `trụ sở Bộ Quốc phòng Hà Lan`.
_BUILDING_OF = re.compile(
    r"(?:trụ sở|nhà|trung tâm|văn phòng)\s(?:(?!\b(?:đã|sẽ|vừa|đang|diễn ra|tổ chức|khai mạc)\b)[^,.;()])*\s", re.IGNORECASE
)
_HOLDING = compile_words(
    r"\b(?:diễn ra|tổ chức|khai mạc|bế mạc|dự|tham dự|chủ trì|hội đàm|hội kiến|họp|gặp|tiếp|đón|tiến hành|kéo dài|thăm|"
    r"phát biểu|đăng cai|hội nghị|cuộc họp|"
    r"held|takes? place|took place|attend\w*|host\w*|met|meet\w*|receive[ds]|"
    r"called on|joined|opened|travel|convened|gathered|agreed(?= in [A-Z]\w+(?: [A-Z]\w+)? (?:on )?\w{3,6}day\b)|"
    r"summit|talks|signed|visit)\b",
)
# In a title, before where they do: `FMs Meet in | Singapore`, `Bộ trưởng ASEAN họp tại | Huế`.
_MEET_IN = re.compile(
    r"\b(?:meets?|met|gather(?:s|ed)?|convenes?|convened|hold talks|họp|gặp nhau|nhóm họp|hội đàm)\s(?:in|tại|ở)\s\Z",
    re.IGNORECASE,
)
_DAY = rf"(?:the )?\d|(?:{'|'.join(EN_MONTHS)})\b"
_ANOTHER = compile_words(
    r"(?:đại sứ[^,.;]{0,80}|"
    r"(?:earthquake|typhoon|floods?|flooding|attacks?|bombings?|blast|crash|disaster(?! (?:relief|risk|management))|"
    r"động đất|lũ lụt|vụ (?:tấn công|đánh bom|nổ))[^,.;]{0,40}|"
    r"(?:projects?|investments?|investors|businesses|companies|nationals|citizens|community|workers|students|troops|hostages|captives)|"
    r"(?:dự án|vốn đầu tư|nhà đầu tư|doanh nghiệp|công dân|cộng đồng người|kiều bào|người lao động|sinh viên|"
    r"du học sinh)[^,.;]{0,24}|"
    r"đại sứ quán[^,.;]{0,30}|phóng viên[^,.;]{0,30}|tình hình|ổn định|bất ổn[^,.;]{0,20}|xung đột|"
    r"khủng hoảng|giao tranh|bạo lực|nội chiến|"
    r"phiến quân|(?:đặc phái viên|đặc sứ|phái viên|envoy|representative)[^,.;]{0,20}|"
    r"(?:told|telling|speaking to|briefing) (?:the )?(?:reporters|journalists|media|press)[^,.;]{0,20}|"
    r"về|(?:(?:đã|vừa) về|về nước|"
    r"(?:rời|lên đường)(?![^,.;]{1,24}\s(?:đi|sang|tới|đến)\b)|returned|arrived back)[^,.;]{0,20}|"
    r"(?:sau|trước|dự) lễ (?:đón|chào|tiếp|tiễn)[^,.;]{0,30}|welcom(?:e|ing) ceremony[^,.;]{0,20}|"
    r"nhiệm kỳ[^,.;]{0,30}|bãi (?:đá|cạn)|đảo đá|các đảo|ambassador(?: to [^,.;]{0,40})?|based|situation|"
    r"(?<!ministers )(?<!leaders )(?<!officials )(?<!delegates )(?<!chiefs )(?<!representatives )(?<!envoys )"
    rf"\bfrom\s(?!{_DAY})[^,.;]{{0,30}}|"
    rf"\bfrom\s(?!{_DAY})(?:(?!met\b|meet\b|held\b|gathered\b|convened\b|attended\b|opened\b|began\b|kicked off\b|ended\b)"
    r"[^,.;]){0,30}|"
    r"(?:consulate|consular|embassy|liaison|representative) (?:general |office |mission ){0,2}|lãnh sự quán[^,.;]{0,30}|"
    r"said|developments|war|unrest|violence|fighting|conflict|democracy|stability|năm ngoái|hồi tháng|trước đó)\s?\Z",
)
_HOSTED = re.compile(
    r"\s(?:\S+\s){0,2}?(?:đăng cai|chủ nhà|làm chủ nhà)\b|,?\s(?:is |will be |as )?(?:the )?host\b", re.IGNORECASE
)
# `Singapore | will host the | 21st Dialogue`
_WILL_HOST = re.compile(r"\s(?:will |is to |is set to )?(?:host|hosts)\s(?:the|its|this year['’]s)\s", re.IGNORECASE)
# `Hà Nội | sẽ là nơi diễn ra`
_IS_WHERE = re.compile(
    r"\s(?:sẽ )?là (?:nơi|địa điểm) (?:diễn ra|tổ chức) (?:hội nghị|cuộc họp|phiên họp|kỳ họp|diễn đàn|đối thoại)"
    r"(?![^.;]{0,80}\b(?:đầu tiên|tới|trước|năm (?:19|20)\d\d))",
    re.IGNORECASE,
)
# `The council | last met in January 2011`
_LAST_TIME = re.compile(
    r"\blast (?:met|held|convened|hosted)\b|"
    r"\b(?:was|were) (?:first|last|previously) (?:held|hosted|convened)\b|"
    r"\b(?:the|its|their) last (?!day|session|leg|stop)(?:[\w’'-]+ ){1,4}(?:was|were|took place|met)\b",
    re.IGNORECASE,
)
# What only follows: `to draft a plan ahead of the forum | in Indonesia`.
_AHEAD = re.compile(
    r"\b(?:ahead of|prior to|in preparation for|in the run-up to|trước thềm|chuẩn bị cho)\s"
    r"(?:(?!\b(?:held|met|opened|took place|diễn ra|được tổ chức)\b)[^,.;]){1,130}\Z",
    re.IGNORECASE,
)
_VISIT_BY = re.compile(
    r"\b(?:visits? (?:by|of)\b[^,.;]{2,60}|(?:following|after|since)\s[^,.;]{0,60}\bvisits?)"
    r"\sto (?:the )?\Z"
)
_BY_SOMEBODY = re.compile(r"\s(?:gần đây\s)?của\s[A-ZĐÀ-Ỹ]")
# Behind the place: `when they met in Jakarta | last May`.
_THEN_LAST = re.compile(rf",?\s(?:in )?last (?:{'|'.join(EN_MONTHS)}|year)\b|\snăm ngoái\b", re.IGNORECASE)
# Of another time than the meeting's.
_OTHER_TIME = compile_words(
    rf"\b(?:previous|(?:next|last) (?:month|year|{'|'.join(EN_MONTHS)})|"
    r"the next (?:meeting|round|session|summit|one)|gần đây nhất|tiếp theo|kế tiếp|"
    r"từ vòng \d+|năm tới|năm sau|tháng tới|năm ngoái|năm trước|lần trước|kỳ họp trước|trước khi lên đường|"
    r"before (?:leaving|flying|heading)|was established|được thành lập)\b",
)
# `will be held here Thursday`, and behind the words for it `paid a courtesy call to … here on Saturday`.
_HELD_HERE = re.compile(r"\b(?:held|met|meet|opened|convened|began|gathered|concluded|ended)\shere\b", re.IGNORECASE)
_THEN_HERE = re.compile(rf"[^.;,]{{0,90}}?\bhere\s(?:on|today|yesterday|{EN_WEEKDAY})\b", re.IGNORECASE)
# What is said, come from or told here is of another place.
_NOT_HERE = re.compile(
    r"\b(?:said|says|told|announced|received|release|press|media|spokes\w+|returned|arrived|according)\b", re.IGNORECASE
)
_HERE = re.compile(r"\bhere\b|\btại đây\b|\b(?:on|in) this (?:[\w-]+ )?(?:island|city|town|capital)\b", re.IGNORECASE)
# Before the place of a meeting still to come.
_TO_BE_HELD = re.compile(
    r"(?<!first )(?<!second )(?<!third )(?<!fourth )(?<!last )(?<!th )\b(?:(?:to|will|would) be|sẽ được)\s"
    r"(?:held|hosted|convened|tổ chức)\s(?:in|at|tại|ở)\s(?:the\s)?\Z",
    re.IGNORECASE,
)
_CHINA = frozenset({"CN", "HK", "MO"})
# Between an office and where it is held: the letters of the body.
_POSTED = re.compile(r"\s?(?:\([^()\n]{2,20}\)\s?)?")
_POST = 140
_AT = ("tại ", "ở ", "in ")
_POSTED_ROLES = frozenset({"ambassador", "executive-head", "special-envoy"})
_THRESHOLD = 3.0
_NEAR = 140
_MOST_PARTS = 6
_BRIDGE = len(" ở the ")

# One of these is in whatever `_ONLINE` and `_HYBRID` find; most reports have none, which is told at once.
_SCREENS = (
    *("trực tuyến", "điện đàm", "điện thoại", "truyền hình", "gọi điện", "trực tiếp"),
    *("video", "virtual", "online", "phone", "spoke today with", "call with", "hybrid", "in person", "in-person"),
)
_ONLINE = compile_words(
    r"\b(?:hình thức trực tuyến|(?:họp|hội nghị|hội đàm|cuộc họp|phiên họp|cuộc gặp|tham dự|trao đổi|tham vấn|"
    r"tổ chức|diễn ra|đối thoại) (?:theo hình thức )?(?:hoàn toàn )?trực tuyến|"
    r"trực tuyến (?:lần thứ|giữa|với)|hội nghị truyền hình|cầu truyền hình|"
    r"theo phương thức trực tuyến|"
    r"video ?conferenc(?:e|ing)|via video|by video|virtual(?:ly)?(?! (?:press|news) (?:conference|briefing))|"
    r"(?:held|met|meet|convened|attended|joined|participated|took part) online|"
    r"online (?:meeting|summit|conference|talks|format|session|dialogue))\b",
)
# ... and what a call is; whoever meets may only speak of one, or have made one before.
_PHONED = compile_words(
    r"\b(?:điện đàm|qua điện thoại|gọi điện|phone (?:call|talks?|conversation)|by (?:tele)?phone|spoke today with|"
    r"telephone (?:call|conversation|talk)s?|call with)\b"
)
# What was on a screen beside the meeting, before or after it.
_ANOTHER_SCREEN = compile_words(
    r"\b(?:bên lề|nhắc lại|thông (?:tin|báo) về|trước đó|sau (?:hội đàm|hội nghị|cuộc họp|cuộc gặp|lễ)|hồi tháng|"
    r"earlier|previously|recall\w*|last (?:week|month|year|spoke|met)|after (?:the|their|meeting)|a day earlier|"
    r"(?-i:On|At) the (?:sidelines|margins))\b"
)
_HYBRID = compile_words(
    r"\b(?:trực tiếp (?:kết hợp|và) (?:với )?(?:hình thức )?trực tuyến|"
    r"trực tuyến (?:kết hợp|và) (?:với )?(?:hình thức )?trực tiếp|"
    r"kết hợp (?:cả )?(?:trực tiếp (?:và|với) trực tuyến|trực tuyến (?:và|với) trực tiếp|giữa trực tiếp)|"
    r"và (?:theo hình thức )?trực tuyến|"
    r"hybrid|both in[ -]person and (?:online|virtually|by video\w*)|in[ -]person and (?:online|virtual\w*))\b",
)
_JOINS = re.compile(
    r"\b(?:joined|joins|attended|participated|took part|addressed|spoke)\b[^.;]*"
    r"\b(?:virtual(?:ly)?|online|(?:by|via) video[\w ]{0,12})\Z|"
    r"\bdự trực tuyến\Z",
    re.IGNORECASE,
)
_JOINED = 80
_OF_ASSEMBLY = "US"
_AT_ASSEMBLY = compile_words(
    r"(?:sidelines|margins|fringes) of [^.;]{0,40}(?:(?:United Nations|UN) General Assembly|UNGA)\b|"
    r"bên lề [^.;]{0,60}Đại hội đồng (?:Liên hợp quốc|LHQ)\b"
)
_PHYSICAL = compile_words(
    r"\b(?:bắt tay|chụp ảnh (?:chung|lưu niệm)|đón tiếp|tại trụ sở|tiếp kiến|lễ đón|thăm chính thức|hình thức trực tiếp|"
    r"tiếp đoàn|phòng họp|lễ ký|dẫn đầu đoàn|"
    r"shook hands|in person|in-person|arrived in|travel(?:led|ed)? to|welcomed by|official visit|hosted)\b",
)


def extract_place(seed: Seed, meeting: ReportedMeeting | None, *, reader: Reader) -> tuple[Fact[str] | None, Fact[str] | None]:
    """Return the words that say where the meeting is held, and the country they are in, ISO 3166-1 alpha-2.

    Of a host named without a place, the country alone; a meeting that is held by screen or telephone is nowhere.
    """
    if meeting is None or is_of_series(meeting, CALL_ID):
        return None, None
    reading = reader.read(seed)
    by_screen = _find_online(reading, meeting)
    if by_screen and by_screen.value == "online":
        return None, None
    if _is_held_here(reading, meeting) and (here := _find_by_dateline(reading, meeting)):
        return here
    visit = is_of_series(meeting, VISIT_ID)
    found = sorted(
        ((_score(p, reading, meeting), p) for p in _find_places(reading, visit=visit)), key=lambda pair: (-pair[0], pair[1])
    )
    best = _prefer_town([p for score, p in found if score >= _THRESHOLD], reading)
    taken = next((score for score, place in found if place == best), None)
    needed = f"{_THRESHOLD} needed" if taken is None else f"{taken:.1f} for the one taken"
    for score, place in found:
        if place != best:
            reading.lose("meeting.place", place.start, place.end, f"{score:.1f} points, against {needed}")
    if best is None:
        host = next(_find_hosts(reading, meeting), None) or next(_find_visited(found, reading, meeting), None)
        by_dateline = None if host else _find_by_dateline(reading, meeting)
        return by_dateline or (None, host)
    country = _find_country(best, reading)
    if seed.text[best.start : best.end].endswith("capital"):
        by_dateline = _find_by_dateline(reading, meeting)
        if by_dateline and by_dateline[1] and country and by_dateline[1].value == country.value:
            return by_dateline
    return Fact(seed.text[best.start : best.end], (best,), "places.at"), country


def _prefer_town(able: Sequence[Evidence], reading: Reading) -> Evidence | None:
    """Return the first of the places, or in place of a mere country the first town in it."""
    best = able[0] if able else None
    if best is None or reading.matches_in("places", best.start, best.end):
        return best
    country = _find_country(best, reading)
    if country is None:  # a hall that no list has, of which nothing tells where it is
        return next((place for place in able if _find_country(place, reading)), best)
    towns = (p for p in able if reading.matches_in("places", p.start, p.end))
    same = (town for town in towns if country and (own := _find_country(town, reading)) and own.value == country.value)
    return next(same, best)


def _find_by_dateline(reading: Reading, meeting: ReportedMeeting) -> tuple[Fact[str], Fact[str] | None] | None:
    """Return the place the report was written at, of a meeting already held that the report gives no other place for."""
    line = reading.dateline
    if line is None or line.place is None or (meeting.upcoming and not _is_here(reading)):
        return None
    place = Evidence(*line.place)
    if not reading.holds_town(*line.place):
        return None
    country = _find_country(place, reading)
    if _is_at_assembly(reading, meeting) and not (country and country.value == _OF_ASSEMBLY):
        return None
    return Fact(reading.seed.words(place), (place,), "places.dateline"), country


def _is_at_assembly(reading: Reading, meeting: ReportedMeeting) -> bool:
    """Tell whether who met did so beside the UN General Assembly, of which reports are written at home."""
    spans = [reading.window(words.start, words.end) for words in (meeting.name.evidence if meeting.name else ())]
    return any(_AT_ASSEMBLY.search(reading.seed.text, *span) for span in spans)


def _is_here(reading: Reading) -> bool:
    """Tell whether the lead of a report says that a coming meeting is held where it was written: `on this island`."""
    lead = (sentence for sentence in reading.sentences if 0 < sentence.index <= LEAD)
    return any(_HERE.search(reading.seed.text, sentence.start, sentence.end) for sentence in lead)


def _is_held_here(reading: Reading, meeting: ReportedMeeting) -> bool:
    """Tell whether the lead says of the meeting itself that it is held where the report was written, and no other place."""
    return any(_is_here_in(sentence, reading, meeting) for sentence in reading.sentences if 0 < sentence.index <= LEAD)


def _is_here_in(sentence: Sentence, reading: Reading, meeting: ReportedMeeting) -> bool:
    text = reading.seed.text
    own = next((o for o in reading.occasions_in(sentence.start, sentence.end) if reading.is_about(o, meeting)), None)
    if own is None:
        return False
    here = _HELD_HERE.search(text, sentence.start, sentence.end) or _THEN_HERE.match(text, own.end, sentence.end)
    if here is None or _NOT_HERE.search(text, sentence.start, sentence.end):
        return False
    known = (
        *reading.matches_in("places", sentence.start, sentence.end),
        *reading.matches_in("parties", sentence.start, sentence.end),
    )
    return not any(_BEFORE.search(text, max(sentence.start, match.start - 70), match.start) for match in known)


def _find_places(reading: Reading, *, visit: bool) -> Iterator[Evidence]:
    """Yield the stretches of text that name a place after a word for being there, or of a `visit` for going there."""
    text = reading.seed.text
    known = sorted({*reading.matches("places"), *reading.matches("parties")})
    yield from _find_unlisted_towns(reading, known)
    for index, match in enumerate(known):
        sentence = reading.sentence_at(match.start)
        if sentence is None or match.end > sentence.end:
            continue
        low = max(sentence.start, match.start - 70)
        before = _BEFORE.search(text, low, match.start)
        start = match.start
        if before and before["article"] and (capital := _CAPITAL.match(text, match.end)):
            named = next((m for m in known[index + 1 : index + 2] if text[capital.end() : m.start] in (" ", ", ")), None)
            yield Evidence(before.start("article"), named.end if named else capital.end())
            continue
        if before and before["article"] and not before["kind"] and not _takes_article(match, reading):
            before = None
        if before and before["kind"]:
            start = before.start("kind")
        elif before is None and (unlisted := _find_unlisted(match, low, reading)):
            before, start = unlisted, unlisted.start(unlisted.lastgroup or 0)
        if _IS_WHERE.match(text, match.end, sentence.end) and _is_place(match, reading):
            yield Evidence(match.start, match.end)
        visited = _VISITED.search(text, low, match.start) if visit else None
        if visited and _LEFT.search(text, low, visited.start()):
            visited = None
        if (before or visited) and _is_place(match, reading) and not (before and _is_post(before.start(), match, reading)):
            following = (m for m in known[index + 1 : index + _MOST_PARTS] if m.end <= sentence.end and _is_place(m, reading))
            end = _read_on(match, following, reading)
            yield Evidence(start, end + (text.count("(", start, end) > text.count(")", start, end)))


def _is_post(start: int, match: Match, reading: Reading) -> bool:
    """Tell whether a place is where somebody holds an office: `Giám đốc Quốc gia Ngân hàng Thế giới | tại Việt Nam`."""
    is_country = match.id in reading.reader.vocabulary.countries
    offices = [
        o
        for one in reading.mentions_in(max(0, start - _POST), match.end + _POST)
        for o in one.offices
        if o.role in _POSTED_ROLES
    ]
    text = reading.seed.text
    if not text.startswith(_AT, start):
        return False
    return any(
        o.start < start < o.end or (is_country and o.end <= start and _POSTED.fullmatch(text, o.end, start)) for o in offices
    )


def _find_unlisted(town: Match, low: int, reading: Reading) -> re.Match[str] | None:
    """Return the words before a place for what no list has: a town or building in it, or one that bears the town's name."""
    unlisted = _UNLISTED.search(reading.seed.text, low, town.start)
    if unlisted and _is_name(unlisted["name"]):
        return unlisted
    if town.id not in reading.reader.vocabulary.places:
        return None
    found = _NAMED_AFTER.search(reading.seed.text, low, town.start)
    return found if found and not reading.matches_in("parties", found.start(), found.end()) else None


def _find_unlisted_towns(reading: Reading, known: Sequence[Match]) -> Iterator[Evidence]:
    """Yield towns and halls that no list has, by a word that says what they are: `thị xã | Đồi Cao`, `at the | Lotus Hotel`."""
    starts = [match.start for match in known]
    pattern = _NAMED_KIND if reading.seed.lang == "vi" else _NAMED_VENUE
    for sentence in reading.sentences:
        for found in pattern.finditer(reading.seed.text, sentence.start, sentence.end):
            if bisect_left(starts, found.start()) == bisect_left(starts, found.end() + _BRIDGE):
                yield Evidence(*found.span("place"))


def _takes_article(match: Match, reading: Reading) -> bool:
    """Tell whether `the` before a match leaves it a place: one whose name goes on may be that of a paper or a people."""
    text = reading.seed.text
    whole = match.id in reading.reader.vocabulary.places and not _NAME_GOES_ON.match(text, match.end)
    return whole or _VENUE.match(text, match.end) is not None


def _is_name(words: str) -> bool:
    """Tell whether words are a name: a capital first, and no more small words than others."""
    if _VENUE_NOUN.match(words):
        return words[0].isupper() or any(word[0].isupper() for word in words.split())
    parts = words.split()
    small = sum(not part[0].isupper() for part in parts)
    return parts[0][0].isupper() and 2 * small <= len(parts)


def _is_place(match: Match, reading: Reading) -> bool:
    """Tell whether a match is of a place or a country, not of an organisation or a people."""
    if match.id in reading.reader.vocabulary.places:
        return True
    party = reading.reader.vocabulary.parties.get(match.id)
    return (
        party is not None
        and party.kind == "country"
        # `at | US-ASEAN Summit`
        and not _COMPOUND.match(reading.seed.text, match.end)
        and not reading.seed.text[match.start : match.end].endswith(("ese", "ian", "ish", "ean", "ai"))
    )


def _read_on(match: Match, following: Iterable[Match], reading: Reading) -> int:
    """Return where a place ends with the province and country that follow it."""
    text = reading.seed.text
    venue = _VENUE.match(text, match.end)
    end = venue.end() if venue else match.end
    for other in following:
        if other.start < end:
            continue
        countries = {_country_of(match, reading), _country_of(other, reading)}
        # `in Laos, the Cambodian`: no place is in two, but many have a building of that name.
        if len(countries) > 1 and not countries <= _CHINA and not _VENUE_NOUN.match(text, match.start):
            break
        gap = _GOES_ON.fullmatch(text, end, other.start) or _BUILDING_OF.fullmatch(text, match.start, other.start)
        # A building is in a town, and a town in a country.
        is_in = gap is not None and text[end : other.start].strip().casefold() in _IN
        if is_in and other.id not in reading.reader.vocabulary.countries and not (venue or _is_building(match, text)):
            break
        if not gap or (text[end : other.start].strip() in ("và", "and", "-", "–") and _is_listed(text, other)):
            break
        end = other.end + (1 if "(" in gap[0] and text[other.end : other.end + 1] == ")" else 0)
    return end


def _is_building(match: Match, text: str) -> bool:
    """Tell whether a place is a building, by its name: `the Great Hall of the People`, `Bogor Palace`."""
    return _BUILDING.search(text, match.start, match.end) is not None


def _country_of(match: Match, reading: Reading) -> str:
    """Return the country that a place is in, or that a match is."""
    known = reading.reader.vocabulary.places.get(match.id)
    return known.country if known else match.id


def _is_listed(text: str, match: Match) -> bool:
    """Tell whether a conjunction before a match goes on with something else than a place."""
    return text[match.end : match.end + 1].isalpha()


def _score(place: Evidence, reading: Reading, meeting: ReportedMeeting) -> float:
    text = reading.seed.text
    sentence = reading.sentence_at(place.start)
    if sentence is None:
        return 0.0
    low, high = reading.window(place.start, place.end)
    score = 2.0 if sentence.index <= LEAD else 0.0
    score += 1.5 * ((_HOLDING.search(text, low, high) is not None) + _is_met_in(place, sentence, text))
    before = text[max(sentence.start, place.start - 70) : place.start]
    if _ANOTHER.search(before[: before.rfind(" ", 0, len(before) - 1) + 1] if " " in before.strip() else before):
        score -= 4
    if sentence.index > 1 and not is_of_series(meeting, VISIT_ID) and _is_visited_by_another(place, sentence, text):
        score -= 4
    ahead = _AHEAD.search(text, max(sentence.start, place.start - _NEAR), place.start)
    own = meeting.series.value if meeting.series else ""
    if ahead and not any(o.series == own for o in reading.occasions_in(ahead.start(), place.start)):
        score -= 5
    if not meeting.upcoming:
        is_other = (
            _TO_BE_HELD.search(before) or _LAST_TIME.search(text, low, place.start) or _THEN_LAST.match(text, place.end, high)
        )
        score -= 5 if is_other else 3 if _OTHER_TIME.search(text, low, high) else 0
    # Further down, a country alone is mostly where something else is.
    if sentence.index > LEAD and not reading.matches_in("places", place.start, place.end):
        score -= 3
    near = find_standing_with(reading.occasions_in(low, high), place.start, place.end, text)
    if not near:
        return score
    if not any(reading.is_about(o, meeting) for o in near):
        return score - 5
    return score + (3 if place.start - near[0].end < _NEAR else 1)


def _is_met_in(place: Evidence, sentence: Sentence, text: str) -> bool:
    """Tell whether a title says that they meet in a place."""
    return sentence.index == 0 and _MEET_IN.search(text, max(sentence.start, place.start - _NEAR), place.start) is not None


def _is_visited_by_another(place: Evidence, sentence: Sentence, text: str) -> bool:
    """Tell whether a place is told to be where somebody's visit went: `the visit by Minister A to | Hanoi`."""
    before = _VISIT_BY.search(text, max(sentence.start, place.start - _NEAR), place.start)
    return before is not None or _BY_SOMEBODY.match(text, place.end, sentence.end) is not None


def _find_country(place: Evidence, reading: Reading) -> Fact[str] | None:
    """Return the country a place is in: the one its words name, else that of the town."""
    parties = [
        m
        for m in reading.matches_in("parties", place.start, place.end)
        if reading.reader.vocabulary.parties[m.id].kind == "country"
    ]
    if parties:
        return Fact(parties[0].id, (Evidence(parties[0].start, parties[0].end),), "places.country-named")
    towns = reading.matches_in("places", place.start, place.end)
    if not towns:
        return None
    return Fact(reading.reader.vocabulary.places[towns[0].id].country, (Evidence(towns[0].start, towns[0].end),), "places.town")


def _find_hosts(reading: Reading, meeting: ReportedMeeting) -> Iterator[Fact[str]]:
    """Yield the countries that a sentence about the meeting calls its host."""
    text = reading.seed.text
    for sentence in reading.sentences:
        if not _speaks_of(sentence, meeting, reading):
            continue
        yield from _hosts_in(sentence, text, meeting, reading)


def _hosts_in(sentence: Sentence, text: str, meeting: ReportedMeeting, reading: Reading) -> Iterator[Fact[str]]:
    for match in reading.matches_in("parties", sentence.start, sentence.end):
        country = reading.reader.vocabulary.parties[match.id].kind == "country"
        hosting = _HOSTED.match(text, match.end, sentence.end) or text[
            max(sentence.start, match.start - 16) : match.start
        ].endswith(("nước chủ nhà ", "hosted by "))
        will_host = (
            None if _OTHER_TIME.search(text, match.end, sentence.end) else _WILL_HOST.match(text, match.end, sentence.end)
        )
        held = reading.occasions_in(will_host.end(), will_host.end() + 1) if will_host else ()
        if country and (hosting or any(reading.is_about(o, meeting) for o in held)):
            yield Fact(match.id, (Evidence(match.start, match.end),), "places.host")


def _find_visited(found: Iterable[tuple[float, Evidence]], reading: Reading, meeting: ReportedMeeting) -> Iterator[Fact[str]]:
    """Yield the countries that the lead says somebody is visiting who meets, or was welcomed in right before."""
    text = reading.seed.text
    for sentence in reading.sentences:
        if not 0 < sentence.index <= LEAD or not _speaks_of(sentence, meeting, reading):
            continue
        for visit in _IS_VISITING.finditer(text, sentence.start, sentence.end):
            visited = reading.matches_in("parties", visit.end(), min(sentence.end, visit.end() + _NEAR))
            if visit["home"]:
                yield Fact("VN", (Evidence(*visit.span("home")),), "places.visited")
            elif visited and _BY_SOMEBODY.match(text, visited[0].end):
                continue
            elif visited and visited[0].start == visit.end() and visited[0].id in reading.reader.vocabulary.countries:
                yield Fact(visited[0].id, (Evidence(visited[0].start, visited[0].end),), "places.visited")
        for _, place in found:
            is_here = sentence.start <= place.start < sentence.end
            welcomed = _WELCOMED_AT.search(text, max(sentence.start, place.start - _NEAR), place.start) if is_here else None
            if welcomed and (country := _find_country(place, reading)):
                yield replace(country, rule="places.welcome")


def extract_format(
    seed: Seed, meeting: ReportedMeeting | None, *, place: Fact[str] | None = None, reader: Reader
) -> Fact[Format] | None:
    """Return whether the meeting was held in person, online or both, where the report shows it."""
    if meeting is None:
        return None
    reading = reader.read(seed)
    if by_screen := _find_online(reading, meeting):
        return by_screen
    if place:
        return Fact("in-person", place.evidence, "places.at")
    spans = [*((s.start, s.end) for s in reading.sentences), *((c.start, c.end) for c in reading.captions)]
    physical = next((found for start, end in spans if (found := _PHYSICAL.search(seed.text, start, end))), None)
    return Fact("in-person", (Evidence(*physical.span()),), "places.physical") if physical else None


def _find_online(reading: Reading, meeting: ReportedMeeting) -> Fact[Format] | None:
    """Return how the meeting was held where a sentence about it speaks of screens or telephones."""
    folded = reading.seed.text.casefold()
    if not any(word in folded for word in _SCREENS):
        return None
    ways: tuple[tuple[re.Pattern[str], Format], ...] = ((_HYBRID, "hybrid"), (_ONLINE, "online"))
    ways += ((_PHONED, "online"),) if is_of_series(meeting, CALL_ID) else ()
    for pattern, value in ways:
        for sentence in reading.sentences:
            found = pattern.search(reading.seed.text, sentence.start, sentence.end)
            # Somebody who joins from afar does not make a meeting of screens.
            if found and _JOINS.search(reading.seed.text, max(sentence.start, found.start() - _JOINED), found.end()):
                continue
            if found and sentence.index > 1 and _ANOTHER_SCREEN.search(reading.seed.text, sentence.start, sentence.end):
                continue
            if found and (is_of_series(meeting, CALL_ID) or _speaks_of(sentence, meeting, reading)):
                return Fact(value, (Evidence(*found.span()),), f"places.{value}")
    return None


def _speaks_of(sentence: Sentence, meeting: ReportedMeeting, reading: Reading) -> bool:
    """Tell whether the first meeting that a sentence speaks of can be `meeting`."""
    occasions = reading.occasions_in(sentence.start, sentence.end)
    return bool(occasions) and reading.is_about(occasions[0], meeting)
