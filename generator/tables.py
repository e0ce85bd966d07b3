"""What the data files hold, field by field: records, schemas, columns and the page that documents them all follow this list.

What a field means is said by the labels, in each language. The names are a contract: fields are added, never renamed.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Literal

FORMAT = 1
"""Version of the form; it goes up when a field changes its meaning or goes."""
Kind = Literal["string", "integer", "boolean", "date", "url", "list", "places"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record; a dot in its name is an object in JSON, and an underscore in SQLite."""

    name: str
    kind: Kind = "string"
    """A `date` is ISO 8601, as precise as is known; a `list` holds texts; `places` are the names of sentences, by field."""
    needed: bool = False
    """Whether it always has a value; a list always is one, if an empty one."""
    of: str = ""
    """The table, or else the vocabulary, whose ids it holds."""
    about: str = ""
    """Names the label that says what it means, where that is not its own name's."""
    values: tuple[str, ...] = ()
    """All that it may be, where that is known."""

    @property
    def label(self) -> str:
        """The key of the label that says what it means."""
        return f"data.field.{self.about or self.name.replace('.', '_')}"

    @property
    def column(self) -> str:
        """Its name in SQL."""
        return self.name.replace(".", "_")

    @property
    def is_link(self) -> bool:
        """Whether SQLite has a table for it: one line for each id."""
        return self.kind == "list" and bool(self.of) and not self.is_mirror

    @property
    def is_mirror(self) -> bool:
        """Whether it only says once more what another table says, so that SQLite need not."""
        return self.kind == "list" and self.of in {"briefs", "meetings"}


def _lists(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, "list", of=name) for name in names)


_REPORT = Field("brief", needed=True, of="briefs")
_MEETING = Field("meeting", of="meetings")
_PARTY = Field("country", of="parties", about="represents")
_SENTENCES = Field("sentences", "list")
_FORMAT = ("online", "in-person", "hybrid")
_LANG = Field("lang", needed=True, values=("vi", "en"))

TABLES: dict[str, tuple[Field, ...]] = {
    "briefs": (
        Field("id", needed=True, about="brief_id"),
        Field("url", "url", needed=True),
        Field("title", needed=True),
        _LANG,
        Field("source.url", "url"),
        Field("source.publisher"),
        Field("source.published", "date"),
        Field("source.retrieved", "date"),
        Field("source.archive", "url"),
        Field("meeting.id", of="meetings", about="meeting"),
        Field("meeting.series", of="series", about="series"),
        Field("meeting.ordinal", "integer", about="ordinal"),
        Field("meeting.name"),
        Field("meeting.date", "date", about="date"),
        Field("meeting.end_date", "date", about="end_date"),
        Field("meeting.place", about="place"),
        Field("meeting.country", of="parties", about="country"),
        Field("meeting.format", about="format", values=_FORMAT),
        Field("meeting.upcoming", "boolean", about="upcoming"),
        *_lists("topics", "parties", "agreements", "phrases", "people"),
        Field("statements", "integer", needed=True),
        Field("corrected", "list"),
        Field("seed", needed=True),
        Field("sha256", needed=True),
        Field("evidence", "places", needed=True),
    ),
    "meetings": (
        Field("id", needed=True, about="meeting_id"),
        Field("url", "url", needed=True),
        Field("title", needed=True, about="heading"),
        Field("series", of="series"),
        Field("ordinal", "integer"),
        Field("date", "date", about="best_date"),
        Field("end_date", "date"),
        Field("place", about="most_place"),
        Field("country", of="parties"),
        Field("format", values=_FORMAT),
        Field("upcoming", "boolean", needed=True, about="all_upcoming"),
        *_lists("topics", "parties", "agreements", "people"),
        Field("briefs", "list", of="briefs"),
        Field("statements", "integer", needed=True),
        Field("conflicts", "list"),
    ),
    "people": (
        Field("id", needed=True, about="person_id"),
        Field("url", "url", needed=True),
        Field("name", needed=True, about="fullest_name"),
        Field("names", "list"),
        Field("parties", "list", of="parties", about="sides"),
        Field("roles", "list"),
        Field("wikidata"),
        Field("unsure", "list", of="people"),
        Field("meetings", "list", of="meetings"),
        Field("briefs", "list", of="briefs"),
    ),
    "participants": (
        Field("id", needed=True, about="line_id"),
        _REPORT,
        _MEETING,
        Field("person", needed=True, of="people"),
        Field("name", needed=True, about="reported_name"),
        Field("role"),
        _PARTY,
        _SENTENCES,
    ),
    "statements": (
        Field("id", needed=True, about="line_id"),
        Field("url", "url", needed=True, about="sentence_url"),
        _REPORT,
        _MEETING,
        Field("date", "date", about="best_date"),
        _LANG,
        Field("speaker", needed=True),
        Field("people", "list", of="people", about="speakers"),
        Field("parties", "list", of="parties", about="speaking_parties"),
        Field("joint", "boolean", needed=True),
        Field("act", needed=True, of="acts"),
        Field("quote", needed=True),
        Field("direct", "boolean", needed=True),
        *_lists("topics", "agreements", "phrases"),
        Field("until"),
        _SENTENCES,
    ),
}
PAGED = ("briefs", "meetings", "people")
"""The tables whose records have a page each."""
_PARTS = 256


def part_of(identifier: str) -> str:
    """Return which of the parts of its table, `00` to `ff`, the record of a page is in; nothing but its id decides."""
    return f"{zlib.crc32(identifier.encode()) % _PARTS:02x}"
