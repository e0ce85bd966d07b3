"""What the pages say, seen in the Markdown of small digests built from reports of our own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from generator.build import Folders, build
from generator.digest import gather_digest
from generator.labels import load_labels
from generator.models import Meeting, Participant
from generator.naming import Names
from generator.views import by_report, merge, merge_participants
from generator.vocabulary import DEFAULT_VOCABULARY, load_vocabulary
from tests.factory import make_brief, make_fact
from tests.test_build import lay

if TYPE_CHECKING:
    from pathlib import Path

    from generator.models import Brief

REPORT = (
    "ASEAN và Nhật Bản họp bàn\n"
    "Hội nghị Cấp cao ASEAN - Nhật Bản lần thứ 27 diễn ra ngày 10/10/2024 tại Viêng Chăn, Lào.\n"
    "Thủ tướng Phạm Minh Chính đề nghị hai bên thúc đẩy thương mại và đầu tư với Nhật Bản.\n"
    "Bộ trưởng Lê Hòa nhấn mạnh: “Nhật Bản là đối tác tin cậy của các nước ASEAN trong nhiều năm qua”.\n"
    "“Chúng tôi sẵn sàng mở rộng hợp tác với mọi nước láng giềng”, Thủ tướng Phạm Minh Chính nói.\n"
    "Nhật Bản ủng hộ các nước. ASEAN cảm ơn Nhật Bản.\n"
    "Thương mại hai chiều tăng. Thương mại còn rào cản. Các nước bàn thêm về thương mại. Năm sau bàn tiếp về thương mại.\n"
)
CORRECTIONS = (
    "corrections:\n"
    "- {set: meeting.place, value: Huế, reason: bài nhầm nơi họp, editor: Lan}\n"
    "- {add: topics, value: tourism, reason: có bàn về du lịch, editor: Minh}\n"
    "- {set: meeting.date, value: null, reason: bài nhầm ngày, editor: Lan}\n"
)
MEETING = "meetings/asean-japan-summit-27.md"


def pages_of(tmp_path: Path, files: dict[str, object]) -> dict[str, str]:
    """Return the pages of a digest of `files`, by path."""
    (tmp_path / "seeds").mkdir()
    lay(tmp_path / "seeds", files)
    report = build(Folders(seeds=tmp_path / "seeds", docs=tmp_path / "docs"))
    assert not report.problems
    docs = tmp_path / "docs"
    return {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in docs.rglob("*.md")}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the pages of the report as it was read."""
    return pages_of(tmp_path_factory.mktemp("read"), {"a.txt": REPORT})


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the pages of the report with an editor's corrections."""
    return pages_of(tmp_path_factory.mktemp("edited"), {"a.txt": REPORT, "a.yml": CORRECTIONS})


def line_with(page: str, words: str) -> str:
    """Return the first line of a page, below its front matter, that holds `words`."""
    return next(line for line in page.split("---\n", 2)[-1].splitlines() if words in line)


def test_an_edited_value_is_marked_wherever_it_stands(edited: dict[str, str]) -> None:
    """The meeting's page, the topic's and the lists say that an editor set a value; the first two why, with a link to more."""
    place = line_with(edited[MEETING], "Huế")
    assert "[đã sửa](../briefs/a.md#fix1)" in place
    assert "Lý do: bài nhầm nơi họp (Lan)" in place
    assert "[đã sửa](../briefs/a.md#fix2)" in line_with(edited[MEETING], "tourism.md")
    assert "[đã sửa](../briefs/a.md#fix2)" in line_with(edited["topics/tourism.md"], "briefs/a.md")
    assert "đã sửa" in line_with(edited["meetings/index.md"], "asean-japan-summit-27.md")
    assert [1, 1, 1] == [edited["briefs/a.md"].count(f'id="fix{number}"') for number in (1, 2, 3)]


def test_a_value_that_was_read_is_not_marked_as_edited(read: dict[str, str], edited: dict[str, str]) -> None:
    """Beside an editor's values, those of the text stay as they were."""
    assert "đã sửa" not in line_with(edited[MEETING], "[Hội nghị Cấp cao ASEAN - Nhật Bản lần thứ 27<sup")
    assert "đã sửa" not in "".join(read.values())


def test_what_an_editor_removed_is_not_said_to_be_unread(edited: dict[str, str]) -> None:
    """A blank is an editor's or the machine's, and says whose."""
    assert "Không đọc được ngày họp" not in edited[MEETING]
    assert "Biên tập viên để trống." in edited[MEETING]
    assert "Không đọc được văn kiện nào trong bài." in edited[MEETING]


def test_marks_beyond_two_are_folded(read: dict[str, str]) -> None:
    """A topic that many sentences name keeps two marks in sight, and the others' numbers for paper."""
    row = line_with(read["briefs/a.md"], "[Thương mại](../topics/trade.md)[<sup")
    shown, _, folded = row.partition("topics/trade.md")[2].partition("<details")
    assert 2 == shown.count("</sup>")
    assert '<summary data-more=" 8 9 10">+3<' in folded
    assert 3 == folded.partition("</details>")[0].count("</sup>")


def test_an_account_is_not_passed_off_as_direct_speech(read: dict[str, str]) -> None:
    """Quotation marks are the report's own; what it tells in its own words gets none."""
    assert "[đề nghị hai bên thúc đẩy" in read["briefs/a.md"]
    assert "[nhấn mạnh: “Nhật Bản là đối tác" in read["briefs/a.md"]
    assert "[“Chúng tôi sẵn sàng mở rộng hợp tác với mọi nước láng giềng”<sup" in read["briefs/a.md"]


def test_a_country_is_not_said_twice(read: dict[str, str]) -> None:
    """Where the words for the place name the country, it gets no row of its own."""
    assert "Địa điểm" in read[MEETING].splitlines()
    assert "Nước" not in read[MEETING].splitlines()


def test_a_date_of_publication_says_what_it_is(tmp_path: Path) -> None:
    """A list tells the day of a meeting from the day a report came out."""
    seed = "https://example.vn/a\nHai nước bàn về thương mại\nHà Nội, ngày 5/6/2024\nHai bên bàn về thương mại.\n"
    pages = pages_of(tmp_path, {"a.txt": REPORT, "b.txt": seed})

    assert '<time datetime="2024-10-10">10/10/2024</time>' in pages["briefs/index.md"].splitlines()
    others = [line for line in pages["briefs/index.md"].splitlines() if "2024-06-05" in line]
    assert ['<time datetime="2024-06-05">đăng 5/6/2024</time>'] == others


def test_an_empty_digest_says_so(tmp_path: Path) -> None:
    """Lists of nothing do not count it."""
    pages = pages_of(tmp_path, {})

    assert [] == [path for path, text in pages.items() if " 0 " in text or "\n0 " in text]
    assert "Thêm một tệp" in pages["briefs/index.md"]
    assert "Chưa có cuộc họp nào" in pages["meetings/index.md"]
    assert "Chưa có chủ đề nào" in pages["topics/index.md"]


VOCABULARY = load_vocabulary(DEFAULT_VOCABULARY)


def headings(*briefs: Brief) -> list[str]:
    """Return the headings of the meetings that `briefs` report on, in order."""
    meetings = gather_digest(briefs, vocabulary=VOCABULARY).meetings
    names = Names(VOCABULARY, load_labels("vi"), meetings)
    return sorted(map(names.meeting, meetings))


def with_parties(brief: Brief, *parties: str) -> Brief:
    """Return `brief` with parties."""
    return replace(brief, parties=tuple(map(make_fact, parties)))


@pytest.mark.parametrize(
    ("meeting", "parties", "heading"),
    [
        (
            {"series": "bilateral-meeting", "name": "hội đàm", "date": "2024-06-03"},
            ["VN", "LA"],
            "Hội đàm, hội kiến: Việt Nam – Lào, ngày 3 tháng 6 năm 2024",
        ),
        ({"series": "official-visit", "name": "chuyến thăm của"}, ["VN", "SG"], "Thăm chính thức: Việt Nam – Singapore"),
        ({"name": "cuộc họp", "date": "2024"}, ["VN", "LA", "KH", "TH"], "Cuộc họp: Việt Nam – Lào – Campuchia…, năm 2024"),
        ({"name": "cuộc họp"}, ["VN"], "Hội nghị lần thứ ba"),
        (
            {"series": "bilateral-meeting", "name": "hội đàm với Bộ trưởng Lê Hòa của"},
            ["VN", "LA"],
            "Hội đàm với Bộ trưởng Lê Hòa",
        ),
        ({"series": "asean-summit", "ordinal": 44}, ["VN", "LA"], "Hội nghị Cấp cao ASEAN lần thứ 44"),
    ],
)
def test_a_heading_says_which_meeting_it_is(meeting: dict[str, Any], parties: list[str], heading: str) -> None:
    """Words that say too little give way to the kind, the sides and the date; without two sides to the report's title."""
    assert [heading] == headings(with_parties(make_brief("a", **meeting), *parties))


def test_two_meetings_never_share_a_heading() -> None:
    """What would be the same is told apart by date, place, publication, and at last by the file."""
    talks: dict[str, Any] = {"series": "bilateral-meeting", "name": "hội đàm"}
    briefs = [
        make_brief("a", **talks, place="Hà Nội"),
        make_brief("b", **talks, place="Huế"),
        make_brief("c", **talks, place="Huế"),
        make_brief("d", **talks, published="2024-06-05"),
    ]
    title = "Hội đàm, hội kiến: Việt Nam – Lào"
    assert [
        f"{title}, Huế, “Hội nghị lần thứ ba”, b.txt",
        f"{title}, Huế, “Hội nghị lần thứ ba”, c.txt",
        f"{title}, Hà Nội",
        f"{title}, đăng ngày 5 tháng 6 năm 2024",
    ] == headings(*(with_parties(brief, "VN", "LA") for brief in briefs))


def test_each_report_has_its_place_in_a_row() -> None:
    """A value stands under the reports that give it, once; the others have a blank."""
    briefs = (make_brief("a"), make_brief("b", topics=("trade",)), make_brief("c", topics=("energy", "trade")))
    meeting = Meeting("m", None, None, briefs)
    rows = {found[0]: by_report(meeting, found) for found in merge(meeting, "topics")}

    assert {topic: [report and report.brief.id for report in row] for topic, row in rows.items()} == {
        "trade": [None, "b", "c"],
        "energy": [None, None, "c"],
    }


def test_names_and_roles_of_a_person_come_from_every_report() -> None:
    """Whoever two reports place at a meeting is one attendance, with what each of them says."""
    roles = ("Thứ trưởng", None, "Bộ trưởng")
    people = [Participant("lan", make_fact("Lan"), make_fact(role) if role else None, make_fact("VN")) for role in roles]
    briefs = tuple(replace(make_brief(f"b{n}"), participants=(person,)) for n, person in enumerate(people))
    (found,) = merge_participants(Meeting("m", None, None, briefs))

    assert [(value, [report.number for report in reports]) for value, reports in found.names] == [("Lan", [1, 2, 3])]
    assert [(value, [report.number for report in reports]) for value, reports in found.roles] == [
        ("Thứ trưởng", [1]),
        ("Bộ trưởng", [3]),
    ]
    assert [(value, [report.number for report in reports]) for value, reports in found.countries] == [("VN", [1, 2, 3])]
