"""The digest as rows: what `tables` lists, for each report, meeting, person, participant and statement.

A row is flat, its keys the fields' names; `nested` makes of it the object that stands in a line of JSON. Where a value was read
is said by the names of sentences on the report's page, so that the data holds no more of a text than titles and quotes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.exports.records import find_facts, value_of
from generator.naming import Names
from generator.tables import TABLES
from generator.views import Said, is_upcoming, merge, widest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.labels import Labels
    from generator.lookup import Lookup
    from generator.models import Brief, Fact, Individual, Meeting, Statement

Row = dict[str, Any]
_NAMES = {table: tuple(field.name for field in fields) for table, fields in TABLES.items()}
_FACTS = ("series", "ordinal", "name", "date", "end_date", "place", "country", "format", "upcoming")
_LISTS = ("topics", "parties", "agreements", "phrases")
OF_REPORTS = ("briefs", "participants", "statements")
"""The tables whose rows are each of one report."""
SOURCE = ("url", "publisher", "published", "retrieved", "archive")
"""What is said of a report's source, each as far as it is known."""


class Dataset:
    """The rows of one digest."""

    def __init__(self, lookup: Lookup, *, labels: Labels, address: str) -> None:
        """Look nothing up yet; `address` is the site's, with a slash at its end."""
        self.labels, self.address = labels, address
        self.digest, self.vocabulary, self.index, self.ledger = lookup.digest, lookup.vocabulary, lookup.index, lookup.ledger
        self.names = Names(lookup.vocabulary, labels, lookup.digest.meetings)
        self._comparison = lookup.comparison

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table in the digest's order, each with all of the table's fields in their order."""
        if table in OF_REPORTS:
            return (row for brief in self.reports(table) for row in self.rows_of(table, brief))
        return map(self._meeting, self.digest.meetings) if table == "meetings" else map(self._person, self.digest.persons)

    def reports(self, table: str) -> tuple[Brief, ...]:
        """Return the reports in the order in which a table of OF_REPORTS has their rows."""
        return self.ledger.reports if table == "statements" else self.digest.briefs

    def rows_of(self, table: str, brief: Brief) -> list[Row]:
        """Return the rows that a table of OF_REPORTS has of one report.

        They depend on the report as it was read, its id, the id and the date of its meeting, who its participants are, what of
        it may be shown, and the address: on nothing that other reports say beyond that (`forms`).
        """
        if table == "briefs":
            return [self._brief(brief)]
        return list(self._participants(brief) if table == "participants" else self._statements(brief))

    def page(self, kind: str, identifier: str) -> str:
        """Return the address of a page."""
        return f"{self.address}{kind}/{identifier}/"

    def _brief(self, brief: Brief) -> Row:
        said, meeting = brief.meeting, self.index.meetings.get(brief.id)
        source = source_of(brief)
        return _ordered("briefs", {
            "id": brief.id,
            "url": self.page("briefs", brief.id),
            "title": brief.seed.title,
            "lang": brief.seed.lang,
            **{f"source.{name}": source.get(name) for name in SOURCE},
            "meeting.id": meeting.id if meeting else None,
            **{f"meeting.{name}": value_of(getattr(said, name)) if said else None for name in _FACTS},
            **{name: [fact.value for fact in getattr(brief, name)] for name in _LISTS},
            "people": _once(self._who(brief, one.person) for one in brief.participants),
            "statements": len(brief.statements),
            "corrected": _once(correction.field for correction in brief.corrections),
            "seed": brief.seed.name,
            "sha256": brief.seed.hash,
            "evidence": self._evidence(brief),
        })  # fmt: skip

    def _who(self, brief: Brief, person: str) -> str:
        """Return the id of the person whom a report has as one of its participants."""
        return self.ledger.persons[brief.id, person].id

    def _evidence(self, brief: Brief) -> dict[str, list[str]]:
        """Return where each value of the report's own row was read; an editor's was read nowhere."""
        facts = ((key, fact) for key, fact in find_facts(brief) if key.partition(".")[0] in {"source", "meeting", *_LISTS})
        return {key: places for key, fact in facts if (places := self._places(brief, fact))}

    def _places(self, brief: Brief, *facts: Fact[Any] | None) -> list[str]:
        return list(self.index.anchors(brief).targets(*facts))

    def _meeting(self, meeting: Meeting) -> Row:
        reports = meeting.reports
        most = {name: _most(meeting, name) for name in ("place", "country", "format")}
        return _ordered("meetings", {
            "id": meeting.id,
            "url": self.page("meetings", meeting.id),
            "title": self.names.meeting(meeting),
            "series": meeting.series,
            "ordinal": meeting.ordinal,
            "date": meeting.date,
            "end_date": end_of(meeting),
            **most,
            "upcoming": is_upcoming(meeting),
            **{name: [found[0] for found in merge(meeting, name)] for name in ("topics", "parties", "agreements")},
            "people": _once(self._who(brief, one.person) for brief in reports for one in brief.participants),
            "briefs": [brief.id for brief in reports],
            "statements": sum(len(brief.statements) for brief in reports),
            "conflicts": _once(conflict.field for conflict in self._comparison.conflicts(meeting)),
        })  # fmt: skip

    def _person(self, person: Individual) -> Row:
        known = self.vocabulary.people.get(person.id)
        given = _once(one.participant.name.value for one in person.appearances)
        held = (self.index.meetings.get(one.brief.id) for one in person.appearances)
        return _ordered("people", {
            "id": person.id,
            "url": self.page("people", person.id),
            "name": known.label[self.labels.lang] if known else person.name,
            "names": given,
            "parties": list(person.sides),
            "roles": _once(one.participant.role.value for one in person.appearances if one.participant.role),
            "wikidata": known.wikidata if known else None,
            "unsure": list(person.unsure),
            "meetings": _once(meeting.id for meeting in held if meeting),
            "briefs": _once(one.brief.id for one in person.appearances),
        })  # fmt: skip

    def _participants(self, brief: Brief) -> Iterator[Row]:
        meeting = self.index.meetings.get(brief.id)
        for number, one in enumerate(brief.participants, start=1):
            yield _ordered("participants", {
                "id": f"{brief.id}.{number}",
                "brief": brief.id,
                "meeting": meeting.id if meeting else None,
                "person": self._who(brief, one.person),
                "name": one.name.value,
                "role": value_of(one.role),
                "country": value_of(one.country),
                "sentences": self._places(brief, one.name, one.role, one.country),
            })  # fmt: skip

    def _statements(self, brief: Brief) -> Iterator[Row]:
        meeting = self.index.meetings.get(brief.id)
        for number, statement in enumerate(brief.statements, start=1):
            said = Said(1, brief, statement)
            sentences = self._places(brief, statement.quote)
            place = f"#{sentences[0]}" if sentences else ""
            yield _ordered("statements", {
                "id": f"{brief.id}.{number}",
                "url": self.page("briefs", brief.id) + place,
                "brief": brief.id,
                "meeting": meeting.id if meeting else None,
                "date": meeting.date if meeting else None,
                "lang": brief.seed.lang,
                **self._said(brief, statement),
                "parties": list(self.ledger.sides(said)),
                "direct": self.index.is_quoted(said),
                "sentences": sentences,
            })  # fmt: skip

    def _said(self, brief: Brief, statement: Statement) -> Row:
        """Return what a row on a statement holds of the statement itself."""
        present = {one.person for one in brief.participants}
        return {
            "speaker": statement.speaker.value,
            "people": _once(self._who(brief, actor.value) for actor in statement.actors if actor.value in present),
            "joint": statement.joint,
            "act": statement.act.value,
            "quote": statement.quote.value,
            "topics": list(statement.topics),
            "agreements": list(statement.agreements),
            "phrases": list(statement.phrases),
            "until": value_of(statement.until),
        }


def source_of(brief: Brief) -> Mapping[str, str]:
    """Return what is known of a report's source, by the names of SOURCE."""
    facts = {name: getattr(brief.source, name, None) for name in SOURCE}
    return {name: fact.value for name, fact in facts.items() if fact}


def end_of(meeting: Meeting) -> str | None:
    """Return the last day of a meeting: what a report says that gives the meeting's date; None where none does."""
    spans = ((one.meeting.date, one.meeting.end_date) for one in meeting.reports if one.meeting)
    return next((end.value for first, end in spans if first and end and first.value == meeting.date), None)


def nested(row: Row) -> dict[str, Any]:
    """Return a row as it stands in JSON: what has a dot in its name is in an object."""
    if not any("." in name for name in row):
        return row
    record: dict[str, Any] = {}
    for name, value in row.items():
        part, _, key = name.rpartition(".")
        (record.setdefault(part, {}) if part else record)[key] = value
    return record


def _ordered(table: str, values: Row) -> Row:
    """Return a row in the order of its table, in which it mostly is."""
    names = _NAMES[table]
    return values if tuple(values) == names else {name: values[name] for name in names}


def _most(meeting: Meeting, name: str) -> Any:  # noqa: ANN401 - whatever the facts hold
    """Return what most reports of a meeting say, the first of them on a tie; None where none says anything."""
    found = widest(merge(meeting, f"meeting.{name}"), 1)
    return found[0][0] if found else None


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
