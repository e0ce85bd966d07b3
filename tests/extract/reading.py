"""Seeds from plain text, and a reader of the real vocabulary, for tests of extraction."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.blocks import split_blocks
from generator.extract.reader import Reader
from generator.models import Seed
from generator.seeds import detect_language, read_seed
from generator.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[2]


@cache
def get_reader() -> Reader:
    """Return a reader of the vocabulary that is shipped, compiled once for all tests."""
    return Reader(load_vocabulary())


def make_seed(text: str) -> Seed:
    """Return the seed that a file with `text` would be, title first."""
    lang = detect_language(text)
    return Seed("case.txt", "case", "seeds/case.txt", text, "0" * 64, lang, split_blocks(text, lang=lang), None)


@cache
def get_seed(number: str) -> Seed:
    """Return the real seed whose name begins with `number`."""
    return read_seed(next((ROOT / "seeds").glob(f"{number}_*.txt")), root=ROOT)
