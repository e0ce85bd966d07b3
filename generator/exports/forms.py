"""Rows in the forms they are written in: a line of JSON, one of CSV, and what SQLite stores; those of a report may be known.

Most of what a report's rows hold stands in that report, and to bring all rows into their forms takes longer than anything else
about the data. So what came of a report goes with a stamp of all that it is made of, by which it is known again (`formmemory`).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.exports.csvfile import csv_lines
from generator.exports.database import stored_links, stored_values
from generator.exports.dataset import OF_REPORTS, nested
from generator.exports.records import json_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.exports.dataset import Dataset, Row
    from generator.models import Brief


class Form(NamedTuple):
    """Some rows of one table."""

    lines: list[bytes]
    """Each as JSON."""
    cells: bytes
    """All of them as CSV, without its head."""
    values: list[tuple[Any, ...]]
    """Each as SQLite stores it."""
    links: list[list[tuple[str, str]]]
    """The pairs in each table of links."""


class Formed(NamedTuple):
    """What came of one report: its rows of each table of OF_REPORTS."""

    stamp: str
    forms: list[Form]


class Forms:
    """The rows of one dataset in their forms."""

    def __init__(
        self,
        dataset: Dataset,
        *,
        known: Mapping[str, Formed] = MappingProxyType({}),
        key_of: Callable[[Brief], str] = lambda _: "",
        version: str = "",
    ) -> None:
        """Bring nothing into any form yet; what is `known` of a report, by its id, is taken where its stamp is right.

        `key_of` returns what is the same only for a report that was read the same, letter for letter, and `version` is the same
        only where everything else is that rows depend on: the code, the labels, the vocabularies.
        """
        self._dataset, self._known, self._key_of = dataset, known, key_of
        self._version = f"{version} {dataset.address} {dataset.digest.quotes}"
        self.made: dict[str, Formed] = {}
        """What came of each report, or was known."""

    def of(self, table: str) -> Iterator[Form]:
        """Yield the rows of a table in the digest's order, those of one report, or all of them, at once."""
        if table not in OF_REPORTS:
            yield form_rows(table, list(self._dataset.rows(table)))
            return
        place = OF_REPORTS.index(table)
        for brief in self._dataset.reports(table):
            yield self._of_report(brief).forms[place]

    def _of_report(self, brief: Brief) -> Formed:
        if brief.id not in self.made:
            stamp, known = self._stamp(brief), self._known.get(brief.id)
            if known is None or known.stamp != stamp:
                known = Formed(stamp, [form_rows(table, self._dataset.rows_of(table, brief)) for table in OF_REPORTS])
            self.made[brief.id] = known
        return self.made[brief.id]

    def _stamp(self, brief: Brief) -> str:
        """Return what is the same only where a report's rows are: whatever they say that does not stand in the report."""
        meeting, persons = self._dataset.index.meetings.get(brief.id), self._dataset.ledger.persons
        people = [persons[brief.id, one.person].id for one in brief.participants]
        held = (meeting.id, meeting.date) if meeting else None
        return repr((self._version, self._key_of(brief), held, people))


def form_rows(table: str, rows: Sequence[Row]) -> Form:
    """Return rows of a table in their forms."""
    lines = [f"{json_line(nested(row))}\n".encode() for row in rows]
    return Form(lines, csv_lines(table, rows), stored_values(table, rows), stored_links(table, rows))
