"""Rows as a CSV file that a spreadsheet opens right: UTF-8 with its mark, lines ended as RFC 4180 has it, no cell a formula."""

from __future__ import annotations

import csv
import io
from functools import cache
from typing import TYPE_CHECKING

from generator.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.exports.dataset import Row

BETWEEN = "; "
"""Stands between the members of a list in one cell."""
# With one of these in front a spreadsheet takes a text for something to work out, the full-width ones included.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# Only what begins so is looked at; there are very many cells.
_SUSPECT = frozenset((*_FORMULA, " ", "\xa0"))


def csv_head(table: str) -> bytes:
    """Return what a CSV file of a table begins with: its mark and the names of the columns."""
    return _write([_columns(table)]).encode("utf-8-sig")


def csv_lines(table: str, rows: Iterable[Row]) -> bytes:
    """Return rows of a table as lines of its file."""
    names = _columns(table)
    return _write([_cell(row[name]) for name in names] for row in rows).encode()


@cache
def _columns(table: str) -> list[str]:
    """Return the names of the columns; evidence, which is no cell, is left out."""
    return [field.name for field in TABLES[table] if field.kind != "places"]


def _write(lines: Iterable[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue()


def _cell(value: object) -> str:
    """Return a value as the text of a cell; a text that would be a formula begins with an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        value = BETWEEN.join(value)
    text = str(value)
    return f"'{text}" if text[:1] in _SUSPECT and text.lstrip(" \xa0").startswith(_FORMULA) else text
