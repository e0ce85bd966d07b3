"""What must hold for any bytes whatever: one function for each way in, given bytes, which fails where a promise is broken.

`tests/test_targets.py` runs them on inputs that Hypothesis makes, `tests/fuzz.py` on those that a fuzzer finds its way to.
"""

from __future__ import annotations

import functools
import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown import Markdown as Renderer
from mkdocs.config import load_config
from mkdocs.utils import meta

from generator.blocks import split_blocks
from generator.corrections import apply_corrections, load_corrections
from generator.digest import gather_digest
from generator.entries import Entry, read_entries
from generator.errors import DigestError
from generator.exports.correction_file import correction_file
from generator.exports.records import brief_record, json_line
from generator.exports.search import Searchables
from generator.extract import complete_statements, extract_brief
from generator.guard import find_foreign, find_markup
from generator.labels import load_labels
from generator.lookup import Lookup
from generator.markdown import encode, encode_url, front_matter
from generator.mkdocs_guard import on_config
from generator.models import Seed
from generator.pages import render_pages
from generator.searchwords import index_words, split_words
from generator.seeds import detect_language, read_seed
from generator.text import clean_text, slugify
from generator.urls import mend_url
from generator.vocabulary import _KINDS
from generator.yamlfile import parse_yaml
from tests.extract.reading import ROOT, get_reader
from tests.test_hostile import Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.models import Brief

SEEN = re.compile("[^\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\uf8ff]*", re.DOTALL)
"""A text in which nothing is invisible."""
SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
PLACES = (
    "{}", "## {}", "- {}\n- b", "term\n:   {}", "| a | b |\n|---|---|\n| {} | c |", '<span class="s">{}</span> more',
    '[a](#s1 "{}")', "[{}](#s1)", "{}[12](#s12)", "<p>{}</p>",
)  # fmt: skip
"""Where a template puts a text; `{}` is the text."""


def words_of(data: bytes) -> str:
    """Return bytes as a text; what is not UTF-8 stays in it as what Python makes of it in names of files."""
    return data.decode("utf-8", "surrogateescape")


@functools.cache
def make_renderer() -> Renderer:
    """Return what MkDocs renders the pages with, the hook's changes included."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    on_config(config)
    return Renderer(extensions=list(config.markdown_extensions), extension_configs=dict(config.mdx_configs))


def render(source: str) -> str:
    """Return the HTML of a page's Markdown."""
    return make_renderer().reset().convert(source)


@functools.cache
def folder() -> Path:
    """Return a folder for files that are read back."""
    return Path(tempfile.mkdtemp(prefix="targets-"))


def try_gate(data: bytes) -> None:
    """Hold that what went through the gate is itself on a page, in every place, and nothing that a sanitiser would take out."""
    text = words_of(data)
    encoded = encode(text)
    shown = "".join(encode(text).split())
    for place in PLACES:
        page = render(place.replace("{}", encoded))
        assert find_foreign(page) is None, (place, find_foreign(page))
        words = "".join(Page(f"<article>{page}</article>").text("article").split())
        expected = "".join(Page(f"<article>{shown}</article>").text("article").split())
        assert expected in words or 'title="' in page, (place, words)


def try_front_matter(data: bytes) -> None:
    """Hold that a title reads back as it was, escaped, and cannot end what it stands in."""
    values = {"title": words_of(data), "topics": [words_of(data)]}
    body, read = meta.get_data(f"{front_matter(values)}\nbody\n")
    assert body.strip() == "body"
    assert find_markup(read) is None
    assert list(read) == list(values)


def try_slug(data: bytes) -> None:
    """Hold that a slug is plain, and its own slug."""
    slug = slugify(words_of(data))
    assert SLUG.fullmatch(slug), slug
    assert slugify(slug) in {slug, f"x-{slug}"}
    assert len(slug) < 100


def try_url(data: bytes) -> None:
    """Hold that an address is refused, or safe to link to and not mended again."""
    try:
        url = mend_url(words_of(data))
    except ValueError:
        return
    assert re.fullmatch(r"https?://[a-z0-9.-]+(?::\d+)?/[!-~]*", url), url
    assert url == mend_url(url)
    page = render(f'<p><a class="url" href="{encode_url(url)}" rel="noopener nofollow">{encode(url)}</a></p>')
    assert find_foreign(page) is None


def try_seed(data: bytes) -> None:
    """Hold that a file is refused in words, or a report whose blocks are stretches of clean text, one after the other."""
    path = folder() / "seed.txt"
    path.write_bytes(data)
    try:
        seed = read_seed(path, root=path.parent)
    except DigestError as error:
        problems = error.problems
    else:
        check_seed(seed)
        return
    assert all(problem.file == "seed.txt" and str(problem).isprintable() for problem in problems)


def check_seed(seed: Seed) -> None:
    """Hold a seed to what everything after it relies on."""
    assert SEEN.fullmatch(seed.text)
    places = [place for block in seed.blocks for place in (block.start, block.end)]
    assert places == sorted(places)
    assert all(block.start <= s.start < s.end <= block.end for block in seed.blocks for s in block.sentences)
    assert seed.title


def try_yaml(data: bytes) -> None:
    """Hold that a document is refused in words, or of plain values of clean text, each with a line."""
    try:
        document = parse_yaml(data, file="f.yml")
    except DigestError:
        return
    assert is_plain(document.value)
    json.dumps(document.value)


def is_plain(value: object) -> bool:
    """Tell whether a value is of mappings, lists, clean texts, whole numbers and truths."""
    if isinstance(value, dict):
        return all(is_plain(one) for pair in value.items() for one in pair)
    if isinstance(value, list):
        return all(map(is_plain, value))
    return bool(SEEN.fullmatch(value)) if isinstance(value, str) else value is None or isinstance(value, int)


def try_vocabulary(data: bytes) -> None:
    """Hold that a list of any kind is read, or each of its faults named."""
    try:
        document = parse_yaml(data, file="f.yml")
    except DigestError:
        return
    for kind in _KINDS.values():
        entries, problems = read_entries(document, kind)
        assert all(isinstance(entry, Entry) for entry in entries.values())
        assert all(map(str, problems))
        if isinstance(document.value, list):
            assert len(entries) + len(problems) >= len(document.value)


REPORT = (
    "Hội nghị nghề cá lần thứ ba\nSáng 12/6/2025, Bộ trưởng Lê Hòa dự Hội nghị nghề cá tại Huế. Hai bên nhất trí hợp tác.\n"
)


@functools.cache
def report() -> Brief:
    """Return the brief of a report that corrections are tried on."""
    path = folder() / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return extract_brief(read_seed(path, root=path.parent), reader=get_reader())


def try_corrections(data: bytes) -> None:
    """Hold that a file of corrections is refused, or each of them is applied or refused; the record is whole in any case."""
    path = folder() / "report.yml"
    path.write_bytes(data)
    brief = report()
    try:
        changes, _ = load_corrections(path, seed=brief.seed, root=path.parent)
    except DigestError:
        return
    corrected, problems = apply_corrections(brief, changes, vocabulary=get_reader().vocabulary)
    assert len(changes) == len(problems) + len(corrected.corrections)
    check_brief(complete_statements(corrected, reader=get_reader()))


def check_brief(brief: Brief) -> None:
    """Hold a brief to what its record, its file of corrections and its line of the export promise."""
    record = brief_record(brief)
    for places in record["evidence"].values():
        assert all(words is None or brief.seed.text[start:end] == words for start, end, words, _ in places)
    assert json.loads(json_line(record)) == record
    assert len(json_line(record).splitlines()) == 1
    again = parse_yaml(correction_file(brief).encode(), file="f.yml").value
    assert again == {"text": brief.seed.hash, "corrections": None}


def make_brief(text: str) -> Brief | None:
    """Return the brief of a report, None where it is none."""
    lang = detect_language(text)
    blocks = split_blocks(text, lang=lang)
    if not any(block.kind == "title" for block in blocks):
        return None
    seed = Seed("case.txt", "case", "seeds/case.txt", text, "a" * 64, lang, blocks, None)
    return extract_brief(seed, reader=get_reader())


def try_extraction(data: bytes) -> None:
    """Hold that whatever a report says, each fact has its words, and the record can be written and read."""
    text, _ = clean_text(words_of(data))
    if brief := make_brief(text):
        check_brief(brief)
    split_words(text)
    index_words(split_words(text))


def try_pages(data: bytes) -> None:
    """Hold that the pages and the search records of any report are made, and every page passes the last look."""
    brief = make_brief(clean_text(words_of(data))[0])
    if brief is None:
        return
    vocabulary, labels = get_reader().vocabulary, load_labels("vi")
    digest = gather_digest([brief], vocabulary=vocabulary)
    for page in render_pages(digest, vocabulary=vocabulary, labels=labels):
        if page.path.startswith(("briefs/", "meetings/", "people/", "positions/")):
            body, values = meta.get_data(page.text)
            assert find_markup(values) is None
            assert find_foreign(render(body)) is None, page.path
    json.dumps([vars_of(record) for record in Searchables(Lookup(digest, vocabulary), labels=labels).records])


def vars_of(record: Any) -> dict[str, Any]:  # noqa: ANN401 - a frozen dataclass with slots
    """Return the fields of a record."""
    return {name: getattr(record, name) for name in record.__slots__ if name != "passages"}


TARGETS: dict[str, Callable[[bytes], None]] = {
    "gate": try_gate,
    "front matter": try_front_matter,
    "slug": try_slug,
    "url": try_url,
    "seed": try_seed,
    "yaml": try_yaml,
    "vocabulary": try_vocabulary,
    "corrections": try_corrections,
    "extraction": try_extraction,
    "pages": try_pages,
}
