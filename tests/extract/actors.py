"""Short ways to read one sentence for its actors, by the tables alone: what is learned moves with each learning."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.chain import Chains
from kg.extract.reading import Reading, read
from kg.extract.relation import find_relations
from kg.extract.speech import find_actors
from kg.extract.timex import tag_times
from kg.lang.pack import Packs
from kg.model.entity import Entity, Mention
from kg.model.text import Article

PACKS = Packs()
TABLES = {code: replace(PACKS[code], weights=None) for code in PACKS.codes}


def parse(text: str, lang: str = "vi") -> tuple[Reading, tuple[Mention, ...], Chains]:
    """Read `text` up to its entities."""
    reading = read(Article("a", text, lang, published="2024-03-05"), TABLES[lang])
    mentions, chains, _ = find_actors(reading, tag_times(reading))
    return reading, mentions, chains


def whom(text: str, words: str, lang: str = "vi", nth: int = 0) -> list[str]:
    """Give the names of those whom the nth mention written `words` points to."""
    _, mentions, chains = parse(text, lang)
    names = {entity.id: entity.name for entity in chains.entities}
    found = [m for m in mentions if m.name == words]
    return [names[who] for who in chains.of[found[nth]]]


def entity(text: str, name: str, lang: str = "vi") -> Entity:
    """Give the entity of that name."""
    _, _, chains = parse(text, lang)
    return next(e for e in chains.entities if e.name == name)


def facts(text: str, lang: str = "vi") -> set[tuple[str, str, str]]:
    """Give the relations as (subject, predicate, object or office)."""
    reading, mentions, _ = parse(text, lang)
    return {
        (r.subject.name, r.predicate.value, r.object.name if r.object else str(r.office))
        for r in find_relations(reading, mentions)
    }
