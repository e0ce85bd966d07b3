"""The cases that are data: one file in `tests/cases` for each thing that is specified."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def load_cases(name: str) -> Any:  # noqa: ANN401 - a list of cases, or lists by what they are cases of
    """Return what `tests/cases/NAME.yml` holds."""
    return yaml.safe_load((Path(__file__).parent / "cases" / f"{name}.yml").read_text(encoding="utf-8"))
