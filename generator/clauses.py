"""Reads who does what in a sentence: the subject before a verb, and where the verb's clause ends.

No parser: the subject of a reported act stands right before its verb, with adverbs and an aside between at most, or is carried
on from the clause before. Patterns for both languages; what the verbs and the people are, others say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.mentions import is_opening
from generator.patterns import compile_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.matcher import Match
    from generator.mentions import Mention

_DATE = r"(?:(?:ngày |sáng |chiều |tối )?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|(?:hôm|sáng|chiều|tối) (?:nay|qua))"
# What may stand between subject and verb.
_BETWEEN = {
    "vi": re.compile(
        rf"[\s,]*+(?:(?:không chỉ|không những|"
        rf"đã|đang|sẽ|cũng|đều|cùng|cùng nhau|tiếp tục|luôn|vẫn|mạnh mẽ|một lần nữa|đồng thời|chính thức|"
        rf"tiến hành|nhiệt liệt|"
        rf"chân thành|trân trọng|rất|hết sức|đặc biệt|cơ bản|về cơ bản|bày tỏ|vừa|liên tục|kiên quyết|đồng loạt|thẳng thắn|"
        rf"chủ động|lần lượt|"
        rf"mới đây|nhân dịp này|tại đây|trước đó|hôm nay|hôm qua|sáng nay|chiều nay|tối nay|sau đó|qua đó|do đó|"
        rf"cho đến nay|thường xuyên|dự kiến|"
        rf"nhất quán|sâu sắc|cho rằng cần|{_DATE}|\([^()]{{1,30}}\)|khi (?:phát biểu|trao đổi|trả lời)[^,;]{{0,80}}+|"
        rf"phát biểu(?:[^,;]{{0,60}}+(?=[,;]))?|"
        rf"thay mặt(?: (?-i:[A-ZĐ]{{2,8}})(?=\s\Z)|[^,;]{{0,80}}+)|"
        rf"trong (?:bài phát biểu|cuộc|vai trò|tuyên bố)[^,;]{{0,60}}+|tại (?:hội nghị|cuộc|buổi|phiên|diễn đàn|"
        rf"đây)[^,;]{{0,60}}+)[\s,]++)*+",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"[\s,]*+(?:(?:not only|"
        r"also|today|further|again|strongly|both|jointly|has|have|had|will|would|then|is|are|was|were|in turn|"
        r"yesterday|likewise|remains?|already|always|earlier|long|consistently|"
        r"unanimously|warmly|sincerely|deeply|once again|additionally|firmly|highly|fully|formally|together|"
        r"collectively|therefore|"
        r"meanwhile|continue to|continued to|in (?:his|her|their|its) [^,;]{0,50},|for (?:his|her|its) part|\([^()]{1,30}\)|"
        r"on behalf of [^,;]{0,60},|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
        r"speaking at [^,;]{0,60},|at the [^,;]{0,50},|on \w+day|on (?:\w+ )?\d{1,2}(?: \w+)?)[\s,]++)*+",
        re.IGNORECASE,
    ),
}
# Before somebody who is met, and does not act.
_MET = re.compile(
    r"\b(?:gặp(?: (?:gỡ|song phương|mặt))?|tiếp(?: kiến)?|đón(?: tiếp)?|hội kiến|"
    r"(?:hội đàm|làm việc|trao đổi|điện đàm|tiếp xúc)(?: song phương)? với|"
    r"met(?: with)?|received|hosted)\s(?:the\s|ngài\s|ông\s|bà\s|đồng chí\s)?\Z|"
    r",\s(?:after|following|in|during|together with|along with|alongside|replying to|responding to|who|sau|trong|cùng(?: với)?|"
    r"đáp lại|trả lời)\s[^,;.]{0,60}\Z",
    re.IGNORECASE,
)
_LAST_OF_LIST = re.compile(r"\s(?:and|và)\s")
_LONGEST_MET = 80
_APPOSED = re.compile(
    r",\s(?:also |who is (?:also )?)?(?:the |a |an )?(?:(?:current|outgoing|incoming|new|rotating|hiện là|đương kim) )?",
    re.IGNORECASE,
)
# `trao đổi việc Trung Quốc | đề xuất …`: what is told of, not who tells.
_FACT = re.compile(r"(?<!vụ)(?<!sự)(?<!công)(?<!làm) việc | là (?:dịp|cơ hội) ")
# What many do before the verb that is looked at, and is no part of who they are: `Hội nghị | bày tỏ quan ngại …, kêu gọi`.
_DOES = re.compile(
    r"(?<=\w)(?:\s(?:đã|vừa))?\s(?:khi phát biểu|bày tỏ|ra (?:[Tt]uyên bố|[Tt]hông cáo)|thảo luận|trao đổi|ghi nhận|xem xét|"
    r"rà soát|kiểm điểm|điểm lại|nghe|lo ngại|quan ngại)\b"
)
# What somebody does before the participle that is looked at: `the Prime Minister | will deliver a speech highlighting`; before
# another form it is somebody else who does that: `the Plan that the ministers | will review, adopted …`.
_MODAL = re.compile(
    r"(?<!who)(?<!that)(?<!which)\s(?:will|would|can|could|must|should|may|might|has|have|had|is|are|was|were)\b"
)
_PARTICIPLE = re.compile(r"\w+ing\b")
_WORDS = re.compile(
    r"\b(?:speech|statement|remarks|address|message|declaration|letter|communiqu[eé]|document)(?:\s(?:at|to|in|on|with)\s[^,.;]{0,60})?\Z"
)
_LIST_ENDS = re.compile(r"(?:\s\([^()]{1,24}\))?,")
_DASHED = re.compile(r"\w\s?[-–]\s?\Z")
_AND_HIM = re.compile(r"(?:,? Jr\.)?,?\s(?:and|và)\s(?:(?:the|new|his|her|their|visiting|tân)\s){0,2}", re.IGNORECASE)
_AT_PLACE = re.compile(r"\b(?:tại|ở|in|at)\s[^,.;:]{2,40},\s\Z", re.IGNORECASE)
_PLACE_ENDS = re.compile(
    r",|\s(?:(?:on\s)?\w{3,6}day|yesterday|today|on \d{1,2}|hôm|ngày|vào|sáng|chiều|tối|từ ngày|trong (?:hai|ba|các) ngày)\b"
)
_ASIDE = re.compile(r",\s[^,;:]{3,90},\s*")
_WHO = re.compile(r",\swho(?=\s)")
# Who tells it stands between subject and verb: `The ministers, | he added, | approved`.
_SAID_SO = re.compile(
    r",\s(?:he|she|they|it|the \w+|ông|bà)\s(?:added|said|noted|continued|explained|recalled|nói|cho biết|nói thêm),\s\Z",
    re.IGNORECASE,
)
_LONGEST_ASIDE, _LONGEST_PLACE = 40, 44
_QUOTES = frozenset('“"')
# How a clause goes on with the subject it had: conjunctions and adverbs only.
_JOINING = {
    "vi": r"(?:(?:và|đồng thời|song|nhưng|từ đó|qua đó|theo đó|cũng như|trong đó|bên cạnh đó|ngoài ra|cùng với đó|đặc biệt là|"
    r"đặc biệt|hơn nữa|mặt khác|trên cơ sở đó|do đó|một lần nữa|tiếp tục|cũng|đã|sẽ|cùng|mạnh mẽ|nhân dịp này|"
    r"tại đây)[\s,]++)*+",
    "en": r"(?:(?:and|while|but|also|further|again|then|both|in addition|additionally|as well as|furthermore|moreover|strongly|"
    r"jointly|at the same time|has|have|will|would)[\s,]++)*+",
}
_ONLY_JOINING = {lang: re.compile(rf"\s*{words}", re.IGNORECASE) for lang, words in _JOINING.items()}
_GOES_ON = {
    "vi": re.compile(rf"(?:.*(?:[,;:]|\s-|…|\.\.\.|(?=\svà\s)))?\s*{_JOINING['vi']}\Z", re.IGNORECASE | re.DOTALL),
    "en": re.compile(rf"(?:.*(?:[,;:]|(?=\sand\s)))?\s*{_JOINING['en']}\Z", re.IGNORECASE | re.DOTALL),
}
_STARTERS = {
    "vi": re.compile(
        r"(?:hai|ba|bốn|năm|sáu|cả hai|các|phía|đại diện|lãnh đạo|giới chức|quan chức|hội nghị|cuộc họp|phiên họp|diễn đàn|"
        r"nhiều|một số|hầu hết|"
        r"chủ nhà|chủ và khách|khách và chủ nhà|"
        r"đoàn|bộ|chính phủ|quốc hội|ủy ban|uỷ ban|thông cáo|tuyên bố|đồng chủ tịch|ban thư ký|nước chủ nhà|đại biểu|mọi|"
        r"tất cả|liên minh|"
        r"thông cáo chung|tuyên bố chung|văn kiện|nhóm|tổ chức|ngân hàng|hội đồng|trưởng đoàn|thành viên|đại sứ|"
        r"ngoại trưởng|bộ trưởng|"
        r"thứ trưởng|thủ tướng|tổng thống|nhà lãnh đạo|lãnh đạo cấp cao|người đứng đầu|chủ tịch)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:the (?:\w+ ){0,5}(?:leaders?|ministers?|sides?|parties|countries|participants|attendees|meeting|summit|"
        r"officials?|delegations?|members?|deputies|council|governors|chiefs|heads|teams|negotiators|envoys|committee|commission|"
        r"governments?|presidents?|delegates|conference|secretaries|forum|principals|statement|communiqu[eé]|declaration|plenary|"
        r"states|chair|"
        r"co-chairs?)|"
        r"host and guest|the (?:host|guest|friends)(?=(?:\salso)?\Z)|"
        r"(?:many|several|most|some) (?:\w+ )?(?:participants|delegates|leaders|ministers|countries|parties|"
        r"members(?! of parliament)|delegations|officials)|"
        r"both \w+|(?:two|three|all) \w+|participants|leaders|ministers|delegates|officials|senior officials|"
        r"representatives|they|we|a (?:[\w’'-]+ ){0,3}(?:statement|communiqu[eé]|declaration)\b|"
        r"(?:\w+ ){0,2}(?:foreign|defen[cs]e|economic|trade|finance|tourism|environment|energy|health|transport|labou?r|"
        r"education|agriculture|culture|digital|justice) ministers|members|the (?:two|three|four|five|ten)\b)",
        re.IGNORECASE,
    ),
}
# Who can open a Vietnamese sentence of several acts: `Hai bên ghi nhận …; nhất trí …`.
_TOGETHER = {
    "vi": re.compile(
        r"(?:(?:cả )?hai|ba|các|những)\s(?:bên|nước|bộ trưởng|ngoại trưởng|thủ tướng|nhà lãnh đạo|lãnh đạo|đại biểu|"
        r"trưởng đoàn|"
        r"quan chức|quốc gia|phía|trưởng SOM|tổng bí thư|chủ tịch)(?:\s(?:ASEAN|hai nước|cấp cao))*(?=\s(?-i:[^\W\dA-ZĐ_]))",
        re.IGNORECASE,
    )
}
_PRONOUNS = {
    "vi": re.compile(r"(?:ông|bà|ngài|ông này|bà này|nhà lãnh đạo này|vị này|tôi)", re.IGNORECASE),
    "en": re.compile(r"(?:he|she|it|I)", re.IGNORECASE),
}
_PASSIVE = re.compile(r"(?:\b(?:được|bị|mà|do|by|which|that|việc|rằng|sự|nơi|khi|nếu|vì)\s(?:các |cả |the )?)\Z", re.IGNORECASE)
# Before a verb that somebody does not do; `not only` and `không chỉ` are no negation.
_NEGATION = {
    "vi": compile_words(
        r"\b(?:không|chưa|chẳng|đừng|khỏi)(?:\s(?:hề|từng|bao giờ|còn|muốn|thể|hoàn toàn|cùng|được|nên|phải|có|hẳn|trực tiếp|"
        r"công khai))*"
        r"\s\Z",
    ),
    "en": compile_words(
        r"(?:\b(?:not|never|cannot|neither|nor|without|no longer|hardly|fail(?:s|ed|ing)? to|refus(?:e|es|ed|ing) to|"
        r"declin(?:e|es|ed|ing) to|stop(?:s|ped)? short of)|n['’]t)(?:\s(?!only\b|to\b)\w+){0,2}\s\Z",
    ),
}
_AS_FOLLOWS = re.compile(r"\w+(?: \w+)?(?: như|:| gồm| bao gồm)\b")
_LIST_MARK = re.compile(r"\s*(?:\(?[ivx\d]{1,4}[.)]|[-•*o])\s+")
_EDGE = re.compile(
    r"[,;:]\s+|[“\"”]\s*|"
    r"(?<=\s)(?:trong khi|song|nhưng|còn|while|whereas|but|during which|at which|where(?= (?:they|he|she|both)\b))\s|"
    r"\s(?:--|[-–—])\s"
)
_CONDITION = re.compile(r"\b(?:if|unless|whether|when|until|nếu|liệu)\b", re.IGNORECASE)
_LISTED = re.compile(r"\)(?:,|,? và|,? and)\s\Z")
# Before a subject, and no part of it.
_LEADING = re.compile(
    r"(?:vì vậy|vì thế|do đó|do vậy|theo đó|qua đó|sau đó|từ đó|tại đây|nhân dịp này|đồng thời|bên cạnh đó|ngoài ra|"
    r"cùng với đó|trên cơ sở đó|trong đó|however|therefore|meanwhile|in addition|where(?= they\b)|and|but)\s",
    re.IGNORECASE,
)
# After a name, those who speak with its bearer; any other words are what the person is doing.
_AND_OTHERS = re.compile(r",?\s(?:và|cùng|cùng với|and|along with|together with)\s|,\s")
# What a sentence may open with before its subject.
_OPENING = re.compile(
    r"(?:(?:phát biểu (?:tại|khai mạc|bế mạc|kết luận)|tại (?:hội nghị|cuộc|buổi|phiên|diễn đàn|đối thoại)|trong (?:cuộc|buổi))"
    r"[^,.;:]{0,60}|"
    r"in (?:response|reply|turn|addition|this regard|this connection|conclusion)|for (?:his|her|its|their) part|moreover|"
    r"furthermore|meanwhile|finally|(?:at|during) the (?:meeting|talks|call|summit|visit|session|discussions?)|"
    r"while (?!the\b)\w+ing\b[^,;:]{2,120}|(?:regarding|concerning|as for|on (?!behalf\b)) ?[^,;:]{2,60}),\s",
    re.IGNORECASE,
)
_MANY_OF = re.compile(
    r"\b(?:the )?(?:[\w-]+ )?(?:leaders|ministers|officials|representatives|heads of \w+) (?:of|from) "
    r"(?:the )?[A-Z][\w .'-]{1,30}(?:, (?:the )?[A-Z][\w .'-]{1,30}){0,8}, \Z",
    re.IGNORECASE,
)
_BARE_COUNT = re.compile(r"the (?:two|three|four|five|ten)", re.IGNORECASE)
_IS_OTHER = re.compile(r"['’]|,?\s(?:and|was|were|is|are|had been)\b")
_DANGLING = re.compile(r"\b(?:and|or|of|with|to|by|và|với|của|cùng|về|cho|là|nhằm|để)\Z")
_LONGEST_SUBJECT = 140
_LONGEST_SEGMENT = 320
_LOOK_BACK = 90
_WORDS_IN_SUBJECT = 16


@dataclass(frozen=True, slots=True)
class Subject:
    """Who acts: the words, and whether they are only a pronoun for somebody named before."""

    start: int
    end: int
    is_pronoun: bool = False
    mention: Mention | None = None


def find_subject(
    text: str, start: int, verb: int, *, mentions: Sequence[Mention], parties: Sequence[Match], lang: str
) -> Subject | None:
    """Return the subject that stands before the verb at `verb` in a clause that begins at `start`; None where none does."""
    between = _BETWEEN[lang]
    if said := _SAID_SO.search(text, max(start, verb - _LONGEST_ASIDE), verb):
        verb = said.start()
    for mention in reversed(mentions):
        if mention.start < start or mention.end > verb:
            continue
        gap = text[mention.end : verb]
        # `met with President B, who | underlined`; who opens the clause has another verb of his own.
        who = _WHO.match(gap)
        if who and between.fullmatch(gap, who.end()) and text[start : mention.start].strip(' “"'):
            return Subject(mention.start, mention.name[1] if mention.name else mention.end, mention=mention)
        if not (between.fullmatch(gap) or ((aside := _ASIDE.match(gap)) and between.fullmatch(gap, aside.end()))):
            break
        # `The minister met B, | proposed …`, `A, in a meeting with B on Friday, | announced …`
        if "," in gap and (met := _MET.search(text, max(start, mention.start - _LONGEST_MET), mention.start)):
            before = _last_before(met.start(), start, mentions)
            return _make_subject(text, start, before, lang) if before else None
        if first := _find_first_of_two(text, start, mention, mentions):
            return Subject(first.start, mention.name[1] if mention.name else mention.end)
        return _make_subject(
            text, start, _find_first_office(text, start, _find_named(text, start, mention, mentions), mentions), lang
        )
    own = (match for match in parties if not (_is_second_of_two(text, start, match) or _is_where(text, start, match)))
    heads = {**{match.start: None for match in own}, **{mention.start: mention for mention in mentions}}
    subject = _find_plain_subject(text, start, verb, heads=heads, lang=lang)
    return _begin_list(text, start, subject, parties) if subject and subject.mention is None else subject


def _begin_list(text: str, start: int, subject: Subject, parties: Sequence[Match]) -> Subject:
    """Return a subject of parties with those listed before it: `Laos, Malaysia, | Singapore and Vietnam proposed`."""
    firsts = {match.end: match.start for match in parties}
    low = subject.start
    if not _LAST_OF_LIST.search(text, low, subject.end):
        return subject
    while low >= start + 2 and text[low - 2 : low] == ", " and low - 2 in firsts:
        low = firsts[low - 2]
    return replace(subject, start=low)


def _last_before(end: int, start: int, mentions: Sequence[Mention]) -> Mention | None:
    """Return who is named last in [start, end); None where nobody is."""
    return next((m for m in reversed(mentions) if start <= m.start and m.end <= end), None)


def _find_first_of_two(text: str, start: int, second: Mention, mentions: Sequence[Mention]) -> Mention | None:
    """Return the first of two who open a clause together: `Minister A and Minister B | reaffirmed`; None where there is one."""
    first = _last_before(second.start, start, mentions)
    if first is None or not first.name or not second.name or not _AND_HIM.fullmatch(text, first.end, second.start):
        return None
    before = text[start : first.start].rstrip()
    return first if before.casefold() in ("", "the") or before.endswith(",") else None


def _make_subject(text: str, start: int, mention: Mention, lang: str) -> Subject | None:
    """Return the subject whose last part is `mention`; None in a clause where it is none, or does not act."""
    low = _widen(text, start, mention.start, lang)
    # Of several who are listed with their countries, the last is not alone.
    if low == mention.start and _LISTED.search(text, max(start, low - len(") và ")), low):
        return None
    if _PASSIVE.search(text, start, low):
        return None
    # `Hội nghị | ra Tuyên bố | Chủ tịch, hoan nghênh …`
    if lang == "vi" and (does := _DOES.search(text, low, mention.start)):
        return Subject(low, does.start())
    whole = low == mention.start
    end = mention.name[1] if mention.name and whole else mention.end
    return Subject(low, end, mention=mention if whole else None)


def _is_second_of_two(text: str, start: int, match: Match) -> bool:
    """Tell whether a party only ends what is between two (`căng thẳng Mỹ - Iran, kêu gọi …`), and does not act itself."""
    is_end = _LIST_ENDS.match(text, match.end) is not None
    return is_end and _DASHED.search(text, max(start, match.start - 4), match.start) is not None


def _is_where(text: str, start: int, match: Match) -> bool:
    """Tell whether a party is the country of a place (`tại Bangkok, | Thái Lan, đề cao …`), and does not act."""
    at = _AT_PLACE.search(text, max(start, match.start - _LONGEST_PLACE), match.start)
    return at is not None and _PLACE_ENDS.match(text, match.end) is not None


def _find_named(text: str, start: int, mention: Mention, mentions: Sequence[Mention]) -> Mention:
    """Return whom a bare office is said of right behind the name: `President Keita, the current | head of the Union`."""
    if mention.name is not None:
        return mention
    named = _last_before(mention.start, start, mentions)
    is_apposed = (
        named is not None
        and named.name
        and _APPOSED.fullmatch(text, named.end, mention.start)
        and not is_opening(text, named.start)
    )
    return named if named and is_apposed else mention


def _find_first_office(text: str, start: int, mention: Mention, mentions: Sequence[Mention]) -> Mention:
    """Return a bare office with the one right before it, which is the same person's: `Tổng Bí thư, | Chủ tịch nước`."""
    before = _last_before(mention.start, start, mentions)
    is_one = before and not (before.name or mention.name) and text[before.end : mention.start] == ", "
    return replace(mention, start=before.start, offices=(*before.offices, *mention.offices)) if before and is_one else mention


def _widen(text: str, start: int, low: int, lang: str) -> int:
    """Return where the noun phrase begins whose last part begins at `low` (`Các | Bộ trưởng`, `Đại diện …`)."""
    if text[start:low].rstrip().endswith(("”", '"', ",", ";")):
        return low  # what is quoted before a name is no part of it
    edge = _last_edge(text, start, low, lang)
    head = _STARTERS[lang].match(text, edge, low)
    return edge if head and low - edge < _LONGEST_SUBJECT else low


def _find_plain_subject(text: str, start: int, verb: int, *, heads: Mapping[int, Mention | None], lang: str) -> Subject | None:
    """Return a subject that is more or less than a person: `hai bên`, `Trung Quốc`, `ông Abe và các nước`, `the leaders`, `he`.

    It begins with a word for many or for an office, or at one of `heads`, where a party or person is named.
    """
    edge = _last_edge(text, start, verb, lang)
    segment = text[edge:verb] if verb - edge < _LONGEST_SEGMENT else ""
    for cut in _cuts(segment):
        if not _BETWEEN[lang].fullmatch(segment, cut):
            continue
        words = segment[:cut].rstrip(' ,"“”')
        if (
            not words
            or words[-1] in ";:"
            or _DANGLING.search(words)
            or _FACT.search(words)
            or len(words) > _LONGEST_SUBJECT
            or len(words.split()) > _WORDS_IN_SUBJECT
        ):
            return None
        if lang == "en" and (does := _MODAL.search(words)):
            words = words[: does.start()] if _PARTICIPLE.match(text, verb) and _WORDS.search(words, does.end()) else ""
        if _PRONOUNS[lang].fullmatch(words):
            return Subject(edge, edge + len(words), is_pronoun=True)
        if (active := words.rfind(" được ") + 6) > 5:  # noqa: PLR2004 - the length of ` được `
            is_list = _AS_FOLLOWS.match(text, verb) is not None
            edge, words = edge + active, words[active:] if is_list else ""
        named = edge in heads or (edge + len("the ") in heads and words[:4].casefold() == "the ")
        if (person := heads.get(edge)) and person.name and not _AND_OTHERS.match(text, person.end):
            return Subject(edge, person.name[1], mention=person)
        # `Leaders of A, B and | C endorsed …`
        if named and (many := _MANY_OF.search(text, max(start, edge - _LONGEST_SEGMENT), edge)):
            return Subject(many.start(), edge + len(words))
        begins = named or (_STARTERS[lang].match(words) and (lang == "en" or " " in words))
        does = _DOES.search(words) if lang == "vi" else None
        length = does.start() if does else len(words)
        return Subject(edge, edge + length) if words and begins and not _PASSIVE.search(text, start, edge - 6) else None
    return None


def _cuts(segment: str) -> list[int]:
    """Return the ends of a segment's words, so that the shortest subject that only adverbs follow is tried first."""
    return [match.end() for match in re.finditer(r"\S+", segment)]


def _last_edge(text: str, start: int, end: int, lang: str) -> int:
    """Return where the last stretch without a comma, colon or turn (`trong khi`) begins."""
    mark = _LIST_MARK.match(text, start, end)
    edge = mark.end() if mark else start
    for match in _EDGE.finditer(text, start, end):
        if match.end() < end and not _BETWEEN[lang].fullmatch(text, match.start(), end):
            edge = match.end()
    while edge < end and text[edge].isspace():
        edge += 1
    leading = _LEADING.match(text, edge, end)
    # What goes on a condition is as open as that is.
    return leading.end() if leading and not _CONDITION.search(text, start, edge) else edge


def find_lead(
    text: str, start: int, verb: int, *, mentions: Sequence[Mention], parties: Sequence[Match], lang: str
) -> Subject | None:
    """Return the subject a sentence opens with, for a second verb far from it (`The leaders reflected on … and welcomed …`)."""
    mark = _LIST_MARK.match(text, start, verb)
    low = mark.end() if mark else start
    while low < verb and text[low].isspace():
        low += 1
    opening = _OPENING.match(text, low, verb)
    low = opening.end() if opening else low
    mention = next((m for m in mentions if m.start == low), None)
    if mention:
        return Subject(mention.start, mention.name[1] if mention.name else mention.end, mention=mention)
    starter = (_STARTERS if lang == "en" else _TOGETHER)[lang].match(text, low, verb)
    if starter:
        return None if opening and _BARE_COUNT.fullmatch(starter[0]) else Subject(low, starter.end())
    # In Vietnamese what opens a sentence may have a country behind a comma: `Tại cuộc gặp ở Bangkok, Thái Lan, …`.
    party = next((m for m in parties if m.start == low and not (opening and lang == "vi")), None)
    # Behind what opens a sentence a party may be one of several, or not act itself.
    is_other = party and opening and _IS_OTHER.match(text, party.end)
    return Subject(party.start, party.end) if party and not is_other else None


def goes_on(text: str, start: int, verb: int, *, lang: str) -> bool:
    """Tell whether the verb at `verb` carries on the subject of the clause before: after a comma, `;`, `đồng thời`."""
    if not text[start:verb].strip(" \n"):
        return False
    return _GOES_ON[lang].fullmatch(text, max(start, verb - _LOOK_BACK), verb) is not None


def is_negated(text: str, start: int, verb: int, *, lang: str) -> bool:
    """Tell whether the verb at `verb` of a clause is what somebody does not do: `không phản đối`, `has not yet agreed`."""
    return _NEGATION[lang].search(text, max(start, verb - _LOOK_BACK), verb) is not None


def is_aside(text: str, start: int, end: int) -> bool:
    """Tell whether the verb that ends at `end` only says who tells what the sentence tells: `…, he added, …`."""
    after = end + len(", ")
    if text[after : after + 1] in _QUOTES:
        return False
    return _SAID_SO.search(text, max(start, end - _LONGEST_ASIDE), min(len(text), after)) is not None


def opens(text: str, start: int, verb: int, *, lang: str) -> bool:
    """Tell whether the verb at `verb` opens its sentence, with conjunctions and adverbs before it at most."""
    return _ONLY_JOINING[lang].fullmatch(text, start, verb) is not None


_TRAILING = compile_words(
    r"(?:[\s,;:.…–-]|\b(?:và|đồng thời|song|nhưng|từ đó|qua đó|cũng như|bên cạnh đó|ngoài ra|cùng với đó|trong khi|còn|"
    r"cũng|đã|sẽ|and|while|but|the|"
    r"also|as well as)(?=[\s,;]*\Z))+\Z",
)


_LOOSE_REACH = 20


def trim_end(text: str, start: int, end: int) -> int:
    """Return where the words of `[start, end)` end without trailing commas, stops and conjunctions."""
    while True:
        found = _TRAILING.search(text, max(start, end - _LOOSE_REACH), end)
        if not found or not found[0]:
            return end
        end -= len(found[0])
