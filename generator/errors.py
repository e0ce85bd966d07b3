"""What can go wrong, said so that whoever reads it knows what to do: where, what was found, what was expected, the remedy.

A `Problem` is a finding and may be collected; a `DigestError` carries one up to whoever goes on with the rest.
Nothing here prints: the command line and the MkDocs hook decide how problems are shown.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with an input, in words an editor can act on."""

    file: str
    """Path as the user would type it, relative to where the command ran when it is below it."""
    line: int | None
    """Line, counted from 1, or None when the file as a whole is meant."""
    found: str
    """What is there, e.g. `the file is empty`."""
    expected: str
    """What should be there, e.g. `a title line, then the text`."""
    remedy: str
    """What to do, as a command to the reader, e.g. `add the text or delete the file`."""
    fatal: bool = True
    """False for a warning: the page was built all the same."""

    def __str__(self) -> str:
        """One line, `file:line: error: found; expected …; remedy`."""
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        level = "error" if self.fatal else "warning"
        return f"{where}: {level}: {self.found}; expected {self.expected}; {self.remedy}"


class DigestError(Exception):
    """Raised where work on one input cannot go on; carries the problem, or several."""

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems; there is at least one."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
