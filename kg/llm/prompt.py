"""The instruction that goes with every question: data of its own, with a version."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kg.model.entity import EntityKind
from kg.model.event import EventType, Realis, Role

DEFAULT = "events"


@dataclass(frozen=True, slots=True)
class Prompt:
    """An instruction, and the version of its words that answers are kept under."""

    version: str
    text: str


@lru_cache(maxsize=4)
def load_prompt(name: str = DEFAULT) -> Prompt:
    """Load one of the instructions that come with kg, with the lists of types filled in."""
    table = tomllib.loads((files("kg.llm") / "prompts" / f"{name}.toml").read_text("utf-8"))
    lists = {
        "types": " ".join(type.lower() for type in EventType),  # capitals cost twice the tokens
        "realis": " ".join(Realis),
        "roles": " ".join(Role),
        "kinds": " ".join(EntityKind),
    }
    return Prompt(table["version"], table["text"].strip().format(**lists))
