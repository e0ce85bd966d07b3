"""Turns the digest into pages, through the templates: a page's front matter is made here, all that is seen is made there.

Nothing is written here, and no text of a seed reaches a page but through the gate (`markdown`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import charts, comparison, rounds, views
from generator.chapters import MOST, MOST_LISTED, Chapters
from generator.comparison import compare, most_repeated
from generator.exports import citations
from generator.exports.descriptions import describe_brief, describe_meeting
from generator.exports.linked import ROOT, Linked
from generator.exports.records import value_of
from generator.ledger import by_meeting
from generator.lookup import Lookup
from generator.markdown import Markdown, data_block, environment, front_matter
from generator.models import Page
from generator.naming import Names
from generator.parts import fit, share
from generator.seeds import detect_language
from generator.stamps import Stamps
from generator.tables import TABLES, part_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jinja2 import Environment

    from generator.anchors import Mark
    from generator.chapters import Chapter
    from generator.editions import Edition
    from generator.labels import Labels
    from generator.ledger import Position
    from generator.models import Brief, Digest, Fact, Meeting
    from generator.vocabulary import Vocabulary

TEMPLATES = Path(__file__).parent / "templates"
LATEST = 12
"""How many briefs, and how many meetings, the home page shows before it refers to the list of all."""
MARKS = 5
"""How many marks stand beside one value; a value named in every other sentence needs no more to be checked."""

_PAGE = Markdown("{page}")
"""Where the look puts the page's own address; in no text, where the gate encodes the brace."""


_Prepared = tuple[dict[str, Any], dict[str, Any]]
"""A page's front matter, and what its template is handed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that may have to be rendered."""

    path: str
    """The same in every edition."""
    kind: str
    """Names the template."""
    of: tuple[object, ...]
    """All that the page depends on, templates, labels and vocabularies aside."""
    prepare: Callable[[], _Prepared]


def render_pages(digest: Digest, *, vocabulary: Vocabulary, labels: Labels) -> tuple[Page, ...]:
    """Return every generated page of the site: home, the lists, and a page for each thing that has one."""
    pages = Pages(Lookup(digest, vocabulary), labels=labels)
    return tuple(map(pages.render, pages.drafts))


def make_editions(lookup: Lookup, editions: Iterable[Edition]) -> tuple[Pages, ...]:
    """Return the pages of each edition, which have in common all that has no language."""
    made = [Pages(lookup, labels=edition.labels, folder=edition.folder) for edition in editions]
    paths = [{draft.path for draft in pages.drafts} for pages in made]
    for pages, own in zip(made, paths, strict=True):
        pages.alone = frozenset(path for path in own if not all(path in others for others in paths))
    return tuple(made)


class Pages:
    """The pages of one digest in one language."""

    alone: frozenset[str] = frozenset()
    """Paths of the pages that another edition does not have: names begin with other letters there."""

    def __init__(self, lookup: Lookup, *, labels: Labels, folder: str = "") -> None:
        """Prepare what the templates ask for; `folder` is where below the root the pages are written."""
        self.labels, self.folder = labels, folder
        self.digest, self.index, self.ledger, self.comparison = lookup.digest, lookup.index, lookup.ledger, lookup.comparison
        self.names = Names(lookup.vocabulary, labels, self.digest.meetings)
        self.chapters = Chapters(self.index, self.ledger, self.comparison, self.names)
        self.linked = Linked(self.index, self.ledger, self.names, self.comparison)
        self.templates = self._environment()

    def _environment(self) -> Environment:
        templates = environment(TEMPLATES)
        templates.globals.update(
            t=self.labels,
            digest=self.digest,
            index=self.index,
            names=self.names,
            ledger=self.ledger,
            by_meeting=by_meeting,
            rounds=rounds,
            comparison=comparison,
            charts=charts,
            views=views,
            marks=self._marks,
            merged_marks=self._merged_marks,
            all_marks=self._all_marks,
            most=MOST,
            fit=fit,
            share=share,
            conflicts_of=self.comparison.conflicts,
            part_of=part_of,
            # The files are in the folder of the page on them, at the root.
            to_data="../../data/" if self.folder else "",
            attribution=partial(citations.attribution, labels=self.labels),
            brief_references=partial(citations.brief_references, labels=self.labels),
            meeting_references=partial(citations.meeting_references, labels=self.labels),
            placed=lambda text: _PAGE.join(text.split(citations.PAGE)),
            foreign=self.names.foreign,
            noted=self._noted,
        )
        return templates

    def _noted(self, text: str) -> str | None:
        """Return the language of what an editor wrote, who need not say it: Vietnamese, where it cannot be the interface's."""
        return "vi" if self.labels.lang != "vi" and detect_language(text) == "vi" else None

    def _marks(
        self,
        brief: Brief,
        facts: Fact[Any] | tuple[Fact[Any] | None, ...] | None,
        page: str = "",
        report: int | None = None,
    ) -> tuple[Mark, ...]:
        found = facts if isinstance(facts, tuple) else (facts,)
        return self.index.anchors(brief).marks(*found, page=page, report=report, most=MARKS)

    def _merged_marks(self, found: views.Found, *, reports: int) -> tuple[Mark, ...]:
        """Return the marks of a value on its meeting's page: the first of each report before the second of any."""
        # Of very many reports a few are enough to check it by, and the first of each come first.
        many = reports > MOST["compared"]
        marks = [
            (place, mark)
            for report in (found[1][: MOST["marks"]] if many else found[1])
            for place, mark in enumerate(
                self._marks(
                    report.brief, report.fact, f"../briefs/{report.brief.id}.md", report.number if reports > 1 else None
                )
            )
        ]
        marks.sort(key=lambda pair: pair[0])
        return tuple(mark for _, mark in (marks[: MOST["marks"]] if many else marks))

    def _all_marks(self, found: views.Found) -> tuple[Mark, ...]:
        """Return a mark for each sentence of each report that has a value."""
        return tuple(
            mark
            for report in found[1]
            for mark in self.index.anchors(report.brief).marks(report.fact, page=f"../briefs/{report.brief.id}.md")
        )

    def stamps(self, key_of: Callable[[Brief], str]) -> Iterator[tuple[Draft, str]]:
        """Yield every draft with what is the same only where the page would be; so is what `key_of` returns for a report."""
        stamps = Stamps(self.index, self.ledger, self.names, key_of=key_of)
        for draft in self.drafts:
            yield draft, stamps.page(draft.kind, (draft.of, draft.path in self.alone))

    def render(self, draft: Draft) -> Page:
        """Return a page, rendered."""
        meta, context = draft.prepare()
        # Where there is no such page in the other editions, there is the list that it is a part of.
        twin = {"twin": f"{draft.path.partition('/')[0]}/"} if draft.path in self.alone else {}
        own = {"generated": True, "kind": draft.kind, "edition": self.labels.lang, **twin}
        linked = data_block(self.linked.page(draft.kind, draft.path, meta, context), root=ROOT)
        head = front_matter({**own, **meta, "linked": linked})
        body = self.templates.get_template(f"{draft.kind}.md.j2").render(**context)
        return Page(f"{self.folder}{draft.path}", f"{head}\n{body.strip()}\n")

    @cached_property
    def drafts(self) -> tuple[Draft, ...]:
        """Every page, in an order that only the digest decides."""
        return tuple(self._draft())

    def _draft(self) -> Iterator[Draft]:
        digest, chapters = self.digest, self.chapters
        latest = {"latest": digest.briefs[:LATEST], "recent": digest.meetings[:LATEST]}
        yield self._list("home", "index.md", lambda: {**latest, "lookup": chapters.counts})
        for name, items in (("briefs", digest.briefs), ("meetings", digest.meetings)):
            yield self._list(name, f"{name}/index.md", partial(self._newest, name, items))
        yield self._list("topics", "topics/index.md", lambda: {"matrix": chapters.matrix})
        yield self._list("search", "search.md")
        yield self._list("data", "data.md", lambda: {"tables": TABLES})
        yield from map(self.draft_of, digest.briefs)
        for meeting in digest.meetings:
            yield Draft(f"meetings/{meeting.id}.md", "meeting", (meeting,), partial(self._meeting, meeting))
        for topic, briefs in digest.topics:
            positions = self.ledger.on_topics.get(topic, ())
            prepare = partial(self._topic, topic, briefs, positions)
            yield Draft(f"topics/{topic}.md", "topic", (briefs, positions), prepare)
        for chapter in chapters.all():
            yield Draft(chapter.path, chapter.template, chapter, partial(self._chapter, chapter))

    def draft_of(self, brief: Brief) -> Draft:
        """Return the page of a report."""
        return Draft(f"briefs/{brief.id}.md", "brief", (brief,), partial(self._brief, brief))

    def _list(self, kind: str, path: str, context: Callable[[], dict[str, Any]] = dict) -> Draft:
        meta = {"title": self.labels(f"{kind}.title"), "description": self.labels(f"{kind}.description")}
        return Draft(path, kind, (self.digest,), lambda: (meta, context()))

    def _newest(self, name: str, items: tuple[Any, ...]) -> dict[str, Any]:
        """Return what the index of a list shows: all of it, or of very many the newest and where the others are."""
        parts = self.chapters.years(name)
        return {"shown": items[:MOST_LISTED] if parts else items, "parts": self.chapters.links("years", parts)}

    def _brief(self, brief: Brief) -> _Prepared:
        return self._brief_meta(brief), {"brief": brief}

    def _meeting(self, meeting: Meeting) -> _Prepared:
        title = self.names.meeting(meeting)
        conflicts = self.comparison.conflicts(meeting)
        unsure = {conflict.field for conflict in conflicts}
        meta = {"title": title, "description": describe_meeting(meeting, self.names, unsure=unsure)}
        reports, positions = len(meeting.reports), self.ledger.by_meeting.get(meeting.id, ())
        if reports > MOST["compared"]:
            positions = most_repeated(positions, MOST["wordings"])
        claims = compare(positions, reports=reports) if reports > 1 else ()
        return meta, {"meeting": meeting, "title": title, "claims": claims, "conflicts": conflicts}

    def _topic(self, topic: str, briefs: tuple[Brief, ...], positions: tuple[Position, ...]) -> _Prepared:
        title, about = self.names.name("topics", topic), self.names.about("topics", topic)
        meta = {"title": title, "description": self.labels("topic.description", topic=title)}
        raised = self.chapters.raised.get(topic)
        return meta, {
            "topic": topic, "title": title, "briefs": briefs, "about": about, "raised": raised, "positions": positions
        }  # fmt: skip

    def _chapter(self, chapter: Chapter) -> _Prepared:
        return {"title": chapter.title, "description": chapter.description, **chapter.meta}, {**chapter.context}

    def _brief_meta(self, brief: Brief) -> dict[str, Any]:
        """Return a brief's front matter: its record in short, for whoever builds on the pages."""
        title = brief.seed.title
        return {
            "title": title,
            "description": describe_brief(brief, self.index.meetings.get(brief.id), self.names),
            "language": brief.seed.lang,
            "source": {name: value_of(getattr(brief.source, name)) for name in ("url", "publisher", "published")},
            "date": brief.date,
            "meeting": _meeting_meta(brief),
            "participants": [
                {"name": p.name.value, "role": value_of(p.role), "country": value_of(p.country)} for p in brief.participants
            ],
            "parties": [fact.value for fact in brief.parties],
            "topics": [fact.value for fact in brief.topics],
            "agreements": [fact.value for fact in brief.agreements],
            "seed": brief.seed.name,
        }


def _meeting_meta(brief: Brief) -> dict[str, Any] | None:
    if brief.meeting is None:
        return None
    fields = ("series", "ordinal", "name", "date", "end_date", "place", "country", "format", "upcoming")
    return {name: value_of(getattr(brief.meeting, name)) for name in fields}
