"""The folder of data: each file as those read it who work with it."""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.exports.csvfile import csv_head, csv_lines
from generator.exports.data import RECORDS, data_files
from generator.exports.dataset import nested
from generator.exports.descriptors import schema
from generator.labels import load_labels
from generator.models import Digest
from generator.tables import PAGED, TABLES, part_of
from tests.reports import ADDRESS, get_dataset

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
EMPTY = Digest((), (), ())


@functools.cache
def get_files() -> Mapping[str, bytes]:
    """Return the files of the tests' reports, by their names; those of the folder of records with it before them."""
    return dict(data_files(get_dataset()))


def records_of(name: str) -> list[dict[str, Any]]:
    """Return the records in a file of JSON lines."""
    lines = get_files()[name].decode().removesuffix("\n").split("\n")
    return [json.loads(line) for line in lines if line]


def table_of(table: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file as a spreadsheet reads them."""
    text = get_files()[f"{table}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("table", TABLES)
def test_every_record_is_as_its_schema_says(table: str) -> None:
    """So it is of each line, and the schema is one itself."""
    rules = json.loads(get_files()[f"{table}.schema.json"])
    Draft202012Validator.check_schema(rules)
    records = records_of(f"{table}.jsonl")
    assert records
    assert [] == [error.message for record in records for error in Draft202012Validator(rules).iter_errors(record)]


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("briefs", {"id": None}),
        ("briefs", {"lang": "fr"}),
        ("briefs", {"url": "javascript:alert(1)"}),
        ("briefs", {"evidence": {"topics.trade": ["p3"]}}),
        ("briefs", {"source": {}}),
        ("meetings", {"date": "10/6/2025"}),
        ("meetings", {"ordinal": -1}),
        ("statements", {"joint": "yes"}),
        ("statements", {"topics": ["trade", "trade"]}),
    ],
)
def test_a_schema_refuses_what_is_wrong(table: str, change: dict[str, Any]) -> None:
    """A schema that lets everything pass would say nothing."""
    record = records_of(f"{table}.jsonl")[0]
    rules = Draft202012Validator(schema(table, labels=load_labels("en"), address=ADDRESS))
    assert rules.is_valid(record)
    assert not rules.is_valid(record | change)


@pytest.mark.parametrize("table", TABLES)
def test_a_spreadsheet_opens_it_right(table: str) -> None:
    """With the mark that tells it of UTF-8, lines ended as RFC 4180 has it, as many cells in each line, and no formula."""
    content = get_files()[f"{table}.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in content.replace(b"\r\n", b"")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert 1 == len({len(row) for row in rows})
    assert [] == [cell for row in rows for cell in row if cell.startswith(FORMULA)]


@pytest.mark.parametrize("table", TABLES)
def test_csv_says_what_json_says(table: str) -> None:
    """The same rows in the same order, cell by cell."""
    fields = [field for field in TABLES[table] if field.kind != "places"]
    for row, cells in zip(get_dataset().rows(table), table_of(table), strict=True):
        assert [field.name for field in fields] == list(cells)
        for field in fields:
            value = row[field.name]
            shown = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
            assert cells[field.name].removeprefix("'") == (shown.lower() if isinstance(value, bool) else shown).removeprefix(
                "'"
            )


def read_cells(table: str, row: dict[str, Any]) -> list[dict[str, str]]:
    """Return the one line of a CSV file of the row as a spreadsheet reads it."""
    content = csv_head(table) + csv_lines(table, [row])
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@given(st.text(st.characters(codec="utf-8")))
def test_no_text_becomes_a_formula(text: str) -> None:
    """Whatever it begins with; and nothing of it is lost."""
    row: dict[str, Any] = {field.name: None for field in TABLES["participants"]} | {"name": text, "sentences": []}
    (cells,) = read_cells("participants", row)
    assert not cells["name"].lstrip(" \xa0").startswith(FORMULA)
    assert text in {cells["name"], cells["name"][1:]}


@pytest.mark.parametrize("text", ["=1+1", "+84 24", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_what_looks_like_a_formula_is_kept_from_it(text: str) -> None:
    """Each sign that begins one, behind spaces as well."""
    row: dict[str, Any] = {field.name: None for field in TABLES["participants"]} | {"role": text}
    (cells,) = read_cells("participants", row)
    assert f"'{text}" == cells["role"]


@pytest.mark.parametrize("table", PAGED)
def test_a_page_finds_its_record(table: str) -> None:
    """Its part says from which byte to which the line is, whatever the letters of those before it."""
    whole = get_files()[f"{table}.jsonl"]
    for record in records_of(f"{table}.jsonl"):
        places = json.loads(get_files()[f"records/{table}-{part_of(record['id'])}.json"])
        first, end = places[record["id"]]
        assert record == json.loads(whole[first:end])
        assert whole[:first].endswith(b"\n") or not first
    assert len(records_of(f"{table}.jsonl")) == sum(
        len(json.loads(content)) for name, content in get_files().items() if name.startswith(f"records/{table}-")
    )


def test_the_package_describes_what_is_there() -> None:
    """Each data file once, with its size and hash, and for each CSV file its columns and keys, as Data Package 2.0 has them."""
    package = json.loads(get_files()["datapackage.json"])
    assert "https://datapackage.org/profiles/2.0/datapackage.json" == package["$schema"]
    assert package["licenses"][0]["path"].startswith("https://")
    names = [resource["name"] for resource in package["resources"]]
    assert {f"{table}-{kind}" for table in TABLES for kind in ("csv", "jsonl")} | {"digest-sqlite"} == set(names)
    assert len(names) == len(set(names))
    for resource in package["resources"]:
        content = get_files()[resource["path"]]
        assert (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}") == (resource["bytes"], resource["hash"])
        if resource["format"] == "csv":
            header = next(csv.reader([content.decode("utf-8-sig").partition("\r\n")[0]]))
            assert header == [field["name"] for field in resource["schema"]["fields"]]
            assert ["id"] == resource["schema"]["primaryKey"]
            assert {key["reference"]["resource"] for key in resource["schema"]["foreignKeys"]} <= set(names)
        elif resource["format"] == "jsonl":
            assert resource["jsonSchema"] in get_files()


@pytest.mark.parametrize("table", TABLES)
def test_keys_of_the_package_hold(table: str) -> None:
    """What a CSV file says is a key of another is one, and its constraints are kept."""
    package = json.loads(get_files()["datapackage.json"])
    rules = next(one["schema"] for one in package["resources"] if one["name"] == f"{table}-csv")
    rows = table_of(table)
    for key in rules["foreignKeys"]:
        (field,), other = key["fields"], key["reference"]["resource"].removesuffix("-csv")
        known = {row["id"] for row in table_of(other)}
        assert set() == {row[field] for row in rows} - known - {""}
    for field in rules["fields"]:
        if field.get("constraints", {}).get("required"):
            assert all(row[field["name"]] for row in rows)


def test_nothing_gives_files_of_nothing() -> None:
    """A digest without a report has all files, and they are sound."""
    files = dict(data_files(get_dataset(EMPTY)))
    assert [] == [name for name in files if name.startswith(RECORDS)]
    assert b"" == files["briefs.jsonl"]
    assert 1 == files["briefs.csv"].count(b"\r\n")
    assert json.loads(files["datapackage.json"])["resources"]


def test_an_english_edition_has_english_words() -> None:
    """The same rows; what describes them in the language of the interface."""
    files = dict(data_files(get_dataset(lang="en")))
    assert files["statements.jsonl"] == get_files()["statements.jsonl"]
    assert b"whose text" not in files["LICENSE.txt"].lower()
    assert b"MIT licence" in files["LICENSE.txt"]
    assert "Id of the brief" in files["briefs.schema.json"].decode()


def test_the_same_input_gives_the_same_bytes() -> None:
    """In another process, with other hashes and in another time zone, the database included."""
    script = (
        "import hashlib; from generator.exports.data import data_files; from generator.exports.feeds import Feeds\n"
        "from generator.exports.calendars import Calendars; from tests.reports import get_dataset\n"
        "d = get_dataset()\n"
        "found = {**dict(data_files(d)), **dict(Feeds(d).files()), **dict(Calendars(d).files())}\n"
        "[print(name, hashlib.sha256(content).hexdigest()) for name, content in found.items()]\n"
    )
    said = []
    for zone, number in (("Asia/Tokyo", "1"), ("Pacific/Honolulu", "4242")):
        environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": number, "LC_ALL": "C"}
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
        )
        said.append(done.stdout)
    assert said[0] == said[1]
    assert f"digest.sqlite {hashlib.sha256(get_files()['digest.sqlite']).hexdigest()}" in said[0]


def code_of(language: str) -> str:
    """Return the example in a language from the page on the data."""
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    blocks = [block for block in page.split("\n\n") if block.startswith("    ")]
    code = "\n\n".join("\n".join(line[4:] for line in block.split("\n")) for block in blocks)
    python, _, rest = code.partition("\n\nfile <- ")
    r, _, sql = rest.partition("\n\nSELECT ")
    return {"python": python, "r": f"file <- {r}", "sql": f"SELECT {sql}"}[language]


def test_the_example_in_python_runs(tmp_path: Path) -> None:
    """As it stands on the page, over saved files, and its figures are right."""
    (tmp_path / "data").mkdir()
    for name in ("statements.jsonl", "statements.csv"):
        (tmp_path / "data" / name).write_bytes(get_files()[name])
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code_of("python")], cwd=tmp_path, capture_output=True, text=True, check=False,
        encoding="utf-8",
    )  # fmt: skip
    assert (0, "") == (done.returncode, done.stderr)
    rows = [row for row in get_dataset().rows("statements") if row["act"] == "propose"]
    counts = Counter((party, (row["date"] or "?")[:4]) for row in rows for party in row["parties"])
    assert [f"{party} {year} {n}" for (party, year), n in counts.most_common(10)] == done.stdout.splitlines()


def test_the_example_in_r_names_what_is_there() -> None:
    """There is no R here: its file and its column are real, and its separator is the one in the cells."""
    code = code_of("r")
    assert 'file <- "data/statements.csv"\nstatements <- read.csv(file, fileEncoding = "UTF-8-BOM")' in code
    assert 'strsplit(statements$topics, "; ", fixed = TRUE)' in code
    assert code.count("(") == code.count(")")
    assert any("; " in row["topics"] for row in table_of("statements"))


def test_the_example_in_sql_is_on_the_page() -> None:
    """Its run is tested with the database."""
    assert code_of("sql").rstrip().endswith("LIMIT 10;")


def test_records_are_nested_rows() -> None:
    """Nothing is added to a row, and nothing of it is left out."""
    for table in TABLES:
        assert [nested(row) for row in get_dataset().rows(table)] == records_of(f"{table}.jsonl")
