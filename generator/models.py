"""The things the digest speaks of, as frozen values: no behaviour beyond looking things up in themselves, and no I/O.

Read from the top: a `Seed` is text cut into blocks and sentences; a `Fact` is a value with the evidence it was read from;
a `Brief` is one report's facts; a `Meeting` is what several briefs report on; a `Digest` is all of it; a `Page` is what is
written.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Generic, Literal, TypeVar

from generator.errors import Problem  # noqa: TC001 - whoever reads these back from bytes looks their types up

T = TypeVar("T")

BlockKind = Literal["url", "title", "heading", "paragraph", "caption", "boilerplate"]
Format = Literal["online", "in-person", "hybrid"]


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A half-open range of offsets into `Seed.text`, counted in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value and the very words it was read from."""

    value: T
    evidence: tuple[Evidence, ...]
    """Where it was read: several places for a value worked out from several; empty only for an editor's correction."""
    rule: str
    """Name of the rule that found it, e.g. `dates.day-month`; `correction` for an editor's value."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a seed's text of one kind; headings and paragraphs are what extraction reads."""

    kind: BlockKind
    start: int
    end: int
    sentences: tuple[Evidence, ...]
    """The block's sentences in order, without the white space around them."""


@dataclass(frozen=True, slots=True)
class Seed:
    """One captured report: normalised text, and how it falls into blocks."""

    name: str
    """File name, e.g. `000_34b1fed74cd86ae1.txt`."""
    slug: str
    """Name of its page: ASCII, lower case, from the file's stem; unique within a digest."""
    path: str
    """Path for messages, relative to where the command ran when it is below it."""
    text: str
    """The whole file in NFC, line feeds only, control, bidi and zero-width characters dropped. All offsets count in it."""
    hash: str
    """SHA-256 of `text` in UTF-8, hexadecimal: what a correction was written against."""
    lang: Literal["vi", "en"]
    blocks: tuple[Block, ...]
    """In order; together with the white space between them they cover the text."""
    url: Fact[str] | None
    """The source's address as mended and parsed, http or https only; None when the capture has none."""
    dropped: int = 0
    """How many control, bidi and zero-width characters were dropped."""
    problems: tuple[Problem, ...] = ()
    """What is odd about the file, none of it fatal."""

    @property
    def title(self) -> str:
        """The title line's words."""
        return next(self.text[b.start : b.end] for b in self.blocks if b.kind == "title")

    def words(self, evidence: Evidence) -> str:
        """Return the very words at `evidence`."""
        return self.text[evidence.start : evidence.end]

    @property
    def sentences(self) -> tuple[Evidence, ...]:
        """Sentences of the title and of every visible block (not the URL line, not boilerplate), in order.

        A sentence's position here, from 0, is its number on the page: 0 is the title.
        """
        return tuple(s for b in self.blocks if b.kind not in ("url", "boilerplate") for s in b.sentences)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report comes from."""

    url: Fact[str] | None
    publisher: Fact[str] | None
    published: Fact[str] | None
    """Date of publication, ISO 8601, as precise as the text."""
    retrieved: Fact[str] | None = None
    """When the report was taken from its source, ISO 8601; no text says so, only who did it."""
    archive: Fact[str] | None = None
    """The address of a copy that an archive keeps of the source; an editor's as well."""


@dataclass(frozen=True, slots=True)
class ReportedMeeting:
    """What one report says of the meeting it is about; None where it does not say."""

    id: Fact[str] | None = None
    """Which meeting it is, where an editor says so; reports of one id are of one meeting."""
    series: Fact[str] | None = None
    """Id of the series in the vocabulary."""
    ordinal: Fact[int] | None = None
    name: Fact[str] | None = None
    """The exact words by which the report names the meeting."""
    date: Fact[str] | None = None
    """First day, ISO 8601, as precise as the text: YYYY, YYYY-MM or YYYY-MM-DD."""
    end_date: Fact[str] | None = None
    """Last day, where the report gives a range."""
    place: Fact[str] | None = None
    """The exact words that say where."""
    country: Fact[str] | None = None
    """Country of the place, ISO 3166-1 alpha-2."""
    format: Fact[Format] | None = None
    upcoming: Fact[bool] | None = None
    """True when the report announces a meeting not yet held; None otherwise."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One person whom a report places at the meeting."""

    person: str
    """Id of the person: slug of the name, or of the vocabulary's entry where it knows the person."""
    name: Fact[str]
    """Without honorific or title."""
    role: Fact[str] | None
    """The words of the text; joined with a comma when they stand in two places."""
    country: Fact[str] | None
    """Whom they represent: ISO 3166-1 alpha-2, or an organisation's id such as ASEAN."""
    offices: tuple[str, ...] = ()
    """Ids of the titles in roles.yml that the report gives them, in the order of the text."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Who did what with words: an act of speech, and the words."""

    speaker: Fact[str]
    """The words of the text; evidence may lie in an earlier sentence when the subject is carried on."""
    act: Fact[str]
    """Id of the act: affirm, propose, agree, welcome, call-for, pledge, oppose, thank or inform."""
    quote: Fact[str]
    """The exact words, from the act's verb to the end of its clause."""
    topics: tuple[str, ...]
    """Ids of the topics named in the quote, in the vocabulary's order; so are the instruments and the phrases."""
    agreements: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    until: Fact[str] | None = None
    """The words in the quote that say by when."""
    actors: tuple[Fact[str], ...] = ()
    """Who the speaker is: ids of participants (small letters) and parties (capitals); none where it could be several."""
    joint: bool = False
    """Whether it is the voice of the meeting, of several parties at once, and not of one side."""
    given: frozenset[str] = frozenset()
    """The fields that an editor wrote, blank or not: what is read from the quote leaves them alone."""


CORRECTED = "correction"
"""The rule of a value that an editor gave."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One change that an editor makes to a record."""

    action: Literal["set", "add", "remove"]
    field: str
    """Key of the record, e.g. `meeting.date`, `topics`."""
    value: object
    """As the record would hold it; None with `set` blanks the field."""
    reason: str
    editor: str
    extracted: object = None
    """What the text gave, once applied."""
    line: int | None = None
    """Where it stands in its file."""
    stale: bool = False
    """Whether the text has changed since it was written."""


_YEAR = len("YYYY")
_DAY = len("YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class Brief:
    """One report, read: everything its page shows."""

    seed: Seed
    source: Source
    meeting: ReportedMeeting | None
    participants: tuple[Participant, ...]
    parties: tuple[Fact[str], ...]
    topics: tuple[Fact[str], ...]
    agreements: tuple[Fact[str], ...]
    statements: tuple[Statement, ...]
    key_points: tuple[Fact[str], ...]
    """Whole sentences, verbatim, that between them carry most of the facts; in the order of the text."""
    phrases: tuple[Fact[str], ...] = ()
    """Ids of the stock phrases and aims that the report names, in the vocabulary's order."""
    corrections: tuple[Correction, ...] = ()

    @property
    def id(self) -> str:
        """The brief's id and the name of its page."""
        return self.seed.slug

    @property
    def date(self) -> str | None:
        """The date it is filed under: its meeting's, or else its publication's."""
        fact = self.meeting.date if self.meeting and self.meeting.date else self.source.published
        return fact.value if fact else None

    @property
    def year(self) -> str:
        """The year it is filed under; empty where it has no date."""
        return (self.date or "")[:_YEAR]


@dataclass(frozen=True)
class Meeting:
    """One meeting, as all its reports have it."""

    id: str
    """Name of its page, from series and ordinal, or series and date, or else its only report."""
    series: str | None
    ordinal: int | None
    reports: tuple[Brief, ...]
    """At least one; the first is the one whose words head the page."""

    @cached_property
    def date(self) -> str | None:
        """The most precise date any report gives; the earliest report's on a tie."""
        dates = [r.meeting.date.value for r in self.reports if r.meeting and r.meeting.date]
        return max(dates, key=len, default=None)

    @property
    def year(self) -> str:
        """The year of that date; empty where no report gives one."""
        return (self.date or "")[:_YEAR]

    @property
    def day(self) -> str:
        """That date where it is known to the day; else empty."""
        return self.date if self.date and len(self.date) == _DAY else ""

    @property
    def parties(self) -> frozenset[str]:
        """Every party that a report shows at it."""
        return frozenset(fact.value for brief in self.reports for fact in brief.parties)


@dataclass(frozen=True, slots=True)
class Appearance:
    """One person in one report."""

    brief: Brief
    participant: Participant


@dataclass(frozen=True, slots=True)
class Individual:
    """One person, as all the reports have them."""

    id: str
    """Name of the page: the slug of the name, with the side or a number where several persons have it."""
    appearances: tuple[Appearance, ...]
    """At least one, newest first."""
    unsure: tuple[str, ...] = ()
    """Ids of those of the same name who may be the same person."""

    @property
    def sides(self) -> tuple[str, ...]:
        """Ids of the parties that reports say the person represents, newest first."""
        return tuple(dict.fromkeys(a.participant.country.value for a in self.appearances if a.participant.country))

    @property
    def name(self) -> str:
        """The fullest name the newest reports give, with its tone marks if any of them has them."""
        return max((a.participant.name.value for a in self.appearances), key=lambda n: (len(n.split()), not n.isascii()))


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything, gathered and in order, ready to render."""

    briefs: tuple[Brief, ...]
    """Newest first: by meeting date, then publication date, then slug; undated last."""
    meetings: tuple[Meeting, ...]
    """Newest first, undated last."""
    topics: tuple[tuple[str, tuple[Brief, ...]], ...]
    """Topic id and its briefs, in the vocabulary's order; topics without a brief are left out."""
    persons: tuple[Individual, ...] = ()
    """By name."""
    quotes: bool = False
    """Whether of each report only what is quoted may be shown, and not its whole text."""


@dataclass(frozen=True, slots=True)
class Commit:
    """What a site was built from, as version control has it."""

    id: str
    """All forty digits of it."""
    changed: bool
    """Whether files have been changed since."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file to write below the docs folder."""

    path: str
    """Relative to docs, with forward slashes, e.g. `briefs/some-slug.md`."""
    text: str
