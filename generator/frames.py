"""Tells in what frame a text speaks of a meeting: held, stood beside or prepared for, looked back on, still to come.

Patterns for what stands right before and after a meeting's name, in both languages. What follows from the frame, others say.
"""

from __future__ import annotations

import re

from generator.datewords import EN_MONTHS
from generator.patterns import compile_words

_HELD_AFTER = {
    "vi": re.compile(
        r"[\s,]*(?:\([^)]{1,40}\)\s*)?(?:[^\W\d_]{1,12}(?:\s[^\W\d_]{1,12})?\s?[-–]\s?[^\W\d_]{1,12}(?:\s[^\W\d_]{1,12})?\s)?"
        r"(?:(?:lần này|đã|vừa|sẽ|dự kiến|đang|chính thức|cũng|tiếp tục|do[^,.;]{3,40}|hôm nay|"
        r"sáng nay|chiều nay|ngày[^,.;]{3,20})\s)*"
        r"(?:được tổ chức|diễn ra|khai mạc|bế mạc|kéo dài|thông qua|nhất trí|có sự tham dự|có sự tham gia|họp|kết thúc|"
        r"kêu gọi|ghi nhận|tập trung|thảo luận|thành công)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"[\s,]*(?:\([^)]{1,40}\)\s*)?(?:meeting\s)?(?:(?:will|was|were|is|are|ha(?:s|ve) been|to be|which|also|being|that)\s)*"
        r"(?:held|attended by|take place|"
        r"takes place|took place|opened|convened|concluded|"
        r"kicked off|discussed|adopted|agreed|will demonstrate|will bring|chaired|co-chaired|gathered|in \w+)",
        re.IGNORECASE,
    ),
}
# What a sentence begins with is held by its verb, however long its name: `Lễ khởi động | chương trình … diễn ra sáng 26/8`.
_HELD_LATER = {
    "vi": re.compile(r"[^,.;:\n]{0,120}?\s(?:được tổ chức|diễn ra|khai mạc|bế mạc)\b", re.IGNORECASE),
    "en": re.compile(
        r"[^,.;:\n]{0,120}?\s(?:(?:was|were|is|are|will be|ha(?:s|ve) been) held|t(?:ook|akes?) place|opened|concluded|"
        r"kicked off)\b",
        re.IGNORECASE,
    ),
}
_HELD_BEFORE = {
    "vi": compile_words(
        r"(?:dự|tham dự|tham gia|chủ trì|đồng chủ trì|phát biểu (?:khai mạc |bế mạc |chỉ đạo )?(?:tại|tham luận)|tại|"
        r"khai mạc|bế mạc|diễn ra|tổ chức|đăng cai|kết thúc|"
        r"tiến hành|có|trong|dẫn đầu|vào|bước vào|sau|dự khai mạc|dự phiên|khuôn khổ|dự kiến)\s(?:các |một |"
        r"phiên (?:họp )?(?:thứ \w{1,6} |đầu tiên )?(?:của )?|cuộc |"
        r"buổi |lễ |toàn thể |khai mạc |bế mạc |trực tuyến )*\Z|\b(?:đã|vừa)\s(?:có |tiến hành |thân mật )*(?:cuộc |buổi )?\Z",
    ),
    "en": compile_words(
        r"(?:attend(?:s|ed|ing)?|at|host(?:s|ed|ing)?|chair(?:s|ed|ing)?|co-chair(?:s|ed|ing)?|held|hold(?:s|ing)?|"
        r"participat\w+ in|for|during|to|in|join(?:s|ed)?|on|pay(?:s|ing)?|paid|mak(?:es?|ing)|made|"
        r"(?:reporters|journalists|conference|briefing|press|media) after|"
        r"conven\w+|open(?:s|ed|ing)?|conclud\w+|began|ended|wrap\w* up|wound up|address\w*|of)\s(?:the |a |an |their |annual |"
        r"upcoming |his |her )*(?:[\w-]+ )?\Z",
    ),
}
LAST = r"\b(?:the|their|its) (?:last|previous) (?:(?-i:[A-Z])[\w'’-]*\s|round of\s|such\s){0,4}\Z"
"""What stands before a meeting that was before: `The last Foreign Office | Consultations were held in June`."""
_ELSEWHERE_BEFORE = {
    "vi": compile_words(
        r"người (?:sắp|sẽ|từng)\s[^,.;]{0,24}\Z|"
        r"\bđoàn\b[^,.;]{0,60}\ssang (?:Việt Nam|nước ta)(?: để)? (?:tham )?dự\s\Z|"
        r"(?:từ chối|bác|khước từ|hủy|huỷ|hoãn|không có|không có kế hoạch)\s[^,.;]{0,24}\Z|"
        r"nhân dịp\s[^,.;]{0,60}\s(?:dự|tham dự)\s[^,.;]{0,24}\Z|"
        r"(?:chuẩn bị (?:cho|tốt cho)|trước thềm|bên lề|hướng tới|trình lên|tiến tới|nhân dịp|tiếp nối|kể từ|phục vụ|nếu|"
        r"thành công của|(?:triển khai|thực hiện) (?:\S+ ){0,3}kết quả(?: của| tại)?|"
        r"(?:gần|mới) đây nhất là|tổ chức thành công|"
        r"nhắc lại|vừa có|phối hợp (?:chặt chẽ )?(?:tại|trong)|chuẩn bị tốt(?: cho)?|"
        r"nằm trong (?:khuôn khổ|chuỗi)|thuộc chuỗi|thuộc khuôn khổ|"
        r"(?<!bắt đầu các hoạt động )(?<!dự các hoạt động )trong khuôn khổ|trước|"
        r"thông qua tại|nhất trí tại|đề ra tại|"
        r"(?:nhất trí|thỏa thuận|đồng ý|(?<!sáng )sớm) (?:sẽ )?tổ chức|"
        r"(?<!sáng )sớm (?:triệu tập|tiến hành|họp)|hội nghị [^,.;]{0,30} và các|"
        r"từng (?:diễn ra|tổ chức|đăng cai)|năm ngoái|như|(?<!phát biểu )(?<!họp báo )(?<!báo chí )sau|trong đó có|"
        r"câu hỏi về|liên quan đến|hỏi về|"
        r"phản ứng về|(?<!trình bày )báo cáo)\s[^,.;]{0,24}\Z|"
        r"\b(?:lên|(?<!chương )(?<!quy )(?<!quá )(?<!tiến )(?<!lộ )trình)\s\Z|(?:đánh giá cao|hoan nghênh|ủng hộ|về việc|"
        r"thông tin(?! và truyền thông))\s[^,.;]{0,80}\Z",
    ),
    "en": compile_words(
        r"\b(?:on|at|in) the (?:sidelines|margins|fringes) of\s[^,.;]{0,80}\Z|\b(?:tabled|adopted) at the\s\Z|"
        r"\bwho (?:will|is (?:due )?to)\s[^,.;]{0,24}\Z|"
        rf"{LAST}|"
        r"\b(?:accelerat\w+|speed(?:s|ed|ing)? up|expedit\w+|step(?:s|ped|ping)? up|"
        r"push(?:es|ed|ing)? (?:forward|ahead)(?: with)?)\s(?:(?!(?:at|during|in|on|after|before|to)\b)[^\s,.;]+\s){0,4}\Z|"
        r"\b(?:declined|refused|rejected|cancelled|canceled|postponed|called off|no)\s[^,.;]{0,24}\Z|"
        r"(?:agenda (?:of|for)|decisions? (?:of|at)|groundwork for|pav(?:es?|ed|ing) (?:the )?way (?:for|to)|"
        r"set(?:s|ting)? the stage for|(?:run|lead)-up to|ahead(?: of|(?= the\b))|in advance of|"
        r"(?:on|at|in) the (?:sidelines|margins|fringes|occasion) of|at the margins of|\bif|"
        r"in preparation for|prepare for|preparations for|following(?! the just-concluded)|"
        # What is told the press is told after what it is about: `told reporters after | his talks`.
        r"(?<!reporters )(?<!journalists )(?<!conference )(?<!briefing )(?<!press )(?<!media )(?<!statement )after|"
        r"since|success of|"
        r"outcomes of(?! their)|(?:location|venue) (?:of|for)|prior to|before(?= the\b)|build on|at the conclusion of|"
        r"\bsuch as|\b(?:report\w*|submit\w*|submission|refer\w*|message)\s(?:[^,.;]{0,24}\s)?to|"
        r"put forward at|decisions? of|events of|"
        r"(?:requested|sought|seek(?:s|ing)?|asked for)(?= an?\b)|"
        r"look(?:s|ed|ing)? forward to(?: the convening of)?|submitted to|towards?|next|"
        r"agreed to (?:organi[sz]e|hold|host|convene)|the (?:holding|convening|hosting) of|"
        r"last year's|reflected on|asked about|questions? (?:on|about))\s(?:(?!(?:at|during) the\b)[^,.;]){0,40}\Z",
    ),
}
_ELSEWHEN = compile_words(
    r"(?:năm ngoái|năm trước|hồi (?:đầu |giữa |cuối )?(?:tháng|năm)|(?:năm|in) (?P<year>(?:19|20)\d\d)|đầu tiên năm|"
    rf"last (?:year|{'|'.join(EN_MONTHS)})|previous|later (?:that|this|in)|sau đó)",
)
_FUTURE = {
    "vi": compile_words(
        r"\b(?<!người )(?:sẽ|dự kiến|sắp)\s(?:\S+\s){0,3}?(?:diễn ra|được tổ chức|tổ chức|dự|tham dự|đăng cai|thăm|đến|"
        r"khai mạc|"
        r"tham gia|gặp|chủ trì|hội đàm|thảo luận|có|dẫn đầu)\b|"
        r"\bđược \S+ \S+ đăng cai\b[^.;]{0,30}\btới\b|\b(?:tuần tới|tháng tới|ngày mai|sắp tới|tới đây)\b",
    ),
    "en": compile_words(
        r"\b(?:will|is to|are to|is scheduled to|is expected to|plans? to)\s(?:\w+\s)?"
        r"(?:be held|be (?:attending|hosting|visiting|meeting)|take place|host|attend|travel|bring|lead|represent|"
        r"participate|have|meet|join|visit|convene|chair|"
        r"co-chair|hold|address|make|pay|undertake|receive|welcome)\b|"
        r"\b(?:upcoming|forthcoming|next week|next month|tomorrow|to attend|has been invited|"
        r"accepted (?:an|the) invitation)\b",
    ),
}
_PAST = {
    "vi": compile_words(
        r"\b(?:đã|vừa) (?:chính thức )?(?:được tổ chức|diễn ra|dự|tham dự|đồng chủ trì|chủ trì|khai mạc|bế mạc|có|kết thúc|"
        r"hội đàm|tiến hành|tham gia)\b|"
        r"\bđang (?:diễn ra|họp|tham dự)\b|\b(?:hôm nay|hôm qua|sáng nay|chiều nay)\b(?! thông báo)|"
        r"\bphát biểu (?:khai mạc )?(?:tại|khi)\b|\bkéo dài \d|\bkhai thông\b",
    ),
    "en": compile_words(
        r"\b(?<!\bbe )(?:was held|were held|took place|met|concluded|attended|joined|held|discussed|agreed|spoke|adopted|"
        r"expressed|welcomed|said at|participated|wrapped up|opened|convened|gathered|chaired|co-chaired|signed|"
        r"(?:ended|presided over)(?=\s(?:an?|the|their)\s(?:[\w-]+\s){0,3}"
        r"(?:meeting|talks|summit|retreat|session|conference|dialogue)\b)"
        r")\b",
    ),
}
# Of what a report names far below its lead: held in a month of its own.
_LONG_AGO = compile_words(
    rf"(?:in|on)\s(?:{'|'.join(month[:3] for month in EN_MONTHS)})[a-z]{{0,6}}\.?"
    r"(?: \d{1,2}(?:(?: to |-|–)\d{1,2})?)?,? (?:19|20)\d\d|"
    r"(?:tháng|ngày \d{1,2}[/-]) ?\d{1,2}(?:[/-]| năm )(?:19|20)\d\d",
)
_DEALT_LATER = re.compile(
    r"\b(?:will|to) be (?:\w+ ){0,2}(?:discussed|tabled|adopted|submitted|considered|endorsed|presented|signed)\b"
    r"[^.;]{0,80}?\s(?:at|to|by)\s[^,.;]{0,50}\Z",
    re.IGNORECASE,
)
MARGINS = re.compile(r"\bbên lề\b|\b(?:on|at|in) the (?:sidelines|margins|fringes)\b", re.IGNORECASE)
"""What is said of a meeting held beside another."""
WELCOMED = r"\b(?:including|welcomed|recalled|noted) (?:the|their) (?:\w+ )?(?:meeting|talks|summit|call)"
"""Before whose meeting it was, or when, where a report only names it: `The Ministers welcomed the summit | between A and B`."""
_DAY_BEFORE = re.compile(r"\b\d{1,2} tháng \S{1,4}(?: \S{1,4})?,? \Z", re.IGNORECASE)
_DAY = 26
_IN_YEAR = re.compile(r"(?:(?:back )?in|(?:vào |hồi )?năm) (?P<year>(?:19|20)\d\d),", re.IGNORECASE)
# Before what did not happen, or may: `will not | meet`, `đã không | gặp nhau`.
_NOT_DONE = {
    "vi": compile_words(
        r"(?:không|chưa|chẳng)\s(?:(?:hề|từng|bao giờ|còn|muốn|thể)\s)*(?:\S+\s)?\Z|\b(?:có thể|có khả năng|muốn)\s(?:\S+\s)?\Z"
    ),
    "en": compile_words(
        r"(?:\b(?:not|never|cannot|may|might|could|neither)|n['’]t)\s(?:\w+\s)?\Z|"
        r"\b(?:(?:un)?able|fail(?:s|ed)?|hop(?:es?|ed|ing)|urged|wants?|wanted|refus(?:es|ed|ing)|declin(?:es|ed|ing))\s"
        r"(?:[^.;]{1,80}\s)?to\s\Z|"
        r"\b(?:not|never|denie[sd]|cancel(?:s|l?ed)|postponed|called off|scrapped)\b[^.;,]{0,60}"
        r"\b(?:travel|visit|go|trip|tour)\b[^.;,]{0,60}\Z"
    ),
}
_OPENS = re.compile(r"\W{0,2}(?:the |an? )?", re.IGNORECASE)
_BEFORE = 100
_AFTER = 60


def is_elsewhere(text: str, start: int, end: int, *, sentence: tuple[int, int], lang: str, latest: int) -> bool:
    """Tell whether the meeting named at [start, end) of a sentence is only beside, before or behind the one spoken of.

    Behind it is one of another year than the `latest` that the lead names, and one that somebody did not, or may, go to.
    """
    if _ELSEWHERE_BEFORE[lang].search(text[max(sentence[0], start - _BEFORE) : start]):
        return True
    # What stands behind a comma may be of another meeting, unless it is right behind.
    until = min(sentence[1], end + _AFTER)
    comma = text.find(",", end, until)
    found = _ELSEWHEN.finditer(text, end, until if comma < 0 or _ELSEWHEN.match(text, comma + len(", ")) else comma)
    if any(not (one["year"] and _is_own_year(one, text, (start, end), sentence, lang, latest)) for one in found):
        return True
    # `In 1972, US and Chinese leaders | met`
    opened = _IN_YEAR.match(text, sentence[0], start)
    if opened and int(opened["year"]) < latest:
        return True
    return _NOT_DONE[lang].search(text, max(sentence[0], start - _BEFORE), start) is not None


def _is_own_year(
    found: re.Match[str], text: str, name: tuple[int, int], sentence: tuple[int, int], lang: str, latest: int
) -> bool:
    """Tell whether a year behind a meeting's name is the report's latest, and the day's on which that is held, or its own."""
    if int(found["year"]) != latest:
        return False
    # `Hội nghị … lần thứ 5 | năm 2023 diễn ra …`
    is_next = not text[name[1] : found.start()].strip(" ,")
    if is_next and _HELD_AFTER[lang].match(text, found.end(), sentence[1]):
        return True
    is_day = _DAY_BEFORE.search(text, max(name[1], found.start() - _DAY), found.start()) is not None
    return is_day and is_held(text, *name, sentence=sentence, lang=lang)


def is_dealt_later(text: str, start: int, *, sentence: tuple[int, int]) -> bool:
    """Tell whether something is only to go to the meeting named at `start`: `that will be adopted at | the Summit`."""
    return _DEALT_LATER.search(text[max(sentence[0], start - 2 * _BEFORE) : start]) is not None


def is_long_ago(text: str, end: int, *, sentence: tuple[int, int], latest: int) -> bool:
    """Tell whether a month stands behind the name of a meeting that ends at `end`, of a year before `latest`."""
    found = _LONG_AGO.search(text, end, min(sentence[1], end + _AFTER))
    return found is not None and int(found[0][-len("YYYY") :]) < latest


def is_held(text: str, start: int, end: int, *, sentence: tuple[int, int], lang: str) -> bool:
    """Tell whether the meeting named at [start, end) of a sentence is held, attended or spoken at there."""
    if _HELD_AFTER[lang].match(text, end, sentence[1]):
        return True
    if _OPENS.fullmatch(text, sentence[0], start) and _HELD_LATER[lang].match(text, end, sentence[1]):
        return True
    return _HELD_BEFORE[lang].search(text[max(sentence[0], start - _BEFORE) : start]) is not None


def find_future(text: str, start: int, end: int, *, lang: str) -> re.Match[str] | None:
    """Return the words of a sentence that announce something; None where what is past stands before them."""
    found = _FUTURE[lang].search(text, start, end)
    return None if found and _PAST[lang].search(text, start, found.start()) else found


def is_past(text: str, start: int, end: int, *, lang: str) -> bool:
    """Tell whether a sentence tells of what has happened."""
    return _PAST[lang].search(text, start, end) is not None
