"""Rows as a CSV file that a spreadsheet opens right: UTF-8 with its mark, lines ended as RFC 4180 has it, no cell a formula."""

from __future__ import annotations

import csv
import io
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


def csv_bytes(table: str, rows: Iterable[Row]) -> bytes:
    """Return rows of a table as a CSV file; evidence, which is no cell, is left out."""
    names = [field.name for field in TABLES[table] if field.kind != "places"]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return out.getvalue().encode("utf-8-sig")


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
