"""Reads who the parties to a meeting are: those named in its name, represented by its participants, or acting at it.

A country spoken about is no party. A joint voice (`các nước ASEAN`) is the party ASEAN; its members are parties where they
act for themselves. Organisations come first, then countries, each in the order in which the report first shows them as parties.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from generator.extract.reader import LEAD
from generator.extract.sides import find_two_countries
from generator.members import REGION
from generator.models import Evidence, Fact
from generator.patterns import compile_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from generator.extract.reader import Reader, Reading, Sentence
    from generator.matcher import Match
    from generator.models import Participant, ReportedMeeting, Seed, Statement
    from generator.vocabulary import Party

# Before a party that acts by delegation.
_DELEGATION = {
    "vi": compile_words(
        r"\b(?:đoàn(?: đại biểu)?(?: cấp cao)?|phái đoàn|trưởng đoàn)\s(?:các\s)?(?:nước\s|của\s)?\Z",
    ),
    "en": compile_words(r"\bdelegations? (?:of|from)\s(?:the\s)?\Z"),
}
# Words after which, up to the end of the clause, those stand who take part.
_PRESENT = {
    "vi": compile_words(
        r"\b(?:(?:với|có|cùng|và) sự (?:tham dự|tham gia|góp mặt|hiện diện|có mặt)(?: của)?"
        r"|(?:các|những) (?:nước|bên|thành viên) (?:tham dự|tham gia|dự)"
        r"|(?:hội nghị|cuộc họp|đối thoại|hội đàm|diễn đàn|phiên họp) (?:\w+ ){0,3}(?:giữa|gồm|quy tụ)"
        r"|thành viên (?:của )?(?:\w+ )?(?:gồm|bao gồm)|quy tụ|ngoài [^.;,]{3,40} còn có"
        r"|(?:\d{1,2}|hai|ba|bốn|năm|sáu|tám) (?:nước |bên )?đối tác(?: đối thoại)?(?: gồm| là)?)"
        r"[:\s]\s?\(?(?P<clause>[^.;:]*)",
    ),
    "en": compile_words(
        r"\b(?:(?:attended|joined) by|(?:bring|brings|bringing|brought) together"
        r"|(?:leaders|ministers|heads|representatives|officials|delegates|delegations|deputies|governors|chiefs|counterparts|envoys)"
        r" (?:of|from)"
        r"|(?:meeting|summit|talks|dialogue|call|conference) between"
        r"|(?:members|participants|parties) (?:are|include|were)(?! in\b| not\b))\s(?P<clause>[^.;:]*)",
    ),
}
# What those who stand before it did: `… and the Asian Development Bank (ADB) were also represented`.
_CAME = {
    "vi": re.compile(
        r"\s(?:cũng |đều |đã |cùng )*(?:có mặt|tham dự|cùng dự)\b|"
        r"(?:, (?:nước |các nước )?)?\s?(?:cũng )?(?:tham )?dự [^.;,]{0,30}\b(?:với tư cách|là) (?:là )?"
        r"(?:quan sát viên|khách mời)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:, [^,.;:]{3,60},)?\s(?:were |was |will |be |also |both )*"
        r"(?:represented|attended|took part|joined (?:the|in)|participated in)\b",
        re.IGNORECASE,
    ),
}
# Those who hold it; `sẽ do Brunei chủ trì` is of the next one.
_CHAIRED = re.compile(
    r"\b(?:hội nghị|cuộc họp|phiên họp|kỳ họp|đối thoại|diễn đàn)\b[^.;:]{0,120}?"
    r"(?<!sẽ )\bdo\s(?P<vi>[^.;:]{2,90}?)\s(?:đồng )?chủ trì\b|"
    r"\b(?:meeting|summit|conference|dialogue|forum|talks)\b[^.;:]{0,200}?\bco-(?:chaired|hosted) by\s(?P<en>[^.;:]{2,90})|"
    r"\b(?:tổ chức|diễn ra|khai mạc)\b[^.;:]{0,90}?\bdưới sự (?:đồng )?chủ trì của\s(?P<under>[^.;:,]{2,90})|"
    r"\b(?:held|convened|opened|took place)\b[^.;:]{0,90}?\bunder the chair(?:man)?ship of\s(?P<under_en>[^.;:,]{2,90})",
    re.IGNORECASE,
)
# Before a list of those who came, each by office: `Cùng dự có Thủ tướng Campuchia, Thủ tướng Lào …`.
_CAME_TOO = compile_words(
    r"\b(?:(?:cùng )?(?:tham )?dự[^.;:]{0,50}?\s(?:có|gồm)|(?:also )?(?:attended|joined) by|also present were)\b",
)
# Where a clause turns from who to where, when and what for.
_TURN = re.compile(
    r"\s(?:tại|ở|nhằm|để|về|trong|diễn ra|được|đã|sẽ|khi|do|theo|nhân|cho"
    r"|at|in|to|on|for|during|that|which|who|as part|when|will|has|have|were|was)\s",
    re.IGNORECASE,
)
# Words that say who takes part, before a list of parties.
_ATTENDED = {
    "vi": compile_words(
        r"\b(?:tham dự|tham gia|dự|có mặt|gồm(?: có)?|bao gồm|đại diện|đại biểu|các nước thành viên)\b[^.;]{0,120}\Z",
    ),
    "en": compile_words(
        r"\b(?:attend\w*|participat\w+|comprising|includ\w+|representatives|as well as)\b[^.;]{0,120}\Z",
    ),
}
# ... and what a list is of that says nothing of who takes part: `including the admission of`, `its partners include`.
_NOT_OF_THOSE = re.compile(
    r"\bpartners\b[^.;]{0,60}\binclude\s(?:the\s)?\Z|"
    r"\binclud\w+\b[^.;]{0,60}\b(?:admission|accession|dispute|tension|conflict|claim|situation|issue)s?\b[^.;]{0,40}\Z",
    re.IGNORECASE,
)
_LIST_GAP = re.compile(r"(?:\s?\([^()]{2,80}\))?\s?(?:,|;|và|and|cùng|cùng với|với|[-–])?\s?(?:the |nước |and |và )?")
# Before a list of who belongs to something: `among the 10 ASEAN member states, namely`, `10 nước thành viên ASEAN gồm`.
_MEMBERS = re.compile(r"\b(?:members?|thành viên|namely|groups|comprises|consists of)\b[^.;]{0,40}\Z", re.IGNORECASE)
# ... or of those whose delegations come: `Đoàn đại biểu bốn nước thành viên là A, B, C và D`.
_DELEGATES = re.compile(
    r"\bđoàn(?: đại biểu)?(?: \S+){0,2} nước thành viên\b[^.;]{0,20}\Z|"
    r"\bdelegations? (?:of|from)(?: \S+){0,3} members?\b[^.;]{0,20}\Z",
    re.IGNORECASE,
)
_MEMBERSHIP = "parties.members"
# Before those whose ministers somebody meets, one by one: `gặp song phương với Bộ trưởng Ngoại giao các nước A, B, C`.
_OF_EACH = compile_words(
    r"\b(?:gặp|hội đàm|làm việc|trao đổi|tiếp xúc)(?:\s[^\W\d_]+){0,4}\s(?:với\s)?(?:các\s)?"
    r"(?:bộ trưởng|thứ trưởng|ngoại trưởng|lãnh đạo|đại diện|người đồng cấp)(?:\s[^\W\d_]+){0,3}\scác nước\s\Z"
)
# Behind those who hold a meeting: `A, B and C | held a trilateral meeting`.
_HOLD = re.compile(
    r"\s(?:(?:have|had|will|also|jointly|on \w+day)\s)*(?:held|hold|convened|conducted|concluded)\s|"
    r"\s(?:(?:đã|sẽ|vừa|cùng)\s)*(?:tổ chức|tiến hành|họp)\s",
    re.IGNORECASE,
)
_CAPACITY = re.compile(r"\b(?:vai trò|tư cách|cương vị)\s[^.;,]{0,40}\Z", re.IGNORECASE)
_DID_ATTEND = re.compile(r"\s(?:cũng |đều |đã |cùng )*dự (?:hội nghị|cuộc|phiên|lễ|diễn đàn)\b", re.IGNORECASE)
_MINISTERS = re.compile(r"\b(?:ministers|officials|bộ trưởng|quan chức)\b", re.IGNORECASE)
_NEAR = 60
_COMING = re.compile(r"\b(?:sẽ|will|to be|next|tới)\b", re.IGNORECASE)
_NEVER = re.compile(r"\b(?:từng|không|chưa)\s(?:gặp|tham dự|dự|có)\b", re.IGNORECASE)
_NOT_NOW = re.compile(r"\b(?:sẽ|từng|trước đó|không|chưa|(?:tuần|tháng|năm) (?:trước|tới|ngoái))\b", re.IGNORECASE)
_LISTED = 3
_BOTH = 2
_PLACE_BEFORE = re.compile(r"\b(?:tại|ở|in|at|đến|tới|thăm)\s(?:[\w-]+,?\s){0,4}\Z", re.IGNORECASE)
_SPOKEN_OF = re.compile(r"['’]s?\s")


_Found = tuple[str, Evidence, str]
"""A party, where it is shown to be one, and the rule that says so."""


def extract_parties(
    seed: Seed,
    meeting: ReportedMeeting | None,
    participants: Sequence[Participant],
    *,
    statements: Sequence[Statement] = (),
    reader: Reader,
) -> tuple[Fact[str], ...]:
    """Return the ids of the parties to the meeting, each with the places that show it; none where there is no meeting."""
    if meeting is None:
        return ()
    reading = reader.read(seed)
    places: dict[str, list[tuple[Evidence, str]]] = {}
    for party, evidence, rule in (
        *_named(meeting, reading),
        *_members(meeting, reading),
        *_represented(participants),
        *(_in_title(reading) if len({p.country.value for p in participants if p.country}) < _BOTH else ()),
        *_acting(statements, reading),
        *(
            found
            for sentence in reading.sentences
            if not _is_of_another(sentence, meeting, reading)
            for found in _shown(sentence, reading)
        ),
    ):
        places.setdefault(party, []).append((evidence, rule))
    _leave_collective(places, reader.vocabulary.parties)
    _note_lost(places.keys(), reading)
    facts = (Fact(party, tuple(sorted({e for e, _ in shown})), shown[0][1]) for party, shown in places.items())
    known = reader.vocabulary.parties
    return tuple(sorted(facts, key=lambda f: (f.value in known and known[f.value].kind == "country", f.evidence[0], f.value)))


def _leave_collective(places: dict[str, list[tuple[Evidence, str]]], known: Mapping[str, Party]) -> None:
    """Leave out the members of an organisation that is a party where only a list of its members names them."""
    for organisation in [party for party in places if party in known and known[party].members]:
        members = known[organisation].members
        for party in members:
            if all(rule == _MEMBERSHIP for _, rule in places.get(party, ())):
                places.pop(party, None)


def _note_lost(shown: Collection[str], reading: Reading) -> None:
    """Say of each party that is named, once, but not shown at the meeting."""
    named = {m.id: m for m in reversed(reading.matches("parties")) if reading.sentence_at(m.start)}
    for match in named.values():
        if match.id not in shown:
            reading.lose("parties", match.start, match.end, "only spoken of")


def _named(meeting: ReportedMeeting, reading: Reading) -> Iterator[_Found]:
    """Yield the parties in the meeting's name, wherever the report names it."""
    known = reading.reader.vocabulary.series.get(meeting.series.value) if meeting.series else None
    spans = list(meeting.name.evidence) if meeting.name else []
    if known and not known.generic:
        same = (
            o
            for o in reading.occasions
            if o.series == known.id and (not meeting.ordinal or o.ordinal in (None, meeting.ordinal.value))
        )
        spans += [Evidence(o.start, o.end) for o in same]
    for occasion in reading.occasions_in(*reading.lead):
        if not reading.is_about(occasion, meeting):
            continue
        # Who meets may stand before the noun for it: `G7 foreign ministers ended a three-day | meeting`.
        spans += [Evidence(*occasion.found)] if occasion.found[0] < occasion.start else []
        for words in find_two_countries(occasion, reading):
            yield from (_find(match, "parties.both") for match in reading.matches_in("parties", words.start, words.end))
    yield from _holders(meeting, reading)
    for span in spans:
        # Only of those who meet: elsewhere the region is no organisation.
        region = REGION.search(reading.seed.text, span.start, span.end) if known and "ASEAN" in known.parties else None
        if region and _MINISTERS.search(reading.seed.text, span.start, span.end):
            yield "ASEAN", Evidence(*region.span()), "parties.name"
        for match in reading.matches_in("parties", span.start, span.end):
            if not _PLACE_BEFORE.search(reading.seed.text[span.start : match.start]):
                yield match.id, Evidence(match.start, match.end), "parties.name"


def _holders(meeting: ReportedMeeting, reading: Reading) -> Iterator[_Found]:
    """Yield the parties that a sentence of the lead lists right before it says that they hold the meeting."""
    text = reading.seed.text
    for run in _runs(reading.matches_in("parties", *reading.lead), text):
        sentence = reading.sentence_at(run[0].start)
        held = _HOLD.match(text, run[-1].end, sentence.end) if sentence and len(run) >= _LISTED else None
        if held and any(reading.is_about(o, meeting) for o in reading.occasions_in(held.end(), held.end() + _NEAR)):
            yield from (_find(match, "parties.both") for match in run)


def _members(meeting: ReportedMeeting, reading: Reading) -> Iterator[_Found]:
    """Yield the members of a series that the lead lists, or all of them, and nobody else with them.

    Its name need not say whose it is.
    """
    known = reading.reader.vocabulary.series.get(meeting.series.value) if meeting.series else None
    members = frozenset(known.parties) if known else frozenset()
    partners = {party for party in members if not reading.reader.vocabulary.parties[party].members}
    for run in _runs(reading.matches("parties"), reading.seed.text) if members else ():
        listed = {match.id for match in run}
        is_lead = run[-1].end <= reading.lead[1] and reading.sentence_at(run[0].start) is not None
        if len(run) >= _LISTED and (listed in (members, partners) or (is_lead and listed <= members)):
            yield from (_find(match, "parties.series") for match in run)


def _in_title(reading: Reading) -> Iterator[_Found]:
    """Yield the parties the title names together or by an office, who are those that meet where the report shows no others."""
    title = reading.sentences[0]
    for run in _runs(reading.matches_in("parties", title.start, title.end), reading.seed.text):
        if len(run) == _BOTH and run[0].start == title.start:
            yield from (_find(match, "parties.title") for match in run)
    for mention in reading.mentions_in(title.start, title.end) if title.block.kind == "title" else ():
        for office in mention.offices:
            for match in reading.matches_in("parties", office.start, office.end):
                yield match.id, Evidence(match.start, match.end), "parties.title"


def _represented(participants: Sequence[Participant]) -> Iterator[_Found]:
    """Yield whom the participants represent."""
    for participant in participants:
        if participant.country:
            for evidence in participant.country.evidence or participant.name.evidence:
                yield participant.country.value, evidence, "parties.participant"


def _acting(statements: Sequence[Statement], reading: Reading) -> Iterator[_Found]:
    """Yield the parties that speak: `Trung Quốc đề xuất`, `các nước ASEAN hoan nghênh`."""
    for statement in statements:
        for span in statement.speaker.evidence:
            if _SPOKEN_OF.match(reading.seed.text, span.end):
                continue
            for match in reading.matches_in("parties", span.start, span.end):
                where = _PLACE_BEFORE.search(reading.seed.text, span.start, match.start)
                if not (where or _SPOKEN_OF.match(reading.seed.text, match.end)):
                    yield match.id, Evidence(match.start, match.end), "parties.speaker"


def _is_of_another(sentence: Sentence, meeting: ReportedMeeting, reading: Reading) -> bool:
    """Tell whether a sentence below the first names meetings of other series, and not this one."""
    named = [o for o in reading.occasions_in(sentence.start, sentence.end) if o.series]
    return sentence.index > 1 and bool(named) and not any(reading.is_about(o, meeting) for o in named)


def _shown(sentence: Sentence, reading: Reading) -> Iterator[_Found]:
    """Yield the parties that a sentence shows by delegation, or tells as taking part."""
    text, lang = reading.seed.text, reading.seed.lang
    matches = reading.matches_in("parties", sentence.start, sentence.end)
    for match in matches:
        if _DELEGATION[lang].search(text[max(sentence.start, match.start - 60) : match.start]):
            yield _find(match, "parties.delegation")
    for run in _runs(matches, text):
        yield from _listed(run, sentence, reading)
    for found in _PRESENT[lang].finditer(text, sentence.start, sentence.end):
        end = _find_turn(found.start("clause"), found.end(), reading)
        for match in reading.matches_in("parties", found.start("clause"), end):
            yield _find(match, "parties.present")
    for found in _CHAIRED.finditer(text, sentence.start, sentence.end):
        low, high = found.span(found.lastgroup or 0)
        # ... which is the one that the report leads with, and no other, or the next.
        is_under = found["under"] or found["under_en"]
        if is_under and (sentence.index > LEAD or _COMING.search(text, sentence.start, found.start(found.lastgroup or 0))):
            continue
        for match in reading.matches_in("parties", low, _find_turn(low, high, reading)):
            yield _find(match, "parties.chair")
    yield from _came_too(sentence, reading)


def _listed(run: Sequence[Match], sentence: Sentence, reading: Reading) -> Iterator[_Found]:
    """Yield those of a list of parties, where its sentence says that they attend, are met one by one, or came."""
    text, lang = reading.seed.text, reading.seed.lang
    before = text[max(sentence.start, run[0].start - 160) : run[0].start]
    if len(run) >= _LISTED and _ATTENDED[lang].search(before) and not (_NEVER.search(before) or _NOT_OF_THOSE.search(before)):
        is_membership = _MEMBERS.search(before[-60:]) and not _DELEGATES.search(before)
        rule = _MEMBERSHIP if is_membership else "parties.list"
        yield from (_find(match, rule) for match in run)
    elif len(run) >= _LISTED and sentence.index <= LEAD and _OF_EACH.search(before) and not _NOT_NOW.search(before):
        yield from (_find(match, "parties.list") for match in run)
    closed = text[run[-1].end : run[-1].end + 1] == ")"
    # `trong vai trò Chủ tịch | ASEAN dự Hội nghị`
    if _CAPACITY.search(before):
        return
    if _CAME[lang].match(text, run[-1].end + closed, sentence.end) or _is_office_that_came(run[-1], sentence, reading):
        yield from (_find(match, "parties.came") for match in run)


def _is_office_that_came(party: Match, sentence: Sentence, reading: Reading) -> bool:
    """Tell whether a party ends an office whose holder attends: `… và Phó Thủ tướng | Thái Lan đã dự Hội nghị`."""
    if not _DID_ATTEND.match(reading.seed.text, party.end, sentence.end):
        return False
    roles, mentions = reading.reader.vocabulary.roles, reading.mentions_in(sentence.start, party.end)
    return any(one.end == party.end and any(roles[o.role].kind == "office" for o in one.offices) for one in mentions)


def _came_too(sentence: Sentence, reading: Reading) -> Iterator[_Found]:
    """Yield whose office-holders a sentence lists as taking part, whether it names them or not."""
    text = reading.seed.text
    if found := _CAME_TOO.search(text, sentence.start, sentence.end):
        for match in reading.matches_in("parties", found.end(), _find_turn(found.end(), sentence.end, reading)):
            yield _find(match, "parties.came")


def _find_turn(start: int, end: int, reading: Reading) -> int:
    """Return where a clause turns from who takes part to something else; not in a party's name (`Cao ủy … về người tị nạn`)."""
    turns = _TURN.finditer(reading.seed.text, start, end)
    names = reading.matches_in("parties", start, end)
    firsts = [match.start for match in names]
    for turn in turns:
        before = bisect_right(firsts, turn.start()) - 1
        if before < 0 or names[before].end <= turn.start():
            return turn.start()
    return end


def _find(match: Match, rule: str) -> _Found:
    return match.id, Evidence(match.start, match.end), rule


def _runs(matches: Sequence[Match], text: str) -> Iterator[list[Match]]:
    """Yield the matches in runs that nothing but commas, dashes, brackets and `và` part."""
    run: list[Match] = []
    for match in matches:
        if run and not _LIST_GAP.fullmatch(text, run[-1].end, match.start):
            yield run
            run = []
        run.append(match)
    if run:
        yield run
