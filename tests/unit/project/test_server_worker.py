"""What is no request of HTTP: a plain page with every header, that repeats nothing."""

import socket

import pytest
from django.http import HttpResponse
from gunicorn.http.errors import InvalidHeader, InvalidRequestLine, LimitRequestLine

from saidanddone.project.server_worker import PlainWorker
from tests.unit.project.test_error_path import has_every_header

SECRET = "ZZX3-WYNM-W1GN-MGF6-Z"  # noqa: S105 -- nobody's


def answered(error: Exception) -> tuple[str, HttpResponse]:
    """The status line, and the rest as a response."""
    worker = PlainWorker.__new__(PlainWorker)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        worker.handle_error(None, ours, ("127.0.0.1", 1), error)
        head, _, body = theirs.recv(65536).partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    return status, HttpResponse(body, headers=dict(line.split(": ", 1) for line in lines))


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (InvalidRequestLine(SECRET), "HTTP/1.1 400 ", "What was sent could not be read"),
        (InvalidHeader(SECRET), "HTTP/1.1 400 ", "What was sent could not be read"),
        (LimitRequestLine(5000, 4094), "HTTP/1.1 400 ", "What was sent could not be read"),
        (ValueError(SECRET), "HTTP/1.1 500 ", "Something went wrong here"),
    ],
)
def test_it_is_answered_in_plain_words(error: Exception, status: str, says: str) -> None:
    begins, answer = answered(error)
    assert begins.startswith(status)
    assert has_every_header(answer)
    assert says in answer.content.decode()
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert SECRET not in f"{begins}{answer.headers}{answer.content!r}"


def test_whoever_has_gone_is_no_error() -> None:
    ours, theirs = socket.socketpair()
    theirs.close()
    with ours:
        PlainWorker.__new__(PlainWorker).handle_error(None, ours, None, InvalidHeader("x"))
