"""Applies an editor's corrections, from the YAML file beside a seed, to what was extracted from it; both values are kept.

A correction that cannot be right (an unknown id, a quote that is not in the text) is a problem and changes nothing; one that
is no longer needed is a warning. The others apply, in order.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from generator.decoding import ENCODINGS
from generator.entries import nearest
from generator.errors import DigestError, Problem
from generator.fields import MEMBERS, SCALARS, Refusal, check_member, check_scalar, refuse
from generator.models import CORRECTED, Correction, Evidence, Fact, Participant, ReportedMeeting, Statement
from generator.names import person_slug
from generator.seeds import read_file, show_path
from generator.text import fold_word
from generator.yamlfile import Document, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.models import Brief, Seed
    from generator.vocabulary import Vocabulary

_ACTIONS: tuple[Literal["set", "add", "remove"], ...] = ("set", "add", "remove")
_TOP_KEYS = ("text", "encoding", "corrections")
_KEYS = (*_ACTIONS, "value", "reason", "editor")
MAX_CORRECTIONS = 300
"""Of one report; each looks at the record as the ones before it have left it."""
_HASH = re.compile(r"[0-9a-f]{64}")


def find_orphans(directory: Path, *, root: Path | None = None) -> tuple[Problem, ...]:
    """Return a problem for each file of corrections in `directory` that belongs to no seed."""
    problems = []
    for path in sorted(directory.glob("*.y*ml")) if directory.is_dir() else ():
        file = show_path(path, root)
        if path.suffix == ".yaml":
            problems.append(Problem(file, None, "the ending .yaml", "NAME.yml beside NAME.txt", "rename it"))
        elif path.suffix == ".yml" and not path.with_suffix(".txt").exists():
            expected = f"{path.with_suffix('.txt').name} beside it"
            found, remedy = "corrections without a report", "rename it as its report, or delete it"
            problems.append(Problem(file, None, found, expected, remedy))
    return tuple(problems)


def find_encoding(path: Path) -> str | None:
    """Return the encoding that the file at `path` says its report is in; None where it does not, or cannot be read."""
    try:
        value = parse_yaml(read_file(path), file=path.name).value
    except DigestError:
        # Said where the corrections are loaded.
        return None
    encoding = value.get("encoding") if isinstance(value, dict) else None
    return encoding if isinstance(encoding, str) and encoding in ENCODINGS else None


def load_corrections(path: Path, *, seed: Seed, root: Path | None = None) -> tuple[tuple[Correction, ...], tuple[Problem, ...]]:
    """Return the corrections in the file at `path`, in its order, and what is wrong with it or with any of them.

    Warns where the file was written against another text than that of `seed`. Raises DigestError where it cannot be read.
    """
    document = parse_yaml(read_file(path, root=root), file=show_path(path, root))
    problems = list(_check_document(document, seed))
    listed = document.value.get("corrections") if isinstance(document.value, dict) else None
    written = document.value.get("text") if isinstance(document.value, dict) else None
    stale = written is not None and written != seed.hash
    corrections = []
    for index, raw in enumerate(listed[:MAX_CORRECTIONS] if isinstance(listed, list) else ()):
        found = list(_check_entry(document, index, raw))
        problems.extend(found)
        if not found:
            action = next(name for name in _ACTIONS if name in raw)
            line = document.problem(("corrections", index), found="", expected="", remedy="").line
            corrections.append(
                Correction(action, raw[action], raw["value"], raw["reason"], raw["editor"], line=line, stale=stale)
            )
    return tuple(corrections), tuple(problems)


def apply_corrections(
    brief: Brief, corrections: Iterable[Correction], *, vocabulary: Vocabulary
) -> tuple[Brief, tuple[Problem, ...]]:
    """Return `brief` with `corrections` applied and recorded in it, and a problem for each that was not."""
    problems = []
    file = f"{brief.seed.path.removesuffix('.txt')}.yml"
    for correction in corrections:
        try:
            brief = _apply(brief, correction, vocabulary)
        except Refusal as refusal:
            found = f"{correction.action} {correction.field}: {correction.value!r}"
            problems.append(Problem(file, correction.line, found, refusal.expected, refusal.remedy, refusal.fatal))
    return brief, tuple(problems)


def _check_document(document: Document, seed: Seed) -> Iterator[Problem]:
    """Yield what is wrong with a file of corrections as a whole."""
    value = document.value
    # With nothing but comments below it, `corrections:` is null.
    missing = None if isinstance(value, dict) and "encoding" in value else 0
    if not isinstance(value, dict) or not isinstance(value.get("corrections", missing), list | None):
        expected, remedy = "`corrections:` and a list below it", "write `- {set: …, value: …, reason: …, editor: …}` there"
        yield document.problem((), found="no list of corrections", expected=expected, remedy=remedy)
        return
    if (count := len(value.get("corrections") or ())) > MAX_CORRECTIONS:
        expected, remedy = f"at most {MAX_CORRECTIONS}, of which the first are applied", "remove what is no longer needed"
        yield document.problem(
            ("corrections", MAX_CORRECTIONS), found=f"{count:,} corrections", expected=expected, remedy=remedy
        )
    for key in value:
        if key not in _TOP_KEYS:
            yield _unknown_key(document, (key,), key, _TOP_KEYS)
    if (encoding := value.get("encoding")) not in (None, *ENCODINGS):
        expected, remedy = " or ".join(ENCODINGS), "save the report as UTF-8, and remove the line"
        yield document.problem(("encoding",), found=f"encoding: {encoding!r}", expected=expected, remedy=remedy)
    text = value.get("text", seed.hash)
    if not isinstance(text, str) or not _HASH.fullmatch(text):
        expected, remedy = "the SHA-256 of the text, 64 hexadecimal digits", f"write {seed.hash}, or remove the line"
        yield document.problem(("text",), found=f"text: {text!r}", expected=expected, remedy=remedy)
    elif text != seed.hash:
        found, remedy = "the report has changed since this was written", "check the corrections against it"
        yield document.problem(("text",), found=found, expected=f"text: {seed.hash}", remedy=remedy, fatal=False)


def _check_entry(document: Document, index: int, raw: object) -> Iterator[Problem]:
    """Yield what is wrong with the form of one correction."""
    path = ("corrections", index)
    if not isinstance(raw, dict):
        expected = "`{set: …, value: …, reason: …, editor: …}`"
        yield document.problem(path, found=f"{raw!r}", expected=expected, remedy="write it in that form")
        return
    unknown = [key for key in raw if key not in _KEYS]
    for key in unknown:
        yield _unknown_key(document, (*path, key), key, _KEYS)
    actions = [name for name in _ACTIONS if name in raw]
    if len(actions) != 1:
        found, remedy = " and ".join(actions) or "no action", "make each change a correction of its own"
        yield document.problem(path, found=found, expected="one of set, add, remove", remedy=remedy)
        return
    for key in ("reason", "editor"):
        # What is missing may be what is misspelt.
        if not unknown and (not isinstance(raw.get(key), str) or not raw[key].strip()):
            yield document.problem((*path, key), found=f"no {key}", expected=f"`{key}: …`", remedy=f"add the {key}")
    if "value" not in raw:
        yield document.problem(path, found="no value", expected="`value: …`", remedy="add the value; null blanks a field")
    action, known = actions[0], SCALARS if actions[0] == "set" else MEMBERS
    if not isinstance(raw[action], str) or raw[action] not in known:
        found, hint = f"{action}: {raw[action]!r}", nearest(str(raw[action]), known)
        yield document.problem((*path, action), found=found, expected=", ".join(known), remedy=hint)


def _unknown_key(document: Document, path: tuple[str | int, ...], key: str, known: tuple[str, ...]) -> Problem:
    return document.problem(path, found=f"the unknown key {key!r}", expected=", ".join(known), remedy=nearest(key, known))


def _apply(brief: Brief, correction: Correction, vocabulary: Vocabulary) -> Brief:
    """Return `brief` with one correction applied and recorded; raise Refusal where it cannot be."""
    if correction.action == "set":
        changed, value, extracted = _set(brief, correction, vocabulary)
    elif correction.action == "add":
        value = check_member(correction.field, correction.value, vocabulary)
        changed, extracted = _ADDERS.get(correction.field, _add_id)(brief, correction.field, value, vocabulary)
        value = {k: v for k, v in value.items() if k != "topics"} if isinstance(value, dict) else value
    else:
        value = extracted = correction.value
        changed = _remove(brief, correction.field, value, vocabulary)
    return replace(changed, corrections=(*brief.corrections, replace(correction, value=value, extracted=extracted)))


def _set(brief: Brief, correction: Correction, vocabulary: Vocabulary) -> tuple[Brief, object, object]:
    """Return the brief with one value set, that value as the record holds it, and what was extracted."""
    part, _, name = correction.field.rpartition(".")
    value = check_scalar(correction.field, correction.value, vocabulary)
    if correction.field == "meeting":
        words = brief.meeting and (brief.meeting.name or brief.meeting.series)
        _refuse_useless(brief.meeting is None)
        # Who took part and what was said is said of a meeting: without one, nobody did and nothing was.
        empty = replace(brief, meeting=None, participants=(), parties=(), topics=(), phrases=(), statements=())
        return empty, None, words.value if words else None
    holder = getattr(brief, part) or ReportedMeeting()
    before: Fact[Any] | None = getattr(holder, name)
    _refuse_useless((before.value if before else None) == value)
    fact = None if value is None else Fact(value, _find_words(brief.seed, str(value)), CORRECTED)
    holder = replace(holder, **{name: fact})
    _check_range(holder)
    # A second correction of one field stands beside what the text gave, not beside the first.
    first = next((c for c in brief.corrections if c.action == "set" and c.field == correction.field), None)
    return _replace(brief, part, holder), value, first.extracted if first else before.value if before else None


def _replace(brief: Brief, name: str, value: Any) -> Brief:  # noqa: ANN401 - as the field has it
    """Return `brief` with the field `name` replaced."""
    changes: dict[str, Any] = {name: value}
    return replace(brief, **changes)


def _check_range(holder: object) -> None:
    """Raise Refusal where a meeting would end before it begins, or end on a day without having begun."""
    if not isinstance(holder, ReportedMeeting) or holder.end_date is None:
        return
    if holder.date is None or holder.end_date.value < holder.date.value:
        refuse("a date, and an end_date that is not before it", "correct the other one first")


def _refuse_useless(useless: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if useless:
        refuse("what the record does not say already", "remove the correction", fatal=False)


def _add_id(brief: Brief, field: str, value: str, vocabulary: Vocabulary) -> tuple[Brief, None]:
    """Add a party, topic, agreement or phrase: parties at the end, the others in the vocabulary's order."""
    facts: tuple[Fact[str], ...] = getattr(brief, field)
    _refuse_useless(any(fact.value == value for fact in facts))
    facts = (*facts, Fact(value, (), CORRECTED))
    if field != "parties":
        order = list(getattr(vocabulary, field))
        facts = tuple(sorted(facts, key=lambda fact: order.index(fact.value)))
    return _replace(brief, field, facts), None


def _add_participant(
    brief: Brief, _field: str, value: Mapping[str, Any], vocabulary: Vocabulary
) -> tuple[Brief, dict[str, str] | None]:
    """Add a participant, or give one who is there another role or side, or none; return also what those were."""
    seed, name = brief.seed, value["name"]
    person = _person_id(name, vocabulary)
    before = next((p for p in brief.participants if p.person == person), None)
    given: dict[str, Any] = {key: value[key] for key in ("role", "country") if key in value}
    facts: dict[str, Any] = {key: word and Fact(word, (), CORRECTED) for key, word in given.items()}
    if role := given.get("role"):
        facts["role"] = Fact(role, _find_words(seed, role), CORRECTED)
    if "role" in given:
        facts["offices"] = ()
    added = replace(before or Participant(person, Fact(name, _find_words(seed, name), CORRECTED), None, None), **facts)
    if before is None:
        return replace(brief, participants=(*brief.participants, added)), None
    was = {key: fact.value if (fact := getattr(before, key)) else None for key in given}
    _refuse_useless(was == given)
    participants = tuple(added if p is before else p for p in brief.participants)
    return replace(brief, participants=participants), {"name": before.name.value, **{k: v for k, v in was.items() if v}}


def _person_id(name: str, vocabulary: Vocabulary) -> str:
    """Return the id of the person the vocabulary knows by that name, or else the name's slug."""
    for person in vocabulary.people.values():
        if any(_fold(name) == _fold(form) for form in (*person.label.values(), *sum(person.terms.values(), ()))):
            return person.id
    return person_slug(name)


def _add_statement(
    brief: Brief, _field: str, value: Mapping[str, Any], _vocabulary: Vocabulary
) -> tuple[Brief, dict[str, str] | None]:
    """Add a statement, or give one that is there another speaker, act or object; return also what those were."""
    seed = brief.seed
    quote = _find_words(seed, value["quote"])
    if not quote:
        refuse("a quote in the exact words of the report", "copy the words from the report")
    before = next((s for s in brief.statements if _fold(s.quote.value) == _fold(value["quote"])), None)
    objects: dict[str, Any] = {key: value[key] or () for key in ("topics", "agreements", "phrases") if key in value}
    if "until" in value:
        objects["until"] = value["until"] and _find_deadline(seed, value["until"], quote[0])
    was = {key: _words_of(getattr(before, key)) for key in ("speaker", "act", *objects)} if before else None
    _refuse_useless(was is not None and all((value[key] or None) == (was[key] or None) for key in was))
    speaker = Fact(value["speaker"], _find_words(seed, value["speaker"], before=quote[0].end), CORRECTED)
    words = Fact(seed.words(quote[0]), quote, CORRECTED)
    plain = Statement(speaker, Fact(value["act"], quote, CORRECTED), words, before.topics if before else ())
    added = replace(plain, **objects, given=frozenset(objects))
    others = (s for s in brief.statements if s is not before)
    said = tuple(sorted((*others, added), key=lambda s: s.quote.evidence))
    return replace(brief, statements=said), {key: one for key, one in was.items() if one} if was else None


def _words_of(value: object) -> Any:  # noqa: ANN401 - as the field has it
    return value.value if isinstance(value, Fact) else value


def _find_deadline(seed: Seed, words: str, quote: Evidence) -> Fact[str]:
    """Return the words for a deadline where they stand in the quote."""
    found = _find_words(seed, words, before=quote.end)
    if not found or found[0].start < quote.start:
        refuse("an until in the words of the quote", "copy the words from the quote, or write `until: null`")
    return Fact(seed.words(found[0]), found, CORRECTED)


_ADDERS = {"participants": _add_participant, "statements": _add_statement}


def _remove(brief: Brief, field: str, value: object, vocabulary: Vocabulary) -> Brief:
    """Remove a member: an id, a participant by name, a statement by its quote."""
    members = getattr(brief, field)
    kept = tuple(member for member in members if not _is_meant(member, value))
    if len(kept) == len(members):
        known = [_name_of(member) for member in members]
        hint = nearest(str(value), known) if known else "remove the correction"
        # What the text does not hold either is a slip, and what was to be removed is still there.
        refuse(f"one of the record's {field}", hint, fatal=not _is_conceivable(brief, field, value, vocabulary))
    if field == "participants":
        # What they said is nobody's in particular then.
        gone = {p.person for p in brief.participants} - {p.person for p in kept}
        statements = (replace(s, actors=tuple(a for a in s.actors if a.value not in gone)) for s in brief.statements)
        brief = replace(brief, statements=tuple(statements))
    return _replace(brief, field, kept)


def _is_conceivable(brief: Brief, field: str, value: object, vocabulary: Vocabulary) -> bool:
    """Tell whether a member could have been extracted: an id of the list, or words of the report."""
    ids = getattr(vocabulary, field, None)
    if not isinstance(value, str):
        return False
    return value in ids if ids is not None else bool(_find_words(brief.seed, value))


def _name_of(member: Fact[str] | Participant | Statement) -> str:
    if isinstance(member, Fact):
        return member.value
    return member.name.value if isinstance(member, Participant) else member.quote.value


def _is_meant(member: Fact[str] | Participant | Statement, value: object) -> bool:
    return isinstance(value, str) and _fold(_name_of(member)) == _fold(value)


def _fold(words: str) -> str:
    return " ".join(map(fold_word, words.split()))


def _find_words(seed: Seed, words: str, *, before: int | None = None) -> tuple[Evidence, ...]:
    """Return where the page shows `words`, white space apart: the first place, or the last one before offset `before`."""
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)")
    shown = [block for block in seed.blocks if block.kind not in ("url", "boilerplate")]
    found = [Evidence(*m.span()) for b in shown for m in pattern.finditer(seed.text, b.start, min(b.end, before or b.end))]
    return (found[-1 if before else 0],) if found else ()
