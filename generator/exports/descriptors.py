"""What says of the data files what they are: JSON Schema, Data Package, Datasette's metadata and the note on rights."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from generator.exports.database import TERMS, columns_of
from generator.tables import FORMAT, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.labels import Labels
    from generator.tables import Field

DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_LICENCE = {"name": "MIT", "title": "MIT License", "path": "https://opensource.org/license/mit"}
_MEDIA = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "sqlite": "application/vnd.sqlite3",
}
_SCHEMAS: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "integer": {"type": "integer", "minimum": 0},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "pattern": DATE},
    "url": {"type": "string", "format": "uri", "pattern": "^https?://"},
    "list": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    "places": {"type": "object", "additionalProperties": {"$ref": "#/$defs/sentences"}},
}
_SENTENCES = {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^(s[0-9]+|source)$"}}
_FACETS = {
    "briefs": ["lang", "source_publisher", "meeting_series", "meeting_country"],
    "meetings": ["series", "country", "format"],
    "people": [],
    "participants": ["country"],
    "statements": ["act", "lang", "joint"],
}
_LABEL_COLUMNS = {"briefs": "title", "meetings": "title", "people": "name", "participants": "name", "statements": "quote"}


def schema(table: str, *, labels: Labels, address: str) -> dict[str, Any]:
    """Return the JSON Schema of a line of a table; fields that are not in it may come with a later version."""
    root: dict[str, Any] = {"properties": {}, "required": []}
    for field in TABLES[table]:
        part, _, key = field.name.rpartition(".")
        inside = root
        if part:
            empty = {"type": "object", "properties": {}, "required": []}
            inside = root["properties"].setdefault(part, empty)
            root["required"] += [part] if part not in root["required"] else []
        inside["properties"][key] = _property(field, labels)
        inside["required"].append(key)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{address}data/{table}.schema.json",
        "title": labels(f"data.table.{table}"),
        "type": "object",
        **root,
        "$defs": {"sentences": _SENTENCES},
    }


def _property(field: Field, labels: Labels) -> dict[str, Any]:
    """Return the schema of a field's value; one that is not needed may be null, and is there all the same."""
    rules = {**_SCHEMAS[field.kind], "description": labels(field.label)}
    if field.values:
        rules["enum"] = [*field.values] if field.needed else [*field.values, None]
    if not field.needed and field.kind not in {"list", "places"}:
        rules["type"] = [rules["type"], "null"]
    return rules


def data_package(resources: Sequence[Mapping[str, Any]], *, labels: Labels, address: str) -> dict[str, Any]:
    """Return the descriptor of the files of the folder `data`, of which each is a resource, as Data Package 2.0 has it."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "policy-brief-digest",
        "title": labels("home.title"),
        "description": labels("data.description"),
        "homepage": f"{address}data/",
        "version": f"{FORMAT}.0.0",
        "licenses": [_LICENCE],
        "sources": [{"title": labels("data.sources")}],
        "resources": resources,
    }


def resource(name: str, content: bytes, *, labels: Labels) -> dict[str, Any]:
    """Return what the descriptor says of a file."""
    table, _, ending = name.partition(".")
    about = {
        "name": f"{table}-{ending}",
        "path": name,
        "title": labels(f"data.table.{table}") if table in TABLES else labels("data.sqlite"),
        "format": ending,
        "mediatype": _MEDIA[ending],
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if ending == "csv":
        return about | {"type": "table", "encoding": "utf-8", "schema": _table_schema(table, labels)}
    return about | ({"encoding": "utf-8", "jsonSchema": f"{table}.schema.json"} if ending == "jsonl" else {})


def _table_schema(table: str, labels: Labels) -> dict[str, Any]:
    """Return the Table Schema of a CSV file, which has a list in one cell and a date as precise as is known."""
    fields = [field for field in TABLES[table] if field.kind != "places"]
    ours = [field for field in fields if field.of in TABLES and field.kind == "string"]
    return {
        "fields": [_table_field(field, labels) for field in fields],
        "missingValues": [""],
        "primaryKey": ["id"],
        "foreignKeys": [
            {"fields": [field.name], "reference": {"resource": f"{field.of}-csv", "fields": ["id"]}} for field in ours
        ],
    }


def _table_field(field: Field, labels: Labels) -> dict[str, Any]:
    rules: dict[str, Any] = {"required": True} if field.needed else {}
    rules |= {"pattern": DATE} if field.kind == "date" else {"enum": [*field.values]} if field.values else {}
    kind = field.kind if field.kind in {"integer", "boolean"} else "string"
    more = {"format": "uri"} if field.kind == "url" else {}
    about = {"name": field.name, "type": kind, **more, "description": labels(field.label)}
    return about | ({"constraints": rules} if rules else {})


def datasette(*, labels: Labels, address: str) -> dict[str, Any]:
    """Return what Datasette shows around the tables: what they and their columns are, and what to sift them by."""
    tables: dict[str, dict[str, Any]] = {
        table: {
            "title": labels(f"data.table.{table}"),
            "columns": {field.column: labels(field.label) for field in columns_of(table)},
            "label_column": _LABEL_COLUMNS[table],
            "facets": _FACETS[table],
            **({"sort_desc": "date"} if table in {"meetings", "statements"} else {}),
        }
        for table in TABLES
    }
    tables |= {name: {"label_column": f"name_{labels.lang}"} for name in TERMS}
    about = {"title": labels("home.title"), "description": labels("data.description")}
    licence = {"license": _LICENCE["title"], "license_url": _LICENCE["path"], "source_url": f"{address}data/"}
    return {**about, **licence, "source": labels("home.title"), "databases": {"digest": {"tables": tables}}}


def rights(*, labels: Labels, address: str) -> str:
    """Return the note on whose the data is, in the words of the page on it."""
    lines = (labels("home.title"), f"{address}data/", "", *(labels(f"data.rights.{key}") for key in RIGHTS))
    return "\n".join(lines) + "\n"


RIGHTS = ("ours", "theirs", "quoting", "warranty")
"""What the note says, paragraph by paragraph."""


def as_json(value: object) -> bytes:
    """Return a descriptor as the bytes of its file."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
