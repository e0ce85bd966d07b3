"""Tells from the report of a meeting what is none: a commentary, a spokesperson's briefing, a body at home that meets.

What tells is what the text says of itself: its title, its lead and its last lines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.extract.reader import LEAD
from generator.patterns import compile_words

if TYPE_CHECKING:
    from generator.extract.reader import Reading, Sentence

_REACH_BACK = 200
_END_BLOCKS = 4
_TOP_BLOCKS = 2
"""How many blocks at the end, and at the top, may be the line that says who has written an opinion."""
_COMMENTARY = re.compile(
    r"(?:analysis|opinion|commentary|editorial|op-ed|explainer|bình luận|phân tích|góc nhìn|xã luận|ý kiến)\s?[:|–-]|"
    r"(?:chuyên gia|học giả|nhà nghiên cứu|(?:giới|nhà) phân tích|analysts?|experts?|scholars?)\b[^:|.]{0,40}:|"
    r".*\|\s(?:\w+\s)?opinion(?:\s\||\Z)",
    re.IGNORECASE,
)
# Where outlets keep opinions: `opinion.…`, `/opinion/`, `/en/editorials/`, `/the-gioi/binh-luan/`.
_OPINIONS = re.compile(
    r"https?://(?:(?:[^/]*\.)?opinions?\.|[^/]+/(?:(?:en|vi|news)/)?(?:opinions?|editorials?|op-ed)/|"
    r"[^/]+/(?:[\w-]+/)?(?:binh-luan|goc-nhin|xa-luan)/)",
    re.IGNORECASE,
)
# ... and what is no matter of states: `/sport/`, `/the-thao/bong-da/`.
_PASTIMES = re.compile(
    r"https?://[^/]+/(?:[\w-]+/)?(?:sports?|the-thao|bong-da|giai-tri|entertainment|lifestyle)/", re.IGNORECASE
)
# A title of what tells about a thing, and not of what happened.
_ABOUT = re.compile(
    r"(?:tìm hiểu|infographic|thông tin cơ bản|fact ?sheet|backgrounder)\s?(?:[:|–-]|về\b)|"
    r".*\blịch sử (?:các cơ chế|hình thành|ra đời)\b",
    re.IGNORECASE,
)
_REGULAR = r"họp báo thường kỳ|\b(?:regular|daily|weekly) press (?:briefing|conference)"
_SPOKESMAN = re.compile(r"phát ngôn|spokes", re.IGNORECASE)
_BRIEFING = compile_words(
    r"(?:người|phó|nữ) phát ngôn\b[^.]{0,120}\b"
    r"(?:nêu rõ|trả lời|cho biết|nói (?:trong|tại) (?:buổi |cuộc )?họp báo(?! chung))\b|"
    r"trả lời câu hỏi của (?:các )?phóng viên|"
    rf"{_REGULAR}|"
    r"spokes(?:man|woman|person)[^.]{0,80}\bin response to (?:a|media) quer",
)
_NAMED_BRIEFING = compile_words(_REGULAR)
# Whoever speaks there, a little further down.
_SPOKEN_THERE = compile_words(r"\b(?:người|phó|nữ) phát ngôn\b[^.]{0,120}\bhọp báo thường kỳ")
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
    r"(?:\([^()\n]{0,100}\)|, [^.;:\n]{4,80})?",
)


def is_commentary(reading: Reading) -> bool:
    """Tell whether the report says that it is an opinion, opens with answers to the press, or is of a body at home."""
    text, title = reading.seed.text, reading.sentences[0]
    if _OPINIONS.match(reading.address) or _PASTIMES.match(reading.address) or _is_by_title(reading, title):
        return True
    named = {match.id for match in reading.matches_in("parties", title.start, title.end)} & reading.reader.vocabulary.countries
    if len(named) < _BOTH and (home := _AT_HOME.search(text[title.start : title.end])) and not _JOINT.search(home.string):
        return True
    if any(
        (s.index <= LEAD and _BRIEFING.search(text, s.start, s.end)) or _SPOKEN_THERE.search(text, s.start, s.end)
        for s in reading.sentences[: 2 * LEAD]
        if s.block.kind == "paragraph"
        or (s.block.kind == "title" and s.end - s.start > _REACH_BACK and _SPOKESMAN.search(text, s.start, s.end))
    ):
        return True
    blocks = [block for block in reading.seed.blocks if block.kind not in ("title", "caption")]
    lines = [text[block.start : block.end].strip() for block in (*blocks[:_TOP_BLOCKS], *blocks[-_END_BLOCKS:])]
    if any(map(_SCHOLAR.fullmatch, lines)):
        return True
    last = reading.sentences[-1]
    return _VIEWS.search(text, max(0, last.start - _REACH_BACK), last.end) is not None


def _is_by_title(reading: Reading, title: Sentence) -> bool:
    """Tell whether a title is of an opinion, of what tells about a thing, of a briefing, or of good wishes and no meeting."""
    text, span = reading.seed.text, (title.start, title.end)
    if _COMMENTARY.match(text, *span) or _ABOUT.match(text, *span) or _NAMED_BRIEFING.search(text, *span):
        return True
    # The report of a meeting may be of good wishes as well.
    return _WISHES.search(text, *span) is not None and not reading.occasions_in(*reading.opening_words)
