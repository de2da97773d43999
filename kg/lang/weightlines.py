"""The lines of a pack's file of weights: a card in comments, then cells between tabs."""

from __future__ import annotations

from pathlib import Path

from kg.lang.table import Problem


def weight_lines(folder: Path, file: str, problems: list[Problem]) -> list[tuple[str, list[str]]] | None:
    """Give each line that is no comment, as its place and its cells; None where the pack has no such file, or none in UTF-8."""
    where = f"{folder.name}/{file}"
    try:
        text = (folder / file).read_text("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        problems.append(Problem(where, f"is not UTF-8: {error}"))
        return None
    lines = enumerate(text.split("\n"), 1)
    return [(f"{where}: line {number}", line.split("\t")) for number, line in lines if line and not line.startswith("#")]
