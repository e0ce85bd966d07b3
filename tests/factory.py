"""Small values for tests that need a brief but do not care how it was read."""

from __future__ import annotations

from typing import Any

from generator.models import Block, Brief, Evidence, Fact, ReportedMeeting, Seed, Source

TEXT = "Hội nghị lần thứ ba\nHai bên nhất trí tiếp tục hợp tác."
TITLE, BODY = Evidence(0, 19), Evidence(20, len(TEXT))


def make_fact(value: Any, evidence: Evidence = BODY, rule: str = "test") -> Fact[Any]:  # noqa: ANN401 - any value
    """Return `value` as a fact read from the body."""
    return Fact(value, (evidence,), rule)


def make_brief(slug: str, *, topics: tuple[str, ...] = (), published: str | None = None, **meeting: Any) -> Brief:  # noqa: ANN401
    """Return a brief named `slug`; `meeting` holds the values of its meeting, none of them: no meeting."""
    blocks = (Block("title", TITLE.start, TITLE.end, (TITLE,)), Block("paragraph", BODY.start, BODY.end, (BODY,)))
    seed = Seed(f"{slug}.txt", slug, f"seeds/{slug}.txt", TEXT, "0" * 64, "vi", blocks, None)
    return Brief(
        seed=seed,
        source=Source(None, None, make_fact(published) if published else None),
        meeting=ReportedMeeting(**{name: make_fact(value) for name, value in meeting.items()}) if meeting else None,
        participants=(),
        parties=(),
        topics=tuple(make_fact(topic) for topic in topics),
        agreements=(),
        statements=(),
        key_points=(),
    )
