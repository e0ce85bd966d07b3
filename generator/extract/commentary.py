"""Tells from the report of a meeting what is none: a commentary, a spokesperson's briefing, a body at home that meets.

What tells is what the text says of itself: its title, its lead and its last lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.extract.reader import LEAD
from generator.patterns import compile_words

if TYPE_CHECKING:
    from generator.extract.reader import Reading

_REACH_BACK = 200
_END_BLOCKS = 4
"""How many blocks at the end may be the line that says who has written an opinion."""
_COMMENTARY = re.compile(
    r"(?:analysis|opinion|commentary|editorial|op-ed|explainer|bình luận|phân tích|góc nhìn|xã luận|ý kiến)\s?[:|–-]|"
    r".*\|\s(?:\w+\s)?(?:opinion|editorial)\Z",
    re.IGNORECASE,
)
# Where outlets keep opinions: `opinion.…`, `/opinion/`, `/editorials/`.
_OPINIONS = re.compile(
    r"https?://(?:[^/]*\.)?opinions?\.|https?://[^/]+/(?:[^/?#]+/)*(?:opinions?|editorials?|op-ed)/", re.IGNORECASE
)
# A title of what tells about a thing, and not of what happened.
_ABOUT = re.compile(
    r"(?:tìm hiểu|infographic|thông tin cơ bản|fact ?sheet|backgrounder)\s?(?:[:|–-]|về\b)|"
    r".*\blịch sử (?:các cơ chế|hình thành|ra đời)\b",
    re.IGNORECASE,
)
_REGULAR = compile_words(r"\b(?:regular|daily|weekly) press (?:briefing|conference)|họp báo thường kỳ")
_BRIEFING = compile_words(
    r"(?:người|phó|nữ) phát ngôn\b[^.]{0,120}\b(?:nêu rõ|trả lời|cho biết)\b|trả lời câu hỏi của (?:các )?phóng viên|"
    r"họp báo thường kỳ|"
    r"\b(?:regular|daily|weekly) press (?:briefing|conference)|"
    r"spokes(?:man|woman|person)[^.]{0,80}\bin response to (?:a|media) quer",
)
# In a title: a body of one government meets.
_AT_HOME = compile_words(
    r"\b(?:inter-?ministerial|inter-?agency|cabinet)\s(?:\w+ )?(?:meeting|committee|session)\b|"
    r"(?:\A|\bhọp |phiên (?:họp )?)(?:Ủy ban Quốc gia|Ban Chỉ đạo|Ban Tổ chức|Tiểu ban)\b",
)
# Good wishes are sent, and nobody met for them; in a title.
_WISHES = compile_words(
    r"(?:điện|thư|lời) (?:chúc )?mừng|chúc mừng (?:quốc khánh|năm mới|sinh nhật|ngày)|congratulatory (?:letter|message)|"
    r"letter of congratulations?|(?:điện|thư|lời) chia buồn|condolences?",
)
_JOINT = re.compile(r"\b(?:joint|bilateral|chung|song phương)\b", re.IGNORECASE)
_BOTH = 2
_VIEWS = re.compile(
    r"\b(?:the (?:writer|author) is\b|(?:the )?views (?:expressed|are)|opinions expressed|tác giả là\b|"
    r"quan điểm (?:riêng )?của tác giả)",
    re.IGNORECASE,
)

# A scholar's name at the end, which says whose opinion one has read: `TS LÊ VĂN BÌNH (Đại học …)`, `PGS.TS. Lê Văn Bình`.
_SCHOLAR = re.compile(
    r"(?:(?:GS|PGS|TS|ThS|TSKH)\b[.,\s-]{0,2}){1,3}\s?(?:[^\W\d_]{1,8}\s?){2,5}"
    r"(?:\([^()\n]{0,100}\))?",
)


def is_commentary(reading: Reading) -> bool:
    """Tell whether the report says that it is an opinion, opens with answers to the press, or is of a body at home."""
    text, title = reading.seed.text, reading.sentences[0]
    if _COMMENTARY.match(text, title.start, title.end) or _ABOUT.match(text, title.start, title.end):
        return True
    if (reading.seed.url and _OPINIONS.match(reading.seed.url.value)) or _is_sent_or_briefed(reading):
        return True
    named = {match.id for match in reading.matches_in("parties", title.start, title.end)} & reading.reader.vocabulary.countries
    if len(named) < _BOTH and (home := _AT_HOME.search(text[title.start : title.end])) and not _JOINT.search(home.string):
        return True
    if any(
        _BRIEFING.search(text, s.start, s.end) for s in reading.sentences if 0 < s.index <= LEAD and s.block.kind == "paragraph"
    ):
        return True
    blocks = [block for block in reading.seed.blocks if block.kind not in ("title", "caption")][-_END_BLOCKS:]
    if any(_SCHOLAR.fullmatch(text[block.start : block.end].strip()) for block in blocks):
        return True
    last = reading.sentences[-1]
    return _VIEWS.search(text, max(0, last.start - _REACH_BACK), last.end) is not None


def _is_sent_or_briefed(reading: Reading) -> bool:
    """Tell whether a title is of good wishes and no meeting, or the title or the opening names a regular briefing."""
    text, title = reading.seed.text, reading.sentences[0]
    if _WISHES.search(text, title.start, title.end) and not any(o.start < title.end for o in reading.occasions):
        return True
    return any(
        _REGULAR.search(text, s.start, s.end) for s in reading.sentences[: 2 * LEAD] if s.block.kind in {"title", "paragraph"}
    )
