"""What a process on another machine runs for us: it calls what it is told to, one call after the other, and answers.

The process is started by `clusterkit`, with the code and the vocabularies that `cluster` has sent, and is spoken to through its
standard input and output. Nothing of the generator is imported before the first call, so that what is missing is answered.
"""

from __future__ import annotations

import io
import pickle
import sys
import traceback
from pathlib import Path
from typing import BinaryIO

VOCABULARY = "vocabulary"
"""The folder, beside the code, of the vocabularies that came with it; a call names it so."""


class _Unpickler(pickle.Unpickler):
    """Puts our own folder where the caller had another."""

    def persistent_load(self, pid: object) -> Path:
        """Return the path of the vocabularies, which is all that is named and not sent."""
        return Path(str(pid)).absolute()


def serve(calls: BinaryIO, answers: BinaryIO) -> None:
    """Answer each of `calls` with a pair: whether it went well, and the pickled result, or else what went wrong in words."""
    while True:
        try:
            call = pickle.load(calls)  # noqa: S301 - whoever started this process may run code here anyway
        except EOFError:
            return
        pickle.dump(_answer(call), answers)
        answers.flush()


def _answer(call: bytes) -> tuple[bool, bytes | str]:
    try:
        function, args, kwargs = _Unpickler(io.BytesIO(call)).load()
        return True, pickle.dumps(function(*args, **kwargs))
    except Exception as error:  # noqa: BLE001 - whatever it is, who asked is told
        traceback.print_exc()
        return False, f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    out = sys.stdout.buffer
    # Whatever prints must not stand between two answers.
    sys.stdout = sys.stderr
    serve(sys.stdin.buffer, out)
