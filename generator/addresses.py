"""Keeps the addresses of pages: a page stays where it was first published, and what is gone leads on to where it went.

The ledger is a file beside the pages, under version control with them. A report is known again by its text when its file is
renamed, a meeting by its reports when it comes to be read as another round.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING, Any

import yaml

from generator.errors import DigestError, Problem
from generator.markdown import Markdown, encode_url, front_matter
from generator.models import Page

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from generator.editions import Edition
    from generator.models import Brief, Digest, Individual

LEDGER = ".addresses.yml"
"""Its name, which MkDocs does not publish."""
_HEAD = "---\ngenerated: true\naddresses: "
_KNOWN_AGAIN = ("briefs", "meetings", "people")
_LISTS = ("agreements", "briefs", "meetings", "outlets", "parties", "people", "positions", "series", "topics")


Names = Mapping[str, Sequence[str]]
"""What each page of a kind was made of, by the page's name: a meeting of its briefs, a person of their appearances."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """What has been published so far."""

    briefs: Mapping[str, str] = field(default_factory=dict)
    """The hash of the text of each brief, by the name of its page."""
    meetings: Names = field(default_factory=dict)
    """The briefs of each meeting."""
    people: Names = field(default_factory=dict)
    """The appearances of each person: brief and name, with a slash between."""
    told: Sequence[str] = ()
    """The names of meetings' pages that an editor gave."""
    others: Sequence[str] = ()
    """The paths of all other pages."""


def load_addresses(docs: Path) -> Addresses:
    """Return the ledger in the folder of pages; an empty one where there is none. Raises DigestError for one that is broken."""
    path = docs / LEDGER
    try:
        raw = _load(path.read_text(encoding="utf-8"))
        found = Addresses(**{name: _read(raw[name], like=default) for name, default in asdict(Addresses()).items()})
        if all(map(_is_name, _names_in(found))):
            return found
    except FileNotFoundError:
        return Addresses()
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError):
        pass
    remedy = "take it from version control again, or delete it and lose the redirects"
    raise DigestError(Problem(str(path), None, "it cannot be read", "the addresses of the pages as a build wrote them", remedy))


def _load(text: str) -> Any:  # noqa: ANN401 - YAML is any value
    """Return what a ledger holds: JSON within YAML, as a build writes it, or any other YAML that somebody has made of it."""
    with suppress(ValueError):
        return json.loads(text.removeprefix(_HEAD))  # a hundred times as fast
    raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe one
    return raw.get("addresses", raw) if isinstance(raw, dict) else raw


def _read(raw: Any, *, like: object) -> Any:  # noqa: ANN401 - YAML is any value
    """Return a value of the ledger, a list or a mapping as `like` is one; what stands there alone is null."""
    return list(raw or ()) if isinstance(like, tuple) else dict(raw or {})


def _names_in(found: Addresses) -> Iterator[object]:
    """Yield every name and path in the ledger."""
    yield from (*found.briefs, *found.briefs.values(), *found.told, *found.others)
    for names in (found.meetings, found.people):
        for name, members in names.items():
            yield name
            yield from members if isinstance(members, list) else (None,)


def _is_name(path: object) -> bool:
    return isinstance(path, str) and all(part.replace("-", "").isalnum() and part.isascii() for part in path.split("/"))


def keep_briefs(briefs: Iterable[Brief], known: Addresses) -> tuple[Brief, ...]:
    """Return `briefs` under the names their pages have had: the text tells which, and only of a new text the file's name.

    A new report in a file whose name is another's page gets a number.
    """
    found = sorted(briefs, key=lambda brief: brief.id)
    pages: dict[str, list[str]] = {}
    for name, text in sorted(known.briefs.items()):
        pages.setdefault(text, []).append(name)
    names: dict[str, str] = {}
    taken: set[str] = set()
    for brief in found:
        free = [name for name in pages.get(brief.seed.hash, ()) if name not in taken]
        if free:
            names[brief.id] = brief.id if brief.id in free else free[0]
            taken.add(names[brief.id])
    spoken_for = {*known.briefs, *(brief.id for brief in found)}
    for brief in found:
        if brief.id not in names:
            names[brief.id] = _take(brief.id, taken=taken, spoken_for=spoken_for)
    return tuple(replace(brief, seed=replace(brief.seed, slug=names[brief.id])) for brief in found)


def _take(name: str, *, taken: set[str], spoken_for: Collection[str]) -> str:
    """Take `name`, or where that is taken the name with the first number that is neither taken nor spoken for."""
    if name in taken:
        numbered = (f"{name}-{n}" for n in count(2))
        name = next(other for other in numbered if other not in taken and other not in spoken_for)
    taken.add(name)
    return name


def keep_meetings(groups: Mapping[str, Sequence[Brief]], known: Addresses) -> dict[str, tuple[Brief, ...]]:
    """Return the reports of each meeting under the name its page has had; what an editor names is called so.

    Reports that an editor gives the name of a page join the meeting that is on it.
    """
    told = {name: group for name, group in groups.items() if any(b.meeting and b.meeting.id for b in group)}
    natural = {name: [brief.id for brief in group] for name, group in groups.items() if name not in told}
    names = keep_names(natural, {name: reports for name, reports in known.meetings.items() if name not in known.told})
    kept: dict[str, tuple[Brief, ...]] = {names[name]: tuple(groups[name]) for name in natural}
    for name, group in told.items():
        kept[name] = (*kept.get(name, ()), *group)
    return kept


def keep_names(groups: Names, known: Names) -> dict[str, str]:
    """Return for each group of `groups` the name of its page: of those it has been on, the one it has most members of.

    A page whose members have parted stays with the greater part, or else with the part of its first member.
    """
    home = {member: name for name, members in groups.items() for member in members}
    shares: dict[str, Counter[str]] = {name: Counter() for name in groups}
    for page, members in known.items():
        owner = _owner(members, home)
        if owner:
            shares[owner][page] = sum(home.get(member) == owner for member in members)
    names = {name: min(pages, key=lambda page: (-pages[page], page != name, page)) for name, pages in shares.items() if pages}
    taken, spoken_for = {*names.values()}, {*known, *groups}
    for name in groups:
        if name not in names:
            names[name] = _take(name, taken=taken, spoken_for=spoken_for)
    return names


def _owner(members: Sequence[str], home: Mapping[str, str]) -> str | None:
    """Return the group that most of a page's members are in by now, or of several the first one's; None where none is left."""
    found = Counter(home[member] for member in members if member in home)
    most = max(found.values(), default=0)
    return next((home[member] for member in members if member in home and found[home[member]] == most), None)


def appearance_keys(person: Individual) -> list[str]:
    """Return what a person's page is known again by: each report with the slug of the name in it."""
    return sorted({f"{a.brief.id}/{a.participant.person}" for a in person.appearances})


def keep_people(persons: Iterable[Individual], known: Addresses) -> tuple[Individual, ...]:
    """Return `persons` under the ids their pages have had."""
    found = tuple(persons)
    names = keep_names({person.id: appearance_keys(person) for person in found}, known.people)
    return tuple(replace(p, id=names[p.id], unsure=tuple(names[other] for other in p.unsure)) for p in found)


def redirect_pages(pages: Iterable[tuple[Edition, Iterable[str]]], digest: Digest, known: Addresses) -> tuple[Page, ...]:
    """Return a page for each address that is none of an edition's `pages` any more, and the ledger, which is of all."""
    editions = [(edition, {path.removesuffix(".md") for path in paths}) for edition, paths in pages]
    paths = set[str]().union(*(own for _, own in editions))
    meetings = {meeting.id: sorted(brief.id for brief in meeting.reports) for meeting in digest.meetings}
    people = {person.id: appearance_keys(person) for person in digest.persons}
    others = sorted({*known.others, *(path for path in paths if not _is_known_again(path))})
    # What one edition has and another has not leads on there.
    gone = sorted(dict(_find_gone(digest, replace(known, others=others), meetings=meetings, people=people)).items())
    moved = [
        _redirect(path, target, edition)
        for edition, own in editions
        for path, target in gone
        if path not in own and target in own
    ]
    by_editor = {m.id for m in digest.meetings if any(b.meeting and b.meeting.id for b in m.reports)}
    ledger = Addresses(
        {**known.briefs, **{brief.id: brief.seed.hash for brief in digest.briefs}},
        {**known.meetings, **meetings},
        {**known.people, **people},
        sorted({*known.told} - meetings.keys() | (by_editor & {*known.told}) | (by_editor - known.meetings.keys())),
        others,
    )
    return (*moved, _write_ledger(ledger))


def _is_known_again(path: str) -> bool:
    """Tell whether the page at `path` is one of a report, a meeting or a person, and not of a list of them."""
    folder, _, name = path.partition("/")
    return folder in _KNOWN_AGAIN and name != "index" and "/" not in name


def _find_gone(digest: Digest, known: Addresses, *, meetings: Names, people: Names) -> Iterator[tuple[str, str]]:
    """Yield every address there has been, with where it leads if there is no page any more: what it was is now, or the list."""
    texts = {brief.seed.hash: brief.id for brief in digest.briefs}
    for name, text in known.briefs.items():
        yield f"briefs/{name}", f"briefs/{texts[text]}" if text in texts else "briefs/index"
    for kind, pages, now in (("meetings", known.meetings, meetings), ("people", known.people, people)):
        home = {member: name for name, members in now.items() for member in members}
        for name, members in pages.items():
            yield f"{kind}/{name}", f"{kind}/{_owner(members, home) or 'index'}"
    for path in known.others:
        folder = path.partition("/")[0]
        yield path, f"{folder}/index" if folder in _LISTS else "index"


def _redirect(path: str, target: str, edition: Edition) -> Page:
    """Return a page of an edition that leads from `path` to `target`; both without ending."""
    labels = edition.labels
    up = "../" * path.count("/")
    link = f"{up}{target}.md"
    # The address as a browser sees it, from a page that is a folder of its own.
    folder, _, name = target.rpartition("/")
    address = f"{up}../{folder if name == 'index' else target}".rstrip("/") + "/"
    meta = {
        "generated": True,
        "kind": "moved",
        "edition": edition.lang,
        "title": labels("moved.title"),
        "description": labels("moved.link"),
        "redirect": address,
    }
    heading = Markdown('<h1 id="title">') + labels("moved.title") + Markdown("</h1>")
    text = heading + Markdown("\n\n[") + labels("moved.link") + Markdown("](") + encode_url(link) + Markdown(")\n")
    return Page(f"{edition.folder}{path}.md", f"{front_matter(meta)}\n{text}")


def _write_ledger(addresses: Addresses) -> Page:
    """Return the ledger, a line for each page, so that a change of it can be read."""
    parts = []
    for kind, pages in asdict(addresses).items():
        if isinstance(pages, Mapping):
            lines = [f"  {json.dumps(name)}: {json.dumps(members)}" for name, members in sorted(pages.items())]
        else:
            lines = [f"  {json.dumps(name)}" for name in pages]
        begin, end = "{}" if isinstance(pages, Mapping) else "[]"
        parts.append(f"{json.dumps(kind)}: {begin}\n" + ",\n".join(lines) + f"\n{end}")
    return Page(LEDGER, f"{_HEAD}{{\n" + ",\n".join(parts) + "\n}\n")
