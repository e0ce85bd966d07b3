"""What each field of the brief record may hold, for values that do not come from a text: an editor's.

Each check takes a raw value and returns it as the record holds it, or refuses it and says what to write instead.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NoReturn, get_args

from generator.entries import nearest
from generator.models import Format
from generator.text import clean_text, slugify
from generator.urls import mend_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.entries import Entry
    from generator.vocabulary import Vocabulary

    Check = Callable[[object, Vocabulary], Any]

_DATE = re.compile(r"(?:19|20|21)\d{2}(?:-\d{2}(?:-\d{2})?)?")
_PAGE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MAX_ORDINAL = 999


class Refusal(Exception):  # noqa: N818 - not an error of the program
    """A value that a field cannot take, or that changes nothing (then not fatal)."""

    def __init__(self, expected: str, remedy: str, *, fatal: bool = True) -> None:
        """Keep what was expected, and what to do."""
        super().__init__(expected)
        self.expected, self.remedy, self.fatal = expected, remedy, fatal


def refuse(expected: str, remedy: str, *, fatal: bool = True) -> NoReturn:
    """Raise a Refusal."""
    raise Refusal(expected, remedy, fatal=fatal)


def check_scalar(field: str, value: object, vocabulary: Vocabulary) -> Any:  # noqa: ANN401 - as the field has it
    """Return `value` as the record's `field` holds it; None, which blanks it, for any field. Raises Refusal."""
    return None if value is None else SCALARS[field](value, vocabulary)


def check_member(field: str, value: object, vocabulary: Vocabulary) -> Any:  # noqa: ANN401 - as the field has it
    """Return `value` as a member of the record's list `field`. Raises Refusal."""
    return MEMBERS[field](value, vocabulary)


def _text(value: object, _vocabulary: Vocabulary) -> str:
    if not isinstance(value, str) or not value.strip():
        refuse("words", "write words; put quotes round a number")
    return " ".join(clean_text(value)[0].split())


def _url(value: object, vocabulary: Vocabulary) -> str:
    try:
        return mend_url(_text(value, vocabulary))
    except ValueError as error:
        refuse(f"a web address, but {error}", "write the whole address, with https://")


def _iso_date(value: object, _vocabulary: Vocabulary) -> str:
    text = str(value)
    padded = text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text
    try:
        if _DATE.fullmatch(text) and date.fromisoformat(padded):
            return text
    except ValueError:
        pass
    refuse("a date: 2026, 2026-03 or 2026-03-17", "write year, month and day in this order, as far as they are known")


def _ordinal(value: object, _vocabulary: Vocabulary) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _MAX_ORDINAL:
        refuse(f"a number from 1 to {_MAX_ORDINAL}", "write the number alone")
    return value


def _yes(value: object, _vocabulary: Vocabulary) -> bool | None:
    if not isinstance(value, bool):
        refuse("true or false", "write true if the meeting is still to come")
    return value or None  # the record says `upcoming` or nothing


def _one_of(known: Iterable[str], value: object, where: str, *, labels: Mapping[str, str] | None = None) -> str:
    """Return `value` if it is one of `known`; name the one meant, by id or by its label, or else the nearest."""
    ids = list(known)
    if isinstance(value, str) and value in ids:
        return value
    words = str(value)
    meant = {**(labels or {}), **{one.casefold(): one for one in ids}}.get(words.casefold())
    refuse(where, f"did you mean {meant!r}?" if meant else nearest(words, ids))


def _labels(entries: Mapping[str, Entry]) -> dict[str, str]:
    """Return the ids of `entries` by their labels, in small letters."""
    return {label.casefold(): entry.id for entry in entries.values() for label in entry.label.values()}


def _id_of(name: str) -> Check:
    def check(value: object, vocabulary: Vocabulary) -> str:
        entries = getattr(vocabulary, name)
        return _one_of(entries, value, f"an id in {name}.yml", labels=_labels(entries))

    return check


def _country(value: object, vocabulary: Vocabulary) -> str:
    countries = [party.id for party in vocabulary.parties.values() if party.kind == "country"]
    return _one_of(countries, value, "a country's code (ISO 3166-1 alpha-2)", labels=_labels(vocabulary.parties))


def _format(value: object, _vocabulary: Vocabulary) -> str:
    return _one_of(get_args(Format), value, " or ".join(get_args(Format)))


def _page_name(value: object, _vocabulary: Vocabulary) -> str:
    if not isinstance(value, str) or not _PAGE_NAME.fullmatch(value) or slugify(value) != value:
        refuse("the name of a meeting's page: small letters, figures and dashes", "write what stands in its address")
    return value


def _nothing(_value: object, _vocabulary: Vocabulary) -> None:
    refuse("null: the report is about no meeting", "write `value: null`, or set one of the meeting's fields")


def _ids_of(name: str) -> Check:
    def check(value: object, vocabulary: Vocabulary) -> tuple[str, ...]:
        if not isinstance(value, list):
            refuse(f"a list of {name}", f"write `{name}: [ … ]`")
        given = {_id_of(name)(one, vocabulary) for one in value}
        return tuple(one for one in getattr(vocabulary, name) if one in given)

    return check


def _mapping(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """Return a check of a value with several keys; an optional one that is written but blank stays in it as None."""
    known = {**required, **optional}

    def check(value: object, vocabulary: Vocabulary) -> dict[str, Any]:
        form = "{" + ", ".join(f"{key}: …" for key in known) + "}"
        if not isinstance(value, dict):
            refuse(form, "write it in that form")
        for key in value:
            if key not in known:
                refuse(form, f"{key!r} is no key of it: {nearest(key, known)}")
        if missing := [key for key in required if value.get(key) is None]:
            refuse(form, f"add {' and '.join(missing)}")
        return {key: None if value[key] is None else known[key](value[key], vocabulary) for key in known if key in value}

    return check


SCALARS: Mapping[str, Check] = {
    "source.url": _url,
    "source.publisher": _text,
    "source.published": _iso_date,
    "source.retrieved": _iso_date,
    "source.archive": _url,
    "meeting": _nothing,
    "meeting.id": _page_name,
    "meeting.series": _id_of("series"),
    "meeting.ordinal": _ordinal,
    "meeting.name": _text,
    "meeting.date": _iso_date,
    "meeting.end_date": _iso_date,
    "meeting.place": _text,
    "meeting.country": _country,
    "meeting.format": _format,
    "meeting.upcoming": _yes,
}
"""What can be set, and the check of its values."""

MEMBERS: Mapping[str, Check] = {
    "participants": _mapping({"name": _text}, {"role": _text, "country": _id_of("parties")}),
    "parties": _id_of("parties"),
    "topics": _id_of("topics"),
    "agreements": _id_of("agreements"),
    "phrases": _id_of("phrases"),
    "statements": _mapping(
        {"speaker": _text, "act": _id_of("acts"), "quote": _text},
        {"topics": _ids_of("topics"), "agreements": _ids_of("agreements"), "phrases": _ids_of("phrases"), "until": _text},
    ),
}
"""What can be added to and removed from, and the check of what is added."""
