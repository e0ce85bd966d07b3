"""Decides who took part: persons named with an office whom the report shows at the meeting, not those it merely speaks of.

Several mentions make one person; the fullest one gives the role, and any of them the country. A bystander (an expert, a
spokesman, a former office-holder), and whoever appears only in a subordinate frame (`chuyển lời chào của …`), is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.datewords import EN_MONTHS
from generator.extract.reader import CALL_ID, LEAD, RANK, VISIT_ID, is_of_series
from generator.extract.represented import PUBLISHERS_OWN, add_other_side, find_country
from generator.frames import MARGINS, WELCOMED
from generator.models import Evidence, Fact, Participant
from generator.names import Namesakes, name_words, person_slug
from generator.patterns import compile_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from generator.extract.reader import Reader, Reading
    from generator.mentions import Mention
    from generator.models import ReportedMeeting, Seed
    from generator.offices import Office
    from generator.vocabulary import Person

# What stands before somebody who is only spoken of: authority, greetings, times of office, what others have of them.
_SPOKEN_OF = compile_words(
    r"(?:ủy quyền|uỷ quyền|lời (?:chào|thăm hỏi|thăm|chúc|chúc mừng|hỏi thăm)[^.;]{0,140}|thư (?:của|mời|chúc mừng)[^.;]{0,40}|"
    r"separate (?:talks|meetings?) with(?: (?:his|her|their))?|talks separately with|"
    r"chính quyền|dưới thời|thời|nội các|kể từ khi|tới dự của|di sản|chỉ đạo của|kế nhiệm|thay thế|thay|tiền nhiệm|"
    r"(?:chuyển|nhắc lại|trao)\s(?:\S+\s){0,2}lời mời|"
    r"(?:nghe|thông báo (?:về|với|cho))[^.;]{0,60} kết quả (?:cuộc )?(?:hội đàm|hội kiến|gặp) với|"
    r"quot(?:ed|ing)[^.;]{0,60} by[^.;]{0,30}|thanks to (?:the )?(?:meetings?|talks) between[^.;]{0,60}|"
    r"con trai|phu nhân|lăng|tượng(?: đài)?|tư tưởng|(?:khu |các )?di tích(?: về)?|"
    r"(?:khu |nhà )?lưu niệm|bảo tàng|dâng hoa[^.;]{0,40}|"
    r"cựu|nguyên|cố|greetings[^.;]{0,40}|regards[^.;]{0,40}|on behalf of|"
    r"(?:standing|stepping|filling|sitting) in for|in place of|al-marhum[^.;,]{0,40}|ibni|"
    r"guidance (?:from|of|by)[^;]{0,140}|behest of|administration of|appointed by|"
    r"governments? of|"
    r"succeed(?:s|ed|ing)?|"
    r"(?:envoys?|advis[eo]rs?|assistants?|aides?|special representatives?) (?:of|to)|đặc phái viên|đặc sứ|"
    r"(?:đánh giá cao|hoan nghênh|ủng hộ|trong đó có|thông tin về|sau)[^.;]{0,60}(?:điện đàm|cuộc gặp|hội đàm)\s(?:của|"
    r"giữa)[^.;]{0,40}|"
    r"(?:mong(?: muốn)?|sẵn sàng|hy vọng|chờ)\s(?:được )?đón(?: tiếp)?|"
    r"look(?:s|ed|ing)? forward to (?:welcoming|receiving|hosting)[^.;]{0,30}|"
    r"(?<!in the )(?<!by the )(?<!with the )presence of|absence of|sáng kiến|"
    r"trong khuôn khổ chuyến[^.;,]{0,60}\bđoàn\b[^.;]{0,120} do|"
    r"(?:to (?:free|release)|release of|freed?|releas(?:ed|ing)|detained|jailed|imprisoned|phóng thích|trả tự do cho)(?: \w+)?|"
    r"(?:tirades?|criticisms?|threats?|attacks?) (?:by|of|from)|under the leadership of|dưới sự lãnh đạo của|"
    r"replac(?:es?|ed|ing)|message from|letter (?:from|to)|former|late|then-?|wife of|lãnh đạo[^.;]{0,60}đứng đầu là|"
    r"chuyến thăm[^.;]{0,50}(?:của|"
    r"gần đây của))\s*(?:của |the |tới |đến |to |of )?\Z",
)
# A sentence so opened tells of another time or another meeting.
_ELSEWHERE = re.compile(
    r"[“\"‘']?(?:trước đó|trước đây|năm ngoái|lần gần đây nhất|hồi (?:đầu|cuối|giữa|tháng)|"
    r"(?:tại|trong) cuộc gặp bên lề|"
    r"(?:[^,.;]{0,30}, )?nhân dịp này|(?:(?:sáng|trưa|chiều|tối) )?cùng ngày|trả lời [^\W\d_a-z][^,.;]{0,40}(?=,)|"
    r"trả lời (?:câu hỏi|phỏng vấn)[^,.;]{0,60}(?=,)|"
    r"(?:trao đổi|trò chuyện) với (?:báo chí|báo giới|phóng viên)[^.;]{0,40}\btrước\b|"
    r"(?:speaking|talking) to (?:reporters|the press|journalists) (?:ahead of|before|prior to)\b|"
    rf"last (?:year|month|{'|'.join(EN_MONTHS)})|in \w{{3,9}} last year|previously|"
    r"in (?:19|20)\d\d,|"
    r"(?:held )?(?:on )?the (?:following|next) day\b|in an earlier meeting\b|"
    r"in another (?:vein|development)\b|in (?:a related|other) (?:development|news)\b|(?:trong|ở) một diễn biến khác\b|"
    rf"earlier,? at the [^,.;]{{3,60}} (?:in|last) (?:{'|'.join(EN_MONTHS)})|"
    r"later (?:in the day|that day|the same day|(?:on )?\w+day)\b|earlier this (?:year|"
    r"month)|the (?:last|previous) (?:round|session|edition)|(?:kỳ họp|vòng) trước)\b",
    re.IGNORECASE,
)
_THIS_WEEK = re.compile(r"earlier this week\b", re.IGNORECASE)
_POSSESSIVE = re.compile(
    r"['’]s?\s(?!(?:\w{3,6}day\s|[A-Z]\w{2,8} \d{1,2}(?:-\d{1,2})?\s)?"
    r"(?:call|meeting|visit|arrival|participation|remarks|attendance|talks|travel|trip|opening|speech|bilateral))|"
    # ... or what bears the name: `Sultan Ismail | International Airport`
    r"\s(?:International\s)?(?:Airport|Hall|University|Hospital|Mosque|Stadium|Bridge|Foundation|Institute|School|Museum|Street|"
    r"Avenue|Highway|Cent(?:re|er)|Palace|Park|Square)\b"
)
_OWN_BODY = re.compile(r"['’]s(?:\s(?:(?:of|the|and|for|on)\s)*[A-Z][\w-]*){1,10}")
# What says, after somebody's name, that they were not there.
_ABSENT = re.compile(
    r"\s(?:was|were|is|are) (?:also )?(?:absent|represented by|not expected|unable to (?:attend|join)|"
    r"not able to (?:attend|join|take part))\b|\s(?:last|once|previously) (?:went|visited|met|came|travelled)\b|"
    r"\s(?:could not|cannot) (?:attend|join|take part)\b|"
    r"\s(?:tường trình|tường thuật|đưa tin|gửi về)\b|"
    r"[^.;]{0,80}?\b(?:will not be invited|(?:was|were|is|are) not (?:invited|present)|did not attend|was absent|skipped|"
    r"không (?:được mời|tham dự|dự|có mặt|đến|tới)|vắng mặt|(?:để |nhằm )?dự các (?:cuộc họp|hội nghị) khác)\b",
    re.IGNORECASE,
)
# Before those who only meet a guest who arrives, or see one off: `Đón Thủ tướng tại sân bay có …`, `at the airport to greet`.
_AT_AIRPORT = compile_words(
    r"\b(?:đón|tiễn)\b[^.;]{0,160}\bsân bay\b[^.;,]{0,40}\s(?:có|gồm)\s[^.;]*\Z|"
    r"\bsân bay\b[^.;,]{0,40}\b(?:đón|tiễn)\b[^.;,]{0,60}\s(?:có|gồm)\s[^.;]*\Z|"
    r"\bairport to (?:greet|welcome|receive|meet|see off|bid)\b|"
    r"\b(?:greeted|welcomed|received|met|seen off|sent off)\b[^.;]{0,60}\bairport\sby\s[^.;,]{0,80}\Z"
)
# Before those whose turn came earlier: `the sixth leader to speak with Yoon, after | President A, Prime Minister B …`.
_IN_TURN = re.compile(
    r"\bthe \w+ (?:\w+ )?(?:leader|minister|official|president|premier) to (?:speak|talk|meet)\b[^.;]{0,60} after\b"
    r"(?:(?!\bat which\b|\bwhere\b)[^;])*\Z"
)
# Around somebody who is named for what was before: `the visit of President A to China last January`.
_VISIT_OF = re.compile(
    r"(?:\b(?:visits? (?:of|by)|proposed by|announced by|chuyến thăm[^.;]{0,40} của)|['’]s (?:meeting|talks|call) with)"
    r"\s(?:the\s)?\Z",
    re.IGNORECASE,
)
# ... or for what this visit follows: `following | President A | 's visit`.
_FOLLOWING = re.compile(r"\b(?:following|since|builds? on|building on)\s[^.;]{0,100}\Z", re.IGNORECASE)
_OWN_VISIT = re.compile(r"['’]s?\s(?:\w+\s){0,2}(?:visit|meeting|trip|talks|call)\b")
_BEFORE_NOW = re.compile(
    rf"(?:\sJr\.)?(?:\s[^\s,.;]+){{0,5}}?\s(?:last (?:month|year|{'|'.join(EN_MONTHS)})|(?:some time|years|months) ago|"
    r"năm ngoái|tháng trước)\b(?!['’])",
    re.IGNORECASE,
)
# What goes on with a capital; and what only a title that is written as a sentence has: a longer word without one.
_CAPITAL = re.compile(r"\s[A-Z]")
_SMALL_WORDS = re.compile(r"(?<![\w'’])[a-z]{5,}")
_AT_MEETING = re.compile(
    r"\b(?:tại|dự|tham dự|phát biểu|chủ trì|bắt tay|hội đàm|chụp ảnh|ký|gặp|họp|trò chuyện|tiếp|đón|"
    r"điện đàm|nộp|trao|at|attends?|during|with|shakes?|"
    r"speaks?|chats?|greets?|meets?|poses?|delivers?|chairs?|signs?)\b",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"(?:,[^,.;]{2,80},)?\s(?:(?:đã|cũng|also)\s)?(?:said|says|stat\w+|address\w*|told|sought|took|who|brief\w*|urg\w+|call\w*|"
    r"tuyên bố|khẳng định|nhấn mạnh|báo cáo|thông báo|phát biểu|trình bày|cho biết|đề xuất|đề nghị|cam kết|bày tỏ|nêu)\b"
)
# What says that somebody named further down was there.
_PRESENT = compile_words(
    r"\b(?:cùng (?:dự|tham dự|tham gia|đi|có)|tham dự|có mặt|chứng kiến|tháp tùng|chủ trì|thành viên đoàn|"
    r"góp mặt|còn có|người ký|phát biểu (?:tại|khai mạc)|lời mời của|invitation (?:of|from)|"
    r"attend\w*|(?:also )?present|accompan\w+|joined|witness\w*|in attendance|co-?chair\w*|chaired|delegation)\b"
)
_BEFORE = compile_words(
    r"(?:\b(?:vừa|mới)\s(?:có\s)?(?:cuộc\s)?(?:hội đàm|hội kiến|gặp|làm việc|điện đàm)\b|"
    r"\bwhere (?:he|she|they) (?:met|held talks|had met)\b|"
    r"\b(?:days?|weeks?|months?) after\b|\b(?:had|has) (?:met|discussed|spoken)\b|"
    r"\b(?:nhận thức chung|kết quả)\b[^.;]{0,60}\b(?:của|giữa)\b|\bthay mặt\b|"
    r"\b(?:imposed|proposed|announced|launched|appointed|approved) by\b|"
    r"\b(?:commitments?|agreements?|issues|matters)(?: \w+)? (?:discussed|made|reached|exchanged) between\b|"
    rf"{WELCOMED} between\b|"
    r"\b(?:death|arrest|election|inauguration|guidance|efforts) (?:of|by)\b"
    r")[^.;]{0,60}\Z"
)
# ... or what is yet to come, in a report of what was.
_YET = compile_words(
    r"\b(?:sẽ|will|would|is to|is due to|plans to)\s[^.;]{0,80}?"
    r"\b(?:gặp|hội kiến|hội đàm|thăm|tiếp|chào|sang|meet|visit|host|receive|"
    r"hold talks|call on|travel|fly)\b[^.;]{0,60}\Z"
)
_IN_YEAR = re.compile(r"\b(?:[Nn]ăm|[Ii]n|[Tt]háng \d{1,2}[/-]|[A-Z][a-z]{2,8})\s?((?:19|20)\d\d)\b")
_INITIAL = re.compile(r"\A([A-Z])\.")
# The title of a round-up: `Tin thế giới 13/8: …`.
_ROUND_UP = re.compile(
    r"\A\s*(?:(?:điểm )?tin (?:thế giới|vắn|nhanh|ngắn|quốc tế|đối ngoại)|điểm tin|bản tin|"
    r"world (?:news )?(?:in brief|digest|round-?up)|news (?:in brief|digest|round-?up))\b",
    re.IGNORECASE,
)
# A further item of a round-up: `* Chiều cùng ngày, …`.
_ITEM = re.compile(r"\*\s")
_FRAME = 150
_MANY = 3
_OF_TWO = "bilateral-"
"""How the kinds are called of what two sides hold."""


@dataclass(slots=True, eq=False)
class _Person:
    """One person, while mentions are gathered."""

    number: int
    """How many were named before."""
    mentions: list[Mention] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    names: set[tuple[str, ...]] = field(default_factory=set)
    """The words of each name."""
    listed: set[str] = field(default_factory=set)
    """Under which ids of the vocabulary."""
    roles: set[str] = field(default_factory=set)
    initials: set[str] = field(default_factory=set)
    """The letter each name begins with that is shortened: N.Enkhbold is not M.Enkhbold."""


def extract_participants(
    seed: Seed, meeting: ReportedMeeting | None, *, publisher: Fact[str] | None = None, reader: Reader
) -> tuple[Participant, ...]:
    """Return who took part in the meeting (or will), in the order of their names; none where there is no meeting.

    `publisher` is whose officials are meant where a report in English does not say.
    """
    if meeting is None:
        return ()
    reading = reader.read(seed)
    persons, members = _gather(reading, meeting), _members(meeting, reading)
    found: list[tuple[_Person, Participant]] = []
    for person in persons:
        if why := _why_absent(person, meeting, reading):
            first = person.mentions[0]
            reading.lose("participants", first.start, (first.name or (0, first.end))[1], why)
        else:
            participant = _make_participant(person, meeting.country, publisher, reading)
            if _is_guest(person, participant, members, reading):
                name = participant.name.evidence[0]
                reading.lose("participants", name.start, name.end, "met only on the margins, of no party to the series")
            else:
                found.append((person, participant))
    there = list(_keep_present(found, meeting, members, reading))
    sides = _sides(meeting, reading)
    there = [replace(p, country=country) for p, country in add_other_side(there, sides, lang=seed.lang)]
    return tuple(sorted(_keep_publishers_own(there, sides), key=lambda p: p.name.evidence[0].start))


def _keep_present(
    found: Sequence[tuple[_Person, Participant]], meeting: ReportedMeeting, members: frozenset[str], reading: Reading
) -> Iterator[Participant]:
    """Yield those who can have been there: named where the meeting is, or further down as of its sides or as present.

    Whoever the report comes to later is often one that was met before, is to be met, or is spoken of.
    """
    spans = [*(meeting.name.evidence if meeting.name else ()), *(meeting.series.evidence if meeting.series else ())]
    told = {sentence.index for span in spans if (sentence := reading.sentence_at(span.start))} | {0, 1}
    main = {
        person.number
        for person, _ in found
        if any((s := reading.sentence_at(m.start)) is None or s.index in told for m in person.mentions)
    }
    sides = {p.country.value for person, p in found if person.number in main and p.country}
    sides.update(m.id for span in spans for m in reading.matches_in("parties", span.start, span.end))
    kind = meeting.series.value if meeting.series else ""
    is_of_two = len(sides) > 1 and _are_two(kind, sides, found, reading)
    able = sides if is_of_two else members | sides
    is_closed = is_of_two or len(able) > len(sides)
    for person, participant in found:
        if person.number not in main and not any(_is_said_present(m, reading) for m in person.mentions):
            is_third = is_closed and _is_of_other(participant, able, reading)
            # Where many meet guests may speak.
            is_third = is_third and (is_of_two or not any(_does_act(m, reading) for m in person.mentions))
            shown = [m for m in person.mentions if _is_shown(m, reading)]
            is_apart = is_closed and kind != VISIT_ID and not meeting.upcoming
            if is_third or all(_is_of_another_time(m, reading, apart=is_apart) for m in shown):
                name = participant.name.evidence[0]
                why = "of no side of the meeting, and not said to be there" if is_third else "named for another time or meeting"
                reading.lose("participants", name.start, name.end, why)
                continue
        yield participant


def _are_two(kind: str, sides: set[str], found: Sequence[tuple[_Person, Participant]], reading: Reading) -> bool:
    """Tell whether a meeting is of two sides: where many others are named more met, whatever the report calls it."""
    if kind not in {VISIT_ID, CALL_ID} and not kind.startswith(_OF_TWO):
        return False
    others = {
        p.country.value
        for person, p in found
        if p.country and not all(_is_of_another_time(m, reading, apart=True) for m in person.mentions)
    }
    return len(others - sides) < _MANY


def _members(meeting: ReportedMeeting, reading: Reading) -> frozenset[str]:
    """Return the parties to a standing series, with the members of each; none where it is open to more than any list has."""
    vocabulary = reading.reader.vocabulary
    series = vocabulary.series.get(meeting.series.value) if meeting.series else None
    if series is None or series.generic:
        return frozenset()
    if not all(party in vocabulary.countries or vocabulary.parties[party].members for party in series.parties):
        return frozenset()  # The IPU's meetings, say.
    return frozenset(series.parties).union(*(vocabulary.parties[party].members for party in series.parties))


def _keep_publishers_own(there: Sequence[Participant], sides: Sequence[Fact[str]]) -> Sequence[Participant]:
    """Return them, of two sides without the outlet's country where nobody else is known to be of the other: they may be."""
    known = {p.country.value for p in there if p.country and p.country.rule != PUBLISHERS_OWN}
    if len(sides) == 1 or known.issuperset(side.value for side in sides):
        return there
    return [
        replace(p, country=None) if p.country and p.country.rule == PUBLISHERS_OWN and p.country.value in known else p
        for p in there
    ]


def _is_of_other(participant: Participant, parties: Collection[str], reading: Reading) -> bool:
    """Tell whether somebody represents a country that is none of `parties`."""
    country = participant.country.value if participant.country else None
    return country in reading.reader.vocabulary.countries and country not in parties


def _does_act(mention: Mention, reading: Reading) -> bool:
    """Tell whether somebody is named as who does or says something, and not as whom others thank, meet or speak of."""
    return _ACTS.match(reading.seed.text, mention.end) is not None


def _is_said_present(mention: Mention, reading: Reading) -> bool:
    """Tell whether the words around a mention say that somebody was there: `Cùng dự có …`, `also attended by`."""
    return _PRESENT.search(reading.seed.text, *reading.window(mention.start, mention.end)) is not None


def _is_of_another_time(mention: Mention, reading: Reading, *, apart: bool) -> bool:
    """Tell whether somebody is named for whom others met, or for what was in another year; `apart`, or is yet to come."""
    text, low = reading.seed.text, reading.window(mention.start, mention.end)[0]
    before = (max(low, mention.start - _FRAME), mention.start)
    if _BEFORE.search(text, *before) or (apart and _YET.search(text, *before)):
        return True
    years = {int(found[1]) for found in _IN_YEAR.finditer(text, *before)}
    return bool(years) and max(years) < reading.lead_year


def _gather(reading: Reading, meeting: ReportedMeeting) -> tuple[_Person, ...]:
    """Return the persons the report names, each with all mentions of them."""
    text, known = reading.seed.text, _Known(reading.reader.vocabulary.people)
    named = [(text[slice(*m.name)], m) for m in reading.mentions if m.name and _is_read(m, reading)]
    named = [(name, m) for name, m in named if not (_is_apart(m, meeting, reading) or _is_of_headline(name, m, reading))]
    # Full names first, so that a surname alone finds whose it is.
    for name, mention in sorted(named, key=lambda pair: (-min(2, len(name_words(pair[0]))), pair[1].start)):
        person = known.find(mention, name)
        if person or re.search("[ -]", name) or name.isascii():
            known.add(person or _Person(len(known.persons)), mention, name)
    for person in known.persons:
        person.mentions.sort(key=lambda m: m.start)
    return tuple(known.persons)


class _Known:
    """The persons gathered so far, found by id, name, or surname and office."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        """Know nobody yet, but whom the vocabulary lists."""
        self._people = people
        self.persons: list[_Person] = []
        self._names = Namesakes()
        self._by_key: dict[object, list[_Person]] = {}

    def add(self, person: _Person, mention: Mention, name: str) -> None:
        """Add a mention to a person."""
        if person.number == len(self.persons):
            self.persons.append(person)
        person.mentions.append(mention)
        person.words.update(name_words(name))
        person.names.add(tuple(name_words(name)))
        person.initials.update(_INITIAL.findall(name))
        person.roles.update(office.role for office in mention.offices)
        person.listed.update({mention.person} & self._people.keys() if mention.person else ())
        self._names.add(name)
        for key in ((mention.person,) if mention.person else (), (name, None), *self._posts(mention, name)):
            if key and person not in self._by_key.setdefault(key, []):
                self._by_key[key].append(person)

    def find(self, mention: Mention, name: str) -> _Person | None:
        """Return whom a mention is of: who shares the first word that any shares, and of several who was named first."""
        if mention.person and (same := self._by_key.get((mention.person,))):
            return same[0]
        keys = [*((other, None) for other in self._names.find(name)), *self._posts(mention, name)]
        found = [person for key in keys for person in self._by_key.get(key, ())]
        words = name_words(name)
        shared = ((next((i for i, word in enumerate(words) if word in p.words), None), p.number) for p in found)
        initials = set(_INITIAL.findall(name))
        able = [pair for pair in shared if pair[0] is not None and not self._is_other(initials, self.persons[pair[1]])]
        best = min((pair for pair in able if not self._is_of_family(mention, name, self.persons[pair[1]])), default=None)
        return self.persons[best[1]] if best else None

    @staticmethod
    def _is_other(initials: set[str], person: _Person) -> bool:
        """Tell whether a name begins with another letter than all of a person's that are shortened."""
        return bool(initials and person.initials) and not initials & person.initials

    def _is_of_family(self, mention: Mention, name: str, person: _Person) -> bool:
        """Tell whether one of two shares only the surname with somebody the vocabulary knows: Melania, and Donald Trump.

        Who holds the same office is the same, however the name is spelt.
        """
        if any(office.role in person.roles for office in mention.offices):
            return False
        listed = {one for one in (mention.person, *person.listed) if one and one in self._people}
        forms = {
            word for one in listed for terms in self._people[one].terms.values() for term in terms for word in name_words(term)
        }
        full = [words for words in (name_words(name), *person.names) if len(words) > 1]
        return bool(forms) and any(words[0] not in forms for words in full)

    @staticmethod
    def _posts(mention: Mention, name: str) -> list[tuple[str, str]]:
        """Return surname and office: of Joe and Joseph R. Biden they tell. In Vietnamese, given names come last."""
        words = name_words(name)
        return [(words[-1], office.role) for office in mention.offices] if words and name.isascii() else []


def _is_apart(mention: Mention, meeting: ReportedMeeting, reading: Reading) -> bool:
    """Tell whether a mention stands in another item of a round-up than the meeting's; its title or stars tell."""
    sentence, title = reading.sentence_at(mention.start), reading.sentences[0]
    named = reading.sentence_at(meeting.name.evidence[0].start) if meeting.name and meeting.name.evidence else None
    if sentence is None:
        return False
    if named and named.index and _ROUND_UP.search(reading.seed.text, title.start, title.end):
        return sentence.block is not named.block
    return bool(_ITEM.match(reading.seed.text, sentence.block.start)) and (
        named is None or named.block.start < sentence.block.start
    )


def _is_of_headline(name: str, mention: Mention, reading: Reading) -> bool:
    """Tell whether a word of a title in capitals is taken for a name that stands nowhere else: `Minister | Takes Office`."""
    sentence, text = reading.sentences[0], reading.seed.text
    if " " in name or mention.person or not sentence.start <= mention.start < sentence.end:
        return False
    if not _CAPITAL.match(text, mention.end) or _SMALL_WORDS.search(text, sentence.start, sentence.end):
        return False
    return text.find(name, sentence.end) < 0


def _is_read(mention: Mention, reading: Reading) -> bool:
    """Tell whether a mention stands where facts are read: in a sentence, or with its office in a caption about the meeting."""
    if reading.sentence_at(mention.start) is not None:
        return True
    caption = next((c for c in reading.captions if c.start <= mention.start < c.end), None)
    if caption is None or not mention.offices:
        return False
    return _AT_MEETING.search(reading.seed.words(caption)) is not None


def _why_absent(person: _Person, meeting: ReportedMeeting, reading: Reading) -> str | None:
    """Return why the report does not show the person at the meeting; None where it does."""
    roles = reading.reader.vocabulary.roles
    offices = [office for mention in person.mentions for office in mention.offices]
    if not offices:
        return "no office is named with them"
    known = reading.reader.vocabulary.people
    if any(mention.person in known and known[mention.person].historical for mention in person.mentions if mention.person):
        return "somebody of the past, who is only honoured"
    if any(roles[office.role].kind == "bystander" for office in offices):
        return "a bystander: comments, speaks for others, or no longer holds the office"
    shown = [mention for mention in person.mentions if _is_shown(mention, reading)]
    if not shown:
        return "only spoken of"
    is_visit = is_of_series(meeting, VISIT_ID)
    return "only at the airport" if not is_visit and all(_is_at_airport(mention, reading) for mention in shown) else None


def _is_at_airport(mention: Mention, reading: Reading) -> bool:
    """Tell whether a mention is of somebody who only meets a guest who arrives, or sees one off."""
    low = reading.window(mention.start, mention.end)[0]
    return _AT_AIRPORT.search(reading.seed.text, low, mention.start) is not None


def _is_guest(person: _Person, participant: Participant, members: frozenset[str], reading: Reading) -> bool:
    """Tell whether somebody was only met on the margins, and is of none of `members`, whose meeting the series is."""
    if not members or participant.country is None or participant.country.value in members:
        return False
    around = [reading.window(m.start, m.end) for m in person.mentions if reading.sentence_at(m.start)]
    return bool(around) and all(MARGINS.search(reading.seed.text, *span) for span in around)


def _is_shown(mention: Mention, reading: Reading) -> bool:
    """Tell whether one mention is of somebody present: not in a frame that only speaks of them."""
    text = reading.seed.text
    sentence = reading.sentence_at(mention.start)
    if sentence is None:
        return True
    # A name alone, but for one of a list under one office.
    if mention.name == (mention.start, mention.end) and not any(o.start < mention.start for o in mention.offices):
        return False
    before = text[max(sentence.start, mention.start - _FRAME) : mention.start]
    # What follows an office behind the name is of the office: `A, secretary of state at Laos | 's Ministry`.
    owns = mention.name is None or mention.end == mention.name[1]
    if (
        _SPOKEN_OF.search(before)
        or (owns and _POSSESSIVE.match(text, mention.end))
        or _ABSENT.match(text, mention.end, sentence.end)
    ):
        return False
    if _IN_TURN.search(text, reading.window(mention.start, mention.end)[0], mention.start):
        return False
    visited = _VISIT_OF.search(before) and _BEFORE_NOW.match(text, mention.end, sentence.end)
    follows = sentence.index > 1 and _FOLLOWING.search(before) and _OWN_VISIT.match(text, mention.end, sentence.end)
    other = sentence.index > LEAD and _THIS_WEEK.match(text, sentence.start)
    return not (visited or follows or other or _ELSEWHERE.match(text, sentence.start))


def _make_participant(person: _Person, host: Fact[str] | None, publisher: Fact[str] | None, reading: Reading) -> Participant:
    text = reading.seed.text
    longest = max(person.mentions, key=lambda m: _name_rank(m, text))
    fullest = _name_rank(longest, text)
    best = max(
        person.mentions,
        key=lambda m: (
            # Where only a part of the name is, so may be somebody else's office: `the Secretary and Minister A`.
            any(o.role != "counterpart" for o in m.offices) and _name_rank(m, text) == fullest,
            len(m.offices),
            any(o.parties for o in m.offices),
            sum(o.end - o.start for o in m.offices),
        ),
    )
    start, end = longest.name or (longest.start, longest.end)
    known = next((m.person for m in person.mentions if m.person), None) or reading.reader.know_person(text[start:end])
    name = Fact(text[start:end], (Evidence(start, end),), "people.known" if known else "people.title-name")
    country = find_country(person.mentions, known, name, host=host, publisher=publisher, reading=reading)
    offices = dict.fromkeys(office.role for mention in person.mentions for office in mention.offices)
    return Participant(known or person_slug(name.value), name, _read_role(best, text), country, tuple(offices))


def _name_rank(mention: Mention, text: str) -> int:
    """Return how full the name of a mention is; the earliest of the fullest is taken."""
    return len(name_words(text[slice(*mention.name)])) if mention.name else 0


def _read_role(mention: Mention, text: str) -> Fact[str] | None:
    """Return the offices of a mention as the text words them: one stretch each side of the name."""
    if not mention.offices:
        return None
    before, after = _split(mention.offices, mention.name)
    # `Prime Minister | General A`: the rank goes with the name.
    if len(before) > 1 and before[-1].role == RANK and text[before[-2].end : before[-1].start].isspace():
        before.pop()
    spans = [Evidence(side[0].start, _end_with_body(side[-1], text)) for side in (before, after) if side]
    return Fact(", ".join(text[s.start : s.end] for s in spans), tuple(spans), "people.office")


def _end_with_body(office: Office, text: str) -> int:
    """Return where an office ends with the body that its country has: `President of Japan | 's National Defence Academy`."""
    body = _OWN_BODY.match(text, office.end)
    return body.end() if body and office.parties else office.end


def _split(offices: Sequence[Office], name: tuple[int, int] | None) -> tuple[list[Office], list[Office]]:
    pivot = name[0] if name else offices[-1].end
    return [o for o in offices if o.start < pivot], [o for o in offices if o.start >= pivot]


def _sides(meeting: ReportedMeeting, reading: Reading) -> tuple[Fact[str], ...]:
    """Return the countries that the meeting's name, or else the title, names, each once."""
    title = reading.sentences[0]
    for span in (*(meeting.name.evidence if meeting.name else ()), Evidence(title.start, title.end)):
        found = {m.id: m for m in reversed(reading.matches_in("parties", span.start, span.end))}
        sides = [m for m in found.values() if m.id in reading.reader.vocabulary.countries]
        if len(sides) > 1:
            return tuple(Fact(m.id, (Evidence(m.start, m.end),), "people.side") for m in sides)
    return ()
