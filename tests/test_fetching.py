"""Asking the web: what is followed, how far, how much is taken, and who is not asked at all."""

from __future__ import annotations

import gzip
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from generator import fetching
from generator.fetching import MAX_BYTES, MAX_REDIRECTS, Unreachable, ask, is_public
from tests.web import Reply, Web, lead_to, packed, page, point_here, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

REPLIES = {
    "a.example/plain": page("<p>Chào"),
    "a.example/led": lead_to("/plain?utm_source=x&id=7"),
    "a.example/plain?utm_source=x&id=7": page("<p>Đúng"),
    "a.example/far": lead_to("http://b.example:PORT/other", 301),
    "b.example/other": page("<p>Khác"),
    "a.example/circle": lead_to("/circle"),
    "a.example/out-1": lead_to("file:///etc/passwd"),
    "a.example/out-2": lead_to("http://127.0.0.1:PORT/plain"),
    "a.example/out-3": lead_to("http://localhost/"),
    "a.example/out-4": lead_to("http://[::1]/"),
    "a.example/out-5": lead_to("gopher://a.example/"),
    "a.example/packed": packed(b"<p>Ch\xc3\xa0o"),
    "a.example/not-packed": Reply(b"<p>x", headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}),
    "a.example/cut": Reply(gzip.compress(b"<p>" + bytes(5_000))[:-12], headers={"Content-Encoding": "gzip"}),
    "a.example/brotli": Reply(b"x", headers={"Content-Encoding": "br"}),
    "a.example/bomb": packed(bytes(20_000_000)),
    "a.example/large": Reply(bytes(20_000_000)),
    "a.example/endless": Reply([bytes(100_000)] * 200),
    "a.example/pdf": Reply(b"%PDF", headers={"Content-Type": "application/pdf"}),
    "a.example/slow": Reply([b"x"] * 40, slow=0.05),
    "a.example/wrong": Reply(b"gone", status=410),
} | {f"a.example/hop-{n}": lead_to(f"/hop-{n + 1}") for n in range(MAX_REDIRECTS + 2)}


@pytest.fixture(name="web")
def fixture_web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """Serve the pages."""
    with serve(REPLIES, monkeypatch) as web:
        yield web


@pytest.mark.parametrize(
    ("place", "body", "at"),
    [
        ("a.example/plain", "<p>Chào", "a.example/plain"),
        ("a.example/led", "<p>Đúng", "a.example/plain?utm_source=x&id=7"),
        ("a.example/far", "<p>Khác", "b.example/other"),
        ("a.example/packed", "<p>Chào", "a.example/packed"),
        ("a.example/plain#muc-2", "<p>Chào", "a.example/plain"),
    ],
)
def test_a_page_is_taken_from_where_it_is(web: Web, place: str, body: str, at: str) -> None:
    """Redirects are followed as they are written, and what is packed is unpacked."""
    answer = ask(web.url(place), allow_private=True)

    assert (body, web.url(at), 200) == (answer.body.decode(), answer.url, answer.status)
    assert answer.hops == ((web.url(place),) if at != place.partition("#")[0] else ())


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("a.example/circle", "it leads on in a circle"),
        ("a.example/hop-0", "it leads on again and again (5 times"),
        ("a.example/out-1", "it does not start with http:// or https://"),
        ("a.example/out-2", "its host '127.0.0.1' is not a public name"),
        ("a.example/out-3", "its host 'localhost' is not a public name"),
        ("a.example/out-4", "its host '::1' is not a public name"),
        ("a.example/out-5", "it does not start with http:// or https://"),
        ("a.example/not-packed", "it says to be packed as gzip, but is not"),
        ("a.example/cut", "the page was cut short on its way"),
        ("a.example/brotli", "it is packed as 'br'"),
        ("a.example/bomb", "a page of more than 5,000,000 bytes"),
        ("a.example/large", "a page of more than 5,000,000 bytes"),
        ("a.example/endless", "a page of more than 5,000,000 bytes"),
        ("nobody.invalid/", "its host 'nobody.invalid' is not known"),
    ],
)
def test_what_is_no_whole_page_is_refused(web: Web, place: str, found: str) -> None:
    """In words that say what was found, with something to do about it; however large it is, no more than a page is taken."""
    with pytest.raises(Unreachable) as caught:
        ask(web.url(place), allow_private=True)

    assert found in caught.value.found
    assert caught.value.remedy


def test_what_is_no_page_is_not_read(web: Web) -> None:
    """Its kind and its status are told, and nothing of it is taken."""
    pdf, gone = (ask(web.url(f"a.example/{name}"), allow_private=True) for name in ("pdf", "wrong"))

    assert ("application/pdf", b"", 200) == (pdf.content_type, pdf.body, pdf.status)
    assert (410, b"") == (gone.status, gone.body)


def test_a_private_machine_is_asked_only_where_that_is_meant(web: Web) -> None:
    """Whatever its name is."""
    with pytest.raises(Unreachable, match="is a machine of this network"):
        ask(web.url("a.example/plain"))

    assert [] == web.asked


def test_a_redirect_is_judged_as_the_first_address_is(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public site cannot lead to a machine of this network: here all but the first name are taken for such."""
    asked: list[str] = []

    def judge(number: str) -> bool:
        asked.append(number)
        return len(asked) == 1

    monkeypatch.setattr(fetching, "is_public", judge)
    with pytest.raises(Unreachable, match="is a machine of this network"):
        ask(web.url("a.example/far"))
    assert ["GET a.example/far"] == web.asked


def test_a_server_that_drips_is_left(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte comes in time, and the page never."""
    monkeypatch.setattr(fetching, "PATIENCE", 0.3)

    with pytest.raises(Unreachable, match="no whole answer within"):
        ask(web.url("a.example/slow"), allow_private=True)


def test_a_server_that_says_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes the connection, and that is all."""
    monkeypatch.setattr(fetching, "WAIT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        point_here(monkeypatch)
        with pytest.raises(Unreachable, match="no answer within"):
            ask(f"http://a.example:{port}/", allow_private=True)


def test_what_a_server_says_does_nothing_to_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reason and its type are shown, and only that."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        point_here(monkeypatch)

        def answer() -> None:
            connection, _ = other.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(b"HTTP/1.0 404 \x1b[2JGone\x07\r\nContent-Type: a/\x1bb\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        found = ask(f"http://a.example:{other.getsockname()[1]}/", allow_private=True)
        thread.join()
    assert "[2JGone" == found.reason
    assert found.content_type.isprintable()


def test_what_speaks_no_http_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server of something else answers with what is no answer."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        point_here(monkeypatch)

        def greet() -> None:
            connection, _ = other.accept()
            with connection:
                connection.sendall(b"220 mail.example ready\r\n")

        thread = threading.Thread(target=greet)
        thread.start()
        with pytest.raises(Unreachable, match="the connection failed"):
            ask(f"http://a.example:{port}/", allow_private=True)
        thread.join()


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - a number to judge
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("2002:7f00:1::", False),
    ],
)
def test_which_machines_are_public(number: str, *, public: bool) -> None:
    """Not this one, not those of a local network, not what is put aside; an older number in newer clothes is what it is."""
    assert public == is_public(number)


def test_the_most_is_the_most(web: Web) -> None:
    """A page of just so many bytes is taken, one more is not."""
    size = len("<p>Chào".encode())
    assert size < MAX_BYTES
    assert ask(web.url("a.example/plain"), allow_private=True, most=size).body
    with pytest.raises(Unreachable, match=f"more than {size - 1} bytes"):
        ask(web.url("a.example/plain"), allow_private=True, most=size - 1)
