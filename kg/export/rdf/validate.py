"""What in a store breaks the shapes of kg: found by queries, told with the article and the sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeGuard

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store, Triple
from rdflib.namespace import DCTERMS, ORG, PROV, RDF, RDFS, SDO, SKOS, TIME

from kg.export.rdf.shapes import Constraint, Shape, prologue, shapes
from kg.export.rdf.vocabulary import KG, OA, SEM, Nodes

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal

dcterms, org, prov, rdf, rdfs, schema, skos = (Nodes(x) for x in (DCTERMS, ORG, PROV, RDF, RDFS, SDO, SKOS))
time = Nodes(TIME)
kg, oa, sem = Nodes(KG), Nodes(OA), Nodes(SEM)

# A name that no file has by chance. The graph of this name says which node is of which shape in the union of all graphs; the
# predicate of this name says it in each article's graph.
_MARKS = NamedNode("urn:uuid:6f0c3a54-93f0-4b8e-9d5e-3a1f0b7c2d11")
SHOWN = 3  # values of a property that has too many
_LENGTH = 120  # of a text as a value
_LABELS = (rdfs.label, skos.prefLabel, schema.name, schema.headline, oa.exact, schema.text)
_TOO_MANY = frozenset({"maxCount", "qualifiedMaxCount"})
_NONE = frozenset({"minCount", "qualifiedMinCount", "hasValue"})

# What makes each article's graph one that can be replaced and withdrawn by itself; SHACL knows no graphs.
GRAPH_RULES: tuple[tuple[str, str], ...] = (
    (
        "must say itself whose graph it is, so that it can be replaced and withdrawn",
        "?this a kg:ArticleGraph . FILTER EXISTS { GRAPH ?any { ?s kg:realis|kg:inSentence ?o } } "
        "FILTER NOT EXISTS { GRAPH ?this { ?this a kg:ArticleGraph } }",
    ),
    (
        "holds what an article says, but is not described as the graph of an article",
        "{ SELECT DISTINCT ?this WHERE { GRAPH ?this { ?s kg:realis|kg:inSentence ?o } } } "
        "FILTER NOT EXISTS { ?this a kg:ArticleGraph }",
    ),
    (
        "holds evidence of another article than its own",
        "GRAPH ?this { ?this a kg:ArticleGraph ; prov:wasDerivedFrom ?article . ?value oa:hasSource ?source } "
        "FILTER NOT EXISTS { GRAPH ?this { ?this prov:wasDerivedFrom ?source } }",
    ),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that breaks a constraint.

    `kind` is what it is ("event"), `label` its name as far as it has one, `node` its IRI. `message` says what must hold,
    `found` what is there instead ("" if the message says it) and `values` the terms that are wrong; `component` and `path` which constraint of the shapes it is.
    `graph` is the graph that it was found in, None for the union of all; `article` and `title` name the article, and
    `sentence` is what stands there; None where there is none to be found.
    """

    shape: str
    component: str
    path: str
    kind: str
    node: str
    label: str
    message: str
    found: str
    values: tuple[str, ...]
    graph: str | None
    article: str | None
    title: str | None
    sentence: str | None


def validate(store: Store, known: Iterable[Shape] | None = None) -> Iterator[Finding]:
    """Give what breaks the shapes (None: kg's own), grouped by shape and constraint, each group in the order of its nodes.

    First comes what breaks them in the union of all graphs; of what must hold in each article's graph by itself, only what
    the union hides is told. The store gets marks for the time of the run.
    """
    checker = _Checker(store)
    try:
        for shape in shapes() if known is None else known:
            yield from checker.shape(shape)
        if known is None:
            yield from checker.graphs()
    finally:
        store.update(f"DROP SILENT GRAPH {_MARKS} ; DELETE WHERE {{ GRAPH ?graph {{ ?this {_MARKS} ?shape }} }}")


def count_articles(store: Store) -> int:
    """Count the articles whose graphs are described in a store."""
    return len({quad.subject for quad in store.quads_for_pattern(None, rdf.type, kg.ArticleGraph)})


@dataclass(frozen=True, slots=True)
class _Broken:
    """A node that breaks a constraint, the values that do, and the graph where it does (None: the union)."""

    node: Node
    values: list[Term]
    graph: NamedNode | None


class _Checker:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._where = _Whereabouts(store)
        self._prologue = prologue()
        self._graphs = {quad.graph_name for quad in store.quads_for_pattern(None, rdf.type, kg.ArticleGraph)} - {DefaultGraph()}

    def shape(self, shape: Shape) -> Iterator[Finding]:
        mark = NamedNode(shape.iri)
        union = {solution["this"] for target in shape.targets for solution in self._select("?this", target)}
        self._store.bulk_extend(Quad(node, rdf.type, mark, _MARKS) for node in union if _is_node(node))
        single = self._graphs and any(constraint.each_article for constraint in shape.constraints)
        if single:
            pairs = {
                (solution["this"], solution["graph"])
                for target in shape.targets
                for solution in self._select("?this ?graph", f"GRAPH ?graph {{ {target} }}")
            }
            told = ((node, graph) for node, graph in pairs if graph in self._graphs and _is_node(node))
            self._store.bulk_extend(Quad(node, _MARKS, mark, graph) for node, graph in told)
        for constraint in shape.constraints:
            broken = self._broken(constraint, f"GRAPH {_MARKS} {{ ?this a {mark} }} {constraint.body}", "?this")
            nodes = {row.node for row in broken}
            if single and constraint.each_article:
                # The mark stands in the article's graph, so that ?this is known where the filters are.
                pattern = f"GRAPH ?graph {{ ?this {_MARKS} {mark} . {constraint.body} }}"
                alone = self._broken(constraint, pattern, "?this ?graph")
                broken += [row for row in alone if row.node not in nodes]
            yield from (self._finding(shape.name, constraint, row) for row in broken)

    def graphs(self) -> Iterator[Finding]:
        for message, body in GRAPH_RULES:
            rule = Constraint("Graph", "graph", "", message, body, False)
            yield from (self._finding("graph", rule, row) for row in self._broken(rule, body, "?this"))

    def _broken(self, constraint: Constraint, pattern: str, names: str) -> list[_Broken]:
        rows: dict[tuple[Node, NamedNode | None], list[list[Term]]] = {}
        for solution in self._select(f"{names} ?value ?other", pattern):
            values = rows.setdefault((solution["this"], solution["graph"] if "?graph" in names else None), [])
            if solution["value"] is not None:
                values.append([value for value in (solution["value"], solution["other"]) if value is not None])
        found: list[_Broken] = []
        for (node, graph), values in sorted(rows.items(), key=lambda row: (str(row[0][0]), str(row[0][1]))):
            values.sort(key=str)
            if constraint.component in _TOO_MANY or not values:
                found.append(
                    _Broken(node, [value for row in values for value in row], graph)
                )  # one fault, however many there are
            else:
                found += [_Broken(node, row, graph) for row in values]
        return found

    def _select(self, names: str, pattern: str) -> QuerySolutions:
        query = f"{self._prologue}SELECT DISTINCT {names} WHERE {{ {pattern} }}"
        found = self._store.query(query, use_default_graph_as_union=True)
        assert isinstance(found, QuerySolutions)
        return found

    def _finding(self, kind: str, constraint: Constraint, broken: _Broken) -> Finding:
        article, sentence = self._where.place(broken)
        return Finding(
            shape=constraint.shape,
            component=constraint.component,
            path=constraint.path,
            kind=kind,
            node=_bare(broken.node),
            label=self._where.label(broken.node),
            message=constraint.message,
            found=self._found(constraint, broken),
            values=tuple(map(_bare, broken.values)),
            graph=None if broken.graph is None else broken.graph.value,
            article=self._where.text(article, schema.identifier),
            title=self._where.text(article, schema.headline),
            sentence=self._where.text(sentence, schema.text),
        )

    def _found(self, constraint: Constraint, broken: _Broken) -> str:
        alone = "" if broken.graph is None else " in the graph of this article"
        shown = [self._where.shown(value) for value in broken.values[:SHOWN]]
        if constraint.component in _TOO_MANY:
            more = len(broken.values) - len(shown)
            return f"has {len(broken.values)}{alone}: {', '.join(shown)}{f' and {more} more' if more else ''}"
        if shown:
            return f"has {' and '.join(shown)}{alone}"
        if constraint.component in _NONE:
            return f"has none{alone}"
        return alone.strip()


class _Whereabouts:
    """Finds names, articles and sentences for nodes that may lack any of what leads there."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def label(self, node: Term, steps: int = 2) -> str:
        """Give what a node is called, or what it leads to in at most so many steps; "" if there are no words for it."""
        for predicate in _LABELS:
            if (words := self.text(node, predicate)) is not None:
                return words
        for selector in self._from(node, oa.hasSelector):
            if (words := self.text(selector, oa.exact)) is not None:
                return words
        if steps == 0:
            return ""
        parts = [self._from(node, predicate)[:1] for predicate in (rdf.subject, rdf.predicate, rdf.object)]
        if any(parts):
            return " ".join(self.shown(part[0], steps - 1) if part else "?" for part in parts)
        for predicate in (rdf.value, org.member):
            for who in self._from(node, predicate):
                if words := self.label(who, steps - 1):
                    return words
        return ""

    def shown(self, term: Term | Triple, steps: int = 2) -> str:
        """Give a value for the eye: a text in quotes, a thing by its name, or else by the end of its IRI."""
        if isinstance(term, Literal):
            return f'"{_shortened(term.value)}"'
        if not isinstance(term, NamedNode):
            return "a blank node" if isinstance(term, BlankNode) else "a triple"
        words = self.label(term, steps)
        return f'"{_shortened(words)}"' if words else short(term.value)

    def text(self, node: Term | None, predicate: NamedNode) -> str | None:
        """Give the first of a node's texts."""
        if node is None:
            return None
        return next((value.value for value in self._from(node, predicate) if isinstance(value, Literal)), None)

    def place(self, broken: _Broken) -> tuple[Node | None, Node | None]:
        """Give the article and the sentence where a fault can be looked at; None for what cannot be found."""
        wanted = None if broken.graph is None else next(iter(self._nodes(broken.graph, prov.wasDerivedFrom)), None)
        for evidence in self._evidence(broken):
            sentences = [evidence] if self._is(evidence, kg.Sentence) else self._nodes(evidence, kg.inSentence)
            sources = [*self._nodes(evidence, oa.hasSource), *(a for s in sentences for a in self._nodes(s, oa.hasSource))]
            if (sentences or sources) and (wanted is None or wanted in sources):
                return next(iter(sources), None), next(iter(sentences), None)
        return wanted or self._article(broken.node), None

    def _evidence(self, broken: _Broken) -> Iterator[Node]:
        values = [value for value in broken.values if _is_node(value)]
        for node in (broken.node, *values):
            near = [node, *self._to(node, oa.hasSelector), *self._to(node, kg.inSentence)]
            # From a part to the whole that it is a part of: it may have the evidence that the part lacks.
            for predicate in (
                kg.participation,
                kg.dateClaim,
                sem.hasTime,
                org.role,
                org.memberDuring,
                time.hasBeginning,
                time.hasEnd,
            ):
                for whole in self._to(node, predicate):
                    near += [whole, *self._to(whole, org.memberDuring)]
            for each in near:
                yield each
                yield from self._nodes(each, prov.wasDerivedFrom)
                yield from self._nodes(each, kg.dateEvidence)
                for part in self._nodes(each, kg.participation):
                    yield from self._nodes(part, prov.wasDerivedFrom)

    def _article(self, node: Node) -> Node | None:
        if self._is(node, schema.NewsArticle) or any(
            self._is(graph, kg.ArticleGraph) for graph in self._to(node, prov.wasDerivedFrom)
        ):
            return node
        if self._is(node, kg.ArticleGraph):
            return next(iter(self._nodes(node, prov.wasDerivedFrom)), None)
        for predicate in (schema.mentions, schema.about, schema.publisher, prov.hadPrimarySource, dcterms.subject):
            for article in self._to(node, predicate):
                if self._is(article, schema.NewsArticle):
                    return article
        return next(iter(self._nodes(node, schema.appearance)), None)

    def _is(self, node: Node, kind: NamedNode) -> bool:
        return any(True for _ in self._store.quads_for_pattern(node, rdf.type, kind))

    def _from(self, node: Term, predicate: NamedNode) -> list[Term]:
        if not _is_node(node):
            return []
        values = {quad.object for quad in self._store.quads_for_pattern(node, predicate, None)}
        return sorted((value for value in values if not isinstance(value, Triple)), key=str)

    def _nodes(self, node: Node, predicate: NamedNode) -> list[Node]:
        return [value for value in self._from(node, predicate) if _is_node(value)]

    def _to(self, node: Node, predicate: NamedNode) -> list[Node]:
        subjects = {quad.subject for quad in self._store.quads_for_pattern(None, predicate, node)}
        return sorted((subject for subject in subjects if not isinstance(subject, Triple)), key=str)


def _is_node(term: Term | Triple) -> TypeGuard[Node]:
    # What should be a node and is a text is told of what leads to it.
    return isinstance(term, NamedNode | BlankNode)


def short(iri: str) -> str:
    """Give the end of an IRI, with the kind of thing before it: "event/travel-0123456789ab", "planned"."""
    head, mark, name = iri.rpartition("#")
    return name if mark and name else "/".join(iri.rstrip("/").split("/")[-2:]) if not head else iri


def _bare(term: Term | Triple) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _shortened(words: str) -> str:
    return words if len(words) <= _LENGTH else f"{words[: _LENGTH - 1]}…"
