"""What no browser shows is left out of pages, and nothing else."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from generator.mkdocs_lean import LeanTemplates, drop_ends

THEME = Path(str(find_spec("material").origin)).parent / "templates"  # type: ignore[union-attr]

ENDS = [
    ("between blocks", "<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>\n<p>c</p>", "<ul><li>a</li><li>b</li></ul><p>c</p>"),
    ("before a block with attributes", '<p>a</p>\n<div class="b"></div>', '<p>a</p><div class="b"></div>'),
    ("a word apart from the next stays apart", "<p>a\n<b>b</b>\nc</p>", "<p>a\n<b>b</b>\nc</p>"),
    ("what stands in a line may show a blank before it", "<a>a</a>\n<details>b</details>", "<a>a</a>\n<details>b</details>"),
    ("what only begins like a block", "a\n<picture>\n<data>\n<dialog>", "a\n<picture>\n<data>\n<dialog>"),
    (
        "a text as it was written",
        "<dd><pre>@misc&#123;a,\n\n  b &lt;p>\n}</pre></dd>",
        "<dd><pre>@misc&#123;a,\n\n  b &lt;p>\n}</pre></dd>",
    ),
]


@pytest.mark.parametrize(("page", "lean"), [pair for _, *pair in ENDS], ids=[name for name, *_ in ENDS])
def test_ends_of_lines(page: str, lean: str) -> None:
    """Before a block the end of a line shows nothing; elsewhere it parts words, or stands in a text that is shown as it is."""
    assert lean == drop_ends(page)
    assert lean == drop_ends(lean)


def test_templates_are_read_without_indents() -> None:
    """What a template says is the same, and what it says of a page is not touched."""
    templates = {"a": "<div>\n    <p>{{ said }}</p>\n      <b>{% if said %}\n  x{% endif %}</b>\n</div>"}
    lean = Environment(loader=DictLoader(templates), extensions=[LeanTemplates], autoescape=True)
    assert "<div><p>\n   y</p>\n<b>\nx</b></div>" == lean.get_template("a").render(said="\n   y")


@pytest.mark.parametrize("unused", ['<label class="md-overlay"', '<div class="md-dialog"', '<meta name="generator"'])
def test_the_theme_still_has_what_is_left_out(unused: str) -> None:
    """Each stands once in the theme's frame, and not in what is read; after an update of the theme it may have another form."""
    frame = (THEME / "base.html").read_text(encoding="utf-8")
    assert 1 == frame.count(unused)
    lean = LeanTemplates(Environment(autoescape=True)).preprocess(frame, None)
    assert unused not in lean
    # Of the dialog, and of no other box, both ends go.
    assert [frame.count(end) - lean.count(end) for end in ("<div", "</div>")] == [2, 2]
