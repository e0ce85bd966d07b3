"""Decides which meeting a report is about, if any: its series, ordinal and name, and whether it is still to come.

Every occasion the text speaks of is a candidate. Standing in the title or the lead, being held, attended or spoken at and being
named again speak for it; being prepared for, stood beside or looked back on, against. Below a threshold there is no meeting.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from generator.frames import find_future, is_elsewhere, is_held, is_past
from generator.models import Evidence, Fact, ReportedMeeting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.extract.reader import Reader, Reading
    from generator.models import Seed
    from generator.occasions import Occasion

# Nouns of no series, and the generic series they make.
_GENERIC = (
    ("phone-call", re.compile(r"điện đàm|\bcall\b(?! on)|\bspoke\b|gọi điện", re.IGNORECASE)),
    ("bilateral-negotiation", re.compile(r"đàm phán|họp vòng|vòng họp|negotiations", re.IGNORECASE)),
    ("official-visit", re.compile(r"thăm|\bvisit\b", re.IGNORECASE)),
    ("launch-or-signing-event", re.compile(r"lễ ký|\blaunch\b", re.IGNORECASE)),
    (
        "bilateral-meeting",
        re.compile(
            r"hội đàm|hội kiến|gặp|tiếp|chào xã giao|làm việc|\btalks\b|\bmeeting\b|\bdiscussions\b|\bconsultations?\b|"
            r"\bmet\b|\bmeets\b|tọa đàm|receive|call(?:s|ed)? on|host|welcomed|greeted|họp kỳ",
            re.IGNORECASE,
        ),
    ),
)
# A special summit is one of the parties' summits: `asean-us-special-summit`, `asean-us-summit`.
_SPECIAL_ID = re.compile(r"-(?:special|commemorative)(?=-)")
_SPECIAL = 4.0
_BOTH = 2
_ANAPHORS = frozenset({"meeting", "talks", "discussions"})
_NEAR = 40
_LEAD = 3
_COUNTED = 4
_THRESHOLD = 4.0
_PAIRED = 2.0
_WEIGHT_OF_TALKS = 0.75
_STILL_TO_COME = 2.0
_BETWEEN_PARTIES = re.compile(r"\b(?:với|giữa|with|between)\b", re.IGNORECASE)

_LONGEST_WITH = len(" between ")
_HOLDS = re.compile(r"(?:held|holds|had|has|có|đã|tiến hành)\s", re.IGNORECASE)
_WITH = re.compile(r"\s(?:với|giữa|with|between)\s", re.IGNORECASE)
_VERB = re.compile(r"met|meets|spoke", re.IGNORECASE)
_SHORT_NAME = 12
# Verbs that make a meeting of a visitor or a host; a country must be named near by.
_ACTS = re.compile(
    r"thăm(?: và làm việc| hữu nghị| làm việc)?|tiếp|gặp|gặp gỡ|hội kiến|tiếp kiến|chào xã giao|làm việc với|tiếp xã giao|"
    r"receives?|received|calls? on|called on|hosts?|hosted|welcomed|greeted",
    re.IGNORECASE,
)
_SUMMIT = re.compile(r"summit|hội nghị (?:cấp cao|thượng đỉnh)", re.IGNORECASE)
# Kinds of event that need no two sides.
_OPEN_EVENTS = frozenset({"trade-promotion-forum", "launch-or-signing-event"})
_OBJECT = 90
_REACH_BACK = 200
_COMMENTARY = re.compile(
    r"(?:analysis|opinion|commentary|editorial|op-ed|explainer|bình luận|phân tích|góc nhìn|xã luận|ý kiến)\s?[:|–-]",
    re.IGNORECASE,
)
_VIEWS = re.compile(
    r"\b(?:the (?:writer|author) is\b|(?:the )?views (?:expressed|are)|opinions expressed|tác giả là\b|"
    r"quan điểm (?:riêng )?của tác giả)",
    re.IGNORECASE,
)

_Key = tuple[str, int | None]


def extract_meeting(seed: Seed, *, reader: Reader) -> ReportedMeeting | None:
    """Return the meeting the report is about, with series, ordinal, name and whether it is announced; None where there is none.

    Date, place and format are left for those who read them.
    """
    reading = reader.read(seed)
    if _is_commentary(reading):
        return None
    groups = _group(reading)
    scored = {
        key: sum(sorted((max(0.0, _score(o, reading)) for o in group), reverse=True)[:_COUNTED])
        for key, group in groups.items()
    }
    if not scored:
        return None
    best = _find_best(groups, scored, reading)
    chosen = _find_special(best, scored, reading) if scored[best] >= _THRESHOLD else ()
    _note_lost(groups, scored, chosen, reading)
    return _make_meeting([o for key in chosen for o in groups[key]], reading) if chosen else None


def _find_best(groups: Mapping[_Key, Sequence[Occasion]], scored: Mapping[_Key, float], reading: Reading) -> _Key:
    """Return the meeting for which most speaks.

    One of a standing series goes before talks on its margins, and one that a report leads with before what comes next.
    """
    series, seed = reading.reader.vocabulary.series, reading.seed

    def rank(key: _Key) -> tuple[float, int]:
        known, first = series.get(key[0]), groups[key][0]
        sentence = reading.sentence_at(first.start)
        comes = sentence and sentence.index > _LEAD and find_future(seed.text, sentence.start, sentence.end, lang=seed.lang)
        weight = 1.0 if known and not known.generic else _WEIGHT_OF_TALKS
        return scored[key] * weight - (_STILL_TO_COME if comes else 0.0), -first.start

    return max(scored, key=rank)


def _is_commentary(reading: Reading) -> bool:
    """Tell whether the report says of itself that it is an opinion."""
    text = reading.seed.text
    if _COMMENTARY.match(text, reading.sentences[0].start):
        return True
    last = reading.sentences[-1]
    return _VIEWS.search(text, max(0, last.start - _REACH_BACK), last.end) is not None


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
    if best[0] == "official-visit" and (talks := _find_talks(scored, reading)):
        return (talks,)
    chosen = series.get(best[0])
    for key, score in scored.items():
        other = series.get(key[0])
        if not chosen or not other or score < _SPECIAL or other.parties != chosen.parties or key[0] == best[0]:
            continue
        if _SPECIAL_ID.sub("", key[0]) == best[0] and best[1] is None:
            return (key,)
    return (best,)


def _find_talks(scored: Mapping[_Key, float], reading: Reading) -> _Key | None:
    """Return the talks that a report on a visit tells of as held: they are the meeting, the visit its occasion."""
    text, lang = reading.seed.text, reading.seed.lang
    able = [key for key, score in scored.items() if key[0] == "bilateral-meeting" and score >= _THRESHOLD]
    best = max(able, key=lambda key: scored[key], default=None)
    upcoming = any(
        find_future(text, s.start, s.end, lang=lang)
        for s in reading.sentences
        if s.index <= _LEAD and s.block.kind == "paragraph"
    )
    return None if upcoming else best


def _group(reading: Reading) -> dict[_Key, list[Occasion]]:
    """Return the occasions by series and ordinal; one without ordinal joins the first of its series that has one."""
    groups: dict[_Key, list[Occasion]] = defaultdict(list)
    for occasion in reading.occasions:
        kind = occasion.series or _generic(occasion, reading) or ("" if _is_international(occasion, reading) else None)
        if kind is not None:
            groups[kind, occasion.ordinal].append(occasion)
    for kind, ordinal in list(groups):
        numbered = [key for key in groups if key[0] == kind and key[1] is not None]
        if ordinal is None and numbered:
            groups[numbered[0]].extend(groups.pop((kind, None)))
    return groups


def _is_international(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether the name of a meeting (the sentence, of a numbered one) names an organisation or two countries."""
    numbered = occasion.ordinal is not None
    low, high = reading.window(occasion.start, occasion.end) if numbered else (occasion.start, occasion.end)
    parties = {m.id for m in reading.matches_in("parties", low, high)}
    # A numbered summit is of heads of government; somebody's own conference is not called so.
    enough = 0 if numbered and _SUMMIT.fullmatch(reading.seed.text, *occasion.found) else 1
    return len(parties) > enough or any(len(p) > _BOTH for p in parties)


def _generic(occasion: Occasion, reading: Reading) -> str | None:
    """Return the generic series of a meeting that a noun names; two countries and no organisation make it bilateral.

    Numbered meetings belong to some series, known or not.
    """
    noun = reading.seed.text[slice(*occasion.found)]
    found = next((series for series, pattern in _GENERIC if pattern.search(noun)), None)
    parties = {m.id for m in reading.matches_in("parties", occasion.start, occasion.end)}
    is_bilateral = len(parties) == _BOTH and all(len(p) == _BOTH for p in parties)  # a country's id has two letters
    if found is None:
        return "bilateral-meeting" if is_bilateral else None
    if is_bilateral and occasion.ordinal is not None:
        return found
    if found == "bilateral-meeting" and noun.casefold() in _ANAPHORS and not _is_with(occasion, reading):
        return None
    if _ACTS.fullmatch(noun) and not _is_foreign(occasion, reading):
        return None
    if occasion.ordinal is None or found != "bilateral-meeting":
        return found
    return found if _is_with(occasion, reading) and _is_foreign(occasion, reading) else None


def _is_foreign(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether a verb (`tiếp`, `received`) has somebody of a country or an organisation for its object."""
    end = min(reading.window(*occasion.found)[1], occasion.found[1] + _OBJECT)
    return bool(reading.matches_in("parties", occasion.found[1], end))


def _is_with(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether an English noun for any meeting means one of two sides: it stands in the title, or says with whom."""
    sentence = reading.sentence_at(occasion.start)
    if sentence is None or sentence.block.kind == "title":
        return True
    return _WITH.search(reading.seed.text, occasion.found[1], min(sentence.end, occasion.found[1] + _NEAR)) is not None


def _score(occasion: Occasion, reading: Reading) -> float:
    """Return how much one occasion speaks for being what the report is about."""
    text, lang = reading.seed.text, reading.seed.lang
    sentence = reading.sentence_at(occasion.start)
    if sentence is None:
        return 1.0 if occasion.series else 0.0
    around = (sentence.start, sentence.end)
    if is_elsewhere(text, occasion.start, occasion.end, sentence=around, lang=lang):
        return -1.0
    standing = _is_standing(occasion, reading)
    score = 2.0 if standing else 0.0
    if sentence.block.kind == "title":
        score += 4
    elif sentence.index <= _LEAD:
        score += 3 - sentence.index / 2
    if occasion.ordinal:
        score += 1
    if is_held(text, occasion.start, occasion.end, sentence=around, lang=lang):
        score += 2
    if not standing:
        sides = occasion.series in _OPEN_EVENTS or _has_sides(occasion, reading)
        score += _PAIRED if _is_paired(occasion, reading) else 0.0 if sides else -2.0
    return score


def _is_standing(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether an occasion is one of a standing series."""
    known = reading.reader.vocabulary.series.get(occasion.series or "")
    return known is not None and not known.generic


def _is_paired(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether the sentence about a meeting of no series shows two sides of different countries, or a counterpart."""
    low, high = reading.window(occasion.start, occasion.end)
    mentions = reading.mentions_in(low, high)
    offices = [office for mention in mentions for office in mention.offices]
    countries = {party for office in offices for party in office.parties if len(party) == _BOTH}
    counterpart = any(office.role == "counterpart" for office in offices)
    # At home a country's own office-holders are named without it.
    return len(countries) > 1 or (len(mentions) > 1 and (bool(countries) or counterpart))


def _has_sides(occasion: Occasion, reading: Reading) -> bool:
    """Tell whether the words about a meeting of no series say between whom it is."""
    low, high = reading.window(occasion.start, occasion.end)
    if _BETWEEN_PARTIES.search(reading.seed.text, occasion.start, high):
        return True
    return len(reading.mentions_in(low, high)) > 1 or len({m.id for m in reading.matches_in("parties", low, high)}) > 1


def _make_meeting(group: Sequence[Occasion], reading: Reading) -> ReportedMeeting:
    """Return the meeting that a group of occasions names."""
    text = reading.seed.text
    read = [o for o in group if reading.sentence_at(o.start)] or list(group)
    if any(_is_standing(o, reading) for o in read):
        best = max(
            read, key=lambda o: (o.ordinal is not None, _in_paragraph(o, reading), o.end - o.start > _SHORT_NAME, -o.start)
        )
    else:
        best = max(
            read,
            key=lambda o: (
                not _VERB.fullmatch(text, *o.found),
                _score(o, reading) > 0,
                _in_paragraph(o, reading),
                _score(o, reading),
            ),
        )
    start, end = best.start, best.end
    if not _is_standing(best, reading):
        held = _HOLDS.match(text, start)
        start, end = held.end() if held else start, _end_with_sides(best, reading)
    name = Fact(text[start:end], (Evidence(start, end),), "meeting.name")
    numbered = next((o for o in read if o.ordinal is not None), None)
    ordinal = None
    if numbered and numbered.ordinal and numbered.ordinal_at:
        ordinal = Fact(numbered.ordinal, (Evidence(*numbered.ordinal_at),), "meeting.ordinal")
    series_id = _level(best.series or _generic(best, reading), best, reading)
    rule = "meeting.series" if best.series else "meeting.generic"
    series = Fact(series_id, (Evidence(*best.found),), rule) if series_id else None
    return ReportedMeeting(series=series, ordinal=ordinal, name=name, upcoming=_read_upcoming(read, reading))


def _end_with_sides(occasion: Occasion, reading: Reading) -> int:
    """Return where the words for a meeting of no series end with whom it is with: `hội đàm | với Thủ tướng Lào …`."""
    text = reading.seed.text
    sentence = reading.sentence_at(occasion.start)
    joined = _WITH.search(text, occasion.found[1] - _LONGEST_WITH, occasion.found[1] + _LONGEST_WITH)
    if sentence is None or joined is None:
        return occasion.end
    side = next((m for m in reading.mentions if joined.end() <= m.start <= joined.end() + len("the ")), None)
    return max(occasion.end, (side.name or (0, side.end))[1] if side else 0)


def _in_paragraph(occasion: Occasion, reading: Reading) -> bool:
    sentence = reading.sentence_at(occasion.start)
    return sentence is not None and sentence.block.kind == "paragraph"


def _level(series: str | None, occasion: Occasion, reading: Reading) -> str | None:
    """Return `bilateral-summit` in place of a meeting when those whom its sentence names first are leaders, both of them."""
    sentence = reading.sentence_at(occasion.start)
    if series != "bilateral-meeting" or sentence is None:
        return series
    roles = reading.reader.vocabulary.roles
    held = [m.offices[-1].role for m in reading.mentions_in(sentence.start, sentence.end) if m.offices]
    levels = [roles[role].level for role in held[:2]]
    return "bilateral-summit" if levels == ["leader", "leader"] else series


def _read_upcoming(group: Sequence[Occasion], reading: Reading) -> Fact[bool] | None:
    """Return True where the sentences that name the meeting speak of it in the future and none in the past."""
    text, lang = reading.seed.text, reading.seed.lang
    future: re.Match[str] | None = None
    bare = [o for o in reading.occasions if o.series is None and o.end - o.start <= _SHORT_NAME]
    for occasion in (*group, *bare):
        sentence = reading.sentence_at(occasion.start)
        if sentence is None or sentence.block.kind == "heading" or _score(occasion, reading) < 0:
            continue
        low, high = reading.window(occasion.start, occasion.end)
        found = find_future(text, low, high, lang=lang)
        if not found and is_past(text, low, high, lang=lang):
            return None
        future = future or found
    return Fact(value=True, evidence=(Evidence(*future.span()),), rule="meeting.upcoming") if future else None
