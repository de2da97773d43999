"""Who takes part in an event, and as what: positions in the sentence first, then what they and all else speak for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.extract.cast import Cast
from kg.extract.chain import Chains
from kg.extract.partake import observations, pair, role_observations, rows_of, words
from kg.extract.position import REACH, Placed, Scene, left_behind, place, set_scenes
from kg.extract.timeclause import dateline_end
from kg.extract.trigger import Found
from kg.extract.view import View
from kg.lang.events import EventTables
from kg.lang.labelweights import LabelWeights
from kg.lang.points import Evidence
from kg.lang.roles import Part, Position, RoleTables
from kg.model.entity import EntityId, EntityKind, Mention
from kg.model.event import EventType, Role

EQUALS = frozenset(
    {EventType.MEET, EventType.SPORT, EventType.CULTURE, EventType.AGREE}
)  # events that one is at and takes part in


ANIMATE = frozenset({EntityKind.PERSON, EntityKind.GROUP})  # who is no place


class Share(NamedTuple):
    """The part that a mention has in an event; `belief` as in `Participation`."""

    mention: Mention
    role: Role
    belief: int | None = None


def find_participants(found: Sequence[Found], views: Sequence[View], chains: Chains, tables: EventTables) -> list[list[Share]]:
    """Give the participants of each event word, in the order of `found`, which is that of the text.

    The pack's weights decide, without them its evidence; a pack that has learned nothing of them gives those whose
    position has a role.
    """
    roles, evidence = tables.roles, tables.evidence
    scenes = set_scenes(found, roles)
    ruled = [here for scene in scenes for here in _by_position(scene, roles)]
    answers = list(ruled)
    if tables.parts is not None:
        cast = Cast(scenes, views, chains, roles)
        answers = [here for n, scene in enumerate(scenes) for here in _weighed(scene, n, cast, roles, tables.parts)]
    elif evidence.part.points:
        cast = Cast(scenes, views, chains, roles)
        answers = [here for n, scene in enumerate(scenes) for here in _believed(scene, n, cast, roles, evidence)]
    for i, trigger in enumerate(found):
        if trigger.trigger.type in EQUALS and not any(share.role is Role.AGENT for share in answers[i]):
            answers[i] = answers[i] + _attending(found, answers, i, roles)
    for i, trigger in enumerate(found):
        if trigger.trigger.type is EventType.ATTACK:
            for j, parties in _resisted(found, ruled, i, roles.tags(trigger.view.tokens)).items():
                answers[j] = parties
    return answers


def _by_position(scene: Scene, tables: RoleTables) -> Iterator[list[Share]]:
    """Give those whom a position gives a role, event word by event word."""
    for n, positions in enumerate(scene.positions):
        roles = ((placed.mention, ruled(scene, n, placed, tables)) for placed in positions)
        yield [Share(mention, role) for mention, role in roles if role is not None]


def ruled(scene: Scene, n: int, placed: Placed, tables: RoleTables) -> Role | None:
    """Give the role that an actor's position to event word number `n` has; None if it is in none, or in one without a part."""
    position = scene.positions[n].get(placed)
    if position is None:
        return None
    role = tables.role(position, scene.triggers[n].trigger.type, is_place=placed.mention.kind is EntityKind.PLACE)
    # "At the meeting X said": nobody is where something happens.
    return None if role is Role.PLACE and placed.mention.kind in ANIMATE else role


def _weighed(scene: Scene, number: int, cast: Cast, tables: RoleTables, weights: LabelWeights[Part]) -> Iterator[list[Share]]:
    """Give those of whom the weights believe a part, each in the likeliest role, event word by event word."""
    rows, dateline = rows_of(scene), dateline_end(scene.view)
    for n in range(len(scene.triggers)):
        here: list[tuple[Placed, Share]] = []
        for placed in scene.placed:
            if not cast.who(placed) or placed.start < dateline:
                continue  # a dateline says where the report was written
            beside = pair(scene, n, placed, rows[placed])
            seen = observations(scene, number, n, placed, beside, cast, tables)
            seen += (*role_observations(scene, n, placed, beside), *words(scene, n, placed, beside))
            part, belief = weights.surest(dict.fromkeys(seen))
            role = part.role
            if role is not None and not (role is Role.PLACE and placed.mention.kind in ANIMATE):
                here.append((placed, Share(placed.mention, role, belief)))
        yield _in_one_role(here, cast)


def _in_one_role(here: Sequence[tuple[Placed, Share]], cast: Cast) -> list[Share]:
    """Keep, of the parts that the mentions of one actor have in an event, those in the role most believed, and those as its place."""
    most: dict[EntityId, Share] = {}
    for placed, share in sorted(here, key=lambda one: -(one[1].belief or 0)):
        if share.role is not Role.PLACE:
            for who in cast.who(placed):
                most.setdefault(who, share)
    return [
        share
        for placed, share in here
        if share.role is Role.PLACE or any(most[who].role is share.role for who in cast.who(placed))
    ]


def _believed(scene: Scene, number: int, cast: Cast, tables: RoleTables, evidence: Evidence) -> Iterator[list[Share]]:
    """Give those of whom the evidence says that they take part, event word by event word.

    Each is in the role of its position; where that has none, in the likeliest.
    """
    rows = rows_of(scene)
    answers = (
        (Role.AGENT, evidence.agent),
        (Role.PATIENT, evidence.patient),
        (Role.RECIPIENT, evidence.recipient),
        (Role.PLACE, evidence.place),
    )
    for n in range(len(scene.triggers)):
        here: list[Share] = []
        for placed in scene.placed:
            if not cast.who(placed):
                continue
            beside = pair(scene, n, placed, rows[placed])
            seen = set(observations(scene, number, n, placed, beside, cast, tables))
            if evidence.part.sum(seen) < evidence.part.threshold:
                continue
            role = ruled(scene, n, placed, tables)
            if role is None:
                seen.update(role_observations(scene, n, placed, beside))
                fitting = answers[:-1] if placed.mention.kind in ANIMATE else answers
                role, _ = max(fitting, key=lambda answer: answer[1].sum(seen) - answer[1].threshold)
                if role is Role.AGENT and _done_by_other(scene, n, placed):
                    continue
            here.append(Share(placed.mention, role))
        yield here


def _done_by_other(scene: Scene, n: int, placed: Placed) -> bool:
    """Say whether event word number `n` has another subject, be it a mention or not: an actor that stands apart is not the doer."""
    is_taken = Position.SUBJECT in scene.positions[n].values()
    return is_taken or left_behind(scene.view, placed, scene.triggers[n].start)


def _resisted(
    found: Sequence[Found],
    answers: Sequence[Sequence[Share]],
    i: int,
    preps: Sequence[frozenset[Position]],
) -> dict[int, list[Share]]:
    """Give the parties of an attack that somebody fights against ("arms for X in its war against the invasion by Y": X, by Y).

    `answers` are those of the positions; what is given stands in their place, by the number of the event word. The fight,
    where it is an event word itself, is that same attack seen from the other side, and has the same two parties.
    """
    attack = found[i]
    if any(share.role is Role.PATIENT for share in answers[i]):
        return {}
    view, agents = attack.view, {share.mention for share in answers[i] if share.role is Role.AGENT}
    lead = attack.start
    while lead > 0 and Position.AGAINST not in preps[lead - 1]:
        lead -= 1
        if attack.start - lead > REACH or view.is_mark(lead):
            return {}
    if lead == 0:
        return {}
    fight = next((j for j in range(i - 1, -1, -1) if found[j].view is view and found[j].trigger.type is EventType.ATTACK), None)
    if fight is not None and lead - found[fight].stop > 2:
        fight = None
    stop = found[fight].start if fight is not None else lead - 1
    fighter = next((p for p in reversed(place(view)) if p.stop <= stop and p.mention not in agents), None)
    if fighter is None or stop - fighter.stop > REACH or any(view.is_mark(k) for k in range(fighter.stop, stop)):
        return {}
    parties = [*answers[i], Share(fighter.mention, Role.PATIENT)]
    return {number: parties for number in (i, fight) if number is not None}


def _attending(found: Sequence[Found], answers: Sequence[list[Share]], i: int, tables: RoleTables) -> list[Share]:
    """Give the doers of the sentence's main verb to the meeting that it happened at ("At talks in Hanoi, X and Y agreed")."""
    event, view = found[i], found[i].view
    before = range(max(0, event.start - 3), event.start + 1)
    preps = tables.tags(view.tokens)
    if not any(Position.AT in preps[j] for j in before):
        return []
    near = [j for j in (i + 1, i - 1, i + 2) if 0 <= j < len(found) and found[j].view is view]
    present = {share.mention for share in answers[i]}
    for j in near:
        doers = [share for share in answers[j] if share.role is Role.AGENT and share.mention not in present]
        if doers:
            return doers
    return []
