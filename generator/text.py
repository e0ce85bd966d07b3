"""Plain functions on text: what counts as the same text, the same word, the same address.

Everything that compares or cleans characters is here, so that reading, matching and rendering agree on it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Line breaks that are none of ours; a letter that looks like Đ and stands for it in texts from old Vietnamese encodings.
_REPLACED = {**dict.fromkeys(("\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"), "\n"), "\u00d0": "Đ", "\u00f0": "đ"}
_KEPT_CONTROLS = "\n\t"
# Not "Cn" (unassigned): what is unassigned depends on the Python at hand, and the output must not.
_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co"})
_RESERVED = frozenset({"con", "prn", "aux", "nul", "index", "readme", "404", "assets", "search", "sitemap"}) | {
    f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)
}
_SLUG_LENGTH = 80

# New-style tone marks (hoà, khoẻ, thuý) to old style (hòa, khỏe, thúy), at the end of a syllable; not after q, where u
# belongs to the consonant (quý). Both spellings are correct Vietnamese and mean the same word.
_TONE_PAIRS = {
    first + new: old + second
    for first, second, olds, news in (
        ("o", "a", "òóỏõọ", "àáảãạ"),
        ("o", "e", "òóỏõọ", "èéẻẽẹ"),
        ("u", "y", "ùúủũụ", "ỳýỷỹỵ"),
    )
    for old, new in zip(olds, news, strict=True)
}
_TONE_END = re.compile(r"(?<!q)(?:" + "|".join(_TONE_PAIRS) + r")$")


def clean_text(raw: str) -> tuple[str, str]:
    """Return `raw` in NFC with line feeds only, and the control, bidi and zero-width characters that were dropped."""
    if raw.isascii() and raw.isprintable():
        return raw, ""
    for old, new in _REPLACED.items():
        raw = raw.replace(old, new)
    text = unicodedata.normalize("NFC", raw)
    if text.isprintable():
        return text, ""
    unseen = {c for c in set(text) if c not in _KEPT_CONTROLS and unicodedata.category(c) in _DROPPED_CATEGORIES}
    if not unseen:
        return text, ""
    kept = [c for c in text if c not in unseen]
    # Dropping a joiner can bring a letter and a combining mark together: compose once more, so that cleaning is idempotent.
    return unicodedata.normalize("NFC", "".join(kept)), "".join(c for c in text if c in unseen)


def on_one_line(text: str) -> str:
    """Return `text` with one space for each stretch of white space, and none at its ends."""
    # Nearly all of what is asked is so already; of white space, only the space itself is printable.
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return " ".join(text.split())


def fold_word(word: str) -> str:
    """Return the form in which two spellings of one word are equal: case folded, tone mark in one place, tones kept.

    >>> fold_word("HOÀ") == fold_word("hòa")
    True
    """
    folded = unicodedata.normalize("NFC", word.casefold())
    return _TONE_END.sub(lambda match: _TONE_PAIRS[match[0]], folded)


def strip_marks(text: str) -> str:
    """Return `text` without tone and vowel marks, and đ as d: what someone types without a Vietnamese keyboard."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


_PLAIN = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})
"""Latin letters that are none with a mark, and what they are without their own (as in the Unicode CLDR's Latin-ASCII)."""


def slugify(text: str) -> str:
    """Return an ASCII, lower-case name safe as a file and in an address; never empty, never a reserved name.

    >>> slugify("Nguyễn Quốc Dũng")
    'nguyen-quoc-dung'
    """
    bare = strip_marks(unicodedata.normalize("NFKC", text)).casefold().translate(_PLAIN)
    slug = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:_SLUG_LENGTH].rstrip("-")
    if not slug:
        # Nothing of it is Latin; other words must not get the same name.
        return f"x-{hashlib.sha256(bare.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    return f"x-{slug}" if slug in _RESERVED else slug
