"""The documents for people: every command, file and example in them is real."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator.__main__ import main
from generator.vocabulary import DEFAULT_VOCABULARY, load_vocabulary
from tests.test_imports import MODULES

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md")
TEXT = {name: (ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS}
COMMANDS = ("build", "explain", "export")
# What stands in a document as an example of what one might make.
EXAMPLES = {"seeds/NAME.yml", "seeds/NAME.txt", "tests/test_seeds.py", "tests/extract/test_dates.py"}


def make_targets() -> set[str]:
    """Return the targets of the Makefile that `make help` lists."""
    return set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))


def help_of(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the help of one command of the generator."""
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    return capsys.readouterr().out


def yaml_examples() -> dict[str, str]:
    """Return the YAML examples of the README by their first key."""
    found = re.findall(r"```yaml\n(.*?)```", TEXT["README.md"], flags=re.DOTALL)
    return {example.lstrip("- ").partition(":")[0]: example for example in found}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_make_commands_exist(name: str) -> None:
    """Every `make something` that a document names is a target."""
    named = set(re.findall(r"(?:^ +|`|\bmake setup && )(?:[A-Z_]+=\S+ )?make ([a-z-]+)", TEXT[name], flags=re.MULTILINE))
    assert named
    assert set() == named - make_targets()


def test_the_two_commands_are_targets() -> None:
    """What the README promises first is there, and so is what CI runs."""
    assert {"serve", "test", "setup", "site", "check", "lock", "help"} <= make_targets()
    assert "\nmake check\n" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert "\nmake bench COUNT=20\n" in (ROOT / ".ci/run").read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_help_lists_every_target() -> None:
    """`make` alone explains itself."""
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert make_targets() == set(re.findall(r"^  make ([a-z-]+) ", done.stdout, flags=re.MULTILINE))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_generator_commands_exist(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every `python -m generator …` in a document is a command with those options."""
    for command, options in re.findall(r"python -m generator ([a-z-]+)((?: --[a-z-]+)*)", TEXT[name]):
        known = help_of(command, capsys)
        assert [] == [option for option in options.split() if option not in known]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_option(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No option is a secret."""
    options = set(re.findall(r"--[a-z-]+", help_of(command, capsys))) - {"--help"}
    assert f"python -m generator {command}" in TEXT["README.md"]
    assert set() == options - set(re.findall(r"--[a-z-]+", TEXT["README.md"]))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_exist(name: str) -> None:
    """Every file and folder that a document names or links to is there."""
    links = re.findall(r"\]\((?!\w+:)([^)#]+)\)", TEXT[name])
    named = re.findall(r"`((?:seeds|generator|docs|overrides|tests)/[\w./-]*)`", TEXT[name])
    assert [] == [path for path in {*links, *named} - EXAMPLES if not (ROOT / path).exists()]


@pytest.mark.parametrize("name", [name for name in MODULES if "." not in name and name != "__init__"])
def test_the_tour_passes_every_module(name: str) -> None:
    """CONTRIBUTING leads past each module of the package."""
    assert f"`{name}`" in TEXT["CONTRIBUTING.md"]


def test_the_example_of_a_correction_is_right(tmp_path: Path) -> None:
    """The correction of the README changes the record in the way it says."""
    seed = next((ROOT / "seeds").glob("*.txt"))
    shutil.copy(seed, tmp_path / "report.txt")
    (tmp_path / "report.yml").write_text(yaml_examples()["corrections"], encoding="utf-8")
    command = [sys.executable, "-m", "generator", "export", "--seeds", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    record = yaml.safe_load(done.stdout)
    assert record["meeting"]["format"] == "hybrid"
    assert "trade" in record["topics"]


def test_the_example_of_a_term_is_right(tmp_path: Path) -> None:
    """The entry of the README can be added to a list as it stands."""
    folder = tmp_path / "vocabulary"
    shutil.copytree(DEFAULT_VOCABULARY, folder)
    with (folder / "topics.yml").open("a", encoding="utf-8") as file:
        file.write(yaml_examples()["id"])
    assert "seabed-mining" in load_vocabulary(folder).topics


def test_set_up_clears_nothing_that_a_link_leads_to(tmp_path: Path) -> None:
    """A .venv that is a link is somebody's own, and perhaps another project's."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements-dev.txt").touch()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "kept").touch()
    (tmp_path / ".venv").symlink_to(tmp_path / "elsewhere")

    done = subprocess.run(["make", "setup"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)

    assert done.returncode != 0
    assert "is a link" in done.stderr
    assert ["kept"] == [path.name for path in (tmp_path / "elsewhere").iterdir()]
