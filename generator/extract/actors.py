"""Says who speaks: `Thứ trưởng`, `phía Trung Quốc`, `hai bên` are words for somebody the report names elsewhere.

A name is a participant's. A bare office is the participant's who was last named with it, or the only one whose country it is
of. A country is a party, and `hai bên` are the two parties whose meeting it is. What could be two is left as the words are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.models import Evidence, Fact
from generator.names import Namesakes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.extract.reader import Reader, Reading
    from generator.mentions import Mention
    from generator.models import Participant, Seed, Statement

_BOTH = re.compile(
    r"(?:cả )?hai (?:bên|nước|phía|nhà lãnh đạo|bộ trưởng|ngoại trưởng|thủ tướng|tổng thống|quốc gia|lãnh đạo)\b|"
    r"(?:the )?(?:two|both) (?:sides|countries|parties|leaders|ministers|nations|governments|delegations|foreign ministers|"
    r"prime ministers|presidents)\b",
    re.IGNORECASE,
)
# The voice of everybody there.
_COLLECTIVE = re.compile(
    r"(?:(?:các|những|hai|ba|bốn|tất cả|toàn thể) (?:\w+ )?(?:bên|nước|quốc gia|bộ trưởng|ngoại trưởng|nhà lãnh đạo|lãnh đạo|"
    r"đại biểu|quan chức|trưởng đoàn|thành viên|thủ tướng|nguyên thủ|ý kiến)|hội nghị|cuộc họp|phiên họp|"
    r"(?:the )?(?:\w+ )?(?:ministers|leaders|officials|parties|participants|sides|countries|delegates|meeting|summit|heads)|"
    r"they|we|both)\b",
    re.IGNORECASE,
)
_TWO = 2
# How far an office in apposition may run on behind the words for the speaker.
_APPOSED = 200
_COUNTERPART = "counterpart"
# Between an office and the country that its holder asks, thanks or invites, which is not his own.
_DEALS = re.compile(
    r"\b(?:đề nghị|cảm ơn|cám ơn|mời|chúc mừng|kêu gọi|hoan nghênh|đánh giá cao|asked|urged|thanked|invited|congratulated|"
    r"called on|welcomed|requested)\s(?:(?:phía|nước|chính phủ|nhân dân|the|government of)\s){0,3}\Z",
    re.IGNORECASE,
)
_DEALT_WITH = 120


@dataclass(frozen=True, slots=True)
class _Held:
    """A participant, with the offices the report gives them and where."""

    participant: Participant
    mentions: frozenset[Mention]
    starts: tuple[int, ...]
    """Where the mentions begin, in order."""
    roles: frozenset[str]


def extract_actors(
    seed: Seed,
    statements: Sequence[Statement],
    participants: Sequence[Participant],
    parties: Sequence[Fact[str]],
    *,
    reader: Reader,
) -> tuple[Statement, ...]:
    """Return `statements`, each with the ids of those who make it, as far as the report tells; parties' ids are capitals."""
    reading = reader.read(seed)
    named = _mentions_by_name(reading)
    names = Namesakes(named)
    held = tuple(_hold(p, [m for name in names.find(p.name.value) for m in named[name]]) for p in participants)
    return tuple(_resolve(statement, held, parties, reading) for statement in statements)


def _resolve(statement: Statement, held: Sequence[_Held], parties: Sequence[Fact[str]], reading: Reading) -> Statement:
    """Return a statement with its actors, and whether they are several parties, or all who meet (`các Bộ trưởng`, `they`)."""
    actors = _find_actors(statement, held, parties, reading)
    sides = {actor.value for actor in actors if actor.value.isupper()}
    words = statement.speaker.value
    all_of_them = _COLLECTIVE.match(words) is not None or _BOTH.fullmatch(words) is not None
    return replace(statement, actors=actors, joint=len(sides) > 1 or (not actors and all_of_them))


def _mentions_by_name(reading: Reading) -> dict[str, list[Mention]]:
    """Return the mentions of each name, in order: a report says the same few names again and again."""
    found: dict[str, list[Mention]] = {}
    for mention in reading.mentions:
        if mention.name:
            found.setdefault(reading.seed.text[slice(*mention.name)], []).append(mention)
    return found


def _hold(participant: Participant, own: Sequence[Mention]) -> _Held:
    """Gather what the mentions that are a participant's `own` say of them."""
    roles = frozenset(office.role for mention in own for office in mention.offices)
    return _Held(participant, frozenset(own), tuple(sorted(mention.start for mention in own)), roles)


def _find_actors(
    statement: Statement, held: Sequence[_Held], parties: Sequence[Fact[str]], reading: Reading
) -> tuple[Fact[str], ...]:
    """Return who makes one statement, each once, in the order of the words."""
    found: dict[str, Fact[str]] = {}
    for span in statement.speaker.evidence:
        persons = tuple(_persons(span, held, reading))
        for actor in (*persons, *_parties(span, parties, reading, taken=[p.evidence[0] for p in persons])):
            found.setdefault(actor.value, actor)
    return tuple(found.values())


def _persons(span: Evidence, held: Sequence[_Held], reading: Reading) -> Iterator[Fact[str]]:
    """Yield the participants that the words at `span` name, or mean by their office."""
    text = reading.seed.text
    for mention in reading.mentions_in(span.start, span.end + _APPOSED):
        if mention.name and mention.name[1] <= span.end:
            named = [h for h in held if mention in h.mentions]
            if len(named) == 1:
                yield Fact(named[0].participant.person, (Evidence(*mention.name),), "actors.name")
        # An office with more before it (`các Bộ trưởng`, `đại diện …`) is not one person's.
        elif not mention.name and text[span.start : mention.start].casefold() in ("", "the "):
            able = _holders(mention, held, reading)
            if len(able) == 1:
                own = able[0].participant
                yield Fact(own.person, (Evidence(mention.start, mention.end), *own.name.evidence), "actors.office")


def _holders(mention: Mention, held: Sequence[_Held], reading: Reading) -> list[_Held]:
    """Return whom a bare office can mean: those who hold it, of its country, and of several of one the last named before it.

    Of several countries' nobody is told by who was named last.
    """
    office = mention.offices[0]
    countries = reading.reader.vocabulary.countries.intersection(office.parties)
    able = [h for h in held if office.role == _COUNTERPART or office.role in h.roles]
    if countries:
        able = [h for h in able if h.participant.country and h.participant.country.value in countries]
    elif office.role == _COUNTERPART:
        return []
    if len(able) > 1:
        able = _narrow(able, mention, reading)
    if len({h.participant.country.value if h.participant.country else None for h in able}) > 1:
        return []
    if len(able) > 1:
        last = ((bisect_left(h.starts, mention.start), index) for index, h in enumerate(able))
        before = [(able[index].starts[place - 1], index) for place, index in last if place]
        able = [able[max(before)[1]]] if before else []
    return able


def _narrow(able: Sequence[_Held], mention: Mention, reading: Reading) -> list[_Held]:
    """Return those of several who are called by the very words of a bare office, and of nobody's who is asked or thanked.

    Where one of them is left who is Vietnamese, a report in Vietnamese means that one: others it calls by country or name.
    """
    text, office = reading.seed.text, mention.offices[0]
    words = text[office.start : office.end].casefold()
    titles = ((h, (o for m in h.mentions for o in m.offices if o.role == office.role)) for h in able)
    found = [h for h, own in titles if any(words in text[o.start : o.end].casefold() for o in own)] or list(able)
    high = reading.window(mention.start, mention.end)[1]
    dealt = {
        match.id
        for match in reading.matches_in("parties", mention.end, min(high, mention.end + _DEALT_WITH))
        if _DEALS.search(text, mention.end, match.start)
    }
    found = [h for h in found if not (h.participant.country and h.participant.country.value in dealt)]
    home = [h for h in found if h.participant.country and h.participant.country.value == "VN"]
    return home if reading.seed.lang == "vi" and home else found


def _parties(
    span: Evidence, parties: Sequence[Fact[str]], reading: Reading, *, taken: Sequence[Evidence]
) -> Iterator[Fact[str]]:
    """Yield the parties that the words at `span` name, or both of two; not those in the office of somebody `taken`."""
    known = {party.value for party in parties}
    mentions = reading.mentions_in(span.start, span.end + _APPOSED)
    # Of an office that is nobody's here (`các Ngoại trưởng ASEAN`), the party speaks.
    offices = [m for m in mentions if m.name or any(m.start <= t.start < m.end for t in taken)]
    for match in reading.matches_in("parties", span.start, span.end):
        if match.id in known and not any(m.start <= match.start and match.end <= m.end for m in offices):
            yield Fact(match.id, (Evidence(match.start, match.end),), "actors.party")
    if _BOTH.fullmatch(reading.seed.text, span.start, span.end):
        named = [party for party in parties if party.rule == "parties.name"]
        sides = next((pair for pair in (named, parties) if len(pair) == _TWO), ())
        yield from (Fact(side.value, (span, side.evidence[0]), "actors.both") for side in sides)
