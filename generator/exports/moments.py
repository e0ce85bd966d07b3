"""When things were, as feeds and calendars need it: to the day or the second, where a date is as precise as its text.

No clock is asked. Where a form demands a moment and there is none, it is the first of what is known, or the beginning of 1970.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from generator.exports.dataset import source_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.models import Brief

UNKNOWN = "1970-01-01"
_DAY = len("YYYY-MM-DD")


def is_day(iso: str | None) -> bool:
    """Tell whether a date is known to the day."""
    return iso is not None and len(iso) == _DAY


def first_day(iso: str) -> str:
    """Return the first day that a date may mean."""
    return iso + UNKNOWN[len(iso) :]


def day_after(iso: str) -> str:
    """Return the day after one; the last there is stays."""
    day = date.fromisoformat(iso)
    return (day + timedelta(days=1) if day < date.max else day).isoformat()


def changed(brief: Brief) -> str:
    """Return the day of the last that is known to have happened to a report: fetched, published, else what it reports held."""
    source = source_of(brief)
    dates = [source[name] for name in ("published", "retrieved") if name in source] or [brief.date or UNKNOWN]
    return max(map(first_day, dates))


def last_change(briefs: Iterable[Brief]) -> str:
    """Return the latest of those days."""
    return max(map(changed, briefs), default=UNKNOWN)


def timestamp(day: str) -> str:
    """Return the beginning of a day as RFC 3339 has it."""
    return f"{day}T00:00:00Z"
