"""The report that a new one is already: by address, by text, and not one that only tells of the same."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from generator import likeness
from generator.likeness import find_by_address, find_by_text
from tests.web import PARAGRAPHS, TITLE, as_written

CORPUS = Path(__file__).parent / "corpus"
TEXT = "\n".join((TITLE, *PARAGRAPHS))


def lay(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder, and return it."""
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"a.txt": f"https://www.bao.example/tin/a.html?utm_source=x\n{TEXT}"}, "a.txt"),
        ({"a.txt": f"\ufeff\n  http://m.bao.example/tin/a.html/amp \n{TEXT}"}, "a.txt"),
        ({"a.txt": f"http://bao.example//tin/a.html/\n{TEXT}"}, "a.txt"),
        ({"a.txt": TEXT, "a.yml": "corrections:\n- {set: source.url, value: 'https://bao.example/tin/a.html'}"}, "a.txt"),
        (
            {
                "a.txt": TEXT,
                "a.yml": "corrections:\n- {set: source.archive, value: 'https://web.archive.org/web/1/http://bao.example/tin/a.html'}",
            },
            "a.txt",
        ),
        ({"a.txt": f"https://bao.example/tin/b.html\n{TEXT}"}, None),
        ({"a.txt": f"{TITLE}\nhttps://bao.example/tin/a.html\n{TEXT}"}, None),
        ({"a.txt": TEXT, "a.yml": "corrections: [source.url"}, None),
        ({"a.txt": TEXT, "a.yml": "source.url: [1]\ncorrections: [1, {set: source.url}]"}, None),
        ({"a.txt": ""}, None),
    ],
)
def test_one_address_is_one_report(tmp_path: Path, files: dict[str, str], found: str | None) -> None:
    """However it is written in the report or its corrections; an address further down is somebody else's."""
    path = find_by_address(lay(tmp_path, files), ["https://bao.example/tin/a.html"])

    assert found == (path and path.name)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        unicodedata.normalize("NFD", TEXT),
        TEXT.replace(". ", ".\n\n").replace("Hòa", "Hoà").upper(),
        "\n".join(("Tiêu đề khác hẳn của tòa soạn thứ hai", "Đoạn mở đầu được viết lại.", *PARAGRAPHS[1:], "(TTXVN)")),
    ],
    ids=["the same", "in other code points", "in other lines, spelling and capitals", "with another title, beginning and end"],
)
def test_near_the_same_text_is_one_report(tmp_path: Path, text: str) -> None:
    """Whatever an outlet that takes an article over makes of it."""
    like = find_by_text(lay(tmp_path, {"a.txt": f"https://bao.example/a\n{TEXT}"}), text)

    assert like
    assert ("a.txt", True) == (like.path.name, like.share >= likeness.ALIKE)


def test_two_reports_of_one_meeting_are_two() -> None:
    """Each report of the corpus is like itself and like no other, though several tell of one meeting."""
    for path in sorted(CORPUS.glob("*.txt")):
        like = find_by_text(CORPUS, path.read_text(encoding="utf-8"))
        assert like
        assert (1.0, path) == like


def test_the_most_alike_is_named(tmp_path: Path) -> None:
    """Of two that are near enough."""
    lay(tmp_path, {"a.txt": "\n".join(PARAGRAPHS[:3]), "b.txt": TEXT, "c.txt": "\n".join(PARAGRAPHS[1:])})

    like = find_by_text(tmp_path, TEXT)

    assert like
    assert "b.txt" == like.path.name


def test_a_text_too_short_for_a_run_of_words_is_like_itself(tmp_path: Path) -> None:
    """And like nothing else."""
    lay(tmp_path, {"a.txt": "Hai bên họp"})

    assert find_by_text(tmp_path, "Hai bên họp")
    assert find_by_text(tmp_path, "Hai bên ăn") is None


def test_few_are_compared_closely(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of reports in the same words for other things none is; so it takes no longer for each of very many."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    lay(tmp_path, {f"{n}.txt": texts[n % len(texts)] for n in range(64)})
    compared: list[str] = []
    real = likeness._runs

    def note(text: str) -> set[tuple[str, ...]]:
        compared.append(text)
        return real(text)

    monkeypatch.setattr(likeness, "_runs", note)

    assert find_by_text(tmp_path, TEXT) is None
    assert [TEXT] == compared


def test_a_report_in_an_old_encoding_is_compared_as_it_reads(tmp_path: Path) -> None:
    """Where its corrections say which it is; one that cannot be read is passed over."""
    (tmp_path / "a.txt").write_bytes(as_written(TEXT, "cp1258"))
    assert find_by_text(tmp_path, TEXT) is None
    (tmp_path / "a.yml").write_text("encoding: windows-1258\n", encoding="utf-8")
    assert find_by_text(tmp_path, TEXT)
