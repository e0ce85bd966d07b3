"""Colours as numbers: every ink on every ground it stands on, in both schemes and on paper (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[1] / "overrides" / "assets" / "stylesheets"
SCHEMES = {
    "light": ("palette.css", r'\[data-md-color-scheme="default"\] \{([^}]*)\}'),
    "dark": ("palette.css", r'\[data-md-color-scheme="slate"\] \{([^}]*)\}'),
    "paper": ("print.css", r"\[data-md-color-scheme\] \{([^}]*)\}"),
}
INKS = ("ink", "ink-2", "accent", "act-agree", "act-propose", "act-oppose")
# What is written on them: text on the page and in boxes, on a button or mark that is pointed at, in a sentence that is lit.
TEXT = {
    *((ink, ground) for ink in INKS for ground in ("paper", "paper-2")),
    ("paper", "accent"), ("paper", "ink-2"), ("ink", "lit"),
}  # fmt: skip
# What tells without words: the line under a sentence that is lit, the line of a tab, the ring around what has the focus.
SIGNS = {("lit-line", "paper"), ("accent", "paper"), ("accent", "paper-2"), ("ink-2", "paper")}
HEAT = (8, 16, 24, 32, 40)
"""How much of the accent, in hundredths, is in the ground of a cell."""


def colours_of(scheme: str) -> dict[str, str]:
    """Return the colours of a scheme by name, `#rrggbb`."""
    file, pattern = SCHEMES[scheme]
    block = re.search(pattern, (STYLES / file).read_text(encoding="utf-8"))
    assert block
    found = dict(re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", block[1]))
    return {name: value if len(value) == 6 else "".join(2 * digit for digit in value) for name, value in found.items()}


def channels(colour: str) -> list[float]:
    """Return red, green and blue, 0 to 1."""
    return [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]


def luminance(parts: list[float]) -> float:
    """Return the relative luminance of a colour, 0 to 1: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: list[float], other: list[float]) -> float:
    """Return the contrast of two colours, 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("000000", "ffffff", 21.0), ("777777", "ffffff", 4.48), ("ff0000", "ffffff", 4.0)]
)
def test_contrast_is_computed_as_it_is_defined(one: str, other: str, expected: float) -> None:
    """Known pairs have their known ratio."""
    assert expected == pytest.approx(contrast(channels(one), channels(other)), abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_ink_can_be_read_on_its_ground(scheme: str) -> None:
    """Text has 4.5 to 1, a sign 3 to 1."""
    colours = {name: channels(value) for name, value in colours_of(scheme).items()}
    pale = {
        (ink, ground, round(ratio, 2))
        for pairs, least in ((TEXT, 4.5), (SIGNS, 3.0))
        for ink, ground in pairs
        if (ratio := contrast(colours[ink], colours[ground])) < least
    }
    assert set() == pale


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_can_be_read_in_the_darkest_cell(scheme: str) -> None:
    """A grid's cells are shaded with the accent: the number in each has 4.5 to 1."""
    styles = (STYLES / "digest.css").read_text(encoding="utf-8")
    assert [*HEAT] == [
        int(n) for n in re.findall(r"\.heat-\d \{ background: color-mix\(in srgb, var\(--accent\) (\d+)%", styles)
    ]
    colours = {name: channels(value) for name, value in colours_of(scheme).items()}
    for share in (part / 100 for part in HEAT):
        ground = [share * a + (1 - share) * p for a, p in zip(colours["accent"], colours["paper"], strict=True)]
        assert contrast(colours["ink"], ground) >= 4.5, share
