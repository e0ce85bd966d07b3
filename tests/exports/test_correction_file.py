"""The file of corrections that an editor begins with."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml

from generator.__main__ import main
from generator.corrections import load_corrections
from generator.exports.correction_file import correction_file
from generator.fields import SCALARS
from generator.models import Correction
from tests.reports import CORPUS, get_briefs

if TYPE_CHECKING:
    from pathlib import Path

    from generator.models import Brief

BRIEF = get_briefs()[0]


@pytest.mark.parametrize("brief", get_briefs(), ids=lambda brief: brief.id)
def test_the_file_is_valid_and_changes_nothing(brief: Brief, tmp_path: Path) -> None:
    """As written it holds no correction and no problem."""
    path = tmp_path / "report.yml"
    path.write_text(correction_file(brief), encoding="utf-8")

    assert ((), ()) == load_corrections(path, seed=brief.seed)


@pytest.mark.parametrize("brief", get_briefs(), ids=lambda brief: brief.id)
def test_every_line_is_a_correction_once_its_mark_is_gone(brief: Brief, tmp_path: Path) -> None:
    """Without the `#` each line is a correction of the right form, with the value that was read."""
    path = tmp_path / "report.yml"
    path.write_text(re.sub(r"(?m)^# (?=- \{)", "", correction_file(brief)), encoding="utf-8")

    changes, problems = load_corrections(path, seed=brief.seed)

    assert problems == ()
    assert {change.field for change in changes if change.action == "set"} == {field for field in SCALARS if "." in field}
    quotes = [change.value for change in changes if change.field == "statements"]
    assert quotes == [statement.quote.value for statement in brief.statements]


def test_the_command_writes_it_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is there already is an editor's, and is left alone."""
    (tmp_path / "eas-fmm-a.txt").write_bytes((CORPUS / "eas-fmm-a.txt").read_bytes())
    arguments = ["correct", "eas-fmm-a", "--seeds", str(tmp_path)]

    assert main(arguments) == 0
    written = (tmp_path / "eas-fmm-a.yml").read_text(encoding="utf-8")
    assert yaml.safe_load(written)["corrections"] is None
    (tmp_path / "eas-fmm-a.yml").write_text(written + "# mine\n", encoding="utf-8")
    assert main(arguments) == 1
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "eas-fmm-a.yml").read_text(encoding="utf-8").endswith("# mine\n")


def test_what_is_made_counts_and_is_not_offered_again(tmp_path: Path) -> None:
    """Corrections that a program knows of stand there as an editor would write them, whatever is in them."""
    words = "Báo “Biển”: 'a' {b} # c \\ d"
    made = [
        Correction("set", "source.publisher", words, words, words),
        Correction("set", "source.retrieved", "2026-11", "x", "An"),
    ]
    text = correction_file(BRIEF, made=made)
    (tmp_path / "report.yml").write_text(text, encoding="utf-8")

    changes, problems = load_corrections(tmp_path / "report.yml", seed=BRIEF.seed)

    assert () == problems
    assert made == [replace(change, line=None) for change in changes]
    assert [1, 1] == [text.count(f"set: {one.field}") for one in made]
