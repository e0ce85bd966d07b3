"""Tells what a meeting of no standing series is by the noun or verb for it, and whether two sides are seen at it.

A call, a visit, a signing, talks: `hội đàm`, `received`, `vòng đàm phán`. Nouns for any meeting count only where the words
about them name two sides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.extract.reader import RANK, SECRETARY_ID, TURNED, UNKNOWN, VISIT_ID
from generator.extract.sides import (
    are_officials,
    count_many,
    find_held_by_two,
    find_two_countries,
    find_whose,
    home_of,
    is_after_two,
    is_between_two,
    is_foreign,
    is_in_office,
    is_theirs,
    is_with,
    is_with_organisation,
)
from generator.forums import is_of_forum
from generator.frames import is_elsewhere
from generator.matcher import split_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.extract.reader import Reading
    from generator.mentions import Mention
    from generator.occasions import Occasion
    from generator.offices import Office

# Nouns of no series, and the generic series they make.
_GENERIC = (
    (
        "phone-call",
        re.compile(
            r"điện đàm|\bcalls?\b(?! on)|\bspoke\b|\btalked\b|gọi điện|phone (?:talk|conversation)|\bvideo ?conference\b",
            re.IGNORECASE,
        ),
    ),
    ("bilateral-negotiation", re.compile(r"đàm phán|họp vòng|vòng họp|negotiations", re.IGNORECASE)),
    (VISIT_ID, re.compile(r"thăm|\bvisit\b", re.IGNORECASE)),
    (
        "launch-or-signing-event",
        re.compile(r"lễ (?:mở )?(?:ký|khởi|khánh|ra|công|trao)|\blaunch\b|\bsign(?:ing|ed)\b|ceremony", re.IGNORECASE),
    ),
    (
        "bilateral-meeting",
        re.compile(
            r"hội đàm|hội kiến|gặp|tiếp|chào (?:xã giao|từ biệt|chia tay)|làm việc|"
            r"\btalks\b|\bmeeting\b|\bdiscussions\b|\bconsultations?\b|"
            r"tham vấn|tham khảo|\bmet\b|\bmeets?\b|joint (?:\w+ ){0,2}(?:commission|committee)|"
            r"exchanged views|trình (?:quốc thư|thư)|credentials|letters? of credence|"
            r"giao lưu|tọa đàm|reception|working session|receiv|\baudience\b|call(?:s|ed)? on|host|welcomed|greeted|họp kỳ|"
            r"remarks|availability|press (?:conf|stat)",
            re.IGNORECASE,
        ),
    ),
)
# What anybody does, and not countries alone.
_EACH_OTHER = re.compile(r"gặp nhau|signed", re.IGNORECASE)
_HOSTS = "tiếp|gặp|gặp gỡ|hội kiến|tiếp kiến|làm việc với|tiếp xã giao"
# Verbs that make a meeting of a visitor or a host; a country must be named near by.
_ACTS = re.compile(
    rf"thăm(?: và làm việc| hữu nghị| làm việc)?|chào (?:xã giao|từ biệt|chia tay)|{_HOSTS}|"
    r"receives?|received|receiving|calls? on|called on|hosts?|hosted|welcomed|greeted",
    re.IGNORECASE,
)
_MERE_VISIT = re.compile(r"thăm(?: và làm việc| hữu nghị| làm việc)?", re.IGNORECASE)
_TO = re.compile(r"\s(?:(?:tới|tại|đến|nước|chính thức|Vương quốc|Cộng hòa|CHDCND|Liên bang)\s)*", re.IGNORECASE)
_RESIDENT = re.compile(r"\bđại sứ\b[^,.;]{0,30}\Z", re.IGNORECASE)
_JOINT = re.compile(
    r"\b(?:chung|song phương|hỗn hợp|liên chính phủ|liên hợp(?! quốc)|joint|bilateral|intergovernmental|"
    r"border (?:committee|commission))\b",
    re.IGNORECASE,
)
# What two countries do, and many: the countries named tell.
_CONSULTED = re.compile(r"tham vấn|tham khảo", re.IGNORECASE)
# One with a name of its own, `Đối thoại Chiến lược`; what people call for is a dialogue, too.
_NAMED_DIALOGUE = re.compile(
    r"[Đđ]ối thoại (?:[Cc]h(?:iến lược|ính sách)|[Nn]hân quyền|[Qq]uốc phòng)|Đối thoại [A-ZĐ]|(?:[A-Z]\w+ ){1,4}Dialogue\b"
)
# `cuộc họp | lần thứ XVI giữa Đoàn đại biểu …`, but not of what it is about
_BETWEEN = re.compile(
    r"(?:(?!\b(?:on|about|về)\b)[^.;:,]){0,24}?\s(?:giữa (?:(?:các )?đoàn|hai)|between (?:the )?delegations)\b", re.IGNORECASE
)
_OF_THE_TWO = re.compile(
    r"\s(?:giữa hai (?:nước|bên|bộ)|between the two (?:countries|sides|ministries|governments))\b", re.IGNORECASE
)
_OF_MEMBERS = re.compile(r"\s(?:of|among)\s", re.IGNORECASE)
# What a title says is said to the press, and before whom it is said with.
_STATED = re.compile(r"remarks|availability|press (?:conference|statement)", re.IGNORECASE)
_WITH_WHOM = re.compile(r"\s(?:after \w+ meeting )?with\s", re.IGNORECASE)
_SUMMIT = re.compile(r"summit(?: meeting| talks)?|hội nghị (?:cấp cao|thượng đỉnh)", re.IGNORECASE)

_OF_LEADERS = re.compile(r"\bLeaders['’] (?:Meeting|Retreat|Consultation)")
_MEET = re.compile(r"met|meets?|gathered|convened", re.IGNORECASE)
# Who meets, and is no matter of states.
_NO_STATES = re.compile(
    r"\b(?:unions?|federations?|churches|bishops|clubs|teams|players|coaches|companies|firms|businesses|entrepreneurs|students|"
    r"artists|mayors|farmers|fans|activists|journalists|lawyers|doctors|associations?|chambers)\s(?:[\w-]+\s){0,3}\Z"
)
_TO_COUNTRY = re.compile(r"\sto (?:the )?")
_HOLD_A = re.compile(r"\b(?:held|holds?|holding)\san?\s(?:\w+\s)?\Z|\b(?:có|tiến hành|tổ chức)\s(?:cuộc\s)?\Z", re.IGNORECASE)
_BETWEEN_PARTIES = re.compile(r"\b(?:với|giữa|with|between)\b", re.IGNORECASE)
_ANAPHORS = frozenset({"meeting", "talks", "discussions"})
_POLITICAL = re.compile(r"political consultations?|tham (?:khảo|vấn) chính trị", re.IGNORECASE)
# Standing commissions that two countries have, by how the ids of such series end.
_COMMISSIONS = (
    (
        "-jcbc",
        re.compile(
            r"Joint Commission (?:on|for) Bilateral Cooperation|\bJCBC\b|ủy ban (?:hỗn hợp về )?hợp tác song phương",
            re.IGNORECASE,
        ),
    ),
    (
        "-intergovernmental-committee",
        re.compile(r"ủy ban liên chính phủ|inter-?governmental (?:committee|commission)", re.IGNORECASE),
    ),
    ("-political-consultation", _POLITICAL),
)
_ABOUT = re.compile(r"\s(?:on|about|về)\s", re.IGNORECASE)
# Between three or more, of no series we know.
_THREE_SIDED = re.compile(r"\bba (?:bên|nước)\b", re.IGNORECASE)
_FOUR = re.compile(r"\bquadrilateral\s", re.IGNORECASE)
_DEFENCE = re.compile(
    r"\bbộ trưởng (?:bộ )?quốc phòng\b|\bdefen[cs]e (?:ministers?|chiefs?|secretar\w+|ministerial)\b", re.IGNORECASE
)

_MANY_SIDED = re.compile(r"\b(?:trilateral|three-way|tripartite|quadrilateral)\s\Z", re.IGNORECASE)
# A body at home that receives somebody, and the words for it.
_HOST = re.compile(
    r"\b(?:(?:Tỉnh|Thành|Huyện) (?:ủy|uỷ)|UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân|"
    r"[Ll]ãnh đạo (?:tỉnh|thành phố|Bộ))\b"
)
_RECEPTION = re.compile(r"(?:buổi|cuộc) (?:tiếp|làm việc)", re.IGNORECASE)
_RECEIVES = re.compile(rf"{_HOSTS}|hội đàm|{_RECEPTION.pattern}", re.IGNORECASE)
# Of whom a delegation is that no state sends.
_NO_OFFICIALS = re.compile(
    r"\b(?:doanh nghiệp|doanh nhân|nhà đầu tư|công ty|tập đoàn|tổ chức phi chính phủ|chuyên gia|học sinh|sinh viên|nghệ thuật|"
    r"nghệ sĩ|vận động viên|thể thao|cựu chiến binh|bác sĩ|du khách|phóng viên|nhà báo|thiếu nhi|thanh niên|kiều bào|"
    r"tình nguyện)\b",
    re.IGNORECASE,
)
# ... and by what words it is called: what it comes about, or where it was, is no part of them.
_DELEGATION_RECEIVED = re.compile(
    r"\s(?:\w+\s){0,2}đoàn\b(?:(?!\b(?:về|tại|với|từng|đang|sang|đến|tới|trong|do)\b)[^.;,]){0,60}", re.IGNORECASE
)
# Whom somebody receives: `tiếp | Đoàn đại biểu Đảng Cộng sản Trung Quốc`.
_DELEGATION_MET = re.compile(r"\s(?:\w+\s){0,2}(?:đoàn|delegation)\b[^.;,]{0,60}", re.IGNORECASE)
_NEAR = 40
_OBJECT = 90
# `ASEAN foreign ministers opened | their 56th meeting`
_THEIR_OWN = re.compile(
    r"\b[A-Z][\w+-]*\s(?P<who>leaders|(?:\w+ (?:and \w+ )?)?ministers|senior officials)\s"
    r"[^.;:]{1,120}\btheir\s(?:annual\s|own\s)?\Z"
)
_BOTH, _THREE = 2, 3
BETWEEN_TWO = frozenset({"bilateral-meeting", "phone-call"})
"""Kinds of talks, whose level those tell who hold them."""
# After a title, what is led where it is no country.
_OF_BODY = re.compile(
    r"\bof (?:the )?[^,]*\b(?:Committee|Commission|Front|Union|Association|Council|Bank|Federation|Senate|Assembly|Court|"
    r"University|Party|Parliament|House|Institute|Foundation|Chamber)\b"
)


def find_kind(occasion: Occasion, reading: Reading) -> str | None:
    """Return the series an occasion belongs to, standing or generic; empty for an international meeting of none known.

    None where it is no meeting of countries or organisations.
    """
    if occasion.series == UNKNOWN:
        return ""
    if occasion.forum:
        return _of_forum(occasion.forum, reading)
    if occasion.series is None and (series := _find_commission(occasion, reading) or _find_own(occasion, reading)):
        return series
    return _find_unlisted(occasion, reading)


def _find_unlisted(occasion: Occasion, reading: Reading) -> str | None:
    """Return the kind of an occasion that is none of a series in the list, by whose sides are seen at it."""
    if occasion.series is None and _is_many_sided(occasion, reading):
        return _of_three(occasion, reading)
    kind = occasion.series or _generic(occasion, reading)
    if kind == "bilateral-meeting" and (many := count_many(occasion, reading)):
        return _of_three(occasion, reading) if many == _THREE else ""
    is_any = kind is None and reading.seed.text[slice(*occasion.found)].casefold() in _ANAPHORS
    are_many = kind == "bilateral-meeting" and _is_of_body(occasion, reading)
    if (is_any and are_officials(occasion, reading)) or are_many:
        return ""
    return kind or ("" if _is_international(occasion, reading) else None)


def _is_of_body(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether the words behind a noun say that an organisation meets: `meeting of the Council of Ministers of SAARC`."""
    start, end = occasion.found[1], occasion.end
    named = reading.matches_in("parties", start, end) if _OF_MEMBERS.match(reading.seed.text, start, end) else ()
    return any(match.id not in reading.reader.vocabulary.countries for match in named)


def _is_many_sided(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether a meeting is said to be of three sides or four."""
    text = reading.seed.text
    before = _MANY_SIDED.search(text, max(0, occasion.start - _NEAR), occasion.start)
    return before is not None or _THREE_SIDED.search(text, occasion.start, occasion.end) is not None


def _of_three(occasion: Occasion, reading: Reading) -> str:
    """Return the series of the meetings of three countries' defence ministers, where its sentence or the title is of them."""
    text, title = reading.seed.text, reading.sentences[0]
    spans = (reading.window(occasion.start, occasion.end), (title.start, title.end))
    is_quad = _FOUR.search(text, max(0, occasion.start - _NEAR), occasion.start) is not None
    return "" if is_quad or not any(_DEFENCE.search(text, *span) for span in spans) else "trilateral-defence-meeting"


def _of_forum(forum: str, reading: Reading) -> str:
    """Return the one series of a forum that the report, or its lead, names in full; nothing where that is none, or several."""
    named = {series for series in reading.series_named if is_of_forum(series, forum)}
    if len(named) > 1:
        named &= {o.series for o in reading.occasions_in(*reading.lead) if not _is_elsewhere(o, reading)}
    return named.pop() if len(named) == 1 else ""


def _is_elsewhere(occasion: Occasion, reading: Reading) -> bool:
    span = reading.window(occasion.start, occasion.end)
    return is_elsewhere(
        reading.seed.text, occasion.start, occasion.end, sentence=span, lang=reading.seed.lang, latest=reading.lead_year
    )


def _find_commission(occasion: Occasion, reading: Reading) -> str | None:
    """Return the series of a standing commission of two countries, named elsewhere in the sentence or in the title.

    `The Philippines and Viet Nam … the 10th meeting of their Joint Commission on Bilateral Cooperation`.
    """
    text = reading.seed.text
    suffix = next((s for s, pattern in _COMMISSIONS if pattern.search(text, occasion.start, occasion.end + 2 * _NEAR)), None)
    # Whom somebody receives on its occasion, and what talks are about, is another matter.
    if suffix is None or _ACTS.fullmatch(text, *occasion.found) or _ABOUT.match(text, occasion.found[1]):
        return None
    title = reading.sentences[0]
    near = reading.matches_in("parties", *reading.window(occasion.start, occasion.end))
    for one in (None, title, *reading.captions[:_THREE]):
        found = (*near, *reading.matches_in("parties", one.start, one.end)) if one else near
        parties = {match.id for match in found}
        for series in reading.reader.vocabulary.series.values():
            if series.id.endswith(suffix) and len(series.parties) == _BOTH and set(series.parties) == parties:
                return series.id
    return None


def _find_own(occasion: Occasion, reading: Reading) -> str | None:
    """Return the series of a numbered meeting that is called its members' own: `ASEAN leaders … their 34th summit`.

    The name is that of an organisation with who of it meets and the noun; a list of series knows it, or there is none.
    """
    text, noun = reading.seed.text, slice(*occasion.found)
    if occasion.ordinal is None or reading.seed.lang != "en":
        return None
    if find_held_by_two(occasion, reading) is not None and not _ABOUT.match(text, occasion.found[1]):
        # `ASEAN and Australia held their 35th | Forum`
        pair = "-".join(text[span.start : span.end] for span in sorted(find_two_countries(occasion, reading)))
        return _find_called(f"{pair} {text[noun]}", reading)
    if whose := find_whose(occasion, reading):
        return _find_called(f"{'-'.join(text[match.start : match.end] for match in whose)} {text[noun]}", reading)
    low = reading.window(occasion.start, occasion.end)[0]
    own = _THEIR_OWN.search(text, max(low, occasion.start - 2 * _OBJECT), occasion.start)
    members = reading.matches_in("parties", own.start(), own.end()) if own else ()
    if own is None or not members or members[0].start != own.start() or members[0].id in reading.reader.vocabulary.countries:
        return None
    who = "" if own["who"] == "leaders" else own["who"] + " "
    return _find_called(f"{text[members[0].start : members[0].end]} {who}{text[noun]}", reading)


def _find_called(name: str, reading: Reading) -> str | None:
    """Return the series that is called so in English; None where none is."""
    found = reading.reader.matcher("series", "en").find(split_tokens(name))
    return found[0].id.removesuffix(TURNED) if len(found) == 1 and (found[0].start, found[0].end) == (0, len(name)) else None


def _generic(occasion: Occasion, reading: Reading) -> str | None:
    """Return the generic series of a meeting that a noun names; two countries and no organisation make it bilateral.

    Numbered meetings belong to some series, known or not.
    """
    noun = reading.seed.text[slice(*occasion.found)]
    if (
        (_MERE_VISIT.fullmatch(noun) and not _is_visit_abroad(occasion, reading))
        or (_STATED.match(noun) and not _is_stated_with(occasion, reading))
        or (_EACH_OTHER.fullmatch(noun) and not _is_of_two_named(occasion, reading))
        or (_MEET.fullmatch(noun) and _NO_STATES.search(reading.seed.text, *_before(occasion, reading)))
    ):
        return None
    found = next((series for series, pattern in _GENERIC if pattern.search(noun)), None)
    parties = {m.id for m in reading.matches_in("parties", occasion.start, occasion.end)}
    is_bilateral = len(parties) == _BOTH and parties <= reading.reader.vocabulary.countries
    is_led = is_bilateral and _OF_LEADERS.search(reading.seed.text, occasion.start, occasion.end) is not None
    found = "bilateral-summit" if is_led or _is_summit_of_two(occasion, reading) else found
    if found is None or (_CONSULTED.fullmatch(noun) and found == "bilateral-meeting"):
        is_of_both = is_bilateral or _is_of_both(occasion, reading) or _is_political(occasion, reading)
        return "bilateral-meeting" if is_of_both else None
    if is_bilateral and occasion.ordinal is not None:
        return found
    is_unsaid = found == "bilateral-meeting" and noun.casefold() in _ANAPHORS and not is_with(occasion, reading)
    if (is_unsaid and not (occasion.ordinal and _is_of_both(occasion, reading))) or (
        _ACTS.fullmatch(noun) and not is_foreign(occasion, reading)
    ):
        return None
    if occasion.ordinal is None or found != "bilateral-meeting" or _is_of_both(occasion, reading):
        return found
    are_countries = parties <= reading.reader.vocabulary.countries
    return found if are_countries and is_with(occasion, reading) and is_foreign(occasion, reading) else None


def _before(occasion: Occasion, reading: Reading) -> tuple[int, int]:
    """Return the stretch right before an occasion, in its sentence."""
    return max(reading.window(occasion.start, occasion.end)[0], occasion.start - _NEAR), occasion.start


def _is_of_two_named(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether those who meet, or sign, are two countries, or two who are named: their wives and aides are others."""
    if find_two_countries(occasion, reading):
        return True
    low, high = reading.window(occasion.start, occasion.end)
    named = [one for one in reading.mentions_in(low, high) if one.name]
    return len(named) > 1 and is_paired(occasion, reading)


def _is_summit_of_two(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether somebody is said to hold a summit with somebody of another country: `held a | summit with President B`."""
    text, (start, end) = reading.seed.text, occasion.found
    is_held = _SUMMIT.fullmatch(text, start, end) and _HOLD_A.search(text, max(0, start - _NEAR), start)
    return bool(is_held) and text.startswith((" with ", " với "), end) and is_paired(occasion, reading)


def _is_stated_with(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether a title says with whom of another country something is said to the press: they have met."""
    title, start = reading.sentences[0], occasion.found[1]
    who = next(iter(reading.mentions_in(start, start + _OBJECT)), None)
    if who is None or not title.start <= start < title.end or not _WITH_WHOM.fullmatch(reading.seed.text, start, who.start):
        return False
    vocabulary, theirs = reading.reader.vocabulary, {party for office in who.offices for party in office.parties}
    # Who speaks to the press on a ministry's page is of its country; who was in office before meets nobody.
    outlet = vocabulary.outlet_of(reading.address)
    is_own = outlet is not None and outlet.country in theirs
    is_former = any(office.role == "former" for office in who.offices)
    return bool(vocabulary.countries & theirs) and not is_own and not is_former


def _is_visit_abroad(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether a country follows right behind a verb for a visit, and no ambassador is said to make it."""
    text, end = reading.seed.text, occasion.found[1]
    link = _TO.match(text, end)
    at = link.end() if link else end
    abroad = any(m.start == at for m in reading.matches_in("parties", at, at + _NEAR))
    return abroad and _RESIDENT.search(text, max(0, occasion.start - _NEAR), occasion.start) is None


def _is_of_both(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether a meeting is called that of both countries named with it: `cuộc họp nội các chung`, `cuộc họp giữa …`."""
    text, found = reading.seed.text, occasion.found
    if find_held_by_two(occasion, reading) is not None:
        return True
    is_joint = (
        _JOINT.search(text, occasion.start, occasion.end)
        or _CONSULTED.fullmatch(text, *found)
        or _NAMED_DIALOGUE.search(text, max(0, occasion.start - _NEAR), occasion.end)
        or _BETWEEN.match(text, found[1])
    )
    # Of those at home the country need not be named: `đã cùng Thứ trưởng … Australia … Đối thoại … giữa hai nước`.
    said = _OF_THE_TWO.search(text, found[1], occasion.end + _NEAR)
    are_said = said is not None and is_paired(occasion, reading)
    return is_joint is not None and (are_said or is_between_two(occasion, reading))


def _is_political(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether a meeting is the political consultation, which two ministries hold, of two who are named with it."""
    return _POLITICAL.search(reading.seed.text, occasion.start, occasion.end) is not None and is_paired(occasion, reading)


def _is_international(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether the name of a meeting (the sentence, of a numbered one) names an organisation or two countries."""
    numbered = occasion.ordinal is not None
    low, high = reading.window(occasion.start, occasion.end) if numbered else (occasion.start, occasion.end)
    parties = {m.id for m in reading.matches_in("parties", low, high)}
    # A numbered summit is of heads of government; somebody's own conference is not called so.
    enough = 0 if numbered and _SUMMIT.fullmatch(reading.seed.text, *occasion.found) else 1
    return len(parties) > enough or not parties <= reading.reader.vocabulary.countries


def is_paired(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether the sentence about a meeting of no series shows two sides of different countries, or a counterpart.

    A meeting of three need not show them where the report leads with them.
    """
    if any(are(occasion, reading) for are in (find_two_countries, is_after_two, is_theirs, is_with_organisation)):
        return True
    if _is_received(occasion, reading):
        return True
    if _MEET.fullmatch(reading.seed.text, *occasion.found) and are_officials(occasion, reading):
        return True
    if _is_many_sided(occasion, reading) and _is_of_those_in_lead(occasion, reading):
        return True
    low, high = reading.window(occasion.start, occasion.end)
    mentions = reading.mentions_in(low, high)
    offices = [office for mention in mentions for office in reading.offices_of(mention) if office.role != "expert"]
    homes = {home_of(mention, reading) for mention in mentions if is_in_office(mention, reading)}
    countries = ({party for office in offices for party in office.parties} | homes) & reading.reader.vocabulary.countries
    counterpart = any(office.role == "counterpart" for office in offices)
    # At home a country's own office-holders are named without it.
    return len(countries) > 1 or (len(mentions) > 1 and (bool(countries) or counterpart))


def _is_received(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether somebody in office, or a body at home, receives whom the words behind the verb call of another country.

    `Bí thư Tỉnh ủy A | tiếp Đoàn đại biểu thành phố Thượng Hải (Trung Quốc)`, `Thường trực Tỉnh ủy | tiếp Đại sứ Lào`
    """
    text, (start, end) = reading.seed.text, occasion.found
    if reading.seed.lang != "vi" or not _RECEIVES.fullmatch(text, start, end):
        return False
    low, high = reading.window(start, end)
    host = reading.mentions_in(max(low, start - _OBJECT), start)
    if _RECEPTION.fullmatch(text, start, end):
        # `Trong | buổi tiếp Đại sứ Lào A, Thủ tướng B …`
        host = (*host, *(one for one in reading.mentions_in(end, high)[1:] if not any(o.parties for o in one.offices)))
    if not (any(is_in_office(one, reading) for one in host) or _HOST.search(text, max(low, start - _OBJECT), start)):
        return False
    met = _DELEGATION_RECEIVED.match(text, end, high)
    if met and _NO_OFFICIALS.search(met[0]):
        return False
    guest = next((one for one in reading.mentions_in(end, high)[:1] if one.start - end <= len(" thân mật ngài ")), None)
    named = {m.id for m in reading.matches_in("parties", met.start(), met.end())} if met else set()
    named |= {party for office in guest.offices for party in office.parties} if guest else set()
    return bool(named - {"VN"})


def has_sides(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether the words about a meeting of no series say between whom it is."""
    low, high = reading.window(occasion.start, occasion.end)
    if _BETWEEN_PARTIES.search(reading.seed.text, occasion.start, high) or _is_of_those_in_lead(occasion, reading):
        return True
    if occasion.ordinal and _is_of_both(occasion, reading):
        return True
    mentions = reading.mentions_in(low, high)
    if len(mentions) > 1 or len({m.id for m in reading.matches_in("parties", low, high)}) > 1:
        return True
    if occasion.series == VISIT_ID and mentions and _is_abroad(occasion, mentions, reading):
        return True
    met = _DELEGATION_MET.match(reading.seed.text, occasion.found[1], high) if mentions else None
    return met is not None and any(m.id != "VN" for m in reading.matches_in("parties", met.start(), met.end()))


def _is_abroad(occasion: Occasion, mentions: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether a visit is to a town of another country, or of somebody in office to a country: `visit | to Laos`."""
    if _is_to_town_abroad(mentions, *reading.window(occasion.start, occasion.end), reading):
        return True
    to = _TO_COUNTRY.match(reading.seed.text, occasion.found[1])
    if to is None or not any(m.start == to.end() for m in reading.matches_in("parties", to.end(), to.end() + _NEAR)):
        return False
    return any(is_in_office(mention, reading) for mention in mentions)


def _is_to_town_abroad(mentions: Sequence[Mention], low: int, high: int, reading: Reading) -> bool:
    """Tell whether somebody of a country is said to go to a town of another: `will travel to Hue … for a state visit`."""
    people = reading.reader.vocabulary.people
    home = {party for one in mentions for office in one.offices for party in office.parties}
    home.update(people[one.person].party or "" for one in mentions if one.person and one.person in people)
    places, text = reading.reader.vocabulary.places, reading.seed.text
    towns = (m for m in reading.matches_in("places", low, high) if text.endswith((" to ", " in "), 0, m.start))
    return bool(home) and any(places[match.id].country not in home for match in towns)


def _is_of_those_in_lead(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether the report's lead names the sides of a ceremony, or a meeting of three, that need not say between whom."""
    is_ceremony = _generic(occasion, reading) == "launch-or-signing-event"
    if not is_ceremony and not _is_many_sided(occasion, reading):
        return False
    spans = (reading.lead, reading.window(occasion.start, occasion.end))
    named = [match for span in spans for match in reading.matches_in("parties", *span)]
    return len({match.id for match in named}) >= (_BOTH if is_ceremony else _THREE)


def is_standing(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether an occasion is one of a standing series, be it one that the list does not have."""
    if occasion.series == UNKNOWN:
        return True
    series = occasion.series or occasion.forum or _find_own(occasion, reading) or ""
    known = reading.reader.vocabulary.series.get(series)
    return known is not None and not known.generic


def raise_level(series: str | None, occasion: Occasion, reading: Reading) -> str | None:
    """Return the kind of a meeting by those whom its sentence names first: leaders, both of them, or ASEAN's own secretary."""
    sentence = reading.sentence_at(occasion.start)
    if series not in BETWEEN_TWO or sentence is None:
        return series
    # Who is not named, nor of what country, may be the one before.
    low, high = reading.window(occasion.start, occasion.end)
    mentions = reading.mentions_in(reading.lead[0] if is_theirs(occasion, reading) else low, high)
    offices = ((m.name, _highest(found)) for m in mentions if (found := reading.offices_of(m)))
    told = [(name, office) for name, office in offices if name or office.parties]
    held = [office for _, office in told[:_BOTH]]
    if any(office.role == "secretary-general" and "ASEAN" in office.parties for office in held):
        return SECRETARY_ID
    if series != "bilateral-meeting":
        return series
    # A leader's counterpart is one.
    leads = [_is_leader(office, reading) or (_is_counterpart(office, reading) and office is not held[0]) for office in held]
    if leads != [True, True]:
        return series
    # `Indonesian President Widodo … the Indonesian president said` is one.
    is_same = told[1][0] is None and set(held[1].parties) <= set(held[0].parties)
    return series if is_same else "bilateral-summit"


def _highest(offices: Sequence[Office]) -> Office:
    """Return the last of somebody's offices, a rank left aside: `Prime Minister | General A`."""
    return next((office for office in reversed(offices) if office.role != RANK), offices[-1])


def _is_counterpart(office: Office, reading: Reading) -> bool:
    """Tell whether somebody is a counterpart, and not that one's wife."""
    return office.role == "counterpart" and not reading.seed.text.startswith(("'s", "’s"), office.end)


def _is_leader(office: Office, reading: Reading) -> bool:
    """Tell whether somebody leads a country: by the title, where it is not that of an institution (`President of the Front`).

    Who is chairman of a country and of nothing else is its president: `Chủ tịch Trung Quốc`.
    """
    words = reading.seed.text[office.start : office.end]
    if reading.reader.vocabulary.roles[office.role].level == "leader":
        # `President of Japan | 's National Defence Academy` is no head of state.
        return _OF_BODY.search(words) is None and not reading.seed.text.startswith(("'s", "’s"), office.end)
    parties = reading.matches_in("parties", office.start, office.end)
    country = reading.seed.text[parties[0].start : parties[0].end] if len(parties) == 1 else None
    return office.role == "chair" and words == f"Chủ tịch {country}"
