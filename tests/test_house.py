"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

ROOT = Path(kg.__file__).parent
PACKS = ROOT / "lang" / "packs"
# Rooms that read text: a word of a language in them would be a rule outside the tables.
READING_ROOMS = ("extract", "lang", "read", "resolve", "graph", "model")


def modules(*rooms: str) -> list[Path]:
    folders = [ROOT / room for room in rooms] or [ROOT]
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Give the string literals of a module, with their lines; neither docstrings nor pieces of messages."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }
    docs |= {id(piece) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_word_of_vietnamese_stands_in_code(path: Path) -> None:
    found = [(line, text) for line, text in literals(path) if len(text) > 1 and any(c.isalpha() and ord(c) > 127 for c in text)]
    assert found == []


@pytest.mark.parametrize("path", modules(*READING_ROOMS), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_function_word_is_a_literal_in_the_rooms_that_read(path: Path) -> None:
    metas = [tomllib.loads(meta.read_text("utf-8")) for meta in sorted(PACKS.glob("*/meta.toml"))]
    metas = [meta for meta in metas if meta["code"] != "en"]  # the names in the code are English words
    words = {word for meta in metas for word in meta["words"] if len(word) > 2}
    found = [(line, text) for line, text in literals(path) if text.strip() in words]
    assert found == []


def test_importing_kg_loads_nothing_heavy() -> None:
    code = "import sys, kg, kg.extract.article; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"rdflib", "pyvis", "networkx", "dateparser", "rich", "trafilatura", "pyoxigraph"} & set(loaded)
