"""The promises of `tests/targets.py`, held on inputs made of what has harmed others, of news, and of anything at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.vocabulary import _KINDS
from tests.extract.test_brief import SENTENCES
from tests.hostile import TEXTS
from tests.targets import TARGETS
from tests.test_corrections import FIELDS, VALUES
from tests.test_markdown import PIECES

if TYPE_CHECKING:
    from collections.abc import Sequence


def some(words: Sequence[str], *, least: int = 0, most: int = 8, between: str = "\n") -> st.SearchStrategy[str]:
    """Return several of many words, joined."""
    return st.lists(st.integers(0, len(words) - 1).map(lambda n: words[n]), min_size=least, max_size=most).map(between.join)


TEXT = st.one_of(
    st.text(max_size=60),
    some([*PIECES, *TEXTS], between=""),
    some([*TEXTS, *SENTENCES]),
    some([*PIECES, *TEXTS, *SENTENCES], most=12, between=" "),
)
NEWS = some([*SENTENCES, *TEXTS], least=1)
BYTES = st.one_of(
    TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")),
    TEXT.map(lambda text: text.encode("utf-16", "surrogatepass")),
    st.binary(max_size=80),
    st.tuples(NEWS, st.binary(max_size=4), NEWS).map(lambda parts: parts[0].encode() + parts[1] + parts[2].encode()),
)
ADDRESSES = st.one_of(TEXT, st.tuples(st.sampled_from(["http://", "https://", "https://a.vn/", "HTTPS:"]), TEXT).map("".join))


def dump(value: object) -> bytes:
    """Return a value as YAML, as an editor's program might write it."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode("utf-8", "surrogatepass")


ANY = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), TEXT, st.sampled_from(["VN", "2025", "a-b", "ZP1X"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["vi", "en", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)
KEYS = st.sampled_from(["id", "label", "terms", "unless", "aliases", "about", "kind", "party", "hosts", "wikidata", *_KINDS])
ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["a", "b-1", "ZP", "A B"]) | TEXT,
            "label": st.fixed_dictionaries({"vi": TEXT, "en": TEXT}) | ANY,
        },
        optional={"terms": st.dictionaries(st.sampled_from(["vi", "en"]), st.lists(TEXT, max_size=3)) | ANY, "about": ANY},
    )
    | st.dictionaries(KEYS, ANY, max_size=5),
    max_size=3,
)
CORRECTIONS = st.lists(
    st.tuples(st.sampled_from(FIELDS), VALUES | TEXT, TEXT, TEXT).map(
        lambda one: {one[0][0]: one[0][1], "value": one[1], "reason": one[2], "editor": one[3]}
    ),
    max_size=4,
)
YAML = st.one_of(BYTES, ANY.map(dump), ANY.map(lambda value: json.dumps(value).encode()))
INPUTS = {
    "gate": BYTES,
    "front matter": BYTES,
    "slug": BYTES,
    "url": ADDRESSES.map(lambda text: text.encode("utf-8", "surrogatepass")),
    "seed": BYTES,
    "yaml": YAML,
    "vocabulary": st.one_of(YAML, ENTRIES.map(dump)),
    "corrections": st.one_of(BYTES, CORRECTIONS.map(lambda listed: dump({"corrections": listed})), YAML),
    "extraction": st.one_of(BYTES, NEWS.map(str.encode)),
    "pages": NEWS.map(str.encode),
}
# Pages take a hundred times as long as the others.
SHARE = {"pages": 50}


@pytest.mark.parametrize("name", TARGETS)
def test_any_input_is_read_or_refused(name: str) -> None:
    """No input breaks a promise."""
    most = max(5, settings.default.max_examples // SHARE.get(name, 1)) if settings.default else 100

    @settings(max_examples=most)
    @given(INPUTS[name])
    def run(data: bytes) -> None:
        TARGETS[name](data)

    run()
