"""Text to an extraction: segment, dates, mentions, events, relations; the package itself can be called."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.model.event import Extraction
    from kg.model.text import Article


class _CallablePackage(ModuleType):
    """Lets `kg.extract(article)` work although `kg.extract` is also where the stages live."""

    def __call__(
        self,
        source: Article | str | Path,
        *,
        lang: str | None = None,
        published: str | None = None,
        extractor: Callable[[Article], Extraction] | str | None = None,
    ) -> Extraction:
        """Extract one article; see `kg.pipeline.extract_one`."""
        found: Extraction = import_module("kg.pipeline").extract_one(source, lang=lang, published=published, extractor=extractor)
        return found  # no name of a stage's module may be used here: the package bears it once that is imported


sys.modules[__name__].__class__ = _CallablePackage
