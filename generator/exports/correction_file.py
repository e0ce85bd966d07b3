"""A file of corrections to begin with: all that was read from a report, as comments that change nothing until they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.exports.records import brief_record
from generator.fields import MEMBERS, SCALARS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.models import Brief, Correction

_HEAD = """\
# Corrections to {name}. To make one: remove the `#` before its line, write the value, the reason and who you are.
# `set` gives a field a value (null blanks it), `add` and `remove` change a list. README.md has more.
# Reports with one `meeting.id` are of one meeting.
text: {hash}
corrections:
"""
_TAIL = "reason: …, editor: …"
_SEVERAL = {"participants": "name", "statements": "quote"}


def correction_file(brief: Brief, *, meeting: str | None = None, made: Iterable[Correction] = ()) -> str:
    """Return the text of a file of corrections for the report of `brief`: valid YAML, which makes those `made` and no other.

    `meeting` is the name of its meeting's page.
    """
    made = tuple(made)
    tails = ((one, f"reason: {_yaml(one.reason)}, editor: {_yaml(one.editor)}") for one in made)
    entries = [f"- {{{one.action}: {one.field}, value: {_yaml(one.value)}, {tail}}}\n" for one, tail in tails]
    comments = [f"# - {{{line}, {_TAIL}}}\n" for line in _lines(brief, meeting, {one.field for one in made})]
    return "".join([_HEAD.format(name=brief.seed.name, hash=brief.seed.hash), *entries, *comments])


def _lines(brief: Brief, meeting: str | None, made: set[str]) -> Iterator[str]:
    """Yield a correction for each fact that was not `made` any, with the value that was read."""
    record = brief_record(brief)
    for field in SCALARS:
        part, _, name = field.partition(".")
        if name and field not in made:
            value = meeting if field == "meeting.id" else (record[part] or {}).get(name)
            yield f"set: {field}, value: {_yaml(value)}"
    for field in MEMBERS:
        for member in record[field]:
            value = member[_SEVERAL[field]] if field in _SEVERAL else member
            yield f"remove: {field}, value: {_yaml(value)}"


def _yaml(value: Any) -> str:  # noqa: ANN401 - any value of the record
    """Return a value as YAML of one line; JSON is that."""
    return json.dumps(value, ensure_ascii=False)
