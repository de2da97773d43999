"""`kg train` as a user calls it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

from click.testing import CliRunner, Result

from kg.cli.main import cli
from kg.lang.points import Evidence

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "data" / "gold"


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["train", *args], catch_exceptions=False)


def test_two_runs_write_the_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    written: list[bytes] = []
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.toml"
        subprocess.run(
            [sys.executable, "-m", "kg", "train", str(GOLD), "--lang", "en", "--out", str(out)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        written.append(out.read_bytes())
    assert written[0] == written[1]


def test_the_table_goes_to_standard_output(tmp_path: Path) -> None:
    result = run(str(GOLD), "--lang", "vi")
    assert result.exit_code == 0
    assert set(tomllib.loads(result.stdout)) == {question.name for question in fields(Evidence)}
    assert "trigger: " in result.stderr


def test_faults_are_one_line(tmp_path: Path) -> None:
    for args in (
        (str(tmp_path), "--lang", "vi"),
        (str(GOLD), "--lang", "xx"),
        (str(GOLD), "--lang", "en", "--out", str(tmp_path / "none" / "x.toml")),
    ):
        result = run(*args)
        assert result.exit_code == 2
        assert "Traceback" not in result.stderr
