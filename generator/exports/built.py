"""What a site was built from, as data: one small file that the foot of every page reads.

A line of it in the pages themselves would change all of them with every commit.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from generator import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.labels import Labels
    from generator.models import Commit, Digest

_SHORT = 10
"""So many digits of a commit tell it from all others, to a reader."""


def build_record(digest: Digest, *, built: str, commit: Commit | None, labels: Iterable[Labels]) -> dict[str, Any]:
    """Return it as JSON values: when, ISO 8601, of which commit, by which generator, how much, and a line in each language."""
    return {
        "built": built,
        "commit": commit and commit.id,
        "changed": commit and commit.changed,
        "generator": __version__,
        "counts": {
            "briefs": len(digest.briefs),
            "meetings": len(digest.meetings),
            "persons": len(digest.persons),
            "topics": len(digest.topics),
            "statements": sum(len(brief.statements) for brief in digest.briefs),
        },
        "said": {one.lang: _say(one, built, commit) for one in labels},
    }


def _say(labels: Labels, built: str, commit: Commit | None) -> str:
    time = f"{datetime.fromisoformat(built):%Y-%m-%d %H:%M} UTC"
    if commit is None:
        return labels("site.built", time=time)
    return labels("site.changed" if commit.changed else "site.version", commit=commit.id[:_SHORT], time=time)
