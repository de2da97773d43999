"""Which actors and events the entries of corrections mean, and the rulings that follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.model.entity import EntityId
from kg.model.ids import content_id
from kg.resolve.actor import Actors, Known
from kg.resolve.corrections import Act, ActorRef, Correction, Corrections, Finding, finding
from kg.resolve.identity import Actor, Local, anchored
from kg.resolve.names import key
from kg.resolve.ruling import Rulings, rule

FEW = 3  # actors that a line names


class Chooser:
    """Finds the actors of articles that references mean, among all that there are."""

    def __init__(self, known: Known) -> None:
        self._by_id: defaultdict[EntityId, set[Local]] = defaultdict(set)
        self._by_name: defaultdict[str, set[Local]] = defaultdict(set)
        self._by_key: defaultdict[str, set[Local]] = defaultdict(set)
        self._actor: dict[Local, Actor] = {}
        for identity, members in known.groups.items():
            for actor in members:
                local = actor.local
                self._actor[local] = actor
                # An id that was shown once means the same later: that of a group, and that of a part of it by any member.
                for shown in {identity, actor.identity, anchored([actor])}:
                    self._by_id[content_id("entity", *shown)].add(local)
                labels = (label for _, label in actor.entity.labels)
                for name in {key(name) for name in (actor.entity.name, *actor.entity.names, *labels)}:
                    self._by_name[name].add(local)
                if actor.entity.key:
                    self._by_key[actor.entity.key].add(local)

    def chosen(self, ref: ActorRef) -> frozenset[Local]:
        """Give the actors of articles that fit all that a reference says."""
        found: set[Local] | None = None
        asked = (
            (ref.id, self._by_id, ref.id),
            (ref.name, self._by_name, key(ref.name or "")),
            (ref.key, self._by_key, ref.key),
        )
        for given, index, word in asked:
            if given is not None:
                fitting = index.get(word or "", set())
                found = set(fitting) if found is None else found & fitting
        return frozenset(
            local
            for local in found or ()
            if (ref.kind is None or self._actor[local].entity.kind is ref.kind) and (not ref.articles or local[0] in ref.articles)
        )


@dataclass(slots=True)
class Choice:
    """What the entries of corrections mean in a set of articles; `findings` are those that mean nothing, or several things."""

    corrections: Corrections
    chooser: Chooser
    findings: list[Finding] = field(default_factory=list)

    def fault(self, entry: Correction, message: str) -> None:
        """Note that an entry is left out."""
        self.findings.append(finding(self.corrections, entry.number, message))

    def actors(self, plain: Actors) -> Rulings[Local]:
        """Rule which actors are one and which are not; `plain` is who is who without corrections."""
        chosen: dict[Act, dict[int, Sequence[frozenset[Local]]]] = {Act.SAME: {}, Act.DIFFERENT: {}}
        for entry in self.corrections.entries:
            if entry.act in chosen and entry.actors:
                meant = [self._one(entry, ref, plain) for ref in entry.actors]
                if all(meant):
                    chosen[entry.act][entry.number] = meant
        found, faults = rule(chosen[Act.SAME], chosen[Act.DIFFERENT], self._reasons())
        self.findings += [finding(self.corrections, fault.entry, fault.message) for fault in faults]
        return found

    def events(self, ids: Sequence[str]) -> Rulings[int]:
        """Rule which reports are one and which are not; `ids` are those of the reports, in their order."""
        at = {ident: i for i, ident in enumerate(ids)}
        chosen: dict[Act, dict[int, Sequence[frozenset[int]]]] = {Act.SAME: {}, Act.DIFFERENT: {}}
        for entry in self.corrections.entries:
            if entry.act in chosen and entry.events:
                if all(ident in at for ident in entry.events):
                    chosen[entry.act][entry.number] = [frozenset((at[ident],)) for ident in entry.events]
                else:
                    self.fault(entry, f"fits no event: {', '.join(i for i in entry.events if i not in at)}")
        found, faults = rule(chosen[Act.SAME], chosen[Act.DIFFERENT], self._reasons())
        self.findings += [finding(self.corrections, fault.entry, fault.message) for fault in faults]
        return found

    def entity(self, entry: Correction, ref: ActorRef, actors: Actors) -> EntityId | None:
        """Give the one entity that a reference means; None, with a finding, if it means none or several."""
        meant = self._one(entry, ref, actors)
        return actors.of[min(meant)] if meant else None

    def _reasons(self) -> dict[int, str]:
        return {entry.number: self.corrections.reason(entry) for entry in self.corrections.entries}

    def _one(self, entry: Correction, ref: ActorRef, actors: Actors) -> frozenset[Local]:
        """Give the actors that a reference means; none, with a finding, if no actor fits or several do that it does not list."""
        meant = self.chooser.chosen(ref)
        found = {actors.of[local] for local in meant}
        if not meant:
            self.fault(entry, f"fits no actor: {ref}")
        elif len(found) > 1 and not (ref.articles and entry.act in (Act.SAME, Act.DIFFERENT)):
            names = [f"{entity.name} ({entity.kind}, {entity.id})" for entity in actors.entities if entity.id in found]
            whom = "; ".join(names[:FEW]) + (f" and {len(names) - FEW} more" if len(names) > FEW else "")
            self.fault(entry, f"fits several actors: {ref} is {whom}; give id, kind or articles")
            return frozenset()
        return meant


def without_dropped(articles: Iterable[str], corrections: Corrections) -> tuple[frozenset[str], list[Finding]]:
    """Give the articles that are dropped, and the entries that drop an article that is not there."""
    known = set(articles)
    entries = [entry for entry in corrections.entries if entry.act is Act.DROP and entry.article is not None]
    missing = [finding(corrections, e.number, f"fits no article: {e.article}") for e in entries if e.article not in known]
    return frozenset(entry.article for entry in entries if entry.article is not None) & known, missing
