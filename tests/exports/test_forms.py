"""What came of a report's rows is remembered: whatever has changed, what is recalled is what would be made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from generator.digest import gather_digest
from generator.exports.data import data_files
from generator.exports.dataset import OF_REPORTS, Dataset
from generator.exports.forms import Forms
from generator.formmemory import keep_forms, recall_forms
from generator.lookup import Lookup
from generator.memory import encode_brief
from generator.reading import load_reader, read_brief
from tests.reports import get_dataset, get_vocabulary
from tests.test_stamps import CHANGES, read_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from generator.models import Brief


@pytest.fixture(scope="module", name="briefs")
def fixture_briefs() -> list[Brief]:
    """Return the briefs of all the tests' reports."""
    return read_all()


@pytest.fixture(name="made")
def fixture_made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets the id of each report whose rows are made, once for each table."""
    ids: list[str] = []
    make = Dataset.rows_of

    def count(self: Dataset, table: str, brief: Brief) -> object:
        ids.append(brief.id)
        return make(self, table, brief)

    monkeypatch.setattr(Dataset, "rows_of", count)
    return ids


def gather(briefs: Sequence[Brief]) -> Dataset:
    """Return the rows of a digest of the briefs."""
    return get_dataset(gather_digest(briefs, vocabulary=get_vocabulary()))


def write(dataset: Dataset, folder: Path, *, version: str = "1") -> dict[str, bytes]:
    """Return the files of the data, with what is remembered in the folder."""
    known = recall_forms(folder)
    forms = Forms(dataset, known=known, key_of=lambda brief: encode_brief(brief).hex(), version=version)
    files = dict(data_files(dataset, forms=forms))
    keep_forms(folder, forms.made, known=known)
    return files


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_recalled_is_what_would_be_made(
    briefs: list[Brief], tmp_path: Path, made: list[str], change: Callable[[list[Brief]], None]
) -> None:
    """One report changes, or goes: every file is as it is made from nothing, and most reports are not looked at again."""
    write(gather(briefs), tmp_path)
    others = list(briefs)
    change(others)
    made.clear()

    found = write(gather(others), tmp_path)

    assert len(set(made)) < len(others) / 2
    assert dict(data_files(gather(others))) == found


REPORTS = {
    "a": "Họp\nNgày 5/3/2012, tại Seoul, Thứ trưởng Ngoại giao Hàn Quốc Kim Min Ho hội đàm với Thứ trưởng Trần Văn Hải.",
    "b": "Cấp cao\nThủ tướng Lê Minh Khang dự Hội nghị Cấp cao Đông Á lần thứ 9. Ông đề nghị các nước mở rộng thương mại.",
    "c": "Cấp cao\nNgày 13/11/2014, Hội nghị Cấp cao Đông Á diễn ra tại Nay Pyi Taw, Myanmar.",
}
"""What is looked at."""
OTHERS = {
    "a person's id": {
        "d": "Họp\nNgày 6/3/2023, tại Singapore, Bộ trưởng Y tế Singapore Kim Min Ho hội đàm với Bộ trưởng Y tế Lê Văn Nam.",
        "e": "Họp\nNgày 7/5/2023, tại Singapore, Bộ trưởng Y tế Singapore Kim Min Ho hội đàm với Bộ trưởng Y tế Lào Khăm Xỉ.",
    },
    "a meeting's id and date": {
        "e": "Hội nghị\nHội nghị Cấp cao Đông Á lần thứ 9 diễn ra ngày 13/11/2014 tại Nay Pyi Taw, Myanmar.",
    },
}
"""Reports that change something in the rows of others."""


@pytest.mark.parametrize("others", OTHERS.values(), ids=OTHERS)
def test_what_others_say_is_not_left_out(tmp_path: Path, others: dict[str, str]) -> None:
    """Who somebody is, and when a meeting was held, is told by reports that nobody has changed anything in."""

    def read(texts: dict[str, str]) -> Dataset:
        folder = tmp_path / "seeds"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
        return gather([read_brief(path, reader=load_reader())[0] for path in sorted(folder.iterdir())])

    before, after = read(REPORTS), read(REPORTS | others)
    write(before, tmp_path / "kept")

    assert rows_of(before) != rows_of(after)
    assert dict(data_files(after)) == write(after, tmp_path / "kept")


def rows_of(dataset: Dataset) -> list[object]:
    """Return the rows of the reports that are looked at."""
    briefs = [brief for brief in dataset.digest.briefs if brief.id in REPORTS]
    return [dataset.rows_of(table, brief) for brief in briefs for table in OF_REPORTS]


def test_nothing_is_made_again_where_nothing_has_changed(briefs: list[Brief], tmp_path: Path, made: list[str]) -> None:
    """Nor is any file written."""
    first = write(gather(briefs), tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    made.clear()

    assert first == write(gather(briefs), tmp_path)
    assert [] == made
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}


@pytest.mark.parametrize("what", ["version", "address", "quotes"])
def test_what_every_row_depends_on_is_part_of_what_is_known(
    briefs: list[Brief], tmp_path: Path, made: list[str], what: str
) -> None:
    """Another version, another address, only what is quoted: nothing old is taken for new."""
    dataset = gather(briefs)
    write(dataset, tmp_path)
    made.clear()
    other = gather(briefs)
    if what == "address":
        other = Dataset(Lookup(other.digest, other.vocabulary), labels=other.labels, address="https://other.example/")
    if what == "quotes":
        other = get_dataset(replace(other.digest, quotes=True))

    found = write(other, tmp_path, version="2" if what == "version" else "1")
    assert len(briefs) == len(set(made))
    assert dict(data_files(other)) == found


def test_what_is_kept_of_reports_goes_with_them(briefs: list[Brief], tmp_path: Path) -> None:
    """What is kept for one report is the same as had there never been others."""
    write(gather(briefs), tmp_path / "one")
    write(gather(briefs[:1]), tmp_path / "one")
    write(gather(briefs[:1]), tmp_path / "other")

    one, other = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "other"))
    assert one == other


@pytest.mark.parametrize(
    "harm", [lambda content: content[:-1], lambda content: content[:-9] + b"12345678" + content[-1:], lambda _: b""]
)
def test_what_is_not_whole_is_made_again(briefs: list[Brief], tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    """Cut short, changed or empty, as a disk leaves it."""
    first = write(gather(briefs), tmp_path)
    for path in tmp_path.iterdir():
        path.write_bytes(harm(path.read_bytes()))

    assert first == write(gather(briefs), tmp_path)
