"""Makes the search index of a rendered site: Pagefind's, over words of our own cutting, with records of our own for results.

Pagefind finds which pages hold which words, and ranks and counts them. Its own reading is not made for Vietnamese: it folds
tone marks but not đ, and keeps spellings apart in a way that loses phrases and makes its files several times as large. So it
is given each word without marks, and once more with the marks as digits (`searchwords`), and no letter that it would have to
fold. The file it keeps of each page for showing (the fragment, fetched for results that are shown) then holds nothing that
could be read, and is replaced by the page's record.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.errors import Problem
from generator.searchwords import EVERYWHERE, NameFinder, index_words, other_words, split_words, word_pairs
from generator.writer import write_files, write_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.exports.search import SearchRecord

FOLDER = "pagefind"
"""Where the index is, within the site."""
# What the pages use of what Pagefind writes; the rest are looks of its own.
_USED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.*", "*.pf_meta", "index/*", "filter/*")
_SIGNATURE = b"pagefind_dcd"
_TITLE_WEIGHT = 7


def write_index(
    records: Iterable[SearchRecord], site: Path, *, names: Iterable[Iterable[str]], more: Mapping[str, Any], full: bool = True
) -> tuple[Problem, ...]:
    """Index the `records` whose pages are in `site` into its folder `pagefind`; return what was wrong.

    `names` are groups of names of one thing: a page that has one of them is found under the others. `more` goes beside the
    index, each value a JSON file: what a search page must know before it asks anything. Where the index is not to be `full`,
    marks are in it for titles and names only, and instead of the places of words which of them are neighbours.
    """
    finder = NameFinder(names)
    results: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory(prefix="search-") as temporary:
        source, target = Path(temporary, "source"), Path(temporary, "target")
        for number, record in enumerate(records):
            if address := _find_address(record.path, site):
                result = _compress(_json(_result(record, address)))
                # Pagefind names the fragment after what it holds, this name included, and browsers keep it as long as its name.
                file = f"{number}-{hashlib.sha256(result).hexdigest()[:12]}.html"
                results[file] = result
                if problems := write_files({source / file: _document(record, finder, full=full)}):
                    return problems
        if not results:
            return ()
        if failure := _run_pagefind(source, target):
            return (_problem(failure),)
        fragments = {_document_of(path): f"fragment/{path.name}" for path in (target / "fragment").iterdir()}
        index = {path.relative_to(target).as_posix(): path.read_bytes() for pattern in _USED for path in target.glob(pattern)}
    # Under load some of its files have been seen to stay empty.
    if set(fragments) != set(results) or not all(index.values()):
        return (_problem(f"Pagefind has {len(fragments)} of {len(results)} pages, or empty files"),)
    index |= {fragments[file]: result for file, result in results.items()}
    index |= {f"{name}.json": _json(value) for name, value in more.items()}
    return write_folder(site / FOLDER, index)


def _find_address(path: str, site: Path) -> str | None:
    """Return the address of a page within the site, in either of the ways renderers write it; None where it is not there."""
    folder = path.removesuffix("index")
    if path == folder and (site / path / "index.html").exists():
        return f"{path}/"
    if path != folder and (site / f"{path}.html").exists():
        return folder
    return f"{path}.html" if (site / f"{path}.html").exists() else None


def _document(record: SearchRecord, names: NameFinder, *, full: bool) -> str:
    """Return a record as Pagefind reads it: its words in both forms, what else it is about, what it is sifted and sorted by."""
    facets = {**record.facets, "kind": (record.kind,), "lang": (record.lang,)}
    marks = [f'<i data-pagefind-filter="{name}:{escape(one)}"></i>' for name, values in facets.items() for one in values]
    if record.date:
        marks.append(f'<i data-pagefind-sort="date:{escape(record.date)}"></i>')
    head, *texts = map(split_words, (record.title, *record.names, *(passage.text for passage in record.passages)))
    title, exact_title = index_words(head)
    forms = [index_words(words) for words in texts]
    plain, exact = [form for form, _ in forms], [form for _, form in forms]
    others = [other_words(name) for name in names.others((head, *texts))]
    if not full:
        plain, others, exact = word_pairs(plain), word_pairs(others, single=False), word_pairs(exact[: len(record.names)])
        title, exact_title = " ".join(word_pairs([title])), " ".join(word_pairs([exact_title]))
    weight = f'data-pagefind-weight="{_TITLE_WEIGHT}"'
    text = " ".join((EVERYWHERE, *plain, *others))
    body = f"<h1>{title}</h1><p>{text}</p><p {weight}>{exact_title}</p><p>{' '.join(exact)}</p>"
    return f'<!doctype html><html lang="vi"><body data-pagefind-body>{"".join(marks)}{body}</body></html>\n'


def _result(record: SearchRecord, address: str) -> dict[str, Any]:
    """Return a record as the pages show it, in the frame that Pagefind's script expects of a fragment."""
    passages = [[passage.anchor, passage.text, *([passage.claims] if passage.claims else [])] for passage in record.passages]
    shown = {"kind": record.kind, "title": record.title, "names": record.names, "lang": record.lang, "date": record.date}
    frame = {"content": "", "word_count": 0, "filters": {}, "meta": {}, "anchors": []}
    return {"url": address, **frame, **shown, "note": record.note, "passages": passages}


def _run_pagefind(source: Path, target: Path) -> str:
    """Index the documents in `source` into `target`; return why it could not be done, or nothing."""
    # The command, because the Python API of 1.5.2 loses files under load.
    command = [sys.executable, "-m", "pagefind", "--site", str(source), "--output-path", str(target), "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)  # noqa: S603
    if done.returncode == 0:
        return ""
    return f"Pagefind fails with exit code {done.returncode}: {' '.join((done.stderr or done.stdout).split())}"


def _document_of(fragment: Path) -> str:
    """Return the name of the document that Pagefind made a fragment of."""
    content = json.loads(gzip.decompress(fragment.read_bytes()).removeprefix(_SIGNATURE))
    return str(content["url"]).removeprefix("/")


def _compress(content: bytes) -> bytes:
    return gzip.compress(_SIGNATURE + content, mtime=0)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _problem(found: str) -> Problem:
    return Problem(FOLDER, None, found, "an index of every page", "build again; the pages themselves are right")
