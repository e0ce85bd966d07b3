"""An editor's corrections: what they change, what they keep, what is said of those that cannot be right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.corrections import MAX_CORRECTIONS, apply_corrections, find_orphans, load_corrections
from generator.errors import DigestError, Problem
from generator.exports.records import brief_record
from generator.extract import extract_brief
from generator.models import Brief, Correction, Evidence, Fact, Participant, ReportedMeeting, Seed, Source, Statement
from generator.reading import load_reader, read_briefs
from generator.seeds import read_seed
from generator.vocabulary import Act, Agreement, Party, Person, Series, Topic, Vocabulary
from tests.data import load_cases

if TYPE_CHECKING:
    from pathlib import Path

CASES = load_cases("corrections")
LABEL = {"vi": "nhãn", "en": "label"}
VOCABULARY = Vocabulary(
    series={"fish-talks": Series(id="fish-talks", label=LABEL)},
    topics={name: Topic(id=name, label=LABEL) for name in ("trade", "fishing")},
    agreements={"doc": Agreement(id="doc", label=LABEL)},
    phrases={},
    parties={
        "VN": Party(id="VN", label=LABEL),
        "SG": Party(id="SG", label=LABEL),
        "ASEAN": Party(id="ASEAN", label=LABEL, kind="organisation"),
    },
    people={"tan-wei": Person(id="tan-wei", label={"vi": "Tan Wei", "en": "Tan Wei"}, terms={"en": ("Tan",)})},
    roles={},
    places={},
    acts={name: Act(id=name, label=LABEL) for name in ("propose", "welcome")},
    outlets={},
    wordings={},
)


@pytest.fixture
def seed(tmp_path: Path) -> Seed:
    """Return the report of the cases, read from a file."""
    path = tmp_path / "report.txt"
    path.write_text(CASES["report"], encoding="utf-8")
    return read_seed(path, root=tmp_path)


def make_brief(seed: Seed) -> Brief:
    """Return what extraction would give for the report of the cases."""

    def fact(value: Any, words: str) -> Fact[Any]:  # noqa: ANN401 - any value
        start = seed.text.index(words)
        return Fact(value, (Evidence(start, start + len(words)),), "test")

    def words(text: str) -> Fact[str]:
        return fact(text, text)

    name, date, place = words("Hội nghị nghề cá"), fact("2025-06-12", "12/6/2025"), words("cảng Hòn Gai")
    quote = words("hoan nghênh đề xuất này")
    return Brief(
        seed=seed,
        source=Source(None, None, None),
        meeting=ReportedMeeting(name=name, date=date, place=place),
        participants=(Participant("le-hoa", words("Lê Hòa"), words("Bộ trưởng"), fact("VN", "Lê Hòa")),),
        parties=(fact("VN", "Lê Hòa"), fact("SG", "Tan")),
        topics=(fact("fishing", "nghề cá"),),
        agreements=(),
        statements=(Statement(words("Bộ trưởng Lê Hòa"), fact("welcome", "hoan nghênh"), quote, ()),),
        key_points=(),
    )


def correct(brief: Brief, *raw: dict[str, Any]) -> tuple[Brief, tuple[Problem, ...]]:
    """Return the brief after corrections given as in a file."""
    known: tuple[Literal["set", "add", "remove"], ...] = ("set", "add", "remove")
    actions = [next(name for name in known if name in entry) for entry in raw]
    corrections = [
        Correction(action, entry[action], entry["value"], "x", "An", line=line)
        for line, (action, entry) in enumerate(zip(actions, raw, strict=True), start=2)
    ]
    return apply_corrections(brief, corrections, vocabulary=VOCABULARY)


def flatten(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with the keys of its source and meeting written out."""
    flat = {key: value for key, value in record.items() if key not in ("source", "meeting", "evidence")}
    flat |= {f"source.{key}": value for key, value in record["source"].items()}
    return flat | ({f"meeting.{key}": v for key, v in record["meeting"].items()} if record["meeting"] else {"meeting": None})


@pytest.mark.parametrize("case", CASES["applied"], ids=lambda case: case["intent"])
def test_correction_is_applied(seed: Seed, case: dict[str, Any]) -> None:
    """A correction changes what it names and nothing else, and keeps what was extracted."""
    brief = make_brief(seed)
    before = flatten(brief_record(brief))
    corrected, problems = correct(brief, *case["corrections"])
    after = brief_record(corrected)
    changed = {key: value for key, value in flatten(after).items() if before.get(key, "nothing") != value}

    assert () == problems
    assert case["record"] == changed
    assert len(case["corrections"]) == len(corrected.corrections)
    assert case["extracted"] == corrected.corrections[-1].extracted
    for key, words in case.get("evidence", {}).items():
        assert [words, "correction"] == after["evidence"][key][0][2:]


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["intent"])
def test_correction_is_refused(seed: Seed, case: dict[str, Any]) -> None:
    """A correction that cannot be right changes nothing, and its problem names its line."""
    brief = make_brief(seed)
    corrected, problems = correct(brief, case["correction"])

    assert brief == corrected
    assert [("report.yml", 2)] == [(problem.file, problem.line) for problem in problems]
    assert case["says"] in str(problems[0])


@pytest.mark.parametrize("case", CASES["files"], ids=lambda case: case["intent"])
def test_file_is_read_strictly(seed: Seed, tmp_path: Path, case: dict[str, Any]) -> None:
    """What is wrong with a file is said with its line; the corrections that are right are kept."""
    path = tmp_path / "report.yml"
    path.write_text(case["file"], encoding="utf-8")
    corrections, problems = load_corrections(path, seed=seed, root=tmp_path)
    said = list(map(str, problems))

    assert case.get("left", 0) == len(corrections)
    assert len(case["says"]) == len(said)
    assert all(line.startswith(start) for line, start in zip(said, case["says"], strict=True))


def test_one_refusal_stops_no_other(seed: Seed) -> None:
    """Corrections apply in their order, each by itself."""
    corrected, problems = correct(
        make_brief(seed),
        {"set": "meeting.country", "value": "XX"},
        {"set": "meeting.place", "value": "Huế"},
        {"set": "meeting.place", "value": "Vinh"},
    )

    assert [2] == [problem.line for problem in problems]
    assert ["cảng Hòn Gai", "cảng Hòn Gai"] == [c.extracted for c in corrected.corrections]
    assert corrected.meeting is not None
    assert corrected.meeting.place == Fact("Vinh", (), "correction")


def test_a_meeting_can_be_given_where_none_was_read(seed: Seed) -> None:
    """An editor who sees a meeting that the rules missed can say what it is."""
    brief = replace(make_brief(seed), meeting=None)
    corrected, problems = correct(brief, {"set": "meeting.name", "value": "Hội nghị nghề cá"})

    assert () == problems
    assert corrected.meeting == ReportedMeeting(name=Fact("Hội nghị nghề cá", (Evidence(0, 16),), "correction"))


def test_what_was_written_against_this_text_is_no_warning(seed: Seed, tmp_path: Path) -> None:
    """The hash of the very text says that nothing has changed."""
    path = tmp_path / "report.yml"
    path.write_text(f"text: {seed.hash}\ncorrections: []\n", encoding="utf-8")

    assert ((), ()) == load_corrections(path, seed=seed)


def test_a_file_that_is_a_link_is_not_read(seed: Seed, tmp_path: Path) -> None:
    """Corrections come from regular files, as seeds do."""
    (tmp_path / "real.yml").write_text("corrections: []\n", encoding="utf-8")
    (tmp_path / "report.yml").symlink_to(tmp_path / "real.yml")

    with pytest.raises(DigestError, match=r"report\.yml: error: a symbolic link"):
        load_corrections(tmp_path / "report.yml", seed=seed, root=tmp_path)


def test_so_many_corrections_and_no_more(seed: Seed, tmp_path: Path) -> None:
    """Each costs as much as all before it left behind, so there is a cap, which is said."""
    entry = "- {set: meeting.place, value: Huế, reason: x, editor: y}\n"
    path = tmp_path / "report.yml"
    path.write_text("corrections:\n" + entry * (MAX_CORRECTIONS + 1), encoding="utf-8")

    found, problems = load_corrections(path, seed=seed, root=tmp_path)

    assert len(found) == MAX_CORRECTIONS
    assert ["report.yml:302: error: 301 corrections"] == [str(p).split(";")[0] for p in problems]


def test_corrections_without_a_report(tmp_path: Path) -> None:
    """A file of corrections that belongs to no seed would be without effect, and is named."""
    for name in ("a.txt", "a.yml", "b.yml", "a.yaml", "c.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")

    assert [
        "a.yaml: error: the ending .yaml; expected NAME.yml beside NAME.txt; rename it",
        "b.yml: error: corrections without a report; expected b.txt beside it; rename it as its report, or delete it",
    ] == list(map(str, find_orphans(tmp_path, root=tmp_path)))
    assert () == find_orphans(tmp_path / "nowhere")


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.text(max_size=12),
        st.sampled_from(["VN", "2025", "trade", "propose", "Lê Hòa"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["name", "role", "country", "speaker", "act", "quote", "topics"]), inner, max_size=4),
    ),
    max_leaves=6,
)
FIELDS = [
    *(
        ("set", f"meeting.{name}")
        for name in ("series", "ordinal", "name", "date", "end_date", "place", "country", "format", "upcoming")
    ),
    *(("set", f"source.{name}") for name in ("url", "publisher", "published", "retrieved", "archive")),
    ("set", "meeting"),
    *(
        (action, name)
        for action in ("add", "remove")
        for name in ("participants", "parties", "topics", "agreements", "phrases", "statements")
    ),
]


@given(entries=st.lists(st.tuples(st.sampled_from(FIELDS), VALUES), max_size=4))
def test_any_value_is_applied_or_refused(
    tmp_path_factory: pytest.TempPathFactory, entries: list[tuple[tuple[str, str], Any]]
) -> None:
    """Whatever an editor writes, each correction is either recorded or has a problem, and the record can be exported."""
    path = tmp_path_factory.getbasetemp() / "report.txt"
    path.write_text(CASES["report"], encoding="utf-8")
    brief = make_brief(read_seed(path, root=path.parent))
    corrected, problems = correct(brief, *({action: field, "value": value} for (action, field), value in entries))
    record = brief_record(corrected)

    assert len(entries) == len(problems) + len(corrected.corrections)
    assert set(record["topics"]) <= set(VOCABULARY.topics)
    assert all(
        words is None or corrected.seed.text[start:end] == words
        for e in record["evidence"].values()
        for start, end, words, _ in e
    )


def test_what_an_editor_says_of_a_statement_stands(tmp_path: Path) -> None:
    """What extraction finds in a corrected statement is added to what the editor wrote, but fills no blank of theirs."""
    text = "Hội nghị về nghề cá giữa Việt Nam và Lào\nSáng 12/6/2025, Việt Nam và Lào họp hội nghị về nghề cá tại Huế.\n"
    text += "Phía Lào đề xuất hoàn tất COC và kế hoạch nghề cá trước năm 2027.\n"
    report = tmp_path / "report.txt"
    report.write_text(text, encoding="utf-8")
    quote = "đề xuất hoàn tất COC và kế hoạch nghề cá trước năm 2027"
    value = f"{{speaker: Phía Lào, act: pledge, quote: {quote}, until: null, phrases: [self-restraint]}}"
    (tmp_path / "report.yml").write_text(
        f"corrections:\n- {{add: statements, value: {value}, reason: x, editor: An}}\n", encoding="utf-8"
    )
    (extracted,) = extract_brief(read_seed(report, root=tmp_path), reader=load_reader()).statements
    ((brief, *_), problems) = read_briefs(tmp_path)
    (said,) = brief.statements

    assert problems == ()
    assert extracted.until is not None
    assert (said.act.value, said.until) == ("pledge", None)
    assert said.phrases == ("self-restraint",)
    assert (said.agreements, said.topics, said.actors) == (extracted.agreements, extracted.topics, extracted.actors)
