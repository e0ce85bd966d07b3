"""The settings of a site, read as MkDocs reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import DigestError
from generator.settings import ADDRESS, Settings, load_settings, read_settings

ROOT = Path(__file__).parents[1]


def test_the_project_says_what_its_site_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Languages, what is published and where come from mkdocs.yml, the address from the environment where it is set there."""
    monkeypatch.delenv("SITE_URL", raising=False)
    assert Settings(("vi", "en"), quotes=False, address=ADDRESS) == load_settings(ROOT / "mkdocs.yml")

    monkeypatch.setenv("SITE_URL", "https://digest.example/")
    assert load_settings(ROOT / "mkdocs.yml").address == "https://digest.example/"


def test_without_a_file_what_goes_without_saying_is_set(tmp_path: Path) -> None:
    """A folder of pages that belongs to no site is built in every language, with the whole texts."""
    assert Settings() == load_settings(tmp_path / "mkdocs.yml")


@pytest.mark.parametrize("text", [None, "quote", "Quotes", "", True, ["quotes"]])
def test_what_is_published_is_never_a_slip(text: object) -> None:
    """Whoever misspells it, or leaves it out, does not publish what was to be kept back."""
    with pytest.raises(DigestError, match="full or quotes"):
        read_settings({"text": text}, address="", lang="vi")


def test_a_file_that_is_no_yaml_is_an_error(tmp_path: Path) -> None:
    """It is named, and nothing is built."""
    (path := tmp_path / "mkdocs.yml").write_text("extra: [", encoding="utf-8")
    with pytest.raises(DigestError, match=r"mkdocs\.yml"):
        load_settings(path)
