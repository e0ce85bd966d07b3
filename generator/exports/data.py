"""The folder `data` of a site: the digest as files for whoever works with it, each by its name and as bytes."""

from __future__ import annotations

import json
from itertools import accumulate
from typing import TYPE_CHECKING

from generator.exports.csvfile import csv_bytes
from generator.exports.database import database_bytes
from generator.exports.dataset import nested
from generator.exports.descriptors import as_json, data_package, datasette, rights, schema
from generator.exports.records import json_line
from generator.tables import PAGED, TABLES, part_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.exports.dataset import Dataset


def data_files(dataset: Dataset) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of the folder, and those of the folder of records in it.

    The second say where in the first the line of a page's record is, in so many parts that a page fetches little to learn it.
    """
    labels, address = dataset.labels, dataset.address
    rows = {table: list(dataset.rows(table)) for table in TABLES}
    files: dict[str, bytes] = {}
    places: dict[str, bytes] = {}
    for table in TABLES:
        lines = [f"{json_line(nested(row))}\n".encode() for row in rows[table]]
        files[f"{table}.jsonl"] = b"".join(lines)
        files[f"{table}.csv"] = csv_bytes(table, rows[table])
        files[f"{table}.schema.json"] = as_json(schema(table, labels=labels, address=address))
        if table in PAGED:
            places |= _places(table, [row["id"] for row in rows[table]], lines)
    files["digest.sqlite"] = database_bytes(rows, dataset)
    return {
        **files,
        "datapackage.json": as_json(data_package(files, labels=labels, address=address)),
        "datasette.json": as_json(datasette(labels=labels, address=address)),
        "LICENSE.txt": rights(labels=labels, address=address).encode(),
    }, places


def _places(table: str, ids: Sequence[str], lines: Sequence[bytes]) -> dict[str, bytes]:
    """Return for each record where its line begins and ends in the file of its table, in bytes; the ids alone part them."""
    parts: dict[str, dict[str, tuple[int, int]]] = {}
    ends = list(accumulate(map(len, lines)))
    for identifier, start, end in zip(ids, (0, *ends), ends, strict=False):
        parts.setdefault(f"{table}-{part_of(identifier)}.json", {})[identifier] = (start, end)
    return {name: json.dumps(found, separators=(",", ":")).encode() for name, found in sorted(parts.items())}
