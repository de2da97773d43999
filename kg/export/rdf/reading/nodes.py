"""The statements of files by subject: what is kg's, told from what is not, with a line for everything that lacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad
from rdflib.namespace import DC, DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, TIME

from kg.errors import FormatError
from kg.export.rdf.names import KINDS
from kg.export.rdf.terms import Term
from kg.export.rdf.vocabulary import EVENT_PREDICATES, KG, OA, PREDICATES, PREFIXES, SEM, Terms
from kg.model.mediatopic import SCHEME

Value = NamedNode | Literal

dc, dcterms, org, owl, prov = Terms(DC), Terms(DCTERMS), Terms(ORG), Terms(OWL), Terms(PROV)
rdf, rdfs, schema, skos, time = Terms(RDF), Terms(RDFS), Terms(SDO), Terms(SKOS), Terms(TIME)
kg, oa, sem = Terms(KG), Terms(OA), Terms(SEM)

_GRAPH = re.compile(r"(.*/)graph/[^/]*")
_NUMBERED = re.compile(rf"<{re.escape(str(RDF))}_([1-9][0-9]{{0,8}})>")
_SHORTER = sorted(((namespace, prefix) for prefix, namespace in PREFIXES.items()), reverse=True)
_ARTICLE_GRAPH = NamedNode(kg.ArticleGraph[1:-1])
_LONGEST = 120  # characters of an IRI or a text in a message

_RELATIONS = tuple(f"<{iri}>" for iri in PREDICATES.values())
_LINKS = tuple(f"<{iri}>" for iri in EVENT_PREDICATES.values())
_EVIDENCE = (prov.wasDerivedFrom,)
_LOCATED = (oa.hasSource, oa.hasSelector)
_DATE = (
    *(sem.hasEarliestBeginTimeStamp, sem.hasLatestEndTimeStamp, sem.hasBeginTimeStamp, sem.hasEndTimeStamp),
    *(kg.edtf, kg.dateBasis, kg.precision, kg.dateWords, kg.dateEvidence),
)
_CLAIM = (rdf.subject, rdf.predicate, rdf.object, schema.appearance, kg.attestedOn, prov.hadPrimarySource, *_EVIDENCE)
_CONCEPT = (skos.inScheme, skos.prefLabel, skos.broadMatch, schema.inLanguage, dcterms.identifier, rdfs.label, *_EVIDENCE)

# What kg says of each kind of node; whatever else is said of it was added by somebody.
_SAID: dict[str, tuple[Term, ...]] = {
    "article": (
        *(schema.identifier, schema.inLanguage, schema.headline, schema.datePublished, dcterms.issued, dc.date, schema.url),
        *(schema.publisher, dc.publisher, prov.hadPrimarySource, dc.source, dcterms.subject, schema.about, schema.mentions),
        *(schema.articleBody, schema.hasPart),
    ),
    "block": (*_LOCATED, kg.blockKind),
    "claim": (*_DATE, kg.sourceCount, *_EVIDENCE),
    "entity": (
        *(rdfs.label, schema.name, skos.altLabel, schema.identifier, dcterms.identifier, owl.sameAs, skos.notation),
        *(*_EVIDENCE, *_RELATIONS),
    ),
    "event": (
        *(rdfs.label, schema.inLanguage, dcterms.identifier, sem.eventType, kg.realis, kg.confidence),
        *(*_DATE, kg.sourceCount, kg.dateClaim, sem.hasTime, sem.hasActor, sem.hasPlace, kg.participation),
        *(schema.about, prov.wasAttributedTo, prov.hadPrimarySource, *_EVIDENCE, *_LINKS),
    ),
    "evidence": (*_LOCATED, kg.inSentence, kg.rule, kg.extractor),
    "graph": _EVIDENCE,
    "instant": (time.inXSDDate,),
    "interval": (time.before,),
    "link": _CLAIM,
    "membership": (org.member, org.role, org.organization, org.memberDuring, *_EVIDENCE),
    "office": (skos.prefLabel,),
    "participation": (sem.roleType, rdf.value, *_EVIDENCE),
    "period": (time.hasBeginning, time.hasEnd),
    "position": (oa.start, oa.end),
    "quote": (oa.exact, oa.prefix, oa.suffix),
    "relation": _CLAIM,
    "sentence": (*_LOCATED, schema.text),
    "source": (schema.name, rdfs.label),
    "topic": _CONCEPT,
}
_OF_KIND = {kind: frozenset((rdf.type, *_SAID[kind])) for kind in KINDS}
_OF_SUBJECT = frozenset((rdf.type, *_CONCEPT))


def shown(iri: str) -> str:
    """Give an IRI, or a term, as a message has it: with a prefix where it has one, cut where it is long."""
    iri = iri.removeprefix("<").removesuffix(">")
    for namespace, prefix in _SHORTER:
        if iri.startswith(namespace):
            iri = f"{prefix}:{iri[len(namespace) :]}"
            break
    return iri if len(iri) <= _LONGEST else f"{iri[:_LONGEST]}..."


class Node:
    """What is said of one thing; every question that it cannot answer is a `FormatError` that names it and what it lacks."""

    __slots__ = ("_said", "iri")

    def __init__(self, iri: str, said: dict[str, dict[Value, None]]) -> None:
        self.iri = iri
        self._said = said

    def fault(self, message: str) -> FormatError:
        """Make the error that says what is wrong with this node."""
        return FormatError(f"{shown(self.iri)} {message}")

    def all(self, predicate: Term) -> list[Value]:
        """Give all values of a predicate, each once."""
        return list(self._said.get(predicate, ()))

    def maybe(self, predicate: Term) -> Value | None:
        """Give the one value of a predicate, or None; raises `FormatError` if there are more."""
        values = self._said.get(predicate, {})
        if len(values) > 1:
            raise self.fault(f"has {len(values)} values of {shown(predicate)} where there is one in a graph of kg's")
        return next(iter(values), None)

    def one(self, predicate: Term) -> Value:
        """Give the one value of a predicate; raises `FormatError` if there is none, or more."""
        value = self.maybe(predicate)
        if value is None:
            raise self.fault(f"lacks {shown(predicate)}")
        return value

    def link(self, predicate: Term) -> str:
        """Give the IRI of the one thing that a predicate leads to; raises `FormatError` if there is none."""
        return self._iri(predicate, self.one(predicate))

    def links(self, predicate: Term) -> list[str]:
        """Give the IRIs of the things that a predicate leads to; raises `FormatError` if it leads to a literal."""
        return [self._iri(predicate, value) for value in self.all(predicate)]

    def words(self, predicate: Term) -> Literal:
        """Give the one literal that a predicate has; raises `FormatError` if there is none."""
        return self._literal(predicate, self.one(predicate))

    def maybe_words(self, predicate: Term) -> Literal | None:
        """Give the one literal that a predicate has, or None."""
        value = self.maybe(predicate)
        return None if value is None else self._literal(predicate, value)

    def all_words(self, predicate: Term) -> list[Literal]:
        """Give the literals that a predicate has."""
        return [self._literal(predicate, value) for value in self.all(predicate)]

    def number(self, predicate: Term) -> int:
        """Give the one whole number that a predicate has, not below 0; raises `FormatError` if it is none."""
        value = self.words(predicate).value
        if not (value.isascii() and value.isdigit() and len(value) < 12):
            raise self.fault(f"has {shown(value)!r} as {shown(predicate)}, which is no whole number")
        return int(value)

    def numbered(self) -> list[str]:
        """Give the IRIs that rdf:_1, rdf:_2 and so on lead to, in that order; gaps do not matter."""
        found = ((int(m[1]), p) for p in self._said if (m := _NUMBERED.fullmatch(p)))
        return [self.link(predicate) for _, predicate in sorted(found)]

    def _iri(self, predicate: Term, value: Value) -> str:
        if isinstance(value, Literal):
            raise self.fault(f"has the text {shown(value.value)!r} as {shown(predicate)}, which leads to a node")
        return value.value

    def _literal(self, predicate: Term, value: Value) -> Literal:
        if isinstance(value, NamedNode):
            raise self.fault(f"has the node {shown(value.value)} as {shown(predicate)}, which is a text")
        return value


class Nodes:
    """All the nodes of kg's in some statements, whichever graphs these stand in; `foreign` counts what is not kg's.

    Raises `FormatError` if there is no graph of kg's in them, or several with different base IRIs and none is chosen.
    """

    def __init__(self, quads: Iterable[Quad], base_iri: str | None = None) -> None:
        said, self.foreign = _by_subject(quads)
        self.base = _base(said) if base_iri is None else base_iri
        self._kinds: dict[str, list[str]] = {kind: [] for kind in KINDS}
        self._nodes: dict[str, Node] = {}
        for iri in sorted(said):
            self._add(iri, said.pop(iri))
        if not self._kinds["graph"]:
            raise FormatError(
                f"holds no article's graph below {self.base}", remedy="leave out the base IRI, or give the file's own"
            )

    def _add(self, iri: str, about: dict[str, dict[Value, None]]) -> None:
        kind = self._kind(iri)
        if iri == f"{self.base}entities":  # the graph of what no article alone says
            ours = frozenset((rdf.type,))
        else:
            ours = _OF_SUBJECT if iri.startswith(SCHEME) else _OF_KIND.get(kind or "", frozenset())
        known = {p: values for p, values in about.items() if p in ours or (kind is not None and _NUMBERED.fullmatch(p))}
        self.foreign += sum(len(values) for p, values in about.items() if p not in known)
        if known and kind is not None:
            self._kinds[kind].append(iri)
            self._nodes[iri] = Node(iri, known)

    def _kind(self, iri: str) -> str | None:
        """Give what a node is by its IRI: `<base>kind/name`; None if it is not kg's."""
        if not iri.startswith(self.base):
            return None
        kind, slash, name = iri[len(self.base) :].partition("/")
        return kind if slash and name and "/" not in name and kind in _OF_KIND else None

    def of(self, kind: str) -> Iterator[Node]:
        """Give the nodes of one kind, in the order of their IRIs."""
        return (self._nodes[iri] for iri in self._kinds[kind])

    def at(self, iri: str, kind: str, asked: Node, predicate: Term) -> Node:
        """Give the node of some kind that `asked` leads to; raises `FormatError` if nothing is said of it."""
        node = self._nodes.get(iri)
        if node is None or self._kind(iri) != kind:
            raise asked.fault(f"leads by {shown(predicate)} to {shown(iri)}, of which no {kind} is told here")
        return node


def _by_subject(quads: Iterable[Quad]) -> tuple[dict[str, dict[str, dict[Value, None]]], int]:
    """Sort statements by subject and predicate; what has blank nodes or triples in it is only counted."""
    said: dict[str, dict[str, dict[Value, None]]] = {}
    predicates: dict[str, Term] = {}
    foreign = 0
    for quad in quads:
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            foreign += 1
            continue
        predicate = predicates.setdefault(quad.predicate.value, f"<{quad.predicate.value}>")
        said.setdefault(subject.value, {}).setdefault(predicate, {})[value] = None
    return said, foreign


def _base(said: dict[str, dict[str, dict[Value, None]]]) -> str:
    """Find the base IRI by the nodes that are article graphs."""
    bases = Counter(
        found[1] for iri, about in said.items() if (found := _GRAPH.fullmatch(iri)) and _ARTICLE_GRAPH in about.get(rdf.type, ())
    )
    if not bases:
        raise FormatError(
            "holds no graph of kg's: no node in it is a kg:ArticleGraph",
            remedy="give a file that `kg build` or `kg export` wrote",
        )
    if len(bases) > 1:
        raise FormatError(
            f"holds graphs with {len(bases)} base IRIs: {', '.join(shown(base) for base in sorted(bases)[:5])}",
            remedy="choose one of them with --base-iri",
        )
    return next(iter(bases))
