"""The folder `data` of a site: the digest as files for whoever works with it, each by its name and as bytes."""

from __future__ import annotations

import json
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from generator.exports.csvfile import csv_head
from generator.exports.database import Database
from generator.exports.descriptors import as_json, data_package, datasette, resource, rights, schema
from generator.exports.forms import Forms
from generator.tables import PAGED, TABLES, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.exports.dataset import Dataset


RECORDS = "records/"
"""Where the files stand that say in which line of a table's file the record of a page is."""


def data_files(dataset: Dataset, *, forms: Forms | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the folder by their paths in it, each as it is made: together they take much room.

    `forms` are those of the dataset's rows where they are remembered.

    The last, below RECORDS, say where the line of a page's record is, in so many parts that a page fetches little to learn it.
    """
    labels, address = dataset.labels, dataset.address
    forms = forms or Forms(dataset)
    database = Database(dataset)
    resources: list[Mapping[str, Any]] = []
    places: dict[str, bytes] = {}
    for table in TABLES:
        found = list(forms.of(table))
        database.add(table, found)
        lines = [line for form in found for line in form.lines]
        if table in PAGED:
            places |= _places(table, [values[0] for form in found for values in form.values], lines)
        cells = (csv_head(table), *(form.cells for form in found))
        for name, content in ((f"{table}.jsonl", b"".join(lines)), (f"{table}.csv", b"".join(cells))):
            resources.append(resource(name, content, labels=labels))
            yield name, content
        yield f"{table}.schema.json", as_json(schema(table, labels=labels, address=address))
    content = database.finish()
    resources.append(resource("digest.sqlite", content, labels=labels))
    yield "digest.sqlite", content
    yield "datapackage.json", as_json(data_package(resources, labels=labels, address=address))
    yield "datasette.json", as_json(datasette(labels=labels, address=address))
    yield "LICENSE.txt", rights(labels=labels, address=address).encode()
    yield from ((RECORDS + name, found) for name, found in places.items())


def _places(table: str, ids: Sequence[str], lines: Sequence[bytes]) -> dict[str, bytes]:
    """Return for each record where its line begins and ends in the file of its table, in bytes; the ids alone part them."""
    parts: dict[str, dict[str, tuple[int, int]]] = {}
    ends = list(accumulate(map(len, lines)))
    for identifier, start, end in zip(ids, (0, *ends), ends, strict=False):
        parts.setdefault(f"{table}-{part_of(identifier)}.json", {})[identifier] = (start, end)
    return {name: json.dumps(found, separators=(",", ":")).encode() for name, found in sorted(parts.items())}
