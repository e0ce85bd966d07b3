"""Which renderer runs us: MkDocs, or ProperDocs, which continues it and has the same modules under its own name."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

NAME = "properdocs" if "properdocs.config" in sys.modules else "mkdocs"
"""What its modules and its log are called."""


def load_module(name: str) -> Any:  # noqa: ANN401 - a module
    """Return one of its modules, by its name below the first."""
    return import_module(f"{NAME}.{name}")
