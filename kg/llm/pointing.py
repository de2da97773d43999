"""Words that only point to an actor ("the council", "both men"): whether they may mean the one that a model says.

A model knows better than tables whom a description means, but it may also do what the text orders. So the words must be such as
point to somebody, nothing that our own code knows may speak against it, and the actor must be at hand: told of shortly before,
of like name, or one of those that the article is about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kg.extract.spelling import words_of
from kg.llm.place import Place
from kg.llm.sheet import Sheet
from kg.model.entity import Entity, EntityId, EntityKind, Mention, MentionForm
from kg.model.text import BlockKind

POINTING = "pronoun"  # the tag of words that point: pronouns, and class nouns such as "council"
PERSONS = frozenset({EntityKind.PERSON})
BODIES = frozenset({EntityKind.ORGANISATION, EntityKind.PLACE})


def fault_of(sheet: Sheet, place: Place, entity: Entity) -> str | None:
    """Say why words cannot mean an actor of our own list; None if they may."""
    if _means_another(sheet, place, entity.id):
        return "is somebody else"
    told = [m for m in sheet.told.get(entity.id, ()) if m.sentence <= place.sentence or _is_title(sheet, place.sentence)]
    if not told:
        return "is nobody of whom the text has told"
    if entity.id in sheet.acting or is_akin(sheet, place, entity.name, *entity.names):
        return None
    if not points(sheet, place) or all(m.sentence < place.sentence - 1 for m in told):
        return "does not point there"
    kinds = set(_kinds(sheet, place))
    unfit = BODIES if entity.kind in PERSONS else PERSONS if entity.kind in BODIES else frozenset()
    return "is of another kind" if kinds and kinds <= unfit else None


def may_mean_new(sheet: Sheet, place: Place, name: str, named: Sequence[Place]) -> bool:
    """Say whether words may mean an actor that our own code does not list, which the text names at `named`.

    Our own code must not see a name in all of these places, and the name must be at hand: of like words, of two sentences, or of the one
    right before.
    """
    if all(any(m.form is MentionForm.NAME for m in _here(sheet, there)) for there in named):
        return False
    if _means_another(sheet, place, None):
        return False
    sentences = {there.sentence for there in named}
    near = len(sentences) > 1 or bool(sentences & {place.sentence, place.sentence - 1})
    return is_akin(sheet, place, name) or (points(sheet, place) and near)


def points(sheet: Sheet, place: Place) -> bool:
    """Say whether words are such as point to somebody: one of them is a pronoun or a class noun, or our own code sees so."""
    view, tables = sheet.seen[place.sentence], sheet.reading.pack.actors
    tokens = sheet.reading.tokens[place.sentence][place.start : place.stop]
    return (
        any(view.has(i, POINTING) for i in range(place.start, place.stop))
        or bool(tables.heads.find(tokens) or tables.groups.find(tokens))
        or any(m.form is not MentionForm.NAME for m in _here(sheet, place))
    )


def is_akin(sheet: Sheet, place: Place, *names: str) -> bool:
    """Say whether words have one in common with one of the names that is no small word."""
    tags = sheet.seen[place.sentence].tags
    tokens = sheet.reading.tokens[place.sentence]
    own = {word for name in names for word in words_of(name)}
    return any(tokens[i].key in own and not tags[i] - {POINTING} for i in range(place.start, place.stop))


def _here(sheet: Sheet, place: Place) -> Iterator[Mention]:
    return (m for m in sheet.mentions if m.sentence == place.sentence and m.span.overlaps(place.span))


def _means_another(sheet: Sheet, place: Place, who: EntityId | None) -> bool:
    """Say whether our own code has another actor named in the words, or has exactly them mean one that is named elsewhere."""
    for mention in (m for m in sheet.mentions if m.sentence == place.sentence and m.wide.overlaps(place.span)):
        means = sheet.chains.of.get(mention, ())
        if who in means:
            continue
        if means and mention.form is MentionForm.NAME:
            return True
        if mention.span == place.span and any(_has_name(sheet.told.get(other, ())) for other in means):
            return True
    return False


def _has_name(mentions: Collection[Mention]) -> bool:
    return any(mention.form is MentionForm.NAME for mention in mentions)


def _kinds(sheet: Sheet, place: Place) -> Iterator[EntityKind]:
    tokens = sheet.reading.tokens[place.sentence][place.start : place.stop]
    yield from (head.kind for hit in sheet.reading.pack.actors.heads.find(tokens) for head in hit.values)
    yield from (m.kind for m in _here(sheet, place))


def _is_title(sheet: Sheet, sentence: int) -> bool:
    return sheet.reading.sentences[sentence].block is BlockKind.TITLE
