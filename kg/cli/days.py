"""Days as a user writes them: 2024-06-10, 2024-06 or 2024."""

from __future__ import annotations

from datetime import date, timedelta

import click

ONE_DAY = timedelta(days=1)


def first_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Read a day, or the first of a month or year."""
    return None if value is None else _period(value, ctx, param)[0]


def last_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Read a day, or the last of a month or year."""
    return None if value is None else _period(value, ctx, param)[1] - ONE_DAY


def _period(value: str, ctx: click.Context, param: click.Parameter) -> tuple[date, date]:
    """Give the first day, and the one after the last, of a day, month or year in ISO 8601."""
    try:
        numbers = [int(part) for part in value.split("-")]
        if len(numbers) == 3:
            day = date(*numbers)
            return day, day + ONE_DAY
        year, month = (numbers[0], numbers[1]) if len(numbers) == 2 else (numbers[0], 1)
        start = date(year, month, 1)
        months = year * 12 + month - 1 + (1 if len(numbers) == 2 else 12)
        return start, date(months // 12, months % 12 + 1, 1)
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{value!r} is no date; write 2024-06-10, 2024-06 or 2024", ctx, param) from None
