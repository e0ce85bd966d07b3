"""Turns the English name of a meeting, as reports do: `meeting of the ASEAN foreign ministers`, `summit of ASEAN leaders`.

A vocabulary lists `ASEAN Foreign Ministers' Meeting`, one name of each build; who meets, and whose they are, may stand behind
the noun just as well. Articles are left out: they count as filler wherever names are looked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = re.compile(r"(?P<whose>.+) (?P<noun>Meeting|Summit|Conference|Retreat)")
# Who meets, behind whose they are.
_WHO = re.compile(
    r"(?P<of>.+?) (?P<who>(?:(?:Foreign|Defen[cs]e|Economic|Finance|Trade|Transport|Energy|Health|Labour|Tourism) )?Ministers|"
    r"Senior (?:\w+ )?Officials|Leaders)['’]?"
)
# ... or on what: `ASEAN Ministerial Meeting on Haze`.
_ON = re.compile(r"(?P<of>.+) Minist(?:erial Meeting|ers['’]? Meeting|ers) (?P<on>(?:on|of|responsible for) .+)")
_TWO = re.compile(r"(?P<one>[A-Z]\w+)-(?P<other>[A-Z][\w .]+)")
_LEADERS = "Leaders"


def turn_name(name: str) -> Iterator[str]:
    """Yield the other orders in which an English name of a meeting is written; none where it ends with no noun for one.

    `ASEAN Foreign Ministers' Meeting`: `Meeting of ASEAN Foreign Ministers`, `… of Foreign Ministers of ASEAN`, `… from ASEAN`;
    `ASEAN-China Summit`: `Summit between China and ASEAN` as well.
    """
    if on := _ON.fullmatch(name):
        yield f"Meeting of {on['of']} Ministers {on['on']}"
    found = _NAME.fullmatch(name)
    if found is None:
        return
    noun, whose = found["noun"], found["whose"].rstrip("'’")
    yield f"{noun} of {whose}"
    parts = _WHO.fullmatch(whose)
    who, of = (parts["who"], parts["of"]) if parts else (_LEADERS if noun == "Summit" else None, whose)
    if who:
        yield from (f"{noun} of {who} {link} {of}" for link in ("of", "from"))
    # What officials of two meet on is mostly some other thing.
    two = _TWO.fullmatch(of) if who and who.endswith((_LEADERS, "Ministers")) else None
    if two:
        whose = f"{who} of " if parts else ""
        for pair in (f"{two['one']} and {two['other']}", f"{two['other']} and {two['one']}"):
            yield from (f"{noun} {link} {whose}{pair}" for link in ("of", "between"))
