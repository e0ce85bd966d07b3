"""A digest as its pages and its search look it up, made once: nothing here has a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.comparison import Comparison
from generator.ledger import Ledger
from generator.views import Index

if TYPE_CHECKING:
    from generator.models import Digest
    from generator.vocabulary import Vocabulary


class Lookup:
    """One digest, looked up in all ways."""

    def __init__(self, digest: Digest, vocabulary: Vocabulary) -> None:
        """Look nothing up yet."""
        self.digest, self.vocabulary = digest, vocabulary
        self.index = Index(digest, vocabulary=vocabulary)
        self.ledger = Ledger(digest, vocabulary=vocabulary)
        self.comparison = Comparison(vocabulary)
