"""A web of our own for tests: sites with invented names, all of them one server of this machine."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pytest

PARAGRAPHS = (
    "Sáng 12/6/2025, tại Hà Nội, Bộ trưởng Ngoại giao Lê Hòa tiếp Bộ trưởng Ngoại giao Tan Wei đang thăm chính thức Việt Nam.",
    "Hai bên nhất trí tăng cường hợp tác nghề cá, lập tổ công tác chung và họp hai lần mỗi năm để trao đổi về mùa cá.",
    "Bộ trưởng Tan Wei hoan nghênh đề xuất này, đồng thời đề nghị hai bên sớm ký bản ghi nhớ về cứu nạn trên biển.",
    "Hai bên cũng trao đổi về các vấn đề khu vực cùng quan tâm và cam kết phối hợp chặt chẽ tại các diễn đàn đa phương.",
)
TITLE = "Hai bên bàn về nghề cá"


def make_page(*, head: str = "", title: str = TITLE, paragraphs: Iterable[str] = PARAGRAPHS, lead: str = "") -> str:
    """Return a page of an invented outlet, with all that stands around an article: menu, teasers, a footer with a day in it."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang=vi><head><title>{title} - Báo Biển</title>{head}</head><body>"
        f"<header><nav><a href=/>Trang chủ</a><a href=/bien>Biển đảo</a></nav></header>"
        f"<main><article><h1>{title}</h1>{lead}{body}</article></main>"
        f"<aside><h3>Tin liên quan</h3><ul><li><a href=/1>Giá cá tăng</a></li></ul></aside>"
        f"<footer>© 2024 Báo Biển. Giấy phép số 12 ngày 3/4/2019</footer></body></html>"
    )


DATED = '<meta property="og:site_name" content="Báo Biển">'
DATED += '<meta property="article:published_time" content="2025-06-13T08:00:00+07:00">'


def as_written(text: str, encoding: str) -> bytes:
    """Return text in an encoding; in windows-1258 tone marks are letters of their own."""
    if encoding != "cp1258":
        return text.encode(encoding)

    def split(letter: str) -> str:
        base, *tone = list(unicodedata.normalize("NFD", letter))
        marks = [mark for mark in tone if mark in "\u0300\u0301\u0303\u0309\u0323"]
        return unicodedata.normalize("NFC", base + "".join(mark for mark in tone if mark not in marks)) + "".join(marks)

    return "".join(map(split, text)).encode("cp1258")


@dataclass(frozen=True)
class Reply:
    """What a path is answered with."""

    body: bytes | Iterable[bytes] = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    slow: float = 0.0
    """Seconds before each piece of the body."""
    head: int | None = None
    """The status for HEAD, where that is another."""


def page(text: str, **headers: str) -> Reply:
    """Return a page in UTF-8."""
    return Reply(text.encode(), headers={"Content-Type": "text/html; charset=utf-8"} | headers)


def lead_to(url: str, status: int = 302) -> Reply:
    """Return a redirect."""
    return Reply(status=status, headers={"Location": url})


def packed(text: bytes) -> Reply:
    """Return a page packed as gzip."""
    return Reply(gzip.compress(text), headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of who leaves before all is said, as those do that are tested here."""


class Web:
    """The server, and what it was asked."""

    def __init__(self, replies: dict[str, Reply]) -> None:
        """Answer with `replies`, by `host/path`; with 404 for all else."""
        self.replies, self.asked, self.times = replies, [], []
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                place = f"{self.headers['Host'].partition(':')[0]}{self.path}"
                web.asked.append(f"{self.command} {place}")
                web.times.append(time.monotonic())
                reply = web.replies.get(place, Reply(make_page(title="Không tìm thấy trang", paragraphs=()).encode(), 404))
                self.send_response(reply.head if reply.head and self.command == "HEAD" else reply.status)
                pieces = [reply.body] if isinstance(reply.body, bytes) else reply.body
                if isinstance(reply.body, bytes):
                    self.send_header("Content-Length", str(len(reply.body)))
                else:
                    self.send_header("Connection", "close")
                for name, value in reply.headers.items():
                    self.send_header(name, value.replace("PORT", str(web.port)))
                self.end_headers()
                try:
                    for piece in () if self.command == "HEAD" else pieces:
                        time.sleep(reply.slow)
                        self.wfile.write(piece)
                except OSError:
                    pass  # whoever asked has had enough
                self.close_connection = True

            do_HEAD = do_GET  # noqa: N815 - as the library has it

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    asked: list[str]
    times: list[float]

    def url(self, place: str) -> str:
        """Return the address of `host/path`."""
        host, slash, path = place.partition("/")
        return f"http://{host}:{self.port}{slash}{path}"

    def close(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def point_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every name that ends in `.example` be that of this machine, and no other name be known."""
    look_up: Callable[..., object] = socket.getaddrinfo

    def look_up_here(host: str, *arguments: object, **options: object) -> object:
        if not str(host).endswith((".example", "127.0.0.1")):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return look_up("127.0.0.1", *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up_here)


@contextmanager
def serve(replies: dict[str, Reply], monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """Serve `replies` under names that end in `.example`."""
    point_here(monkeypatch)
    web = Web(replies)
    try:
        yield web
    finally:
        web.close()
