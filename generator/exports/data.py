"""The folder `data` of a site: the digest as files for whoever works with it, each by its name and as bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.exports.csvfile import csv_bytes
from generator.exports.database import database_bytes
from generator.exports.dataset import nested
from generator.exports.descriptors import as_json, data_package, datasette, rights, schema
from generator.exports.records import json_line
from generator.tables import PAGED, TABLES, part_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.exports.dataset import Dataset


def data_files(dataset: Dataset) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of the folder, and those of the folder of records in it.

    The second hold the very lines of the first, in so many parts that a page can fetch the one with its own.
    """
    labels, address = dataset.labels, dataset.address
    rows = {table: list(dataset.rows(table)) for table in TABLES}
    lines = {table: [json_line(nested(row)) for row in found] for table, found in rows.items()}
    files: dict[str, bytes] = {}
    for table in TABLES:
        files[f"{table}.jsonl"] = _joined(lines[table])
        files[f"{table}.csv"] = csv_bytes(table, rows[table])
        files[f"{table}.schema.json"] = as_json(schema(table, labels=labels, address=address))
    files["digest.sqlite"] = database_bytes(rows, dataset)
    ids = {table: [row["id"] for row in rows[table]] for table in PAGED}
    return {
        **files,
        "datapackage.json": as_json(data_package(files, labels=labels, address=address)),
        "datasette.json": as_json(datasette(labels=labels, address=address)),
        "LICENSE.txt": rights(labels=labels, address=address).encode(),
    }, _parts(ids, lines)


def _parts(ids: Mapping[str, list[str]], lines: Mapping[str, list[str]]) -> dict[str, bytes]:
    """Return the lines of records that have a page, parted by nothing but their ids."""
    parts: dict[str, list[str]] = {}
    for table, names in ids.items():
        for identifier, line in zip(names, lines[table], strict=True):
            parts.setdefault(f"{table}-{part_of(identifier)}.jsonl", []).append(line)
    return {name: _joined(found) for name, found in sorted(parts.items())}


def _joined(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
