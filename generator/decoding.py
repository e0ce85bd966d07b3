"""Makes text of a file's bytes: UTF-8, UTF-16 that says so, and what an editor vouches for; all else is refused, with a guess.

The old Vietnamese encodings give each other's bytes another meaning, so none of them is ever taken on a guess. The guess only
tells an editor what to save again; it counts the commonest words as each encoding writes them.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

ENCODINGS = {"windows-1258": "cp1258"}
"""What an editor may say that a report is in, and Python's name for it."""
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Of `và của các được những với một không người đã nước`, as each of them writes it and read as Latin-1, what is no word else.
_WORDS = {
    "TCVN3": "vµ cña c¸c ®\xadîc nh÷ng víi mét kh«ng ng\xadêi ®· n\xadíc",
    "VNI": "vaø cuûa caùc ñöôïc nhöõng vôùi moät khoâng ngöôøi ñaõ nöôùc",
    "VISCII": "cüa ðßþc nhæng v¾i mµt ngß¶i nß¾c",
    "windows-1258": "cuÒa caìc ðýõòc nhýÞng võìi môòt ngýõÌi ðaÞ nýõìc vaÌ",
}
_KNOWN = {name: frozenset(words.split()) for name, words in _WORDS.items()}
_FEWEST = 3
_WORD = re.compile(r"[^\s.,;:!?()\"']+")
_QUOTES = re.compile(r"[\x91-\x97\x85]")
_NULS = 4
_SHOWN = 4
"""How many kinds of dropped characters are named one by one."""


@dataclass(frozen=True, slots=True)
class Undecodable(Exception):  # noqa: N818 - it says what the bytes are
    """Bytes that are no text."""

    offset: int
    """The first byte that is none, counted from 0."""
    found: str
    """What is there, e.g. `byte 8 is not UTF-8`."""
    likely: str | None
    """What the bytes look like, e.g. `TCVN3`."""


def decode(raw: bytes, *, encoding: str | None = None) -> str:
    """Return the text in `raw`, in `encoding` (one of ENCODINGS) where an editor says so. Raises Undecodable."""
    mark, name = next((pair for pair in _MARKS if raw.startswith(pair[0])), (b"", "utf-8"))
    shown = "UTF-16" if name.startswith("utf-16") else "UTF-8"
    if encoding and not mark and not is_utf8(raw):
        name, shown = ENCODINGS[encoding], encoding
    try:
        text = raw[len(mark) :].decode(name)
    except UnicodeDecodeError as error:
        offset = error.start + len(mark)
        raise Undecodable(offset, f"byte {offset} is not {shown}", guess_encoding(raw)) from error
    if (old := find_old_words(text)) and name == "utf-8":
        offset = len(mark) + len(text[: old[1]].encode())
        raise Undecodable(offset, f"byte {offset} begins a word with the letters of an old encoding", old[0])
    position = text.find("\0")
    if position >= 0:
        offset = len(mark) + len(text[:position].encode(name))
        raise Undecodable(offset, f"byte {offset} is NUL", guess_encoding(raw))
    return text


def is_utf8(raw: bytes) -> bool:
    """Tell whether bytes are UTF-8."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def guess_encoding(raw: bytes) -> str | None:
    """Return what bytes that are no UTF-8 look like; None where nothing can be told."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16 that is cut short"
    if raw.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "a document of another program, not its text"
    sample = raw[:100_000]
    nulls = max(sample[::2].count(0), sample[1::2].count(0))
    if nulls >= _NULS and nulls * _NULS >= len(sample):
        return "UTF-16 without a byte-order mark"
    text = sample.decode("latin-1")
    found = find_old_words(text)
    return found[0] if found else "windows-1252" if _QUOTES.search(text) else None


def find_old_words(text: str) -> tuple[str, int] | None:
    """Return the old encoding that a text taken for Latin-1 has the commonest Vietnamese words of, and where the first stands.

    So looks a page as well that somebody has saved as UTF-8 with the wrong letters.
    """
    if not any(word in text for known in _KNOWN.values() for word in known):
        return None  # at once, for most texts
    words = Counter(_WORD.findall(text))
    counts = {name: sum(words[word] for word in known) for name, known in _KNOWN.items()}
    best = max(counts, key=lambda name: counts[name])
    if counts[best] < _FEWEST:
        return None
    return best, next(match.start() for match in _WORD.finditer(text) if match[0] in _KNOWN[best])


def name_dropped(dropped: str) -> str:
    """Return in words how many of which invisible characters `dropped` holds: `3 × U+200B (zero width space)`."""
    counts = sorted(Counter(dropped).items(), key=lambda pair: (-pair[1], pair[0]))
    named = [f"{count} × U+{ord(c):04X} ({unicodedata.name(c, 'control character').lower()})" for c, count in counts[:_SHOWN]]
    rest = sum(count for _, count in counts[_SHOWN:])
    return ", ".join([*named, *([f"{rest} others"] if rest else [])])
