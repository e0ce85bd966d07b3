"""Turns a folder of news reports on diplomatic meetings into the pages of a policy-brief digest.

The tour, in the order the data flows: `models` names the things, `errors` what can go wrong with them. `seeds` reads,
`extract` finds, `corrections` amends, `digest` gathers, `pages` renders, `writer` writes, and `build` says so in one go.
"""

__version__ = "0.1.0"
"""As in pyproject.toml; the change log says what each has brought."""
