"""A project in which everything that somebody else can write is hostile: reports, file names, corrections, vocabularies.

`tests/cases/hostile.yml` has the texts; here each is put wherever a text can stand.
"""

from __future__ import annotations

import functools
import re
import shutil
from typing import TYPE_CHECKING, Any

import yaml

from generator.text import clean_text
from generator.urls import mend_url
from tests.conftest import copy_project, run_mkdocs
from tests.data import load_cases

if TYPE_CHECKING:
    from pathlib import Path

CASES = load_cases("hostile")
# Line ends of other systems, which YAML would not keep as they are.
BREAKS = {"(LS)": "\u2028", "(PS)": "\u2029", "(NEL)": "\x85"}
TEXTS: list[str] = [re.sub(r"\((?:LS|PS|NEL)\)", lambda sign: BREAKS[sign[0]], case["text"]) for case in CASES["texts"]]
VIETNAMESE = """\
{address}
{text}
Sáng {day}/6/2025 tại Hà Nội, {text} Thứ trưởng Ngoại giao Nguyễn Văn An dự Diễn đàn hợp tác zs{n}x lần thứ {n}.
Thứ trưởng Nguyễn Văn An nhấn mạnh: “{text} hai bên cần tuân thủ hiệp định chung za{n}x ở Biển Đông”.
{text}
Phía Ấn Độ đề xuất {text} thúc đẩy vấn đề lớn zt{n}x với Liên minh Chung Zp{n}x và hết lòng zf{n}x.
Hai bên nhất trí nối lại đối thoại, {text}
Ảnh: {text}
- {text}
"""
ENGLISH = """\
{address}
{text}
HANOI, {day} June 2025 - {text} Deputy Foreign Minister Nguyen Van An attended the cooperation forum zs{n}x in Hanoi.
Deputy Minister Nguyen Van An said: "{text} both sides should abide by the joint treaty za{n}x in the South China Sea."
{text}
India proposed {text} to promote the large matter zt{n}x with the Joint Union Zp{n}x and whole heart zf{n}x.
Both sides agreed to resume the dialogue, {text}
Photo: {text}
- {text}
"""


def name_of(n: int) -> str:
    """Return the name, without ending, of the report that holds text `n` everywhere."""
    return f"bai-{n:03}"


def shown(text: str) -> str:
    """Return what a reader should see of `text`: cleaned as a report is, on one line."""
    return " ".join(clean_text(text)[0].split())


def title_of(text: str) -> str:
    """Return what the report's title is: `text`, or the first line of it where its ends of lines are of another system."""
    return shown(text.replace("\n", " ").splitlines()[0])


def build_hostile_site(folder: Path) -> Path:
    """Build the site of all this in `folder`, strictly: none of it is a mistake, so nothing is warned of or left out."""
    work = folder / "work"
    write_project(work)
    done = run_mkdocs(work)
    assert (0, "") == (done.returncode, done.stdout + done.stderr)
    return work / "site"


def write_project(work: Path) -> None:
    """Copy the project to `work`, with hostile reports in place of its own and hostile entries in its vocabularies."""
    seeds = work.with_name(f"{work.name}-seeds")
    seeds.mkdir()
    for n, text in enumerate(TEXTS):
        _write_report(seeds, n, text)
    for n, run in enumerate(CASES["runs"]):
        words = run["text"] * run["times"]
        (seeds / f"run-{n:02}.txt").write_text(f"Tin dài {n}\n{words}\nHai bên nhất trí, {words}\n", encoding="utf-8")
    nested = "\n".join(f"{'    ' * depth}- cấp {depth}" for depth in range(300))
    (seeds / "nested.txt").write_text(f"Tin lồng nhau\n{nested}\n", encoding="utf-8")
    for file in (file for file in CASES["files"] if "refused" not in file):
        (seeds / file["name"]).write_text("Tên tệp lạ\nHai bên nhất trí nối lại đối thoại.\n", encoding="utf-8")
    work.mkdir()
    copy_project(work, seeds=seeds)
    shutil.rmtree(seeds)
    _write_vocabulary(work / "generator" / "vocabulary")


def _write_report(seeds: Path, n: int, text: str) -> None:
    # A report is cut into lines, a text of several would be several lines of it.
    line = " ".join(text.split("\n"))
    form = ENGLISH if n % 4 == 3 else VIETNAMESE
    body = form.format(address=address_of(n, line), text=line, n=n, day=n % 28 + 1)
    (seeds / f"{name_of(n)}.txt").write_text(body, encoding="utf-8", newline="")
    why = {"reason": text, "editor": text}
    quote = "resume the dialogue" if n % 4 == 3 else "nối lại đối thoại"
    corrections: list[dict[str, Any]] = [
        {"set": "meeting.place", "value": text},
        {"add": "participants", "value": {"name": text, "role": text, "country": "VN"}},
        {"add": "statements", "value": {"speaker": text, "act": "propose", "quote": quote}},
    ]
    if n % 2:
        corrections += [{"set": "meeting.name", "value": text}, {"set": "source.publisher", "value": text}]
    if n % 3 == 0:
        corrections += [{"set": "source.archive", "value": address_of(n, line)}]
    if n % 5 == 0:
        corrections += [{"set": "meeting.series", "value": None}]
    corrections += [{"add": name, "value": id_of(name, n)} for name in ("topics", "phrases", "parties") if name in lists_of(n)]
    _dump(seeds / f"{name_of(n)}.yml", {"corrections": [one | why for one in corrections]})


def address_of(n: int, text: str) -> str:
    """Return an address with `text` in it, or where that is no address one without."""
    address = f"https://h{n}.example/{text}?q={text}#{text}"
    try:
        mend_url(address)
    except ValueError:
        return f"https://h{n}.example/tin"
    return address if address == "".join(address.splitlines()) else f"https://h{n}.example/tin"


LISTS = {
    "series": ("diễn đàn hợp tác zs{n}x", "cooperation forum zs{n}x"),
    "topics": ("vấn đề lớn zt{n}x", "large matter zt{n}x"),
    "agreements": ("hiệp định chung za{n}x", "joint treaty za{n}x"),
    "phrases": ("hết lòng zf{n}x", "whole heart zf{n}x"),
    "parties": ("Liên minh Chung Zp{n}x", "Joint Union Zp{n}x"),
    "outlets": ("Báo Zo{n}x", "Zo{n}x Times"),
}
"""What each list's entry for a text is called in the reports."""


def lists_of(n: int) -> tuple[str, ...]:
    """Return the vocabularies that text `n` stands in: two for each, so that each has a third of the texts."""
    names = tuple(LISTS)
    return names[n % 3], names[n % 3 + 3]


def id_of(name: str, n: int) -> str:
    """Return the id of the entry for text `n` in a vocabulary."""
    return f"ZP{n}X" if name == "parties" else f"z{name[0]}{n}x"


@functools.cache
def entries() -> dict[str, list[dict[str, Any]]]:
    """Return what is added to each list: entries that are called by the texts and described with them."""
    lists: dict[str, list[dict[str, Any]]] = {name: [] for name in LISTS}
    for n, text in enumerate(TEXTS):
        named = {"label": {"vi": text, "en": text}, "about": {"vi": text, "en": text}, "aliases": {"vi": [text]}}
        for name in lists_of(n):
            vi, en = (term.format(n=n) for term in LISTS[name])
            entry = {"id": id_of(name, n), **named, "terms": {"vi": [vi], "en": [en]}}
            more: dict[str, dict[str, Any]] = {"parties": {"kind": "organisation"}, "outlets": {"hosts": [f"h{n}.example"]}}
            lists[name].append(entry | more.get(name, {}))
    known = {"label": {"vi": TEXTS[0], "en": TEXTS[0]}, "terms": {"vi": ["Nguyễn Văn An"], "en": ["Nguyen Van An"]}}
    return {**lists, "people": [{"id": "nguyen-van-an", **known}]}


def _write_vocabulary(folder: Path) -> None:
    for name, added in entries().items():
        path = folder / f"{name}.yml"
        with path.open("a", encoding="utf-8") as file:
            file.write(yaml.safe_dump(added, allow_unicode=True, sort_keys=False))
    # What people do is called by the hostile texts, too.
    acts = yaml.safe_load((folder / "acts.yml").read_text(encoding="utf-8"))
    for n, act in enumerate(acts):
        act["label"] = {"vi": TEXTS[n], "en": TEXTS[-n - 1]}
    _dump(folder / "acts.yml", acts)


def _dump(path: Path, value: object) -> None:
    path.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")
