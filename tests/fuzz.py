"""Lets a fuzzer find its way to input that breaks a promise of `tests/targets.py`: `python -m tests.fuzz NAME RUNS`.

The fuzzer, atheris, is a package of its own lock (requirements-fuzz.txt; `make fuzz` installs it): it has no release for every
system and Python that the tests run on. It writes the input that failed to a file `crash-…` and ends with an error.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["generator"]):
    from generator.errors import DigestError
    from tests.hostile import TEXTS
    from tests.targets import TARGETS

LONGEST = 2_000  # bytes


def main(name: str, runs: int) -> None:
    """Run one target on so many inputs, beginning with the hostile texts; a promise that is broken ends it."""

    def run(data: bytes) -> None:
        try:
            TARGETS[name](data)
        except DigestError as error:
            message = f"a problem that nobody took care of: {error}"
            raise AssertionError(message) from error

    run(b"x\ny")  # what is read once, the vocabulary above all, is not the first input's fault
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        for number, text in enumerate(TEXTS):
            Path(folder, f"{number}").write_bytes(text.encode())
        atheris.Setup([sys.argv[0], f"-runs={runs}", f"-max_len={LONGEST}", "-print_final_stats=1", folder], run)
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1].replace("-", " "), int(sys.argv[2]))
