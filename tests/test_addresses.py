"""Pages stay where they were published, and what is gone leads on."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator import chapters
from generator.addresses import LEDGER, Addresses, keep_meetings, load_addresses
from generator.build import Folders, build
from generator.errors import DigestError
from tests.factory import make_brief
from tests.reports import CORPUS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Return a project of four reports, built once."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name in ("asean-an-do-som-24-vi", "asean-india-som-24-en", "eas-fmm-a", "viet-lao-quoc-phong"):
        shutil.copy(CORPUS / f"{name}.txt", seeds)
    found = Folders(seeds=seeds, docs=tmp_path / "docs")
    build(found)
    return found


def leads_to(folders: Folders, path: str) -> str | None:
    """Return where the page at `path` leads, as a browser sees it; None for a page that stays."""
    head = (folders.docs / path).read_text(encoding="utf-8").split("---\n")[1]
    found: str | None = yaml.safe_load(head).get("redirect")
    return found


def test_a_renamed_report_keeps_its_page(folders: Folders) -> None:
    """The text tells that it is the same report; the page, and the meeting's, stay where they were."""
    (folders.seeds / "eas-fmm-a.txt").rename(folders.seeds / "another-name.txt")

    build(folders)

    assert leads_to(folders, "briefs/eas-fmm-a.md") is None
    assert not (folders.docs / "briefs/another-name.md").exists()
    assert "another-name.txt" in (folders.docs / "briefs/eas-fmm-a.md").read_text(encoding="utf-8")


def test_a_changed_report_keeps_its_page(folders: Folders) -> None:
    """The name tells that it is the same report."""
    path = folders.seeds / "eas-fmm-a.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\nHai bên cảm ơn nước chủ nhà.\n", encoding="utf-8")

    build(folders)

    assert leads_to(folders, "briefs/eas-fmm-a.md") is None


def test_a_removed_report_leads_to_the_list(folders: Folders) -> None:
    """Its page, its meeting's, and those of people nobody else names lead to the lists of their kinds."""
    (folders.seeds / "viet-lao-quoc-phong.txt").unlink()

    build(folders)

    assert leads_to(folders, "briefs/viet-lao-quoc-phong.md") == "../../briefs/"
    assert leads_to(folders, "meetings/report-viet-lao-quoc-phong.md") == "../../meetings/"
    assert leads_to(folders, "people/khamphou-sisavath.md") == "../../people/"
    (folders.seeds / "back.txt").write_bytes((CORPUS / "viet-lao-quoc-phong.txt").read_bytes())
    build(folders)
    assert leads_to(folders, "briefs/viet-lao-quoc-phong.md") is None


def test_a_meeting_keeps_its_page_when_it_is_read_as_another_round(folders: Folders) -> None:
    """A correction of the number changes the heading, and not the address."""
    for name in ("asean-an-do-som-24-vi", "asean-india-som-24-en"):
        correction = "corrections:\n- {set: meeting.ordinal, value: 23, reason: sai số, editor: An}\n"
        (folders.seeds / f"{name}.yml").write_text(correction, encoding="utf-8")

    build(folders)

    page = folders.docs / "meetings/asean-india-som-24.md"
    assert leads_to(folders, "meetings/asean-india-som-24.md") is None
    assert "lần thứ 23" in page.read_text(encoding="utf-8")
    assert not (folders.docs / "meetings/asean-india-som-23.md").exists()


def test_an_editor_joins_meetings_and_parts_them(folders: Folders) -> None:
    """Reports of one `meeting.id` are on one page of that name, where their old pages lead; another id parts them again."""
    joined = "corrections:\n- {set: meeting.id, value: one-meeting, reason: cùng một cuộc, editor: An}\n"
    for name in ("eas-fmm-a", "viet-lao-quoc-phong"):
        (folders.seeds / f"{name}.yml").write_text(joined, encoding="utf-8")
    build(folders)
    page = (folders.docs / "meetings/one-meeting.md").read_text(encoding="utf-8")
    assert "briefs/eas-fmm-a.md" in page
    assert "briefs/viet-lao-quoc-phong.md" in page
    assert leads_to(folders, "meetings/report-viet-lao-quoc-phong.md") == "../../meetings/one-meeting/"

    (folders.seeds / "eas-fmm-a.yml").write_text(joined.replace("one-meeting", "another"), encoding="utf-8")
    build(folders)
    assert "briefs/eas-fmm-a.md" in (folders.docs / "meetings/another.md").read_text(encoding="utf-8")
    assert "briefs/eas-fmm-a.md" not in (folders.docs / "meetings/one-meeting.md").read_text(encoding="utf-8")


def test_a_build_after_a_build_changes_nothing(folders: Folders) -> None:
    """The ledger it wrote gives the same pages again, redirects among them."""
    (folders.seeds / "eas-fmm-a.txt").unlink()
    build(folders)

    again = build(folders)

    assert ((), ()) == (again.written.changed, again.written.removed)


def test_reports_that_swap_names_keep_their_pages(folders: Folders) -> None:
    """The text tells which report it is, whatever its file is called by now; a new one gets a name of its own."""
    one, other = folders.seeds / "eas-fmm-a.txt", folders.seeds / "viet-lao-quoc-phong.txt"
    texts = one.read_bytes(), other.read_bytes()
    one.write_bytes(texts[1])
    other.write_bytes(texts[0])
    build(folders)
    assert "Viêng Chăn" in (folders.docs / "briefs/eas-fmm-a.md").read_text(encoding="utf-8")

    other.rename(folders.seeds / "moved.txt")
    other.write_bytes((CORPUS / "viet-lao-nang-luong.txt").read_bytes())
    build(folders)
    assert leads_to(folders, "briefs/eas-fmm-a.md") is None
    assert "moved.txt" in (folders.docs / "briefs/eas-fmm-a.md").read_text(encoding="utf-8")
    assert "viet-lao-quoc-phong.txt" in (folders.docs / "briefs/viet-lao-quoc-phong-2.md").read_text(encoding="utf-8")


def test_a_report_joins_the_meeting_an_editor_names(folders: Folders) -> None:
    """The name of a page is enough, without touching the other reports, and stays so however often it is built."""
    wrong = "corrections:\n- {set: meeting.ordinal, value: 28, reason: sai số, editor: An}\n"
    for name in ("asean-an-do-som-24-vi", "asean-india-som-24-en"):
        (folders.seeds / f"{name}.yml").write_text(wrong, encoding="utf-8")
    build(folders)
    told = "corrections:\n- {set: meeting.id, value: asean-india-som-24, reason: cùng cuộc, editor: An}\n"
    (folders.seeds / "eas-fmm-a.yml").write_text(told, encoding="utf-8")

    for _ in range(3):
        build(folders)
        page = (folders.docs / "meetings/asean-india-som-24.md").read_text(encoding="utf-8")
        assert "briefs/eas-fmm-a.md" in page
        assert "briefs/asean-india-som-24-en.md" in page
    assert ((), ()) == (build(folders).written.changed, build(folders).written.removed)


def test_people_keep_their_pages(folders: Folders) -> None:
    """Who had the plain name first keeps it, when somebody of the same name comes to have more reports."""
    for name in ("asean-trung-quoc-som-doc-20", "viet-nam-singapore-tham-khao"):
        shutil.copy(CORPUS / f"{name}.txt", folders.seeds)
    build(folders)
    assert "Trung Quốc" in (folders.docs / "people/ly-minh.md").read_text(encoding="utf-8")
    text = (CORPUS / "viet-nam-singapore-tham-khao.txt").read_text(encoding="utf-8")
    (folders.seeds / "another.txt").write_text(text.replace("bai-thu", "bai-khac"), encoding="utf-8")

    build(folders)

    assert "Trung Quốc" in (folders.docs / "people/ly-minh.md").read_text(encoding="utf-8")
    assert "another.md" in (folders.docs / "people/ly-minh-sg.md").read_text(encoding="utf-8")


def test_a_name_that_ends_like_a_list_is_no_list(folders: Folders) -> None:
    """A page called so leads where it should."""
    told = "corrections:\n- {set: meeting.id, value: talks-index, reason: tên, editor: An}\n"
    (folders.seeds / "eas-fmm-a.yml").write_text(told, encoding="utf-8")

    build(folders)

    assert leads_to(folders, "meetings/eas-fmm-2024-07-25.md") == "../../meetings/talks-index/"


def test_a_page_of_a_list_leads_to_the_list(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that is no more is known to the ledger, as no page of a report or a meeting is that is gone."""
    monkeypatch.setattr(chapters, "MOST_LISTED", 1)
    build(folders)
    assert {"briefs/years/2024", "meetings/years/2024"} <= {*load_addresses(folders.docs).others}
    monkeypatch.undo()

    build(folders)

    assert leads_to(folders, "briefs/years/2024.md") == "../../../briefs/"
    assert leads_to(folders, "meetings/years/2024.md") == "../../../meetings/"


BROKEN = (
    "",
    "---\n[",
    "---\nbriefs: 1\n",
    "---\nbriefs: {}\nmeetings: {}\n",
    "---\nbriefs: {../x: a}\nmeetings: {}\npeople: {}\ntold: []\nothers: []\n",
    "---\nbriefs: {a: [x]}\nmeetings: {}\npeople: {}\ntold: []\nothers: []\n",
    "---\nbriefs: {}\nmeetings: {a: 1}\npeople: {}\ntold: []\nothers: []\n",
    "---\nbriefs: {}\nmeetings: {a: [[1]]}\npeople: {}\ntold: []\nothers: []\n",
    "\x00",
)


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_ledger_stops_the_build(text: str, tmp_path: Path) -> None:
    """Without it addresses would change in silence; the message says what to do."""
    (tmp_path / LEDGER).write_text(text, encoding="utf-8")

    with pytest.raises(DigestError, match="take it from version control again"):
        load_addresses(tmp_path)


NAMES = st.sampled_from("abcdef")
GROUPS = st.dictionaries(st.sampled_from(["m1", "m2", "m3", "m4"]), st.sets(NAMES, min_size=1), max_size=4)


@given(now=GROUPS, before=GROUPS)
def test_every_meeting_has_one_page_of_its_own(now: dict[str, set[str]], before: dict[str, set[str]]) -> None:
    """However reports were grouped before, no meeting is lost and no page is two meetings'."""
    taken: set[str] = set()
    groups = {}
    for name, reports in now.items():
        own = reports - taken
        taken |= own
        if own:
            groups[name] = tuple(make_brief(report) for report in sorted(own))
    known = Addresses(meetings={name: sorted(reports) for name, reports in before.items()})

    kept = keep_meetings(groups, known)

    assert sorted(map(_ids, groups.values())) == sorted(map(_ids, kept.values()))
    # What was alone on a page, and is alone on it now, stays.
    for name, reports in before.items():
        others = set().union(*(r for other, r in before.items() if other != name))
        if any(set(_ids(group)) == reports for group in groups.values()) and not reports & others:
            assert set(_ids(kept[name])) == reports


def _ids(group: tuple[object, ...]) -> list[str]:
    return [brief.id for brief in group]  # type: ignore[attr-defined]


PLAIN = """briefs:
  a: 1f
meetings:
  m: [a]
people:
told:
others:
- index
"""
FORMS = {
    "as it is written": 'addresses: {"briefs": {"a": "1f"}, "meetings": {"m": ["a"]}, "people": {}, "told": [],'
    ' "others": ["index"]}',
    "as it was written": PLAIN,
    "edited": "addresses:\n" + "".join(f"  {line}\n" for line in PLAIN.splitlines()),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_ledger_is_read_in_any_form(tmp_path: Path, form: str) -> None:
    """A build writes JSON within YAML, which is read faster; what somebody has made of it counts as well."""
    (tmp_path / LEDGER).write_text(f"---\ngenerated: true\n{form}", encoding="utf-8")

    found = load_addresses(tmp_path)

    assert ({"a": "1f"}, {"m": ["a"]}, ["index"]) == (found.briefs, found.meetings, found.others)
