"""A pack's tables of event words and the cues around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.lang.attribution import AttributionTables, read_attribution
from kg.lang.cues import Cues, read_cues
from kg.lang.domains import Domains, read_domains
from kg.lang.eventlinks import LinkTables, read_links
from kg.lang.inflection import Inflection, read_inflection
from kg.lang.labelweights import DATES, REALIS, ROLES, SAME, TYPES, Answer, Dating, LabelWeights, read_label_weights
from kg.lang.objects import Objects, read_objects
from kg.lang.openwords import OpenWords, read_open_words
from kg.lang.points import Evidence, read_evidence
from kg.lang.retelling import Retelling, read_retelling
from kg.lang.roles import Part, RoleTables, read_roles
from kg.lang.table import Problem, read_table
from kg.lang.triggers import TriggerTables, read_triggers
from kg.lang.weights import TRIGGER_KINDS, TRIGGERS, Weights, read_weights
from kg.model.event import EventType, Realis

# Every class that the extraction asks for; what each one means is said by its words.
CUE_CLASSES = (
    "determiner",
    "possessive",
    "demonstrative",
    "preposition",
    "infinitive",
    "be",
    "have",
    "past",
    "future",
    "plan",
    "possible",
    "obligation",
    "wish",
    "negation",
    "denial",
    "passive",
    "progressive",
    "purpose",
    "condition",
    "plural",
    "generic",
    "classifier",
    "abstract",
    "compound_head",
    "compound_tail",
    "light",
    "pronoun",
    "conjunction",
    "clause_break",
    "complement",
    "relative",
    "aspect",
    "reporting",
    "according",
    "quote",
    "question",
    "content",
    "not_its_date",
    "compared",
    "hardly_dates",
    "onward",
    "heads_date",
    "counts_after",
    "counts_before",
    "anniversary",
    "anniversary_of",
    "unnamed",
    "provision",
    "nationality",
)


@dataclass(frozen=True, slots=True, eq=False)
class EventTables:
    """The tables of events, compiled for look-up.

    Without `weights` event words are found by the tables alone, and without `types` typed by them. Without the others the
    evidence answers: `realis`, whether something has happened; `parts`, who takes part; `dates`, when it was; `same`, what
    is told again.
    """

    inflection: Inflection
    triggers: TriggerTables
    open_words: OpenWords
    cues: Cues
    evidence: Evidence
    roles: RoleTables
    domains: Domains
    objects: Objects
    links: LinkTables
    attribution: AttributionTables
    retelling: Retelling
    weights: Weights | None = None
    types: LabelWeights[EventType] | None = None
    realis: LabelWeights[Realis] | None = None
    parts: LabelWeights[Part] | None = None
    dates: LabelWeights[Dating] | None = None
    same: LabelWeights[Answer] | None = None

    def untaught(self) -> EventTables:
        """Give the tables without what was learned beside them."""
        return replace(self, weights=None, types=None, realis=None, parts=None, dates=None, same=None)


def read_events(folder: Path, problems: list[Problem], endings: Sequence[str] = ()) -> EventTables:
    """Read them from a pack's folder; `endings` are those that its language's tokenizer cuts off words."""
    inflection = read_inflection(folder, problems)
    cues_table = read_table(folder / "cues.toml", problems)
    cues = read_cues(cues_table, CUE_CLASSES)
    cues_table.close()
    triggers = read_triggers(folder, inflection, problems, endings)
    return EventTables(
        inflection=inflection,
        triggers=triggers,
        open_words=read_open_words(folder, inflection, problems),
        cues=cues,
        evidence=read_evidence(folder, problems),
        roles=read_roles(folder, problems),
        domains=read_domains(folder, problems),
        objects=read_objects(folder, inflection, problems),
        links=read_links(folder, problems),
        attribution=read_attribution(folder, problems),
        retelling=read_retelling(folder, triggers, problems),
        weights=read_weights(folder, TRIGGERS, TRIGGER_KINDS, problems),
        types=read_label_weights(folder, TYPES, EventType, problems),
        realis=read_label_weights(folder, REALIS, Realis, problems),
        parts=read_label_weights(folder, ROLES, Part, problems),
        dates=read_label_weights(folder, DATES, Dating, problems),
        same=read_label_weights(folder, SAME, Answer, problems),
    )
