"""Where places and organisations lie: the wider place named beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.extract.placepart import RULE as PART
from kg.extract.row import MODIFIERS, Row, Tie
from kg.lang.actors import ActorTables
from kg.model.entity import EntityKind, Mention
from kg.model.event import Predicate

COUNTRY_LEVEL, REGION_LEVEL, CITY_LEVEL, DISTRICT_LEVEL, SITE_LEVEL = 0, 1, 2, 3, 9
TRADE = 4  # words that say what an organisation is
ADDRESS = 9  # tokens of a street address before the place that it lies in
DASHES = ("-", "\u2013")
ADJECTIVE = "table.adjective"


def level(row: Row, place: Mention) -> int:
    """Say how wide a place is: 0 for a state, higher the narrower it is."""
    if (place.key or "").startswith("country:"):
        return COUNTRY_LEVEL
    if place.rule == PART:
        return REGION_LEVEL
    labelled = _label(row, place)
    if labelled is not None:
        return labelled
    if place.rule.startswith("table."):
        wide = place.key in row.tables.regions and place.key not in row.tables.towns
        return REGION_LEVEL if wide or place.rule == "table.capital" else CITY_LEVEL
    return SITE_LEVEL


def _label(row: Row, place: Mention) -> int | None:
    """Give the level of the class noun that a place's name begins or ends with, abbreviated or not; None without one."""
    return label(row.tables, row.keys(place))


def label(tables: ActorTables, words: Sequence[str]) -> int | None:
    """Give the level of the class noun among the folded words of a place's name; None without one."""
    short = words[0].partition(".")[0]  # "P.7" is one token
    if "." in words[0] and short in tables.levels:
        return tables.levels[short]
    return _by_class_noun(tables.levels, words)


def rank(tables: ActorTables, words: Sequence[str]) -> int | None:
    """Say how wide a body is by the class noun among the folded words of its name, 0 for the widest; None without one."""
    return _by_class_noun(tables.ranks, words)


def _by_class_noun(classes: Mapping[str, int], words: Sequence[str]) -> int | None:
    for length in (4, 3, 2, 1):
        for phrase in (" ".join(words[:length]), " ".join(words[-length:])):
            if len(words) > length and phrase in classes:
                return classes[phrase]
    return None


def find_places(row: Row, left: Mention, right: Mention) -> Iterator[Tie]:
    """Find what two neighbouring names say of where the one lies."""
    if left.kind is EntityKind.PLACE and right.kind is EntityKind.ORGANISATION:
        yield from _of_state(row, left, right)
        if not right.only_source and left.rule != ADJECTIVE and _is_home(row, row.extent[left][1], row.extent[right][0]):
            yield Tie(right, Predicate.LOCATED_IN, left, "organisation.based")
    if right.kind is not EntityKind.PLACE or right.only_source:
        return
    gap = (row.extent[left][1], row.extent[right][0])
    if left.kind is EntityKind.PLACE:
        yield from _place(row, left, right, gap)
    elif left.kind is EntityKind.ORGANISATION and not left.only_source and right.rule != ADJECTIVE:
        yield from _body(row, left, right, gap)


def _place(row: Row, left: Mention, right: Mention, gap: tuple[int, int]) -> Iterator[Tie]:
    right = _part_of(row, right)
    narrow, wide = level(row, left), level(row, right)
    if wide == SITE_LEVEL and (_label(row, left) or 0) > DISTRICT_LEVEL:
        wide = DISTRICT_LEVEL  # what stands beside a commune or village without a class noun is its district
    if _abroad(left, right) and not (wide == REGION_LEVEL and row.key(gap[0]) == ","):
        return  # "Birmingham, Alabama" names another town than the one that the tables know
    if narrow < wide and _owned(row, left, right, gap):
        yield Tie(right, Predicate.LOCATED_IN, left, "place.of.place")
    if narrow > wide and right.rule == ADJECTIVE and _is_its_city(row, right, gap):
        yield Tie(left, Predicate.LOCATED_IN, right, "place.of.place")
    if narrow <= wide or right.rule == ADJECTIVE:
        return
    if _beside(row, left, right, gap) and ((_label(row, left) or 0) > CITY_LEVEL or not _is_list(row, right)):
        yield Tie(left, Predicate.LOCATED_IN, right, "place.in.place")
    elif row.leads_to(("relations.located_in", "relations.within"), gap[0], _before_compass(row, gap)) or (
        _label(row, left) == DISTRICT_LEVEL and row.phrase("relations.of_state", gap[0]) == gap[1]
    ):
        yield Tie(left, Predicate.LOCATED_IN, right, "place.within")


def _of_state(row: Row, state: Mention, body: Mention) -> Iterator[Tie]:
    """A body after the possessive of a state: "Kenya's Ministry of Health"."""
    start = row.extent[state][1]
    owned = row.listed("offices.possessives", start) and start + 1 == row.extent[body][0] and state.rule != ADJECTIVE
    if owned and level(row, state) == COUNTRY_LEVEL and not body.only_source:
        yield Tie(body, state_bond(row, body), state, "body.of.state")


def _is_home(row: Row, start: int, stop: int) -> bool:
    """Say whether a word for having one's seat is joined to a place, and but a trade stands after it: "Oslo-based bank X"."""
    if not row.listed("relations.seated", start):
        return False
    rest = row.tokens[start + 1 : stop]
    return len(rest) <= TRADE and all(token.is_word and token.text.islower() for token in rest)


def _abroad(left: Mention, right: Mention) -> bool:
    """Say whether the tables know the two places in different countries."""
    codes = [key.split(":")[1].lower() for key in (left.key, right.key) if key is not None and ":" in key]
    if len(codes) < 2 or "" in codes:
        return False
    return not codes[0].startswith(codes[1]) and not codes[1].startswith(codes[0])  # "gbeng" is a part of "gb"


def _beside(row: Row, left: Mention, right: Mention, gap: tuple[int, int]) -> bool:
    """Say whether "X, Y", "X (Y)", "X - Y" or "X Y" stands there, with a point of the compass before Y or not."""
    start, stop = gap[0], _before_compass(row, gap)
    between = [row.tokens[i].text for i in range(start, stop)]
    if between and between[0] in DASHES:
        return len(between) == 1 and _label(row, left) is not None and _label(row, right) is not None
    return between in ([","], ["("]) or (not between and stop == gap[1])


def _before_compass(row: Row, gap: tuple[int, int]) -> int:
    """Give where the point of the compass at the end of a gap begins ("south-western Norway"), or the end of the gap."""
    start, stop = gap
    while stop > start and row.listed("relations.compass", stop - 1):
        stop -= 1
    return stop


def _is_list(row: Row, right: Mention) -> bool:
    """Say whether the places are but a list, "X, Y and Z": what follows is no wider than Y."""
    stop = row.extent[right][1]
    following = row.first.get(stop + 1)
    if following is None or following.kind is not EntityKind.PLACE:
        return False
    if row.listed("organisations.joints", stop):
        return True
    return row.key(stop) == "," and _label(row, right) is None and level(row, following) >= level(row, right)


def _owned(row: Row, wide: Mention, narrow: Mention, gap: tuple[int, int]) -> bool:
    """Say whether "Kenya's Rift Valley" or "the Kenyan city of Nakuru" stands there."""
    start, stop = gap
    possessed = row.listed("offices.possessives", start) and wide.rule != ADJECTIVE
    if possessed and stop - start == 1:
        return True
    labelled = _label(row, narrow) is not None and narrow.rule.startswith("head.") and row.tables.owner_first
    if start == stop:
        return labelled
    if not possessed and wide.rule != ADJECTIVE:
        return False
    if row.phrase("relations.city_of", start) == stop or (labelled and _before_compass(row, gap) == start):
        return True
    last = stop - (row.key(stop - 1) == ",")  # "Kenya's capital, Nairobi"
    first = start + possessed
    modified = range(first, min(last, first + MODIFIERS + 1))
    if possessed and labelled and stop - first <= MODIFIERS:
        return all(row.tokens[i].text.islower() for i in range(first, stop))
    return any(row.phrase("relations.city_of", i) == last for i in modified)


def _is_its_city(row: Row, state: Mention, gap: tuple[int, int]) -> bool:
    """Say whether "X, the Kenyan capital" stands there, with the adjective of a state."""
    apposed = row.key(gap[0]) == "," and gap[1] == gap[0] + 2 and row.listed("offices.articles", gap[0] + 1)
    return apposed and row.phrase("relations.city_of", row.extent[state][1]) is not None


def _part_of(row: Row, place: Mention) -> Mention:
    """Give the place that is owned by this one, "Kenya's Rift Valley", or the place itself."""
    following = row.first.get(row.extent[place][1] + 1)
    owned = row.listed("offices.possessives", row.extent[place][1]) and following is not None
    return following if owned and following is not None and following.kind is EntityKind.PLACE else place


def _body(row: Row, left: Mention, right: Mention, gap: tuple[int, int]) -> Iterator[Tie]:
    """An organisation in a place, by its address or by words that say where it sits."""
    start, stop = gap
    wide = level(row, right)
    if row.key(start) == "(" and wide < SITE_LEVEL and _is_address(row, start + 1, stop) and not _is_list(row, right):
        if row.key(row.extent[right][1]) in (")", ","):
            yield Tie(left, Predicate.LOCATED_IN, right, "organisation.place")
    elif wide == COUNTRY_LEVEL and row.phrase("relations.of_state", start) == stop:
        yield Tie(left, state_bond(row, left), right, "body.of.state")
    elif row.key(start) == "," and start + 1 == stop and wide < SITE_LEVEL and is_site(row, left) and not _is_list(row, right):
        yield Tie(left, Predicate.LOCATED_IN, right, "site.place")
    elif (
        _is_what(row, start, stop)
        or row.leads_to(("relations.based_in",), start, stop)
        or (
            (_is_body(left) or is_site(row, left))
            and row.key(start) != ","
            and row.leads_to(("relations.located_in",), start, stop)
        )
    ):
        yield Tie(left, Predicate.LOCATED_IN, right, "organisation.in")


def _is_what(row: Row, start: int, stop: int) -> bool:
    """Say whether "X, a company in Y" or "X, a Y-based company" stands there: what a body is, brought in by "a"."""
    if row.key(start) != "," or not row.listed("people.newly", start + 1):
        return False
    if stop == start + 2:
        return True
    words = row.tokens[start + 2 : stop - 1]
    in_place = row.phrase("relations.located_in", stop - 1) == stop
    return in_place and len(words) <= TRADE and all(token.is_word and token.text.islower() for token in words)


def _is_address(row: Row, start: int, stop: int) -> bool:
    """Say whether only the number and street of an address stand there, or nothing."""
    tokens = row.tokens[start:stop]
    return len(tokens) <= ADDRESS and all(
        token.text == "," or token.is_capitalised or token.text[0].isdigit() or token.key in row.tables.words["relations.address"]
        for token in tokens
    )


def is_site(row: Row, body: Mention) -> bool:
    """Say whether a body's class noun is one of those that have an address or a home rather than a state to serve."""
    start, stop = row.extent[body]
    return any(row.phrase("relations.sites", i) is not None for i in (start, *range(max(start + 1, stop - 2), stop)))


def state_bond(row: Row, body: Mention) -> Predicate:
    """Say what a body is to the state that it is named after: a paper or company lies there, an authority is part of it."""
    return Predicate.LOCATED_IN if is_site(row, body) else Predicate.PART_OF


def _is_body(mention: Mention) -> bool:
    """Say whether a mention is an organisation by its class noun."""
    return mention.rule.startswith(("head.org", "run.org"))
