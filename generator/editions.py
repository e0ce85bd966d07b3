"""The editions of the site: the same pages in another language of the interface, each below a folder of that name.

The first edition is at the root. Facts, quotes and addresses are the same in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.entries import LANGUAGES
from generator.errors import DigestError, Problem
from generator.labels import Labels, load_labels

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = LANGUAGES
"""Every language there are labels in, the one at the root first."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The site in one language."""

    labels: Labels
    folder: str = ""
    """Where its pages are, below the root: empty for the first, else the language and a slash."""

    @property
    def lang(self) -> str:
        """The language of its interface."""
        return self.labels.lang


def load_editions(langs: Iterable[str] = ALL) -> tuple[Edition, ...]:
    """Return the editions in these languages, the first of them at the root.

    Raises DigestError for a language without labels, for one named twice, for none at all, and for labels that are not right.
    """
    chosen = tuple(langs)
    if not chosen or len(set(chosen)) < len(chosen) or not set(chosen) <= set(LANGUAGES):
        found, expected = ", ".join(map(str, chosen)) or "no language", f"some of {', '.join(LANGUAGES)}, each once"
        raise DigestError(Problem("editions", None, found, expected, "name them in mkdocs.yml, or with --editions"))
    return tuple(Edition(load_labels(lang), f"{lang}/" if number else "") for number, lang in enumerate(chosen))
