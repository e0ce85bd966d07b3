"""What the words of a line give away by themselves: a picture's credit, a date line, a list of tags, an author's name.

Outlets differ, their signs hardly do. Where a line stands is weighed elsewhere (`blocks`); here only its words count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.patterns import compile_words
from generator.sentences import CREDIT

if TYPE_CHECKING:
    from generator.models import BlockKind

CAPTION_LENGTH = 400
LABEL_LENGTH = 80
_SIGN_OFF_LENGTH = 45
_TAGS, _TAG_LENGTH = 4, 60

_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{0,20}://|www\.|(?:javascript|data|mailto|file|ftp|vbscript|about|blob):)\S", re.IGNORECASE
)
_IS_CREDIT = re.compile(rf"[(\[—–-]?\s?{CREDIT}\s?\S.{{0,80}}", re.IGNORECASE)
_STOCK_PICTURE = re.compile(r"\(?(?:ảnh|hình) (?:minh h[ọo][ạa]|tư liệu)\W{0,3}", re.IGNORECASE)
# `- Ảnh: TTXVN`, `(Nguồn: AFP)`; `— VNA/VNS Photo`, `(VNA Photo by …)`. Credits stand in the last hundred characters.
_CREDIT_END = compile_words(
    rf"[-–—(\[|/]\s?{CREDIT}[^()\[\]\n]{{1,60}}[)\]]?[\s.…]{{0,4}}\Z"
    r"|[—–(-]\s?(?:[a-z]{2,6}(?:/[a-z]{2,6}){0,3}\s|file\s|courtesy\s)?photos?\b[^.\n]{0,50}\.?\Z",
)
# Where people stand in a picture: only a caption says so.
_IN_PICTURE = compile_words(
    r"từ (?:trái|phải) (?:sang|qua)|\((?:ngoài cùng |đứng |ngồi |hàng \w{1,6} |thứ \w{1,5} )?(?:bên )?(?:trái|phải|giữa)\)"
    r"|ngoài cùng bên (?:trái|phải)|\b(?:second|third|fourth|fifth|sixth) from (?:the )?(?:left|right)"
    r"|\((?:far |from )?(?:left|right|centre|center) ?\)|\((?:from )?(?:left|right) to (?:left|right)\)|\bfrom (?:left|right):",
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE = (
    r"(?:ngày )?\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?(?:\d{4}|\d{2})|(?:ngày )?\d{1,2} tháng \d{1,2}(?: năm|,)? \d{4}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}} (?:{_MONTHS}),? \d{{4}}|(?:{_MONTHS}) \d{{1,2}},? \d{{4}}"
)
_TIME = r"\d{1,2} ?[:hg] ?\d{2}(?::\d{2})?'?(?: ?[ap]m)?(?: ?\(?gmt ?[+-] ?\d{1,2}(?::\d{2})?\)?)?"
_WEEKDAY = r"(?:th[ứu] (?:hai|ba|tư|năm|sáu|bảy|[2-7])|ch[ủu] nhật|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_SEPARATOR = r"[ ,|–—-]{0,4}"
_DATE_LINE = re.compile(
    rf"(?:[^\W\d]{{2,10}}(?: [^\W\d]{{2,10}})?:)?\s?(?:{_TIME}{_SEPARATOR})?(?:{_WEEKDAY}{_SEPARATOR})?(?:{_DATE})"
    rf"(?:{_SEPARATOR}{_TIME})?[\s.]?",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:phản hồi|gửi bình luận|bình luận|chia sẻ|in bài(?: viết)?|lưu bài(?: viết)?|gửi email|nghe đọc bài|về trang chủ|"
    r"quảng cáo|advertisement|read more|share|print|adjust font size|nhấp vào ảnh[^\n]{0,40}|\(\d{1,4}\)|[.:\s]){1,8}"
    r"|\\?#{2,}|[*_=~-]{3,}|<!--.{0,200}-->|>>.*|[«»→►▶]\s.{0,200}|(?:tags?|từ khóa|từ khoá|keywords?|chủ đề)\s?:.*"
    r"|(?:xem|đọc) (?:thêm|tiếp)\b.*|(?:mời )?(?:quý vị|bạn đọc|độc giả) (?:theo dõi|đón xem|xem thêm)\b.*"
    r"|(?:see also|related|read also|also read)\s?:.*|\[[^\[\]\n]{15,200}\]"
    # What every page of the government of the United States says of itself.
    r"|an official website of the united states government\b.{0,40}|here['’]s how you know|official websites use \.(?:gov|mil)"
    r"|a \.(?:gov|mil) website belongs to an official .{0,80}|secure \.(?:gov|mil) websites use https"
    r"|a lock \(.{0,20}\) or https:// means .{0,160}|skip (?:to (?:main )?content|navigation links)",
    re.IGNORECASE,
)
# Above the title of a page that was captured whole: menus, the way to it, the section's name, the clock and the weather.
_SECTION = (
    r"(?:chính trị|thời sự|thế giới|trong nước|đối ngoại|kinh tế|kinh doanh|xã hội|tin tức|quốc tế|tiêu điểm|world|news|"
    r"politics|business|economy|national|asean|asia|press releases|latest news|top stories|icon|advt?)"
)
_MENU = (
    r"(?:home ?page|home|trang chủ|left menu|menu|close x|main navigation|skip to (?:main )?content|advanced search|search|"
    r"tìm kiếm|đường dẫn truy cập|hotline|đăng nhập|log ?in|sign in|subscribe|chia sẻ|quảng cáo|advertisement|newsletter|"
    r"feedback|weblinks|english|vietnamese|tiếng việt)"
)
_PAGE_HEAD = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_MENU}(?:[\s/|•·&:,-]{{1,8}}(?:{_MENU}|{_SECTION}))*[\s:]*(?:[+\d. ()-]{{6,24}})?",
        rf"{_SECTION}(?:[\s/|•·&-]{{1,3}}{_SECTION}){{0,7}}",
        r"> .*|[^\n>]{1,40}(?:\s>\s[^\n>]{1,40})+|[^\n»]{1,40}(?:\s»[^\n»]{0,41})+",  # the way to the page
        r"[^\n\d]{0,20}[-–\d\s°C/.]{1,20}°C[-–\d\s°C/.]{0,20}",
        r"\w{1,9}\s?:|[\d.,:/|\s]+|[•*]|(?:1\. )?dòng sự kiện:",
        rf"(?:mon|tue|wed|thu|fri|sat|sun), (?:{_DATE}) - {_TIME}|(?:{_WEEKDAY}{_SEPARATOR})?(?:{_DATE})\s(?:search|tìm kiếm)",
        rf"clock\s?(?:{_WEEKDAY}{_SEPARATOR})?(?:{_DATE})(?:{_SEPARATOR}{_TIME})?",
    )
)
_ITEM = re.compile(r"(?:[-–•*]\s)+")
_NUMBERED = re.compile(r"(?:[2-9]|1\d)\.\s")
_RELATED = re.compile(
    r"(?:(?:các )?(?:tin|bài)(?: viết)? (?:liên quan|khác|cùng chuyên mục|mới|nổi bật)|"
    r"(?:có thể bạn|bạn có thể|đang được) quan tâm|"
    r"(?:(?:xem|đọc|tham khảo) thêm|(?:see|read) (?:more|also)|also read|more (?:stories|news|on this (?:story|topic)))|"
    r"related (?:news|stories|articles|links|content|topics|coverage|information|reading)|"
    r"most read|tags|keywords|từ kh[óo][áa])\s?:?",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"(?:[^\n]{2,30}\s)?\(?[Tt]heo:?\s(?:báo\s|hãng\s|đài\s)?(\w)[^\n]{1,30}|(?:Tin|Bài)(?:,| và) ảnh:?\s(\w)[^\n]{1,40}"
)
_AGENCY_MARK = re.compile(r"[—–-]?\s?\([\w+./ -]{2,30}\)|[—–-]\s?[A-Z]{2,6}(?:/[A-Z]{2,6})?|N\.V")
_NAME = re.compile(r"[\w.'’-]+(?:[\s/&–-]{1,3}[\w.'’-]+){0,4}(?:\s\([\w+ ]{2,30}\))?")
_LETTERS = re.compile(r"[^\W\d_]+")
_TERMINAL = re.compile(r"""[.!?…:;,]["”’'»)\]]*\Z""")


def is_address(words: str) -> bool:
    """Tell whether a line is meant as an address, a good one or not."""
    return _ADDRESS.match(words) is not None


def is_credit(words: str) -> bool:
    """Tell whether a sentence is nothing but a picture's credit, as in `Ảnh: TTXVN`."""
    return _IS_CREDIT.fullmatch(words) is not None


def ends_in_credit(words: str) -> bool:
    """Tell whether a sentence describes a picture and ends in its credit."""
    return len(words) <= CAPTION_LENGTH and _CREDIT_END.search(words[-110:]) is not None


def is_date_line(words: str) -> bool:
    """Tell whether a line is the date of publication, with weekday and time or without."""
    return len(words) <= LABEL_LENGTH and _DATE_LINE.fullmatch(words) is not None


def is_furniture(words: str) -> bool:
    """Tell whether a line belongs to the web page rather than to the report: buttons, rules, tags, links to other articles."""
    return len(words) <= CAPTION_LENGTH and _FURNITURE.fullmatch(words) is not None


def is_page_head(words: str, before: str = "") -> bool:
    """Tell whether a line above the title belongs to the web page: such a line further down may be the report's.

    `before` is the line above it, which may begin a list of headlines, or be part of a menu.
    """
    if item := _ITEM.match(words):
        return _ITEM.match(before) is not None or is_page_head(words[item.end() :])
    if _NUMBERED.match(words) and (before.casefold().endswith("dòng sự kiện:") or _NUMBERED.match(before)):
        return True
    return is_date_line(words) or (len(words) <= CAPTION_LENGTH and any(one.fullmatch(words) for one in _PAGE_HEAD))


def opens_furniture(text: str, start: int) -> bool:
    """Tell whether a button's words stand at `start`."""
    return _FURNITURE.match(text, start) is not None


def is_related_news(words: str) -> bool:
    """Tell whether a line is the heading of a list of other articles."""
    return _RELATED.fullmatch(words) is not None


def is_label(words: str, length: int = LABEL_LENGTH) -> bool:
    """Tell whether a line is short and no sentence."""
    return len(words) <= length and not _TERMINAL.search(words)


def is_sign_off(words: str, *, hangs: bool) -> bool:
    """Tell whether `words` are an author, an agency or both: no more than five words, each with a capital.

    What `hangs` without a full stop on the end of a line that ran together can hardly be anything else.
    """
    if len(words) > LABEL_LENGTH or words.endswith((".", ":")):
        return False
    agency = _AGENCY.fullmatch(words)
    if _AGENCY_MARK.fullmatch(words) or (agency and (agency[1] or agency[2]).isupper()):
        return True
    if hangs and is_label(words, _SIGN_OFF_LENGTH):
        return True
    names = _LETTERS.findall(words)
    return bool(names) and _NAME.fullmatch(words) is not None and all(name[0].isupper() for name in names)


def judge_words(words: str, last: str) -> BlockKind | None:
    """Return the kind that a piece's words give away, `last` being its last sentence; None where they give nothing away."""
    if _IN_PICTURE.match(words) and len(words) <= 2 * CAPTION_LENGTH:
        return "caption"
    if len(words) <= CAPTION_LENGTH:
        if is_credit(last) or ends_in_credit(words) or _STOCK_PICTURE.fullmatch(words) or _IN_PICTURE.search(words):
            return "caption"
        if is_date_line(words) or is_furniture(words) or is_related_news(words):
            return "boilerplate"
    return "boilerplate" if _is_tag_list(words) else None


def _is_tag_list(words: str) -> bool:
    """Tell whether `words` are several short items with commas but no spaces between them."""
    items = words.split(",")
    are_tags = len(items) >= _TAGS and all(0 < len(item) <= _TAG_LENGTH and not item.startswith(" ") for item in items)
    return are_tags and not _TERMINAL.search(words)
