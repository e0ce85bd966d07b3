"""Finds who did what with words: the verb of an act, its subject as speaker, and the clause as the quote.

A subject is carried on over `; đồng thời đề nghị …` and sentences without one; a verb in another's clause, a noun that looks
like a verb (`các đề xuất của`) and a passive are no statements. One sentence may hold several.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.clauses import Subject, find_lead, find_subject, goes_on, is_aside, is_negated, opens, trim_end
from generator.models import Evidence, Fact, Statement
from generator.names import is_same_person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.extract.reader import Reader, Reading, Sentence
    from generator.matcher import Match
    from generator.models import Participant, Seed

# After these a verb is a noun; so it is before `của` and its like.
_NOUN_BEFORE = frozenset(
    "các những một số sự việc lời bản cuộc theo bằng nhiều mọi đạt được có thực hiện nêu ra từ qua thể tinh thần mối tại "
    "bài buổi lễ thư chữ đăng nghe "
    "tuyên member the a an of in by for their its his her our this that which joint any no to with from be been being "
    "gave give gives provided provides received receives heard exchanged".split()
)
_NOUN_AFTER = re.compile(
    r"\s+(?:của|nói trên|này|đó|trên|mà|trong việc|chung của|from|of)\b|\s*[,.;)](?!\s*(?:rằng|that))|\s*\Z"
)
_ASKS_TO = re.compile(
    r"\s(?:(?!(?:about|whether|if|how|what|why|when|where|who|which|by|for|in|on|of|him|questions?|views|ways|related|its|going|"
    r"repeatedly)\b)[\w’'.-]+\s){1,8}?to\s(?!be\b)"
)
_VISITS = re.compile(r"call(?:s|ed|ing)? on", re.IGNORECASE)
_CALLS_FOR = re.compile(
    r"\s[^.;]{1,140}?\b(?:to (?!(?:discuss|convey|exchange|pay|hand|deliver|bid)\b)|"
    r"(?<!Minister )(?<!Secretary )for\b|not\b|that\b|against\b)"
)
_VOCATIVE = re.compile(r"(?:Mr|Madam|Ms|Mrs|Your)\.? [^.:;]{2,60}, thank you")
_PARTICIPLE = re.compile(
    r"(?:adopted|signed|concluded|endorsed|approved|launched|agreed|proposed|announced)\s"
    r"(?:at|in(?! principle)|by|last|during|earlier|under|on (?:\d+|(?!\w+day)[A-Z]\w*))\b"
)
_IS_OVER = re.compile(r"concluded\s(?:here|on|in(?! principle)|at|today|yesterday|with|after|\w+day)\b", re.IGNORECASE)
_OF_SOMEBODY = re.compile(r"\s+(?:nói trên )?của\b")
_REPORTING = frozenset({"inform", "affirm"})
_ASKING = frozenset({"propose", "call-for"})
_IRREGULAR = frozenset({"undertook", "sought", "put", "told", "said"})
"""Verbs of the past that do not end as others do."""
_TOGETHER = frozenset({"pledge", "agree", "welcome", "affirm", "call-for", "propose", "oppose"})
_LONG_AGO = re.compile(
    r"[^.;]{0,60}?\b(?:last (?:year|month|week)|in (?:19|20)\d\d|năm (?:ngoái|19\d\d|20\d\d)|tháng trước)\b", re.IGNORECASE
)
_OWN = frozenset({"affirm", "welcome", "oppose", "thank", "propose", "call-for", "pledge", "agree"})
_ASKED = frozenset({"pledge", "agree"})
_FIRST_PERSON = frozenset({"i", "tôi"})
_OF_SPEAKERS = _FIRST_PERSON | {"we", "chúng tôi"}
_PRONOUN = re.compile(r"he|she|ông|bà", re.IGNORECASE)
_ANY_PRONOUN = re.compile(r"he|she|we|i|you|ông|bà|chúng tôi", re.IGNORECASE)
# A sentence that opens with words in marks, which it does not end.
_OPENS_QUOTE = re.compile(r"[“\"][^“”\"]*")
_PRONOUN_SAYS = re.compile(r"\b(?:he|she|they|it|ông|bà)\s(?:\w+\s)?\Z", re.IGNORECASE)
_BEGINS_WITH_PRONOUN = re.compile(rf"(?P<who>{_PRONOUN.pattern})\s(?:(?-i:[a-z])|đã|sẽ|cũng)", re.IGNORECASE)
_PLURAL = re.compile(r"\b(?:two|both|all|the \w+ and|hai|các)\b|(?:ministers|leaders|officials|presidents)\b", re.IGNORECASE)
_OUTSIDERS = frozenset({"expert", "former"})
_A_DOCUMENT = (
    r"(?:a|the)\s(?:(?:joint|press|news|media|final|closing|outcome|official|ministerial|leaders['’]|ministers['’]|"
    r"chair\w*['’]s|ASEAN Secretariat|(?-i:[A-Z])[a-z]{2,8}\s\d{1,2})\s){0,4}"
    r"(?:statement|release|communiqu[eé]|declaration)\b(?!\s(?:by|from|posted|issued by)\b)"
)
_DOCUMENT_ENDS = r"(?=\s?[.,;”\"]|\s?\Z|\s(?:of|on|issued|released|after|\w+day)\b)"
_BY_DOCUMENT = re.compile(rf"\s{_A_DOCUMENT}{_DOCUMENT_ENDS}", re.IGNORECASE)
_BY_DOCUMENT_THEN = re.compile(rf"\s(?:{_A_DOCUMENT}(?:\salso)?\s\w+|\w+\s{_A_DOCUMENT})", re.IGNORECASE)
_DOCUMENT = re.compile(rf"\b{_A_DOCUMENT}(?:\s(?:also|further))?\s\Z", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"]([^“”\"]{20,600})[”\"][\s,]*(?:the\s)?\Z")
# ... of which an earlier sentence holds the beginning: `“A. B,” the President said`.
_QUOTE_GOES_ON = re.compile(r"([^“”\"]{20,600}?),?[”\"][\s,]*(?:the\s)?\Z")
_ENDS_QUOTE = re.compile(r"[^“”\"\n]{20,}(?:,[”\"]|”)(?=\s)")
_SPEECH = re.compile(r"[“\"][^“”\"\n]{20,}[”\"]")
_ACCORDING = re.compile(r"(?:theo|according to)\s(?:the\s)?", re.IGNORECASE)
# Behind what is told, who tells it: `agreed to …, | the Department of Foreign Affairs said after …`.
_TOLD_BY = re.compile(
    r",\s(?!(?:which|that|as|where|and|but|while|he|she|they|it)\s)(?:the\s|an?\s)?"
    r"(?:(?!(?:including|especially|those|whom?|what)\b)[\w’'.&/-]+\s){1,8}?(?:said|told|announced|reported)"
    r"(?:\s(?:after|following|on|at|in|during)\b[^,;]*)?\s*\.?\s*\Z"
)
# What somebody only says when they told what stands before.
_TELLS_WHEN = re.compile(
    r"(?:said|told \w+)\s(?:after|following|at|in|on|during|when|while|before|ahead of)\b"
    r"(?:(?!\b(?:would|will|has|have|is|are|should|can|could|must)\b)[^,;])*",
    re.IGNORECASE,
)
# Verbs that may have their subject behind them.
_SAYS = re.compile(r"said|says|added|adds|noted|explained|stated", re.IGNORECASE)
# What somebody only says, and what it is worth to them: an affirmation.
_VALUED = (
    r"(?:important|significant|essential|crucial|vital|decisive|strategic|strong|excellent|valuable|powerful|imperative|critical|"
    r"successful|effective|confident|proud|reliable|trusted)"
)
_VALUES = re.compile(
    rf"\b(?:(?:is|are|was|were|be|been|remains?|as|plays?|of)\s(?:an?\s)?(?:(?:very|so|most|more|\w+ly)\s)?{_VALUED}|"
    rf"{_VALUED}\s(?:\w+\s)?(?:partner\w*|relation\w*|ties|friend\w*|cooperation|roles?|contributions?|support|assistance|"
    r"steps?|shows?|signs?|signals?|milestones?|pillars?|links?|bonds?|platforms?|results?)|importance|significance|"
    r"(?:great|good|significant|remarkable) progress|testament|a good (?:base|basis|foundation)|"
    r"(?:greatest|biggest|common) challenges?|in (?:the|our) common interest|"
    r"opportunit(?:y|ies)|strengthen(?:s|ed)|no doubt|good (?:relations?|friends?|neighbou?rs?|condition))\b",
    re.IGNORECASE,
)
_NOT_VALUED = re.compile(r"\b(?:not|no(?! doubt)|never|nothing|without)\b|n['’]t\b", re.IGNORECASE)
_QUOTE_ENDS = re.compile(r"[”\"]\s\Z")
_NAME_FOLLOWS = re.compile(r"\s(?:the\s)?[A-Z]")
_NAME = re.compile(r"(?:\s[A-Z][\w’'-]*\.?){1,4}(?!\w)")
# Behind such a subject, where all of the sentence is what was said, and where something else may go on.
_DAY_SAID = r"(?:\s(?:on\s)?\w+day|\s(?:yesterday|today))?\s*"
_SAID_WHEN = rf"{_DAY_SAID}(?:\s(?:after|following|during|when|while|ahead of)\b[^.,;]{{0,140}})?"
_ALL_SAID = re.compile(rf"{_SAID_WHEN}(?:\.|\Z|,\s(?:adding|noting|who)\b)")
_ASIDE_ENDS = re.compile(rf"{_SAID_WHEN}(?:[.,;]|\Z)")
_ANY_QUOTE = re.compile(r"[“”\"]")
_TURNED = "statements.turned"
# A phrase before the clause that says in which year that was.
_IN_YEAR = re.compile(
    r"(?:trước đó,\s)?(?:vào|hồi|trong|tại|tháng|năm|ngày|in|on|during|at)\b[^,.;]{0,100}?"
    r"\b(?P<year>(?:19|20)\d\d)[^,.;]{0,40},",
    re.IGNORECASE,
)
_LAST_TIME = re.compile(
    r"(?:năm ngoái|(?:tuần|tháng|năm) trước|hồi (?:(?:đầu|giữa|cuối) )?(?:tuần|tháng|năm)[^,.;]{0,24}|"
    r"last (?:year|month|week)),",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b(?:thủ tướng|tổng thống|chủ tịch|bộ trưởng|quốc vương|tổng bí thư|president|(?:prime )?minister|premier|king|leader)\b",
    re.IGNORECASE,
)
# What is to be done yet is none of these.
_DONE = frozenset({"agree", "welcome", "thank"})
_YET_TO_DO = re.compile(
    r"\b(?:sẽ|dự kiến|will|would)\s(?:(?:cùng|xem xét|chính thức|nhất trí|jointly|also|formally)\s){0,2}\Z", re.IGNORECASE
)
_SOON = 30
# Between a verb and what it promises: `khẳng định | sẽ tiếp tục | ủng hộ`.
_PROMISE = re.compile(
    r"\s(?:(?:rằng|that)\s)?(?:(?:it|he|she|they|we)\s)?(?:(?:sẽ|will|would|tiếp tục|luôn|tích cực|continue to|always)\s){1,3}"
)
_LONGEST_WORD = 24
_SYLLABLES = 2  # of a Vietnamese verb, at most
_SHORTEST_QUOTE = 3
_LONGEST_QUOTE = 700
_LONGEST_SPEAKER = 120
_LONGEST_TITLE = 140
"""A title that is longer, and ends with a full stop, is a report's first sentence."""
# Verbs that only report: what is done shows in what is said.
_COMMITS = re.compile(r"\b(?:is|are|am|remains?|we are) committed to\b|\bwill (?:provide|contribute|support)\b", re.IGNORECASE)
_BY_SELF = re.compile(
    r"\b(?:(?:we|i|our \w+)\s"
    r"(?:(?:also|strongly|fully|firmly|highly|always|have|had|will|would|do|must|are|were|all|both)\s){0,3}|"
    r"(?:chúng tôi|chúng ta|tôi|việt nam|hai bên)\s(?:(?:đã|sẽ|cũng|luôn|rất|hết sức|kiên quyết|mạnh mẽ)\s){0,3})\Z",
    re.IGNORECASE,
)
# Right after a verb that affirms or informs: what somebody says they will do is a pledge.
_WILL_DO = re.compile(
    r"[\s,]*(?:rằng|that|là)?\s*(?P<who>(?:[^\s,.;:]+\s){0,5}?)(?:(?:(?:is|are|was|were|would be|stands?|remains?)\s)"
    r"(?:also |always )?(?:ready|willing|prepared) to|(?:luôn )?sẵn sàng|sẽ|will|would)\s(?!be |take place|diễn ra|được)",
    re.IGNORECASE,
)
# Who only tells that something is to be, were it their own doing, promises nothing.
_TELLS = re.compile(r"thông báo", re.IGNORECASE)
# Words for whoever speaks, and those they speak for.
_SELF = re.compile(
    r"\b(?:ông|bà|mình|chúng tôi|tôi|nước (?:ông|bà|này|ta|mình)|chính phủ|bộ|"
    r"he|she|they|it|we|i|(?:his|her|their|our) \w+|government|ministry|country|bank)\b",
    re.IGNORECASE,
)
# Between a verb that only tells something, and what all did: `told reporters that | they also`, `cho biết hai bên đã`.
_TOLD = re.compile(
    r"(?:(?:\s(?:(?!\b(?:and|was|were|is|are)\b)[^.;,:\"“]){0,40}?)?\sthat|\srằng)?\s"
    r"(?P<who>they|(?:both|the two|two) (?:sides|countries|leaders|ministers|nations|parties)|"
    r"the (?:foreign |defen[cs]e |economic |tourism |two )?(?:ministers|leaders|sides|participants|meeting|conference|summit)|"
    r"(?:hai|các) (?:bên|nước|nhà lãnh đạo|bộ trưởng|ngoại trưởng))\s"
    r"(?:(?:also|had|have|further|jointly|đã|cũng|cùng)\s){0,2}",
    re.IGNORECASE,
)
_REDUCED = re.compile(
    r"\s(?:for\s)?by\b|\s(?:to\s)?nothing\b|\s(?:for|in|at|last|next)\s[^.;,]{1,40}?\s(?:was|is|were|are|would|will)\b",
    re.IGNORECASE,
)
# What somebody says that others should do is called for.
_SHOULD_DO = re.compile(
    r"[\s,]*(?:rằng|that|là)?\s*(?!we\b|chúng\b)(?:[^\s,.;:]+\s){1,5}?(?:cần phải|phải|should|must)\s", re.IGNORECASE
)
# Between what reports, the party spoken for, and what that party does: `said that Laos warmly | welcomed`.
_THAT = re.compile(r"[\s,]*(?:rằng|that|là)?\s*")
# ... or somebody speaks of themselves: `noted that it | welcomes`.
_THEY_SAID = re.compile(
    r"\s(?:that\s)?(?:it|he|she|they|we|I)\s(?:(?:also|strongly|fully|warmly|highly|really|greatly)\s){0,2}(?=\w)"
)
_MANNER = re.compile(r"\s+(?:\w+ly\s+|luôn\s+|kiên quyết\s+|hoàn toàn\s+)?")
_PASSIVE_EN = re.compile(r"\b(?:was|were|been|be|being|is|are)\s+(?:\w+ly\s+)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Act:
    """A verb with its subject."""

    match: Match
    speaker: Evidence
    rule: str


@dataclass(slots=True)
class _State:
    """Where the reading of a sentence has got to."""

    start: int
    """Where the clause begins that the next verb is in."""
    carried: Evidence | None
    """Who spoke last, in this sentence or one before."""
    first: Match | None = None
    """The last verb that has a subject."""
    opening: Match | None = None
    """A verb that opens the sentence (`Đồng thời bày tỏ …`): its subject may follow, or be that of the sentence before."""


def extract_statements(seed: Seed, participants: Sequence[Participant], *, reader: Reader) -> tuple[Statement, ...]:
    """Return the statements of the report in order.

    `participants` tell whom a bare title or pronoun means when no subject was named before.
    """
    reading = reader.read(seed)
    first = participants[0].name.evidence[0] if len(participants) == 1 else None
    orator = next(
        (Evidence(m.start, m.name[1]) for m in reading.mentions if first and m.name and m.name[0] == first.start),
        _last_named(reading, reading.sentences[0]),
    )
    found: list[Statement] = []
    carried: Evidence | None = first
    spoken: Evidence | None = None
    left = ""
    for sentence in reading.sentences:
        if not _is_told(sentence, reading) or _is_of_before(sentence, reading):
            continue
        begins = _BEGINS_WITH_PRONOUN.match(reading.seed.text, sentence.start, sentence.end)
        pronoun = begins["who"].casefold() if begins else ""
        # `He also met Minister B. She said …`: it is not who was carried on.
        carried = None if left and pronoun and left != pronoun else carried
        quotes = _find_quotes(sentence, reading)
        # Where it is not told who ends words that an earlier sentence began, they are the report's own.
        acts: tuple[_Act, ...] = ()
        for some in quotes:
            acts = acts or tuple(_find_acts(reading, sentence, carried, some))
        is_begun = _OPENS_QUOTE.fullmatch(reading.seed.text, sentence.start, sentence.end) is not None
        if is_begun:
            acts = tuple(act for act in acts if _is_of_speaker(act, sentence, reading.seed.text))
        acts = tuple(act for act in acts if act is acts[-1] or not _is_hearsay(act, acts[-1], sentence, participants, reading))
        found.extend(_make_statements(reading, sentence, acts, participants, orator=orator, spoken=spoken))
        spoken = acts[-1].speaker if acts else spoken
        # Whom words name that are quoted, and end in a later sentence, does not say them.
        if not is_begun:
            carried = acts[-1].speaker if acts else _last_named(reading, sentence) or carried
        # A bare pronoun stands for nobody else's in the next sentence.
        if carried and _ANY_PRONOUN.fullmatch(reading.seed.text, carried.start, carried.end):
            carried = None
        left = "" if acts else pronoun
    return tuple(found)


def _is_told(sentence: Sentence, reading: Reading) -> bool:
    """Tell whether statements are read from a sentence: of a paragraph, the first one of a report without a title included."""
    is_long = sentence.end - sentence.start > _LONGEST_TITLE and reading.seed.text.endswith(".", 0, sentence.end)
    is_asked = reading.seed.text.endswith("?", 0, sentence.end)
    return not is_asked and (sentence.block.kind == "paragraph" or (sentence.block.kind == "title" and is_long))


def _is_of_speaker(act: _Act, sentence: Sentence, text: str) -> bool:
    """Tell whether words in marks that a later sentence ends are of whoever says them, and not of whom they speak."""
    speaker = text[act.speaker.start : act.speaker.end]
    return act.speaker.start < sentence.start or speaker.casefold() in _OF_SPEAKERS or _PLURAL.search(speaker) is not None


def _is_of_before(sentence: Sentence, reading: Reading) -> bool:
    """Tell whether a sentence opens with a year before the latest that the lead names: `Tháng 11/2024, hai bên nhất trí …`."""
    text = reading.seed.text
    opened = _IN_YEAR.match(text, sentence.start, sentence.end)
    is_before = opened is not None and int(opened["year"]) < reading.lead_year
    return is_before or (sentence.index > 1 and _LAST_TIME.match(text, sentence.start, sentence.end) is not None)


def _last_named(reading: Reading, sentence: Sentence) -> Evidence | None:
    """Return the person a sentence without acts is about: the first it names, unless a pronoun before is of another."""
    if _BEGINS_WITH_PRONOUN.match(reading.seed.text, sentence.start, sentence.end):
        return None
    named = [m for m in reading.mentions_in(sentence.start, sentence.end) if m.name]
    return Evidence(named[0].start, named[0].name[1]) if named and named[0].name else None


def _find_acts(
    reading: Reading, sentence: Sentence, carried: Evidence | None, quotes: Sequence[tuple[int, int]]
) -> Iterator[_Act]:
    """Yield the verbs of a sentence that are acts of somebody, in order; `carried` spoke before it, and it holds `quotes`."""
    state = _State(sentence.start, carried)
    matches = reading.matches_in("acts", sentence.start, sentence.end)
    speech = quotes if _tells_who_speaks(quotes, matches, reading.seed.text) else ()
    people = [(one.start, one.end) for one in reading.mentions_in(sentence.start, sentence.end)]
    named = [(one.start, one.end) for one in reading.matches_in("agreements", sentence.start, sentence.end)]
    source = _find_source(reading, sentence)
    for match in matches:
        if (
            match.start < state.start
            or _is_nominal(reading, match, sentence)
            # In what is quoted, in the words for somebody (`Tổng Thư | ký`) or the name of an instrument (`Tuyên bố về …`), and
            # where somebody only tells it, nobody acts.
            or any(_is_within(spans, match.start) for spans in (speech, people, named))
            or is_aside(reading.seed.text, state.start, match.end)
            or (state.first and _PROMISE.fullmatch(reading.seed.text, state.first.end, match.start))
            # What a document says in so many words is the report's own, where somebody does it.
            or (state.first is not None and quotes and _is_by_document(match, reading.seed.text))
        ):
            continue
        if why := _why_undone(match, state.start, reading):
            reading.lose("statements", match.start, match.end, why)
            # What follows may be as well (`không nhất trí và ủng hộ`), and has no other subject.
            state.first, state.opening, state.carried, state.start = None, None, None, match.end
            continue
        if _is_turned(match, sentence, reading):
            act = _attribute_turned(match, sentence, reading)
        else:
            act = _attribute(match, state, sentence, reading)
        if act is None:
            if state.opening is not match:
                reading.lose("statements", match.start, match.end, "nobody is seen to do it, or it is a noun")
            continue
        if source and act.rule == "statements.subject":
            act = replace(act, speaker=source, rule="statements.according-to")
        if state.opening:
            yield _Act(state.opening, act.speaker, "statements.opening")
        yield act
        state.first, state.opening, state.carried, state.start = match, None, act.speaker, match.end
    opening = state.opening
    if opening and state.carried and reading.seed.text[sentence.start : opening.start].strip():
        yield _Act(opening, state.carried, "statements.carried")


def _find_quotes(sentence: Sentence, reading: Reading) -> list[list[tuple[int, int]]]:
    """Return the stretches that a sentence quotes, first with the end of what one before it began, where it holds that.

    Whose those words are is told in English alone: in Vietnamese whoever was named last may be spoken to.
    """
    text = reading.seed.text
    quotes = [quote.span() for quote in _SPEECH.finditer(text, sentence.start, sentence.end)]
    begun = _ENDS_QUOTE.match(text, sentence.start, sentence.end) if reading.seed.lang == "en" else None
    return [[begun.span(), *(quote for quote in quotes if quote[0] >= begun.end())], quotes] if begun else [quotes]


def _why_undone(match: Match, start: int, reading: Reading) -> str | None:
    """Return why what a verb says has not been done, in a clause that begins at `start`; None where it has."""
    if is_negated(reading.seed.text, start, match.start, lang=reading.seed.lang):
        return "denied"
    is_open = match.id in _DONE and _YET_TO_DO.search(reading.seed.text, max(start, match.start - _SOON), match.start)
    return "still to be done" if is_open else None


def _is_turned(match: Match, sentence: Sentence, reading: Reading) -> bool:
    """Tell whether whoever says something stands behind the verb: in `“…,” | said Minister A` and `…, | said A on Thursday`."""
    text = reading.seed.text
    if reading.seed.lang != "en" or not _SAYS.fullmatch(text, match.start, match.end):
        return False
    if _QUOTE_ENDS.search(text, max(sentence.start, match.start - 3), match.start):
        return _NAME_FOLLOWS.match(text, match.end, sentence.end) is not None
    # ... but not `Minister A, of B, said Laos would …`
    speaker = _find_behind(match, reading)
    name = _NAME.match(text, match.end, sentence.end)
    end = speaker.end if speaker else name.end() if name else None
    return text.endswith(", ", 0, match.start) and end is not None and _ASIDE_ENDS.match(text, end, sentence.end) is not None


def _find_behind(match: Match, reading: Reading) -> Evidence | None:
    """Return whom a verb is followed by; None where it is nobody, or somebody's spokesman, or an expert, who does not meet."""
    text, mentions = reading.seed.text, reading.mentions_in(match.end, match.end + _LONGEST_SPEAKER)
    one = mentions[0] if mentions and text[match.end : mentions[0].start] in (" ", " the ") else None
    if one is None or text[one.end : one.end + 1] in {"'", "’"} or any(o.role in _OUTSIDERS for o in one.offices):
        return None
    return Evidence(one.start, one.name[1] if one.name else one.end)


def _attribute_turned(match: Match, sentence: Sentence, reading: Reading) -> _Act | None:
    """Return the act of whom a verb is followed by; without quotation marks only where all of the sentence is their words."""
    text, speaker = reading.seed.text, _find_behind(match, reading)
    is_quote = _QUOTE_ENDS.search(text, max(sentence.start, match.start - 3), match.start) is not None
    if speaker is None or (not is_quote and not _ALL_SAID.match(text, speaker.end, sentence.end)):
        return None
    others = () if is_quote else reading.matches_in("acts", sentence.start, match.start)
    is_other = any(m.id == "inform" for m in others) or (not is_quote and _ANY_QUOTE.search(text, sentence.start, match.start))
    return None if is_other else _Act(match, speaker, _TURNED)


def _find_source(reading: Reading, sentence: Sentence) -> Evidence | None:
    """Return whose words a sentence gives that opens with it: `Theo bà Thoa, hội nghị sẽ …`; None where it does not."""
    text = reading.seed.text
    opening = _ACCORDING.match(text, sentence.start, sentence.end)
    mentions = reading.mentions_in(opening.end(), sentence.end) if opening else ()
    if not opening or not mentions or mentions[0].start != opening.end() or not mentions[0].name:
        return None
    end = mentions[0].end
    return Evidence(mentions[0].start, mentions[0].name[1]) if text[end : end + 1] == "," else None


def _attribute(match: Match, state: _State, sentence: Sentence, reading: Reading) -> _Act | None:
    """Return the act with its speaker: the subject before the verb, or one carried on; None where the verb is no act."""
    text, lang = reading.seed.text, reading.seed.lang
    low = max(state.start, reading.window(match.start, match.end)[0])
    mentions = reading.mentions_in(low, match.start)
    parties = reading.matches_in("parties", low, match.start)
    subject = find_subject(text, low, match.start, mentions=mentions, parties=parties, lang=lang)
    # A second subject may only be somebody in what the first verb reports; after `and` the first may still go on.
    if subject and (state.first is None or _is_new_clause(text, low, subject)):
        own = Evidence(subject.start, subject.end)
        is_carried = subject.is_pronoun and not _is_first_person(text, own, sentence)
        able = state.carried and _is_able(state.carried, own, reading)
        speaker = ((state.carried if able else _find_alone(own, sentence, reading)) if is_carried else None) or own
        return None if _is_outsider(subject) else _Act(match, speaker, "statements.subject")
    if _looks_like_noun(text, match, sentence):
        return None
    if state.first is None and state.opening is None and opens(text, state.start, match.start, lang=lang):
        state.opening, state.start = match, match.end
        return None
    if (
        _is_asked_for(text, match, state.first, lang)
        or not goes_on(text, low, match.start, lang=lang)
        or not _is_finite(text, match, state.first, lang)
    ):
        return None
    if state.first or state.opening:
        return _Act(match, state.carried, "statements.carried") if state.carried else None
    lead = find_lead(text, low, match.start, mentions=mentions, parties=parties, lang=lang)
    return _Act(match, Evidence(lead.start, lead.end), "statements.lead") if lead else None


def _find_alone(own: Evidence, sentence: Sentence, reading: Reading) -> Evidence | None:
    """Return the only one a sentence names before a pronoun for one person: `Mr A attended the forum, where | he urged`."""
    if not _is_lone_pronoun(own, reading.seed.text):
        return None
    named = [one for one in reading.mentions_in(sentence.start, own.start) if one.name]
    return Evidence(named[0].start, named[0].name[1]) if len(named) == 1 and named[0].name else None


def _is_able(carried: Evidence, own: Evidence, reading: Reading) -> bool:
    """Tell whether a pronoun `own` may stand for who spoke before; for more than one, or a country, `he` does not."""
    text = reading.seed.text
    if not _is_lone_pronoun(own, text):
        return True
    one = next(iter(reading.mentions_in(carried.start, carried.end + _LONGEST_QUOTE)), None)
    return one is not None and one.start < carried.end and not _PLURAL.search(text, carried.start, carried.end)


def _is_first_person(text: str, speaker: Evidence, sentence: Sentence) -> bool:
    """Tell whether somebody speaks of themselves in the text itself, and not in words that it quotes of whom it names."""
    if text[speaker.start : speaker.end].casefold() not in _FIRST_PERSON:
        return False
    before = text[max(sentence.start, speaker.start - _LONGEST_QUOTE) : speaker.start]
    return not any(mark in before for mark in '“"')


def _is_outsider(subject: Subject) -> bool:
    """Tell whether an expert or a former office-holder speaks, whose words are no part of the meeting."""
    offices = subject.mention.offices if subject.mention else ()
    return any(office.role in _OUTSIDERS for office in offices)


def _is_finite(text: str, match: Match, first: Match | None, lang: str) -> bool:
    """Tell whether an English word that follows a bare `and` is a verb like the one before, and not a noun (`and support`)."""
    if lang != "en" or text[max(0, match.start - 3) : match.start].rstrip().endswith(","):
        return True
    if text[match.start : match.end].casefold().split()[0] in _IRREGULAR:
        return True
    return _ending(text, match) == (_ending(text, first) if first else "d")


def _is_asked_for(text: str, match: Match, first: Match | None, lang: str) -> bool:
    """Tell whether a Vietnamese verb after a bare `và` is part of what is asked of others (`đề nghị … và ủng hộ`)."""
    if lang != "vi" or first is None or first.id not in _ASKING or not text.endswith(" và ", 0, match.start):
        return False
    return match.id in _ASKED or text[match.start : match.end].casefold() == "ủng hộ"


def _ending(text: str, match: Match) -> str:
    """Return the last letter of a verb: `d` of the past, `s` of the present."""
    return text[match.start : match.end].split(maxsplit=1)[0][-1]


def _is_new_clause(text: str, start: int, subject: Subject) -> bool:
    """Tell whether a second subject opens a clause of its own, and not what the first verb reports (`cho biết ASEAN …`)."""
    before = text[start : subject.start].rstrip().removesuffix(" the")
    return len(before) > 1 and before.endswith((",", ";", "và", "trong khi", "while", "còn", "and", "song"))


def _is_nominal(reading: Reading, match: Match, sentence: Sentence) -> bool:
    """Tell whether a term of an act is a noun here by the words beside it, or the participle of a passive."""
    text = reading.seed.text
    tokens = reading.tokens_in(max(sentence.start, match.start - _LONGEST_WORD), match.start)
    before = tokens[-1] if tokens else None
    # ... and `Ban Thư | ký`
    is_secretary = text.endswith(("Thư ", "thư "), 0, match.start)
    if is_secretary or (before and before.text in _NOUN_BEFORE and text[before.end : match.start].isspace()):
        return True
    is_name = reading.seed.lang == "en" and text[match.start].isupper() and match.start - sentence.start > len("“ ")
    # `ASEAN Member | States`, `chủ | đề "Nghị viện`
    if is_name or _ANY_QUOTE.search(text, match.start, match.end):
        return True
    # `Mr Chairman, thank you`, `called on Prime Minister A` at his office, `asked about`, `the minister, asked to resign, …`
    is_asked = text[match.start : match.end].casefold() == "asked"
    # ... or `the Plan of Action 2024-2028 | adopted in Hanoi`
    is_apposed = text.endswith(", ", 0, match.start) or text[match.start - 2 : match.start - 1].isdigit()
    is_addressed = _VOCATIVE.fullmatch(text, sentence.start, match.end + len(" you"))
    is_visit = _VISITS.fullmatch(text, match.start, match.end) and not _CALLS_FOR.match(text, match.end, sentence.end)
    # ... or `The meeting | concluded here on Friday`
    is_over = _IS_OVER.match(text, match.start, sentence.end)
    is_no_request = is_asked and (is_apposed or _ASKS_TO.match(text, match.end, sentence.end) is None)
    if is_visit or is_over or is_addressed or is_no_request:
        return True
    # A longer term holds its own object (`khẳng định cam kết | của Việt Nam`).
    is_plain = text.count(" ", match.start, match.end) < _SYLLABLES
    # ... and an instrument where it was made: `the Plan of Action, | adopted in Hanoi, …`.
    if (is_plain and _OF_SOMEBODY.match(text, match.end, sentence.end)) or (
        is_apposed and _PARTICIPLE.match(text, match.start, sentence.end)
    ):
        return True
    if reading.seed.lang == "en" and _PASSIVE_EN.search(text, max(sentence.start, match.start - _LONGEST_WORD), match.start):
        return not text[match.start : match.end].endswith("to")
    return False


def _tells_who_speaks(quotes: Sequence[tuple[int, int]], matches: Sequence[Match], text: str) -> bool:
    """Tell whether a sentence says outside its `quotes` who spoke them."""
    # What a document says is the report's own: `“ASEAN and Canada reaffirmed …,” said a press release.`
    told = (m.start for m in matches if m.id == "inform" and not _is_by_document(m, text))
    return bool(quotes) and any(not _is_within(quotes, start) for start in told)


def _is_by_document(match: Match, text: str) -> bool:
    """Tell whether a document is what says something, by the words around the verb."""
    return (
        _BY_DOCUMENT.match(text, match.end) is not None
        or _DOCUMENT.search(text, max(0, match.start - _LONGEST_SPEAKER), match.start) is not None
    )


def _is_within(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    """Tell whether one of `spans`, which stand in order, holds `offset`."""
    before = bisect_right(spans, (offset, offset)) - 1
    return before >= 0 and offset < spans[before][1]


def _looks_like_noun(text: str, match: Match, sentence: Sentence) -> bool:
    """Tell whether a term without a subject of its own is a noun by what follows it (`cam kết của`, `thông tin, …`)."""
    return _NOUN_AFTER.match(text, match.end, sentence.end) is not None and not _quoted_before(text, match)


def _quoted_before(text: str, match: Match) -> bool:
    """Tell whether somebody's words end shortly before a verb: `“…,” Mr Higgins said`."""
    return re.search(r"[\"”]", text[max(0, match.start - _LONGEST_SPEAKER) : match.start]) is not None


def _make_statements(
    reading: Reading,
    sentence: Sentence,
    acts: Sequence[_Act],
    participants: Sequence[Participant],
    *,
    orator: Evidence | None,
    spoken: Evidence | None,
) -> Iterator[Statement]:
    """Yield the statement of each act; its quote runs to where the next act's clause begins.

    Who says `I` outside quotation marks is the `orator`, whose speech it is, where the report tells; `spoken` acted last.
    """
    text = reading.seed.text
    for told, following in zip(acts, (*acts[1:], None), strict=False):
        if told is acts[-1] and told is not acts[0] and _tells_when(told, sentence, reading):
            continue
        end = _end_of_speech(told, sentence, text)
        if following:
            new_subject = following.speaker.start > told.match.end
            end = min(end, following.speaker.start if new_subject and following.rule != _TURNED else following.match.start)
        low = max(told.match.end, sentence.end - _LONGEST_TITLE)
        told_by = _TOLD_BY.search(text, low, sentence.end) if reading.seed.lang == "en" and low < end else None
        end = min(end, told_by.start()) if told_by else end
        if any(_is_turned(m, sentence, reading) for m in reading.matches_in("acts", told.match.end, end)):
            # `…, A said, added B`: whose words they are cannot be told.
            reading.lose("statements", told.match.start, told.match.end, "somebody else says it too")
            continue
        act = _find_reported(reading, told, end) or told
        span = Evidence(act.match.start, min(trim_end(text, act.match.start, end), act.match.start + _LONGEST_QUOTE))
        identifier = _judge(reading, act, span.end, participants)
        before = Evidence(sentence.start, _end_of_told(act, sentence, reading, spoken=spoken))
        is_short = len(text[span.start : span.end].split()) < _SHORTEST_QUOTE
        quoted = _find_quoted(before, reading) if identifier == "inform" or is_short else None
        if quoted is None and identifier == "inform" and _is_said_last(act, before, sentence, reading):
            span = Evidence(before.start, trim_end(text, before.start, before.end))
            identifier = _act_of_words(reading, span)
        # Of `he` nobody can tell whose words they are, where no single person is named before.
        if quoted and _is_lone_pronoun(act.speaker, text):
            reading.lose("statements", told.match.start, told.match.end, "nobody is seen to say it")
            continue
        if quoted:
            span = quoted
            identifier = _act_of_words(reading, span) if identifier == "inform" else identifier
        elif act.rule == _TURNED:
            # Of a few words in marks nothing is told.
            is_plain = not _ANY_QUOTE.search(text, before.start, before.end)
            low = max(before.start, before.end - _LONGEST_QUOTE)
            span = Evidence(low, trim_end(text, low, before.end) if is_plain else low)
        if len(text[span.start : span.end].split()) >= _SHORTEST_QUOTE:
            evidence = (Evidence(act.match.start, act.match.end),)
            speaks = (orator,) if orator and text[act.speaker.start : act.speaker.end].casefold() in _FIRST_PERSON else ()
            yield Statement(
                Fact(text[act.speaker.start : act.speaker.end], (act.speaker, *speaks), act.rule),
                Fact(identifier, evidence, "statements.verb"),
                Fact(text[span.start : span.end], (span,), "statements.quoted" if quoted else "statements.clause"),
                (),
            )


def _is_hearsay(told: _Act, last: _Act, sentence: Sentence, participants: Sequence[Participant], reading: Reading) -> bool:
    """Tell whether what a country does is only told by somebody of another: `Laos agreed …, | Thai Minister A said`."""
    if not _tells_when(last, sentence, reading) or _PLURAL.search(reading.seed.text, told.speaker.start, told.speaker.end):
        return False
    own, teller = (_sides(reading, one.speaker, participants) for one in (told, last))
    named = {m.id for m in reading.matches_in("parties", told.speaker.start, told.speaker.end)}
    return bool(teller) and len(named) == 1 and not (named | own) & teller


def _tells_when(act: _Act, sentence: Sentence, reading: Reading) -> bool:
    """Tell whether the last act of a sentence is only that somebody told what stands before: `…, | A said after the talks`."""
    text = reading.seed.text
    if not text.endswith((", ", ", the "), 0, act.speaker.start):
        return False
    is_end = _TELLS_WHEN.fullmatch(text, act.match.start, sentence.end) is not None
    return is_end and not reading.matches_in("acts", act.match.end, sentence.end)


def _judge(reading: Reading, act: _Act, end: int, participants: Sequence[Participant]) -> str:
    """Return what somebody does who only reports, by what is said up to `end`: promises, calls for, speaks for a side."""
    identifier = act.match.id
    if identifier in _REPORTING and _promises(reading, act, end, participants):
        return "pledge"
    if identifier != "inform":
        return identifier
    if _SHOULD_DO.match(reading.seed.text, act.match.end, end):
        return "call-for"
    text, own = reading.seed.text, _act_for_party(reading, act, end, participants)
    is_said = own == "inform" and _SAYS.fullmatch(text, act.match.start, act.match.end)
    value = _VALUES.search(text, act.match.end, min(end, act.match.end + _LONGEST_TITLE)) if is_said else None
    return "affirm" if value and not _NOT_VALUED.search(text, act.match.end, value.end()) else own


def _is_lone_pronoun(speaker: Evidence, text: str) -> bool:
    """Tell whether the words for a speaker are a pronoun of one person."""
    return _PRONOUN.fullmatch(text, speaker.start, speaker.end) is not None


def _end_of_told(act: _Act, sentence: Sentence, reading: Reading, *, spoken: Evidence | None) -> int:
    """Return where what stands before somebody who says something ends: before their words, or a pronoun for them.

    In Vietnamese that is for whoever acted last (`spoken`): whom a sentence without acts names may be spoken to.
    """
    if act.rule == _TURNED:
        return act.match.start
    if act.speaker.start >= sentence.start or (reading.seed.lang == "vi" and act.speaker != spoken):
        return act.speaker.start
    text = reading.seed.text
    pronoun = _PRONOUN_SAYS.search(text, max(sentence.start, act.match.start - _LONGEST_WORD), act.match.start)
    return pronoun.start() if pronoun else act.match.start


def _is_said_last(act: _Act, before: Evidence, sentence: Sentence, reading: Reading) -> bool:
    """Tell whether all that a sentence tells is that somebody in office said it: `Laos is ready, | Mr A said on Friday`."""
    text, speaker = reading.seed.text, reading.mentions_in(act.speaker.start, act.speaker.end)
    roles = {reading.reader.vocabulary.roles[office.role].kind for one in speaker for office in reading.offices_of(one)}
    if "office" not in roles or "bystander" in roles:
        return False
    if not _SAYS.fullmatch(text, act.match.start, act.match.end) or not _ALL_SAID.match(text, act.match.end, sentence.end):
        return False
    is_end = text.endswith((", ", ", the "), 0, before.end)
    return is_end and not _ANY_QUOTE.search(text, before.start, before.end) and before.end - before.start <= _LONGEST_QUOTE


def _find_quoted(before: Evidence, reading: Reading) -> Evidence | None:
    """Return the words in quotation marks that stand before somebody who said them, without the comma that ends them."""
    text = reading.seed.text
    found = _QUOTED.search(text, max(before.start, before.end - _LONGEST_QUOTE), before.end)
    if found is None and reading.seed.lang == "en":
        found = _QUOTE_GOES_ON.match(text, before.start, before.end)
    return Evidence(found.start(1), found.end(1) - found[1].endswith(",")) if found else None


def _end_of_speech(act: _Act, sentence: Sentence, text: str) -> int:
    """Return where what is done ends at the latest: with a document's words that hold the verb, or the sentence."""
    quotes = _SPEECH.finditer(text, sentence.start, sentence.end)
    own = next((quote.end() - 1 for quote in quotes if quote.start() <= act.match.start < quote.end()), None)
    said = _BY_DOCUMENT_THEN.match(text, own + 1, sentence.end) if own else None
    return own if own and said else sentence.end


def _find_reported(reading: Reading, act: _Act, end: int) -> _Act | None:
    """Return what somebody tells that all did together, as their act: `told reporters that they agreed …`."""
    done = next(iter(reading.matches_in("acts", act.match.end, end)), None) if act.match.id == "inform" else None
    text = reading.seed.text
    told = _TOLD.fullmatch(text, act.match.end, done.start) if done and done.id in _TOGETHER else None
    # `said the conference called for by Laos was useless`
    if done and (_LONG_AGO.match(text, done.end, end) or _REDUCED.match(text, done.end, end)):
        return None
    return _Act(done, Evidence(*told.span("who")), "statements.reported") if done and told else None


def _promises(reading: Reading, act: _Act, end: int, participants: Sequence[Participant]) -> bool:
    """Tell whether somebody says what they or their own side will do; what else will be is only told (`the summit will …`)."""
    will = _WILL_DO.match(reading.seed.text, act.match.end, end)
    if will is None or _TELLS.fullmatch(reading.seed.text, act.match.start, act.match.end):
        return False
    # `cho biết Thủ tướng Lào | sẽ …`
    if _SOMEBODY.search(will["who"]):
        return False
    if named := reading.matches_in("parties", *will.span("who")):
        sides = _sides(reading, act.speaker, participants)
        return not sides or bool(sides.intersection(match.id for match in named))
    # A capital speaks for its country: `Bắc Kinh sẽ …`.
    is_self = _SELF.search(will["who"]) or reading.matches_in("places", *will.span("who"))
    return bool(is_self) or not will["who"].strip()


def _act_for_party(reading: Reading, act: _Act, end: int, participants: Sequence[Participant]) -> str:
    """Return what the speaker's own side is said to do right behind a verb that only reports (`said Laos welcomed`)."""
    text = reading.seed.text
    if own := _THEY_SAID.match(text, act.match.end, end):
        done = next(iter(reading.matches_in("acts", own.end(), end)), None)
        return done.id if done and done.id in _OWN and done.start == own.end() else "inform"
    that = _THAT.match(text, act.match.end, end)
    party = next(iter(reading.matches_in("parties", that.end(), end)), None) if that else None
    if that is None or party is None or party.start != that.end() or party.id not in _sides(reading, act.speaker, participants):
        return "inform"
    done = next(iter(reading.matches_in("acts", party.end, end)), None)
    return done.id if done and done.id in _OWN and _MANNER.fullmatch(text, party.end, done.start) else "inform"


def _sides(reading: Reading, speaker: Evidence, participants: Sequence[Participant]) -> set[str]:
    """Return the countries that the words for a speaker name, or that the participants of their name are of."""
    text = reading.seed.text
    mentions = reading.mentions_in(speaker.start, speaker.end)
    names = [text[slice(*m.name)] for m in mentions if m.name] or [text[speaker.start : speaker.end]]
    by_name = {p.country.value for p in participants if p.country and any(is_same_person(n, p.name.value) for n in names)}
    return by_name.union(*(office.parties for m in mentions for office in m.offices))


def _act_of_words(reading: Reading, span: Evidence) -> str:
    """Return what somebody does in words quoted with no more than `said`: the first act they name, or to inform."""
    text = reading.seed.text[span.start : span.end]
    if _COMMITS.search(text):
        return "pledge"
    # What somebody does in their own words, and not what they say of others, or deny.
    found = next(iter(reading.matches_in("acts", span.start, span.end)), None)
    own = _BY_SELF.search(reading.seed.text, span.start, found.start) if found else None
    if found and own:
        return found.id
    value = _VALUES.search(text)
    return "affirm" if value and not _NOT_VALUED.search(text) else "inform"
