"""What mkdocs.yml says of the site, for whoever builds it without MkDocs: its languages, what is published, and where.

So there is one place to set them. MkDocs' hook hands on what MkDocs has read itself.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from generator.entries import LANGUAGES
from generator.errors import DigestError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ADDRESS = "http://localhost:8000/"
"""Where a site is taken to be as long as nobody says; so it is in mkdocs.yml."""
TEXTS = ("full", "quotes")
"""What may be published of a report: all of it, or only what is quoted."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set for one site."""

    editions: tuple[str, ...] = LANGUAGES
    """The languages that the pages come in, that at the root first."""
    quotes: bool = False
    """Whether of each report only what is quoted is published."""
    address: str = ADDRESS
    """Where the site is published."""


class _Loader(yaml.SafeLoader):
    """Reads the file as MkDocs does, without what it has Python make."""


def _ask_environment(loader: _Loader, node: yaml.Node) -> Any:  # noqa: ANN401 - whatever stands there
    """Return what `!ENV [NAME, default]` stands for."""
    if not isinstance(node, yaml.SequenceNode):
        return os.environ.get(str(node.value))
    *names, default = loader.construct_sequence(node)
    return next((os.environ[name] for name in names if name in os.environ), default)


_Loader.add_constructor("!ENV", _ask_environment)
_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def load_settings(path: Path) -> Settings:
    """Return what the mkdocs.yml at `path` sets; where there is none, what goes without saying. Raises DigestError."""
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe one
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        problem = Problem(str(path), None, f"it cannot be read ({error})", "settings in YAML", "mend it, as MkDocs says, too")
        raise DigestError(problem) from error
    extra = found.get("extra") or {}
    return read_settings(extra, address=found.get("site_url") or "", lang=found.get("theme", {}).get("language", LANGUAGES[0]))


def read_settings(extra: Mapping[str, Any], *, address: str, lang: str) -> Settings:
    """Return what `extra` sets, of a site at `address` whose theme speaks `lang`. Raises DigestError for what is no setting."""
    if (text := extra.get("text")) not in TEXTS:
        # It may be misspelt, and the whole text is not to be published by a slip.
        found, remedy = f"text: {text}", "write one of the two under extra, text"
        raise DigestError(Problem("mkdocs.yml", None, found, " or ".join(TEXTS), remedy))
    return Settings(tuple(extra.get("editions") or [lang]), text == "quotes", address or ADDRESS)
