"""Reading whole dates that a pack's tables do not know, by dateparser: imported only when first needed."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=16)
def _parser(language: str, order: str) -> Any:  # dateparser has no types
    from dateparser.date import DateDataParser  # 0.4 s to import, and most articles never need it

    settings = {
        "DATE_ORDER": order,
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
        "STRICT_PARSING": True,
    }
    return DateDataParser(languages=[language], settings=settings)


@lru_cache(maxsize=10_000)
def read_core(core: str, language: str, order: str) -> date | None:
    """Read words that stand alone as one whole date: day, month and year.

    `language` and `order` are the pack's `dateparser` and `date_order`. None if dateparser knows no such
    date, or does not know the language.
    """
    try:
        found = _parser(language, order).get_date_data(core)
    except ValueError:  # dateparser's word for a language that it does not have
        return None
    moment = found.date_obj
    if moment is None or found.period != "day":
        return None
    day: date = moment.date()
    return day
