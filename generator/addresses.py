"""Keeps the addresses of pages: a page stays where it was first published, and what is gone leads on to where it went.

The ledger is a file beside the pages, under version control with them. A report is known again by its text when its file is
renamed, a meeting by its reports when it comes to be read as another round.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import yaml

from generator.errors import DigestError, Problem
from generator.markdown import front_matter
from generator.models import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.labels import Labels
    from generator.models import Brief, Digest

LEDGER = ".addresses.yml"
"""Its name, which MkDocs does not publish."""
_LISTS = ("agreements", "briefs", "meetings", "outlets", "parties", "people", "positions", "series", "topics")


@dataclass(frozen=True, slots=True)
class Addresses:
    """What has been published so far."""

    briefs: Mapping[str, str] = field(default_factory=dict)
    """The hash of the text of each brief, by the name of its page."""
    meetings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The briefs of each meeting, by the name of its page."""
    others: Sequence[str] = ()
    """The paths of all other pages."""


def load_addresses(docs: Path) -> Addresses:
    """Return the ledger in the folder of pages; an empty one where there is none. Raises DigestError for one that is broken."""
    path = docs / LEDGER
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        found = Addresses(dict(raw["briefs"] or {}), dict(raw["meetings"] or {}), list(raw["others"] or []))
        if all(map(_is_name, (*found.briefs, *found.meetings, *found.others))):
            return found
    except FileNotFoundError:
        return Addresses()
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError):
        pass
    remedy = "take it from version control again, or delete it and lose the redirects"
    raise DigestError(Problem(str(path), None, "it cannot be read", "the addresses of the pages as a build wrote them", remedy))


def _is_name(path: object) -> bool:
    return isinstance(path, str) and all(part.replace("-", "").isalnum() and part.isascii() for part in path.split("/"))


def keep_briefs(briefs: Iterable[Brief], known: Addresses) -> tuple[Brief, ...]:
    """Return `briefs`, each whose file was renamed under the name its page has had."""
    found = list(briefs)
    taken = {brief.id for brief in found}
    free = {text: name for name, text in known.briefs.items() if name not in taken}
    kept = []
    for brief in found:
        name = free.pop(brief.seed.hash, None) if brief.id not in known.briefs else None
        kept.append(replace(brief, seed=replace(brief.seed, slug=name)) if name else brief)
    return tuple(kept)


def keep_meetings(groups: Mapping[str, Sequence[Brief]], known: Addresses) -> dict[str, tuple[Brief, ...]]:
    """Return the reports of each meeting under the name its page has had: of several, the one most of the reports were on."""
    home = {brief.id: name for name, group in groups.items() for brief in group}
    wanted: dict[str, Counter[str]] = {name: Counter() for name in groups}
    for page, reports in known.meetings.items():
        shares = Counter(home[report] for report in reports if report in home)
        if shares:
            most = max(shares.values())
            # Where the reports of a page have parted, it stays with the greater part, or else with its first report.
            owner = next(home[report] for report in reports if report in home and shares[home[report]] == most)
            wanted[owner][page] = shares[owner]
    names: dict[str, str] = {}
    for name, group in groups.items():
        told = any(brief.meeting and brief.meeting.id for brief in group)
        best = min(wanted[name], key=lambda page: (-wanted[name][page], page != name, page), default=None)
        names[name] = name if told or best is None else best
    return {names[name]: tuple(group) for name, group in _without_clashes(groups, names, known)}


def _without_clashes(
    groups: Mapping[str, Sequence[Brief]], names: dict[str, str], known: Addresses
) -> Iterator[tuple[str, Sequence[Brief]]]:
    """Yield the groups; a new one whose name is another's page by now gets a number."""
    used = {page for name, page in names.items() if page != name}
    for name, group in groups.items():
        if names[name] == name and name in used:
            number = next(
                n for n in range(2, len(groups) + 2) if f"{name}-{n}" not in used and f"{name}-{n}" not in known.meetings
            )
            names[name] = f"{name}-{number}"
        used.add(names[name])
        yield name, group


def add_redirects(pages: Iterable[Page], digest: Digest, known: Addresses, *, labels: Labels) -> tuple[Page, ...]:
    """Return `pages`, a page for each address that is no more, and the ledger."""
    current = list(pages)
    paths = {page.path.removesuffix(".md") for page in current}
    texts = {brief.seed.hash: brief.id for brief in digest.briefs}
    homes = {brief.id: meeting.id for meeting in digest.meetings for brief in meeting.reports}
    gone: dict[str, str] = {}
    for name, text in known.briefs.items():
        gone[f"briefs/{name}"] = f"briefs/{texts[text]}" if text in texts else "briefs/index"
    for name, reports in known.meetings.items():
        home = next((homes[report] for report in reports if report in homes), None)
        gone[f"meetings/{name}"] = f"meetings/{home}" if home else "meetings/index"
    for path in known.others:
        folder = path.partition("/")[0]
        gone[path] = f"{folder}/index" if folder in _LISTS else "index"
    moved = [_redirect(path, target, labels) for path, target in sorted(gone.items()) if path not in paths and target in paths]
    ledger = Addresses(
        {**known.briefs, **{brief.id: brief.seed.hash for brief in digest.briefs}},
        {**known.meetings, **{meeting.id: [brief.id for brief in meeting.reports] for meeting in digest.meetings}},
        sorted({*known.others, *(p for p in paths if not p.startswith(("briefs/", "meetings/")) or p.endswith("/index"))}),
    )
    return (*current, *moved, _write_ledger(ledger))


def _redirect(path: str, target: str, labels: Labels) -> Page:
    """Return a page that leads from `path` to `target`; both without ending."""
    up = "../" * path.count("/")
    link = f"{up}{target}.md"
    # The address as a browser sees it, from a page that is a folder of its own.
    address = f"{up}../{target.removesuffix('index')}".rstrip("/") + "/"
    meta = {
        "generated": True,
        "kind": "moved",
        "title": labels("moved.title"),
        "redirect": address,
        "search": {"exclude": True},
    }
    text = f'<h1 id="title">{labels("moved.title")}</h1>\n\n[{labels("moved.link")}]({link})\n'
    return Page(f"{path}.md", f"{front_matter(meta)}\n{text}")


def _write_ledger(addresses: Addresses) -> Page:
    """Return the ledger, a line for each page, so that a change of it can be read."""
    lines = ["---", "generated: true", "briefs:"]
    lines += [f"  {json.dumps(name)}: {json.dumps(text)}" for name, text in sorted(addresses.briefs.items())]
    lines += ["meetings:"]
    lines += [f"  {json.dumps(name)}: {json.dumps(sorted(reports))}" for name, reports in sorted(addresses.meetings.items())]
    lines += ["others:", *(f"- {json.dumps(path)}" for path in addresses.others)]
    return Page(LEDGER, "\n".join(lines) + "\n")
