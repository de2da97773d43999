"""What is wrong with the actors of an article: missed, spurious, split, joined, or of another kind."""

from __future__ import annotations

from collections.abc import Iterator

from kg.learn.gold import GoldArticle
from kg.learn.score import Difference, alike, fold_form, names_of, pair_actors
from kg.model.event import Extraction

FAULTS = ("missed", "spurious", "split", "joined", "other kind")


def actor_faults(article: GoldArticle, extraction: Extraction) -> Iterator[Difference]:
    """Give the faults of one article, each with the first sentence that it is about.

    An annotated actor that was found only as part of another is joined to it, one found twice is split.
    """
    entities = extraction.entities
    wanted = [frozenset(map(fold_form, forms)) for forms in article.actors]
    named = [names_of(article, entity) for entity in entities]
    pairs = pair_actors(article, entities)
    found, right = {i for i, _ in pairs}, {j for _, j in pairs}
    for j, forms in enumerate(article.actors):
        if j in right:
            continue
        name = max(sorted(forms), key=len)
        holder = next((entities[i].name for i in sorted(found) if alike(named[i], wanted[j])), "")
        at = min((begin for form in forms if (begin := article.text.find(form)) >= 0), default=0)
        yield _difference(article, "joined" if holder else "missed", name, at, str(article.kinds[j]), holder)
    for i, entity in enumerate(entities):
        at = entity.mentions[0].span.begin
        if i not in found:
            same = next((max(sorted(article.actors[j]), key=len) for j in sorted(right) if alike(named[i], wanted[j])), "")
            yield _difference(
                article, "split" if same else "spurious", entity.name, at, same, _read(str(entity.kind), entity.mentions[0].rule)
            )
    for i, j in pairs:
        if entities[i].kind is not article.kinds[j]:
            at, rule = entities[i].mentions[0].span.begin, entities[i].mentions[0].rule
            yield _difference(
                article, "other kind", entities[i].name, at, str(article.kinds[j]), _read(str(entities[i].kind), rule)
            )


def _read(kind: str, rule: str) -> str:
    return f"{kind}, {rule}"


def _difference(article: GoldArticle, fault: str, name: str, at: int, wanted: str, found: str) -> Difference:
    sentence = next((s.of(article.text) for s in article.sentences if s.begin <= at < s.end), "")
    return Difference(article.id, fault, name, sentence, wanted, found)
