"""What others say of the built site: `python -m benchmarks.rate SITE --node DIR`, with Lighthouse and the Nu checker in DIR.

Lighthouse rates four kinds of page as a phone with a slow line sees them, from a host that compresses; the Nu checker reads
every page. It ends with 1 where a category is below 0.95, or where a page has an error that is not the theme's own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browser.conftest import Handler, find_browser, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST = 0.95
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PLAIN = {".woff2", ".png"}
# The two boxes that the theme's menus are made of: overrides/partials has what replaces the rest of them.
THEME = "Attribute “autocomplete” is only allowed when the input type is"


class Compressing(Handler):
    """Serves a site as a host does that compresses what can be, and lets a browser keep it."""

    def do_GET(self) -> None:  # noqa: N802 - the parent's
        """Send a file, compressed."""
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        body, packed = path.read_bytes(), path.suffix not in PLAIN
        body = gzip.compress(body) if packed else body
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


def pages_of(site: Path) -> dict[str, str]:
    """Return the address of one page of each kind that is rated: of reports and series the largest."""
    found = {"home": "", "search": "search/"}
    for kind in ("briefs", "series"):
        pages = [path for path in site.glob(f"{kind}/*/index.html") if path.parent.name not in {"years", "letters"}]
        found[kind] = max(pages, key=lambda path: path.stat().st_size).parent.relative_to(site).as_posix() + "/"
    return found


def rate(url: str, node: Path, browser: str) -> dict[str, float]:
    """Return what Lighthouse gives a page in each category, 0 to 1."""
    tool = node / "node_modules" / "lighthouse" / "cli" / "index.js"
    flags = "--chrome-flags=--headless=new --no-sandbox"
    command = ["node", str(tool), url, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}", flags]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"CHROME_PATH": browser})
    if done.returncode:
        sys.exit(f"Lighthouse failed on {url}: {done.stderr.strip()[-500:]}")
    report = json.loads(done.stdout)
    for audit in report["audits"].values():
        if audit["score"] is not None and audit["score"] < LEAST and audit["scoreDisplayMode"] in {"binary", "metricSavings"}:
            print(f"    {audit['id']}: {audit['title']} {audit.get('displayValue', '')}")
    return {name: report["categories"][name]["score"] for name in CATEGORIES}


def find_errors(site: Path, node: Path) -> Iterator[str]:
    """Yield each error of the site's pages that the Nu checker finds, but the theme's own."""
    checker = next(node.glob("node_modules/vnu-jar/build/dist/vnu.jar"))
    command = [
        "java",
        "-jar",
        str(checker),
        "--skip-non-html",
        "--errors-only",
        "--format",
        "gnu",
        "--exit-zero-always",
        str(site),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    yield from (line for line in done.stderr.splitlines() if line.strip() and not re.search(THEME, line))


def main() -> int:
    """Print the marks and the errors."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rate", description=__doc__)
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument("--node", type=Path, default=Path(".node"), help="where npm has put Lighthouse and the checker")
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = find_browser(playwright)
    if browser is None or not shutil.which("node"):
        sys.exit("Chromium and node are needed; on Debian: apt install chromium nodejs npm")
    low = 0
    print(f"| {'page':8} | {' | '.join(f'{name:>14}' for name in CATEGORIES)} |")
    for url in serve(options.site, base="/", kind=Compressing):
        for kind, path in pages_of(options.site).items():
            marks = rate(url + path, options.node, browser)
            print(f"| {kind:8} | {' | '.join(f'{mark:14.2f}' for mark in marks.values())} |", flush=True)
            low += sum(mark < LEAST for mark in marks.values())
    if not shutil.which("java"):
        print("HTML: not checked: no java")
        return int(low > 0)
    errors = list(find_errors(options.site, options.node))
    print(f"HTML: {len(errors)} errors beside the theme's", *errors[:20], sep="\n")
    return int(low > 0 or bool(errors))


if __name__ == "__main__":
    sys.exit(main())
