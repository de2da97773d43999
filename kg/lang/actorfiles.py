"""Reading the tables of people, organisations, places and offices from a pack's folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from kg.lang.actors import ActorTables, Bond, Head, KnownName, NameForm, Office, Reference, Short
from kg.lang.fold import fold, plain
from kg.lang.phrases import PhraseIndex, words_of_phrase
from kg.lang.table import Problem, Table, read_table
from kg.lang.tokens import TOKEN
from kg.lang.world import cities, genders, given_names, territories
from kg.model.entity import EntityKind
from kg.model.fold import place_key

FILES = ("places", "people", "organisations", "offices", "groups", "reference", "sources", "relations", "words")
# Lists of single words, folded, by the file they stand in.
WORDS = {
    "people": (
        "surnames",
        "given",
        "honorifics",
        "particles",
        "middles",
        "men_middles",
        "women_middles",
        "suffixes",
        "determiners",
        "indefinite",
        "things",
        "finals",
        "beginnings",
        "alone",
        "introducers",
        "whose",
        "spoken_for",
        "predicative",
        "newly",
        "attributes",
        "men",
        "women",
        "men_nouns",
        "women_nouns",
        "onsets",
        "rimes",
    ),
    "places": ("prepositions", "ways", "inside", "beside", "abbreviations", "nations", "short"),
    "organisations": (
        "links",
        "dotted",
        "joins",
        "joints",
        "owners",
        "articles",
        "breaks",
        "not_names",
        "competitions",
        "numerals",
        "pointers",
        "possessors",
        "saints",
    ),
    "groups": ("quantifiers", "modifiers", "determiners", "singles", "counts"),
    "offices": (
        "prefixes",
        "deputies",
        "fillers",
        "possessives",
        "articles",
        "capital",
        "natives",
        "teamless",
        "workplaces",
        "employers",
        "former",
    ),
    "sources": ("before", "credits", "photo", "venues", "venue_words"),
    "relations": ("asides", "address", "compass", "compass_nouns", "seated"),
    "words": ("common",),
}
# Lists of phrases.
PHRASES = {
    "people": ("verbs", "nouns", "kin", "relatives", "families", "ages", "nominals", "newcomers", "called", "officials"),
    "groups": ("openers", "approximators", "of", "bare", "modifiers", "vague"),
    "organisations": (
        "doing",
        "teams",
        "clubs",
        "posts",
        "namesakes",
        "wares",
        "generic",
        "introducing",
        "apposed",
        "giving",
        "legal",
        "middles",
        "owned",
        "matters",
    ),
    "offices": ("scope", "positions", "of", "of_holder", "separators", "stops", "rulers", "leaders", "sole"),
    "places": ("agent_verbs", "compounds", "lesser", "lower", "twofold", "facilities", "parts"),
    "reference": ("compounds", "speakers", "speaking_for_several", "repeating_one", "repeating_several"),
    "sources": ("after",),
    "words": ("things_first", "things_last", "works"),
    "relations": (
        "resides",
        "lives",
        "part_of",
        "parts",
        "unit_of",
        "located_in",
        "based_in",
        "within",
        "city_of",
        "spouse_of",
        "child_of",
        "parent_of",
        "owns",
        "owned_by",
        "ally_of",
        "enemy_of",
        "member_of",
        "members",
        "works_for",
        "employed_by",
        "plays_for",
        "heads",
        "headed_by",
        "headed_after",
        "of_state",
        "sites",
        "teams",
        "spouses",
        "parents",
        "children",
        "of_kin",
        "named",
    ),
}


def read_actors(folder: Path, problems: list[Problem], endings: Sequence[str] = ()) -> ActorTables:
    """Read them from a pack's folder; `endings` are those that its language's tokenizer cuts off words."""
    index = partial(PhraseIndex, endings=endings)
    read = {name: read_table(folder / f"{name}.toml", problems) for name in FILES}
    words = {f"{file}.{key}": frozenset(map(fold, read[file].texts(key))) for file, keys in WORDS.items() for key in keys}
    phrases = {f"{file}.{key}": index((p, p) for p in read[file].texts(key)) for file, keys in PHRASES.items() for key in keys}
    towns = frozenset(read["relations"].texts("towns"))
    cities = frozenset(read["relations"].texts("municipalities"))
    regions = [(line.split("|"), code) for line, code in _by_code(read["places"], "regions")]
    tables = ActorTables(
        names=index(
            (name, replace(known, caps=_caps(name, endings)))
            for name, known in (
                *_places(folder.name, read["places"]),
                *_organisations(read["organisations"]),
                *_agencies(read["sources"]),
            )
        ),
        heads=index([*_place_heads(read["places"]), *_organisation_heads(read["organisations"])]),
        offices=index(_offices(read["offices"])),
        references=index(_references(read["reference"])),
        groups=index((head, head) for head in read["groups"].texts("heads", required=True)),
        synonyms=index(_synonyms(read["groups"])),
        fields=index((word, word) for word in read["organisations"].texts("fields")),
        phrases=phrases,
        words=words,
        owner_first=read["offices"].flag("owner_first"),
        bare_offices=read["offices"].flag("bare"),
        subjects=read["reference"].flag("subjects"),
        plural_groups=read["groups"].flag("plural"),
        regions=frozenset(place_key(code, names[0]) for names, code in regions),
        towns=frozenset(place_key(code, names[0]) for names, code in regions if towns.intersection(names)),
        municipalities=frozenset(place_key(code, names[0]) for names, code in regions if cities.intersection(names)),
        written=index(_written(read["organisations"])),
        levels=dict(_levels(read["relations"], "levels")),
        ranks=dict(_levels(read["relations"], "ranks")),
        numbers={fold(word): str(n) for n, word in enumerate(read["groups"].texts("numbers"), 1)},
        given=frozenset(map(fold, given_names())) | words["people.given"],
        genders={fold(name): gender for name, gender in genders().items()}
        | {word: gender for gender, key in (("m", "people.men"), ("f", "people.women")) for word in words[key]},
        middles={
            word: gender for gender, key in (("m", "people.men_middles"), ("f", "people.women_middles")) for word in words[key]
        },
        syllables=_syllables(words["people.onsets"], words["people.rimes"]),
        examples=tuple((table.where, line) for table in read.values() for line in table.texts("examples", required=True)),
        negatives=tuple((table.where, line) for table in read.values() for line in table.texts("negatives", required=True)),
    )
    for table in read.values():
        table.close()
    return tables


def _synonyms(table: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    heads = set(table.texts("heads", required=True))
    for nouns in table.lists("synonyms"):
        for noun in nouns:
            if noun not in heads:
                table.report("synonyms", f"has {noun!r}, which is not among the heads")
            yield noun, tuple(map(fold, words_of_phrase(nouns[0])))


def _syllables(onsets: frozenset[str], rimes: frozenset[str]) -> frozenset[str]:
    return rimes | frozenset(onset + rime for onset in onsets for rime in rimes)


def _written(table: Table) -> Iterator[tuple[str, Short]]:
    for line in table.texts("written", required=True):
        long, *others = line.split("|")
        words = tuple(fold(word) for word in TOKEN.findall(long) if word[0].isalnum())
        for other in others:
            yield other, Short(words, acronym=any(word.isupper() for word in other.split()))


def _levels(table: Table, key: str) -> Iterator[tuple[str, int]]:
    for level, line in enumerate(table.texts(key, required=True)):
        for noun in line.split("|"):
            yield " ".join(fold(word) for word in TOKEN.findall(noun)), level


def _caps(phrase: str, endings: Sequence[str]) -> tuple[bool, ...]:
    return tuple(word[0].isupper() for word in words_of_phrase(phrase, endings))


def _known(
    name: str, kind: EntityKind, key: str | None, form: NameForm = NameForm.PROPER, home: str | None = None
) -> tuple[str, KnownName]:
    """Give a name with what is known of it but for its capitals, which are those of its words as a text of the language is cut."""
    return name, KnownName(kind, key, form, (), home, acronym=len(name) > 1 and name.split()[0].isupper())


def _by_code(table: Table, key: str) -> Iterator[tuple[str, str]]:
    inner = table.table(key)
    for code in inner.keys():  # noqa: SIM118 `keys` also marks them as known
        for name in inner.texts(code):
            yield name, code


def _places(language: str, table: Table) -> Iterator[tuple[str, KnownName]]:
    guarded = set(table.texts("guarded"))
    states = dict.fromkeys((*territories(language), *_by_code(table, "countries")))
    for name, code in states:
        form = NameForm.GUARDED if name in guarded else NameForm.PROPER
        yield _known(name, EntityKind.PLACE, f"country:{code}", form)
    for name, code in _by_code(table, "adjectives"):
        yield _known(name, EntityKind.PLACE, f"country:{code}", NameForm.ADJECTIVE)
    taken = {plain(name) for name, _ in states}
    for line, code in _by_code(table, "capitals"):
        names = line.split("|")
        for name in names:
            taken.add(plain(name))
            yield _known(name, EntityKind.PLACE, place_key(code, names[0]), NameForm.CAPITAL, f"country:{code}")
    for name, code in _by_code(table, "seats"):
        yield _known(name, EntityKind.PLACE, None, NameForm.SEAT, f"country:{code}")
    for line, code in (*_by_code(table, "regions"), *_by_code(table, "towns")):
        names = line.split("|")
        for name in names:
            taken.add(plain(name))
            form = NameForm.GUARDED if name in guarded else NameForm.PROPER
            yield _known(name, EntityKind.PLACE, place_key(code, names[0]), form)
    for line in table.texts("others"):
        names = line.split("|")
        for name in names:
            taken.add(plain(name))
            yield _known(name, EntityKind.PLACE, place_key("", names[0]))
    not_cities = {plain(name) for name in table.texts("not_cities")}
    for name, code in cities():
        if plain(name) not in taken and plain(name) not in not_cities:
            yield _known(name, EntityKind.PLACE, place_key(code, name))


def _organisations(table: Table) -> Iterator[tuple[str, KnownName]]:
    for line in table.texts("known"):
        names = line.split("|")
        # An acronym whose long name the tables do not give is joined to the one that the article gives.
        key = None if len(names) == 1 and names[0].isupper() else f"organisation:{plain(names[0]).replace(' ', '')}"
        for name in names:
            yield _known(name, EntityKind.ORGANISATION, key)


def _agencies(table: Table) -> Iterator[tuple[str, KnownName]]:
    for line in table.texts("agencies"):
        names = line.split("|")
        for name in names:
            yield _known(name, EntityKind.ORGANISATION, f"organisation:{plain(names[0]).replace(' ', '')}", NameForm.AGENCY)


def _place_heads(table: Table) -> Iterator[tuple[str, Head]]:
    numbered, sites = set(table.texts("numbered")), set(table.texts("sites"))
    for noun in table.texts("classes_first"):
        capital = noun[0].isupper()
        yield noun, Head(EntityKind.PLACE, first=True, capital=capital, numbered=noun in numbered, site=noun in sites)
    for noun in table.texts("classes_last"):
        yield noun, Head(EntityKind.PLACE, first=False, capital=noun[0].isupper())
    for noun in table.texts("governments"):
        yield noun, Head(EntityKind.PLACE, first=True, government=True)


def _organisation_heads(table: Table) -> Iterator[tuple[str, Head]]:
    alone = set(table.texts("alone"))
    strict, teams, numbered = (set(table.texts(key)) for key in ("strict", "teams", "numbered"))
    first, last = table.texts("heads_first"), table.texts("heads_last")
    for noun in first:
        yield (
            noun,
            Head(
                EntityKind.ORGANISATION,
                first=True,
                alone=noun in alone,
                strict=noun in strict,
                capital=noun[0].isupper(),
                team=noun in teams,
                numbered=noun in numbered,
            ),
        )
    for noun in last:
        yield (
            noun,
            Head(EntityKind.ORGANISATION, first=False, alone=noun in alone and noun not in first, capital=noun[0].isupper()),
        )
    for noun in sorted(alone - set(first) - set(last)):
        yield noun, Head(EntityKind.ORGANISATION, first=True, alone=True, strict=noun in strict, capital=noun[0].isupper())


def _offices(table: Table) -> Iterator[tuple[str, Office]]:
    seen: dict[str, Bond] = {}
    for bond in Bond:
        for word in table.texts(bond.value, required=True):
            if word in seen:
                table.report(bond.value, f"has {word!r}, which is among the {seen[word].value} too")
            seen[word] = bond
            yield word, Office(bond)


def _references(table: Table) -> Iterator[tuple[str, Reference]]:
    for row in table.tables("references"):
        kind, number = row.text("kind"), row.integer("number", 1)
        country, gender = row.flag("country"), row.text("gender", "")
        pronoun = row.flag("pronoun", default=True)
        if kind not in set(EntityKind):
            row.report("kind", f"should be one of {', '.join(EntityKind)}, not {kind!r}")
            continue
        for word in row.texts("words", required=True):
            yield word, Reference(EntityKind(kind), number, country, gender, pronoun)
        row.close()
