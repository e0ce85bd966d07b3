"""The gate: whatever goes in, the same text and nothing else comes out of the rendered page."""

from __future__ import annotations

import html
import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, TemplateAssertionError, UndefinedError
from markdown import Markdown as Renderer
from mkdocs.utils import meta

from generator.markdown import Markdown, encode, encode_url, environment, front_matter
from tests.data import load_cases

CASES = load_cases("markdown")
ENCODED, LINKS, TEMPLATED = CASES["encoded"], CASES["links"], CASES["templates"]
TEMPLATES = Path(__file__).parents[1] / "generator" / "templates"
# What the site uses, and on top of it what an editor of mkdocs.yml may switch on one day.
EXTENSIONS = [
    "def_list",
    "tables",
    "toc",
    "fenced_code",
    "attr_list",
    "footnotes",
    "abbr",
    "admonition",
    "sane_lists",
    "md_in_html",
]
WORD = "mxyz"
CONTEXTS = {
    "paragraph": "{}",
    "second paragraph": "Before\n\n{}\n\nafter",
    "two paragraphs": "{}\n\nbetween\n\n{}",
    "second line": "before\n{}",
    "heading": "## {}",
    "closed heading": "## {} ##",
    "list item": "- {}\n- b",
    "numbered item": "1. {}",
    "nested item": "- a\n\n    - {}",
    "quotation": "> {}",
    "table cell": "| a | b |\n|---|---|\n| {} | c |",
    "table head": "| {} | b |\n|---|---|\n| a | c |",
    "term": "{}\n:   definition",
    "definition": "term\n:   {}",
    "definition with a paragraph": "term\n\n:   {}\n\n    more",
    "link text": "[{}](<https://example.org/>)",
    "link title": '[a](<https://example.org/> "{}")',
    "before a link": "{}[12](#s12)",
    "after a link": "[12](#s12){}",
    "in a span": '<span id="s1" class="s">{}</span> more',
    "between tags": "<b>a</b>{}<i>b</i>",
    "attribute of a span": 'a <span title="{}">b</span>',
    "attribute of a block": '<div title="{}">b</div>',
    "raw block": "<div>\n<p>{}</p>\n</div>",
    "above a rule": "{}\n\n---",
    "emphasis": "**{}**",
}
# Pieces that mean something to Markdown, to HTML, to an extension or to Python-Markdown's own bookkeeping.
PIECES = [
    *"\\`*_{}[]()<>#+-.!|~^=$@:;&\"'/?%,0", " ", "  ", "    ", "\t", "\n", "\n\n", "a", "Đ", "1.", "1)", "- ", "* ",
    "+ ", "> ", "# ",
    "===", "---", "```", "~~~", "|---|", ": ", ":   ", "[x]: y", "[x]", "[^1]", "[^1]: ", "*[HTML]: ", "![a](b)", "](",
    "<a@b.vn>", "<http://a.vn>",
    "<script>", "</p>", "<!--", "-->", "<![", "<?", "]]>", "<br", "&amp;", "&#60;", "&#x3c;", "&lt", "&", "{: #a }",
    "{: onclick=a}", "{ .a }",
    "[TOC]", "!!! note", "???", "\\\n", "\x02", "\x03", "klzzwxh:0000", "\x02klzzwxh:0000\x03", "wzxhzdk:0",
    "javascript:", "HTML",
    "\u202e", "\u200b", "\ufeff", "\x00", "\x85", "\u2028", "\xa0", '--8<-- "a"', "{{ x }}", "{% raw %}", "|", "\\|",
    "`|`", "H~2~O", "^a^",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.text(max_size=60))
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\uf8ff]"
)


def squeeze(text: str) -> str:
    """Return what a reader sees of `text`."""
    return " ".join(INVISIBLE.sub("", text).split())


def render(source: str) -> str:
    """Return the HTML that a page of the site would hold."""
    return Renderer(extensions=EXTENSIONS).convert(source)


def describe(node: Tag, word: str = WORD) -> list[Any]:
    """Return the tree below `node` as nested lists, with `word` where `WORD` stands."""
    found: list[Any] = []
    for child in node.children:
        if isinstance(child, Tag):
            values = {name: " ".join(v) if isinstance(v, list) else v for name, v in child.attrs.items()}
            attributes = {name: squeeze(value.replace(WORD, word)) for name, value in values.items()}
            if child.name in ("h1", "h2", "h3"):
                attributes["id"] = "made from the words"
            found.append((child.name, attributes, describe(child, word)))
        elif found and found[-1][0] == "text":
            found[-1] = ("text", found[-1][1] + child)
        else:
            found.append(("text", str(child)))
    shown = [("text", squeeze(item[1].replace(WORD, word))) if item[0] == "text" else item for item in found]
    return [item for item in shown if item != ("text", "")]


def parse(page: str) -> Tag:
    """Return the tree that a browser would make."""
    return BeautifulSoup(page, "html5lib").body  # type: ignore[return-value]


@pytest.mark.parametrize("context", CONTEXTS)
@given(text=TEXTS)
@example("1. một")
@example("- một")
@example("+ một")
@example("===")
@example("~~~")
@example("    bốn dấu cách")
@example("Chào!")
@example("(một)")
@example("'một'")
@example("\\")
@example("klzzwxh:0000")
@example("*[HTML]: Hyper")
def test_text_comes_out_as_it_went_in(context: str, text: str) -> None:
    """Any text, in any place of a page, shows as itself and leaves the page around it as it was."""
    word = squeeze(text)
    template = CONTEXTS[context]

    expected = describe(parse(render(template.replace("{}", WORD if word else ""))), word)
    actual = describe(parse(render(template.replace("{}", encode(text)))))

    assert expected == actual


@pytest.mark.parametrize("case", ENCODED, ids=lambda case: case["intent"])
def test_only_what_is_dangerous_is_encoded(case: dict[str, str]) -> None:
    """A page stays readable in a diff: ordinary text passes as it is."""
    assert case["markdown"] == encode(case["text"])


@given(TEXTS)
def test_encoding_is_one_line_and_final(text: str) -> None:
    """What is encoded has no line break, and is not encoded again."""
    encoded = encode(text)

    assert len(encoded.splitlines()) <= 1
    assert encoded is encode(encoded)


@pytest.mark.parametrize("value", [None, True, 1.5, b"a", ["a"], {"a": 1}], ids=repr)
def test_what_has_no_words_is_refused(value: object) -> None:
    """A missing value is an error, never the word None on a page."""
    with pytest.raises(TypeError, match="a page can show text and whole numbers"):
        encode(value)


@pytest.mark.parametrize("case", [c for c in LINKS if "link" in c], ids=lambda case: case["intent"])
def test_link_target(case: dict[str, str]) -> None:
    """A link leads to the address it names, and ends where it should."""
    expected = case.get("leads to", case["target"])
    anchor = parse(render(f"[a](<{encode_url(case['target'])}>)")).a

    assert case["link"] == encode_url(case["target"])
    assert anchor is not None
    assert expected == anchor["href"]


@pytest.mark.parametrize("case", [c for c in LINKS if "link" not in c], ids=lambda case: case["intent"])
def test_link_target_refused(case: dict[str, str]) -> None:
    """A link leads to the web or stays within the site."""
    with pytest.raises(ValueError, match=r"^(it|its) "):
        encode_url(case["target"])


def make_environment(sources: dict[str, str]) -> Environment:
    """Return the pages' environment with templates given as text."""
    result = environment(TEMPLATES)
    result.loader = DictLoader(sources)
    return result


@pytest.mark.parametrize("case", TEMPLATED, ids=lambda case: case["intent"])
def test_templates_encode_by_default(case: dict[str, Any]) -> None:
    """Whatever a template does with a text, the text is encoded once, and our own Markdown is left alone."""
    templates = make_environment({"page": case["template"], "macros": CASES["macros"]})
    values = {"bad": "*b* <i>", "good": Markdown("*our own*"), "number": 12, "words": ["a*", "b"], "number_text": "1. một"}

    assert case["page"] == templates.get_template("page").render(**values)


@pytest.mark.parametrize("name", ["safe", "escape", "e", "forceescape", "urlize", "xmlattr"])
def test_filters_of_another_idea_of_safety_are_gone(name: str) -> None:
    """No template can declare a text safe, or take HTML's escaping for ours."""
    with pytest.raises(TemplateAssertionError, match=f"No filter named '{name}'"):
        make_environment({"page": f"{{{{ x | {name} }}}}"}).get_template("page")


@pytest.mark.parametrize(
    "template",
    [
        "{{ missing }}",
        "{{ page.missing }}",
        "{{ missing ~ 'a' }}",
        "{{ missing | join }}",
        "{{ missing() }}",
        "{% macro f(missing) %}{{ missing }}{% endmacro %}{{ f() }}",
    ],
)
def test_what_is_undefined_is_an_error(template: str) -> None:
    """A slip in a template stops the build instead of leaving a gap on a page."""
    with pytest.raises(UndefinedError, match="missing"):
        make_environment({"page": template}).get_template("page").render(page={})


@pytest.mark.parametrize("call", ["f(1, 2)", "f(1, b=2)", "f(1, a=2)"])
def test_an_argument_too_many_is_an_error(call: str) -> None:
    """A macro that is given what it does not take stops the build."""
    with pytest.raises(TypeError, match="argument"):
        make_environment({"page": f"{{% macro f(a) %}}{{{{ a }}}}{{% endmacro %}}{{{{ {call} }}}}"}).get_template(
            "page"
        ).render()


def test_templates_quote_attributes_with_double_quotes() -> None:
    """The gate leaves apostrophes alone, so that no attribute of ours may stand in single quotes."""
    found = {
        path.name for path in TEMPLATES.rglob("*.j2") if re.search(r"=\s*['{]", strip_code(path.read_text(encoding="utf-8")))
    }

    assert not found


def strip_code(template: str) -> str:
    """Return a template with its statements and comments gone and its expressions empty."""
    return re.sub(r"\{%.*?%\}|\{#.*?#\}|(?<=\{\{).*?(?=\}\})", "", template, flags=re.DOTALL)


FIELDS = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["title", "url", "name"]), inner)),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["title", "description", "topics", "meeting"]), FIELDS, min_size=1))
@example({"title": "---"})
@example({"title": "a\n---\nb"})
@example({"title": "Họp: 1 <b> #2"})
@example({"title": "2020-07-01", "topics": ["no", "1.5", "~", "? a", "- b", "...", "--- c"]})
@example({"description": '</title><script>alert("1")</script>'})
def test_front_matter_reads_back(values: dict[str, Any]) -> None:
    """MkDocs reads the front matter as it was meant, and nothing in it can open or close an element."""
    body, data = meta.get_data(f"{front_matter(values)}\nbody\n")

    assert body.strip() == "body"
    assert data == escape_all(values)
    assert not re.search(r"[<>\"']", repr_texts(data))


def test_ordinary_words_of_front_matter_read_back() -> None:
    """What is not read again when it is written needs no such look: in no order do common signs mean anything to YAML."""
    signs = [" ", *",.;:/%()“–&#?=_+-", "a", "Đ", "1"]
    words = [
        "yes",
        "No",
        "null",
        "1.5",
        "2020-07-01",
        "0x1F",
        "1_000",
        "+1",
        ".inf",
        "12:30:45",
        "1e3",
        "a: b",
        "a #b",
        "...",
        "---",
    ]
    texts = [*words, *("".join(chosen) for length in range(4) for chosen in product(signs, repeat=length))]
    values = {
        "topics": texts,
        "names": [{"name": text} for text in texts],
        **{f"k{n}": w for n, w in enumerate(words)},
    }

    _, data = meta.get_data(f"{front_matter(values)}\nbody\n")

    assert data == escape_all(values)


def escape_all(value: Any) -> Any:  # noqa: ANN401 - any value of YAML
    """Return `value` with its texts as a page's head should hold them."""
    if isinstance(value, dict):
        return {key: escape_all(item) for key, item in value.items()}
    if isinstance(value, list):
        return [escape_all(item) for item in value]
    return html.escape(squeeze(value)) if isinstance(value, str) else value


def repr_texts(value: Any) -> str:  # noqa: ANN401 - any value of YAML
    """Return all texts in `value`, one after the other."""
    if isinstance(value, dict):
        return " ".join(map(repr_texts, value.values()))
    if isinstance(value, list):
        return " ".join(map(repr_texts, value))
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize("value", [1.5, b"a", Markdown("a"), object()], ids=lambda value: type(value).__name__)
def test_front_matter_takes_plain_values_only(value: object) -> None:
    """What is encoded for the body, or has no form in YAML, is refused."""
    with pytest.raises(TypeError, match="front matter can hold"):
        front_matter({"title": value})
