"""Decides which meeting a report is about, if any: its series, ordinal and name, and whether it is still to come.

Every occasion the text speaks of is a candidate. Standing in the title or the lead, being held, attended or spoken at and being
named again speak for it; being prepared for, stood beside or looked back on, against. Below a threshold there is no meeting.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from generator.extract.commentary import is_commentary
from generator.extract.kinds import BETWEEN_TWO, find_kind, has_sides, is_paired, is_standing, raise_level
from generator.extract.reader import CALL_ID, LEAD, SECRETARY_ID, UNKNOWN, VISIT_ID
from generator.extract.sides import find_held_by_two
from generator.frames import MARGINS, find_future, is_dealt_later, is_elsewhere, is_held, is_long_ago, is_past
from generator.models import Evidence, Fact, ReportedMeeting
from generator.occasions import find_full_end, is_listed_beside, tighten
from generator.ordinals import find_editions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.extract.reader import Reader, Reading, Sentence
    from generator.models import Seed
    from generator.occasions import Occasion

# A special summit is one of the parties' summits: `asean-us-special-summit`, `asean-us-summit`.
_SPECIAL_ID = re.compile(r"-(?:special|commemorative)(?=-)")
_SPECIAL = 4.0
_COUNTED = 4
_THRESHOLD = 4.0
_PAIRED = 2.0
_WEIGHT_OF_TALKS = 0.75
_WEIGHT_BEHIND = 0.5
_LATE = 2.0

_LONGEST_WITH = len(" between ")
_HOLDS = re.compile(r"(?:held|holds|had|has|có|đã|tiến hành)\s", re.IGNORECASE)
_WITH = re.compile(r"\s(?:với|giữa|with|between)\s", re.IGNORECASE)
_VERB = re.compile(r"met|meets|spoke", re.IGNORECASE)
_SHORT_NAME = 12
# Kinds that are no rounds of a series, and that a report is about wherever it names them as held, not on others' margins.
# What a title says of a visit that is told as a whole.
_VISIT_ENDS = re.compile(
    r"\b(?:kết thúc|lên đường|về nước|kết quả)\b[^.;]{0,40}\bthăm\b|"
    r"\b(?:ends?|concludes?|wraps? up|completes?)\b[^.;]{0,40}\b(?:visit|trip)\b",
    re.IGNORECASE,
)
_TALKS = BETWEEN_TWO | {SECRETARY_ID}
_ALONE = frozenset({VISIT_ID, CALL_ID})
# Kinds of event that are named after what is signed or begun.
_CEREMONIES = frozenset({"launch-or-signing-event"})
# Kinds of event that need no two sides.
_OPEN_EVENTS = frozenset({"trade-promotion-forum"})
_AROUND = 350
_MARGIN = 400
"""Within how many characters before it a sentence may say that talks were beside something."""
_LIST = 300
"""Within how many characters a list of meetings is looked through."""
_OF_SOMETHING = re.compile(r"\s(?:of|on(?! (?:the )?\d| \w+day\b| [A-Z][a-z]{2,8}\.? \d)|between|among|của|về|giữa)\b")
_HOLDS_ROUND = re.compile(
    r"\s(?:(?:đã|sẽ|vừa)\s)?(?:tổ chức|họp|tiến hành|khai mạc|bế mạc|held|holds|will hold|convened|opened|concluded)\s"
    r"(?:(?:its|the|their)\s)?",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?:\bsau|\bafter|\bfollowing)\s(?:\w+\s){0,3}\Z", re.IGNORECASE)
_TOLD_AFTER = re.compile(
    r"\b(?:told|briefed|spoke to|said to) (?:the )?(?:journalists|reporters|press|media)\b[^.;]{0,40}\b(?:after|following)\s"
    r"(?:the\s|their\s)?(?:\w+\s)?\Z|"
    r"\b(?:nói với|trả lời|thông tin với|trao đổi với) (?:các )?(?:báo chí|báo giới|phóng viên|nhà báo)\b[^.;]{0,40}"
    r"\bsau\s(?:\w+\s)?\Z",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\btrong khuôn khổ\s(?:các\s|khuôn khổ\s)?\Z", re.IGNORECASE)
_BRIEFED = re.compile(r"\bhọp báo\b[^.;]{0,60}\Z", re.IGNORECASE)
_THEY_DID = re.compile(
    r"[^.;]{0,60}?,\s(?:các|những) (?:bộ trưởng|nhà lãnh đạo|trưởng đoàn|quan chức|đại biểu)\b(?:\sASEAN)?"
    r"(?:\s(?:đã|cùng|cũng))?\s(?:tiến hành tham vấn|nhất trí|thảo luận|trao đổi|(?:tái )?khẳng định|nhấn mạnh|"
    r"đánh giá|thông qua|ghi nhận|hoan nghênh|bày tỏ)",
    re.IGNORECASE,
)
_TOLD_THERE = re.compile(
    r"(?:tại|trong|at|during)\s(?:the\s)?(?:cuộc\s|buổi\s)?(?:hội đàm|hội kiến|gặp|tiếp|họp|hội nghị|làm việc|điện đàm|talks|"
    r"meeting|call|summit)\b[^.;]{0,160}?"
    r"\b(?:cho biết|khẳng định|thông báo|nói|bày tỏ|mời|tin tưởng|nhất trí|đề nghị|chúc|mong|hy vọng|"
    r"said|told|announced|affirmed|invited|believed|agreed|hoped|asked|proposed)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:cho biết|khẳng định|thông báo|nói|mời|tin tưởng|chúc|mong|hy vọng|said|told|announced|invited)\b", re.IGNORECASE
)
_A_VISIT = re.compile(r"\b(?:visit|thăm)\b", re.IGNORECASE)
# What opens a sentence on another meeting of the day.
_SAME_DAY = re.compile(
    r"(?:(?:sáng|trưa|chiều|tối)\s)?cùng ngày,|"
    r"(?:later|earlier) (?:in the day|that day|the same day|on \w+day),|on the same day,",
    re.IGNORECASE,
)
_TOLD = 120
_WITH_VISIT = 2
_BACK = 40
_IN_PLACE = re.compile(r"\s(?:in|at)\s(?:the\s)?(?=[A-Z])")
_Key = tuple[str, int | None]


def extract_meeting(seed: Seed, *, reader: Reader) -> ReportedMeeting | None:
    """Return the meeting the report is about, with series, ordinal, name and whether it is announced; None where there is none.

    Date, place and format are left for those who read them.
    """
    reading = reader.read(seed)
    if is_commentary(reading):
        return None
    groups = _group(reading)
    scores = {o: _score(o, reading) for group in groups.values() for o in group}
    scored = {key: sum(sorted((max(0.0, scores[o]) for o in group), reverse=True)[:_COUNTED]) for key, group in groups.items()}
    if not scored:
        return None
    best = _find_best(groups, scored, reading, scores=scores)
    chosen = _find_special(best, scored, reading) if scored[best] >= _THRESHOLD else ()
    _note_lost(groups, scored, chosen, reading)
    return _make_meeting([o for key in chosen for o in groups[key]], reading, of=chosen[0][0]) if chosen else None


def _find_best(
    groups: Mapping[_Key, Sequence[Occasion]],
    scored: Mapping[_Key, float],
    reading: Reading,
    *,
    scores: Mapping[Occasion, float],
) -> _Key:
    """Return the meeting for which most speaks; `scores` has how much each occasion does.

    One of a standing series goes before talks on its margins, and one that a report leads with before what it ends with.
    """
    series, seed = reading.reader.vocabulary.series, reading.seed
    opening = {
        key
        for key, group in groups.items()
        if any(scores[o] >= _THRESHOLD and _opens_with_talks(o, reading) for o in group)
        and not any(_is_beside(o, reading) for o in group)
    }

    def rank(key: _Key) -> tuple[float, bool, int]:
        # Where it is only looked back on, or ahead to, the report has not come to it yet.
        known, first = series.get(key[0]), next((o for o in groups[key] if scores[o] > 0), groups[key][0])
        sentence = reading.sentence_at(first.start)
        late = (
            sentence is not None
            and sentence.index > LEAD
            and (sentence.index > 2 * LEAD or find_future(seed.text, sentence.start, sentence.end, lang=seed.lang) is not None)
        )
        # Talks that the title names are more than what they were held beside, unless the report says that they were beside it.
        is_title = (
            key[0]
            and not any(_is_beside(o, reading) for o in groups[key])
            and any((found := reading.sentence_at(o.start)) and found.block.kind == "title" for o in groups[key])
        )
        # What is first named behind the talks that the report opens with was before them, comes after, or they were about it.
        behind = opening and sentence is not None and sentence.index > 1
        full = bool((known and not known.generic) or key[0] in _ALONE or is_title)
        weight = _WEIGHT_BEHIND if behind else 1.0 if full or key in opening else _WEIGHT_OF_TALKS
        return scored[key] * weight - (_LATE if late else 0.0), full, -first.start

    return max(scored, key=rank)


def _opens_with_talks(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether an occasion is talks of two, or a visit, told where the report opens."""
    sentence = reading.sentence_at(occasion.start)
    if sentence is None or sentence.index > 1 or occasion.ordinal or not is_paired(occasion, reading):
        return False
    kind = find_kind(occasion, reading)
    return kind is not None and (kind in BETWEEN_TWO or kind in _ALONE)


def _is_beside(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether a sentence says of an occasion that it was on the margins of something."""
    sentence = reading.sentence_at(occasion.start)
    low = max(sentence.start, occasion.start - _MARGIN) if sentence else 0
    return sentence is not None and MARGINS.search(reading.seed.text, low, occasion.start) is not None


def _note_lost(
    groups: Mapping[_Key, Sequence[Occasion]], scored: Mapping[_Key, float], chosen: Sequence[_Key], reading: Reading
) -> None:
    """Say of each other meeting how much speaks for it, against how much for the one chosen or is needed."""
    needed = f"{max(map(scored.__getitem__, chosen)):.1f} for the one taken" if chosen else f"{_THRESHOLD} needed"
    for key, group in groups.items():
        if key not in chosen:
            first = group[0]
            reading.lose("meeting", first.start, first.end, f"{scored[key]:.1f} points, against {needed}")


def _find_special(best: _Key, scored: Mapping[_Key, float], reading: Reading) -> tuple[_Key, ...]:
    """Return the group chosen, or in its place a special meeting that only headlines call by the plain name."""
    series = reading.reader.vocabulary.series
    if best[0] == VISIT_ID and (talks := _find_talks(scored, reading)):
        return (talks,)
    chosen = series.get(best[0])
    for key, score in scored.items():
        other = series.get(key[0])
        if not chosen or not other or score < _SPECIAL or other.parties != chosen.parties or key[0] == best[0]:
            continue
        # What is named more fully and numbered is meant by the plain name, too: EAS, the 13th EAS Foreign Ministers' Meeting.
        fuller = key[0].startswith(f"{best[0]}-") and key[1] is not None
        if best[1] is None and (fuller or _SPECIAL_ID.sub("", key[0]) == best[0]):
            return (key,)
    return (best,)


def _find_talks(scored: Mapping[_Key, float], reading: Reading) -> _Key | None:
    """Return the talks that a report on a visit tells of as held: they are the meeting, the visit its occasion."""
    text, lang = reading.seed.text, reading.seed.lang
    title = reading.sentences[0]
    # A call is what a report is about that begins with it; another was before the visit.
    is_call = any(find_kind(o, reading) == CALL_ID for o in reading.occasions_in(*reading.opening_words))
    # A round of no series that the list has is one of theirs: `the 15th Lao - Australia Senior Officials' Talks`.
    able = [
        key
        for key, score in scored.items()
        if score >= _THRESHOLD and (key[0] in _TALKS if key[0] else key[1]) and (is_call or key[0] != CALL_ID)
    ]
    best = max(able, key=lambda key: scored[key], default=None)
    if _VISIT_ENDS.search(text, title.start, title.end):
        return None
    upcoming = any(
        find_future(text, s.start, s.end, lang=lang)
        for s in reading.sentences
        if s.index <= LEAD and s.block.kind == "paragraph"
    )
    # Announced as the visit that they are part of, but for those that have a number of their own, or that the title names, and
    # a call, in which it is.
    is_named = best and any(find_kind(o, reading) == best[0] for o in reading.occasions_in(title.start, title.end))
    return best if best and (not upcoming or best[1] or best[0] == CALL_ID or is_named) else None


def _group(reading: Reading) -> dict[_Key, list[Occasion]]:
    """Return the occasions by series and ordinal; one without ordinal joins the first of its series that has one."""
    groups: dict[_Key, list[Occasion]] = defaultdict(list)
    named: Occasion | None = None
    for occasion in reading.occasions:
        kind = find_kind(occasion, reading)
        if is_standing(occasion, reading):
            named = occasion
        # It is not counted for the one before either: `the summit` may be of another series than the last named.
        elif named and _repeats(occasion, named, reading.seed.text):
            continue
        if not kind and named and named.series and _is_round_of(occasion, named, reading.seed.text):
            kind = named.series
        if kind is not None:
            groups[kind, occasion.ordinal].append(occasion)
        elif occasion.end - occasion.start > _SHORT_NAME:
            reading.lose("meeting", occasion.start, occasion.end, "of no series in the list, and no two sides named with it")
    _join_unnamed(groups, reading)
    _join_bare(groups, reading)
    for kind in [kind for kind, ordinal in groups if ordinal is None]:
        numbered = [key for key in groups if key[0] == kind and key[1] is not None]
        # Another round may be only looked ahead to: `will be tabled at the 19th ADMM`.
        ahead = numbered and all(
            _score(o, reading) < 0 and (kind in BETWEEN_TWO or not _leads(o, reading)) for o in groups[numbered[0]]
        )
        if numbered and not (ahead and any(_score(o, reading) > 0 for o in groups[kind, None])):
            groups[numbered[0]].extend(groups.pop((kind, None)))
    return groups


def _is_round_of(occasion: Occasion, body: Occasion, text: str) -> bool:
    """Tell whether a numbered round is what a body is said right before to hold: `Hội đồng … đã tổ chức | Phiên họp thứ 30`."""
    if _OF_SOMETHING.match(text, max(occasion.end, occasion.found[1])):
        return False
    is_bare = occasion.ordinal and occasion.end - occasion.start <= 2 * _SHORT_NAME and not body.ordinal
    return bool(is_bare) and _HOLDS_ROUND.fullmatch(text, body.end, occasion.start) is not None


def _join_unnamed(groups: dict[_Key, list[Occasion]], reading: Reading) -> None:
    """Let a round without a name (`their 19th meeting`) join the one standing series that has a round of its number."""
    series = reading.reader.vocabulary.series
    for key in [key for key in groups if key[1] is not None and key[0] in series and series[key[0]].generic]:
        named = [other for other in groups if other[1] == key[1] and other[0] in series and not series[other[0]].generic]
        if len(named) == 1:
            groups[named[0]].extend(groups.pop(key))


def _join_bare(groups: dict[_Key, list[Occasion]], reading: Reading) -> None:
    """Let a round called by its forum's letters alone (`CLMV 12`) join the one of no known series that the report leads with.

    Which of the forum's meetings it is, the letters do not say.
    """
    text = reading.seed.text
    for kind, ordinal in [key for key in groups if key[0] and key[1] is not None and ("", key[1]) in groups]:
        own = [*groups[kind, ordinal], *groups.get((kind, None), ())]
        # `COP25` is no forum's.
        letters = [text[slice(*o.found)] for o in own]
        are_letters = all(name.isupper() and not name[-1].isdigit() for name in letters)
        if are_letters and any(_leads(o, reading) for o in groups["", ordinal]):
            groups["", ordinal].extend(own)
            del groups[kind, ordinal]
            groups.pop((kind, None), None)


def _repeats(occasion: Occasion, named: Occasion, text: str) -> bool:
    """Tell whether words are short for the meeting named before: `the consultation`, of a `Senior Officials' Consultation`."""
    words = text[occasion.start : occasion.end].casefold()
    short = text[max(0, occasion.start - 4) : occasion.start].casefold() == "the " and " " not in words
    return short and text[named.start : named.end].casefold().endswith(words)


def _score(occasion: Occasion, reading: Reading) -> float:
    """Return how much one occasion speaks for being what the report is about."""
    text, lang = reading.seed.text, reading.seed.lang
    sentence = reading.sentence_at(occasion.start)
    if sentence is None:
        return 1.0 if occasion.series else 0.0
    around = (sentence.start, sentence.end)
    standing = is_standing(occasion, reading)
    elsewhere = is_elsewhere(
        text, occasion.start, occasion.end, sentence=around, lang=lang, latest=reading.lead_year
    ) or is_listed_beside(reading.occasions_in(max(sentence.start, occasion.start - _LIST), occasion.end), text)
    # Where the report names another first, that is where it comes from.
    if reading.first_series and reading.first_series != occasion.series:
        elsewhere = elsewhere or is_dealt_later(text, occasion.start, sentence=around)
    if sentence.index > 1:
        elsewhere = elsewhere or _SAME_DAY.match(text, sentence.start) is not None
        elsewhere = elsewhere or is_long_ago(text, occasion.end, sentence=around, latest=reading.lead_year)
    if (
        elsewhere
        and not _is_led_up_to(occasion, sentence, reading)
        and not (standing and (_is_told_after(occasion, sentence, text) or _is_frame(occasion, sentence, reading)))
    ):
        return -1.0
    score = 2.0 if standing else 0.0
    if sentence.block.kind == "title":
        score += 4
    elif sentence.index <= LEAD:
        score += 3 - sentence.index / 2
    if occasion.ordinal:
        score += 1
    if is_held(text, occasion.start, occasion.end, sentence=around, lang=lang) or find_held_by_two(occasion, reading):
        score += 2
    if not standing:
        sides = occasion.series in _OPEN_EVENTS or has_sides(occasion, reading)
        score += _PAIRED if is_paired(occasion, reading) else 0.0 if sides else -2.0
    return score


def _is_told_after(occasion: Occasion, sentence: Sentence, text: str) -> bool:
    """Tell whether the lead tells what was said of a meeting when it was over: `told journalists here after | the Summit`."""
    low = max(sentence.start, occasion.start - _TOLD)
    return 0 < sentence.index <= LEAD and _TOLD_AFTER.search(text, low, occasion.start) is not None


def _is_frame(occasion: Occasion, sentence: Sentence, reading: Reading) -> bool:
    """Tell whether the lead tells what was said within a meeting, or done by those who meet: `họp báo trong khuôn khổ | …`."""
    text, low = reading.seed.text, max(sentence.start, occasion.start - _MARGIN)
    within = _WITHIN.search(text, low, occasion.start) if 0 < sentence.index <= LEAD else None
    if within is None or not (_BRIEFED.search(text, low, within.start()) or _THEY_DID.match(text, occasion.end, sentence.end)):
        return False
    others = (o for o in reading.occasions_in(sentence.start, sentence.end) if o is not occasion)
    return all(find_kind(o, reading) is None and not is_paired(o, reading) for o in others)


def _is_led_up_to(occasion: Occasion, sentence: Sentence, reading: Reading) -> bool:
    """Tell whether the lead tells what came of talks: `đồng ý … sau cuộc gặp`, of two sides, with at most a visit named."""
    text, low = reading.seed.text, max(sentence.start, occasion.start - _BACK)
    named = reading.occasions_in(sentence.start, sentence.end)
    kinds = [kind for one in named if (kind := find_kind(one, reading)) is not None]
    is_alone = len(named) <= _WITH_VISIT and len(kinds) - kinds.count(VISIT_ID) == 1
    is_lead = 0 < sentence.index <= LEAD and is_alone
    return is_lead and _AFTER.search(text, low, occasion.start) is not None and is_paired(occasion, reading)


def _make_meeting(group: Sequence[Occasion], reading: Reading, *, of: str) -> ReportedMeeting:
    """Return the meeting that a group of occasions names; `of` is the series that it was chosen for, or empty."""
    text = reading.seed.text
    read = [o for o in group if reading.sentence_at(o.start)] or list(group)
    if any(is_standing(o, reading) for o in read):
        best = max(
            read,
            key=lambda o: (
                find_kind(o, reading) == of,
                o.ordinal is not None,
                _in_paragraph(o, reading),
                o.end - o.start > _SHORT_NAME,
                -o.start,
            ),
        )
    else:
        best = max(
            read,
            key=lambda o: (
                _score(o, reading) > 0,
                not _VERB.fullmatch(text, *o.found),
                _in_paragraph(o, reading),
                _score(o, reading),
            ),
        )
    start, end = best.start, best.end
    if not is_standing(best, reading):
        held = _HOLDS.match(text, start)
        start = held.end() if held else find_held_by_two(best, reading) or start
        end = tighten(text, start, _end_with_sides(best, reading))
    elif best.series == UNKNOWN and not (best.ordinal_at and best.ordinal_at[1] == end):
        end = find_full_end(text, end, reading.window(start, end)[1], lang=reading.seed.lang)
    end = _end_before_place(min(max(start, best.found[1]), end), end, reading)
    name = Fact(text[start:end], (Evidence(start, end),), "meeting.name")
    kind = find_kind(best, reading) or None
    # What the lead says of who met goes for the words that name the meeting further down.
    levels = (raise_level(kind, o, reading) for o in (best, *(o for o in read if _leads(o, reading))))
    series_id = next((level for level in levels if level != kind), kind)
    # Somebody's first visit is not the first of a series, nor is the first call.
    ordinal = None if series_id in _ALONE else _find_ordinal(read, best, reading)
    rule = "meeting.series" if best.series else "meeting.generic"
    series = Fact(series_id, (Evidence(*best.found),), rule) if series_id else None
    return ReportedMeeting(series=series, ordinal=ordinal, name=name, upcoming=_read_upcoming(read, reading))


def _find_ordinal(group: Sequence[Occasion], best: Occasion, reading: Reading) -> Fact[int] | None:
    """Return the number that a meeting's names give, or that its edition has: `the 21st edition of the dialogue`."""
    numbered = next((o for o in group if o.ordinal is not None), None)
    if numbered and numbered.ordinal and numbered.ordinal_at:
        return Fact(numbered.ordinal, (Evidence(*numbered.ordinal_at),), "meeting.ordinal")
    text = reading.seed.text
    if not is_standing(best, reading):
        return None
    name = text[slice(*best.found)].casefold()
    for sentence in reading.sentences:
        for (number, *at), noun in find_editions(text, sentence.start, sentence.end):
            if f" {name}".endswith(f" {noun.casefold()}"):
                return Fact(number, (Evidence(*at),), "meeting.edition")
    return None


def _end_with_sides(occasion: Occasion, reading: Reading) -> int:
    """Return where the words for a meeting of no series end with whom it is with: `hội đàm | với Thủ tướng Lào …`."""
    text = reading.seed.text
    sentence = reading.sentence_at(occasion.start)
    if sentence and occasion.series in _CEREMONIES:
        return find_full_end(text, occasion.end, sentence.end, lang=reading.seed.lang)
    joined = _WITH.search(text, occasion.found[1] - _LONGEST_WITH, occasion.found[1] + _LONGEST_WITH)
    if sentence is None or joined is None:
        return occasion.end
    side = next((m for m in reading.mentions if joined.end() <= m.start <= joined.end() + len("the ")), None)
    return max(occasion.end, (side.name or (0, side.end))[1] if side else 0)


def _end_before_place(start: int, end: int, reading: Reading) -> int:
    """Return where a meeting's name ends between `start` and `end`: before where it is held, `talks | in Hue`."""
    for found in _IN_PLACE.finditer(reading.seed.text, start, end):
        known = (*reading.matches_in("places", found.end(), end), *reading.matches_in("parties", found.end(), end))
        if any(match.start == found.end() for match in known):
            return found.start()
    return end


def _leads(occasion: Occasion, reading: Reading) -> bool:
    sentence = reading.sentence_at(occasion.start)
    return sentence is not None and sentence.index <= LEAD


def _in_paragraph(occasion: Occasion, reading: Reading) -> bool:
    sentence = reading.sentence_at(occasion.start)
    return sentence is not None and sentence.block.kind == "paragraph"


def _read_upcoming(group: Sequence[Occasion], reading: Reading) -> Fact[bool] | None:
    """Return True where the sentences that name the meeting speak of it in the future and none in the past."""
    text, lang = reading.seed.text, reading.seed.lang
    future: re.Match[str] | None = None
    is_visit = any(find_kind(o, reading) == VISIT_ID for o in group)
    bare = [
        o
        for o in reading.occasions
        if o.series is None
        and o.end - o.start <= _SHORT_NAME
        # What was done on a visit before is not of talks to come.
        and (is_visit or not _A_VISIT.search(text, *o.found))
    ]
    numbers = {occasion.ordinal for occasion in group} - {None}
    looked: tuple[int, int] = (0, 0)
    for occasion in (*group, *(o for o in bare if o.ordinal is None or not numbers or o.ordinal in numbers)):
        # What stands well within the words looked at has nothing else around it.
        if looked[0] <= occasion.start and occasion.end + _AROUND <= looked[1]:
            continue
        sentence = reading.sentence_at(occasion.start)
        if sentence is None or sentence.block.kind == "heading" or _score(occasion, reading) < 0:
            continue
        low, high = looked = reading.window(occasion.start, occasion.end)
        found = find_future(text, low, high, lang=lang)
        if not found and is_past(text, low, high, lang=lang):
            return None
        # What somebody says there is to be: `Tại hội đàm, Thủ tướng Lào cho biết | sẽ thăm …`
        if found and sentence.index > 1 and _TOLD_THERE.match(text, sentence.start, found.start()):
            return None
        # ... or, of what is no name of this meeting, `cho biết Thủ tướng Lào | sẽ thăm …`
        if found and sentence.index > 1 and occasion not in group and _SAID.search(text, low, found.start()):
            continue
        future = future or found
    return Fact(value=True, evidence=(Evidence(*future.span()),), rule="meeting.upcoming") if future else None
