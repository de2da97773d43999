"""Every question of the cookbook has the same answer in rdflib, Oxigraph and Virtuoso, row for row."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.export.rdf import graph_to_quads, graph_to_rdflib
from kg.export.rdf.cookbook import Recipe, StoreFinder, read_values, recipes
from kg.export.rdf.push import Login, State
from kg.graph.knowledge import KnowledgeGraph
from kg.lang.pack import Packs
from kg.model.entity import Entity
from kg.model.event import Event, Topic
from kg.model.graph import Records
from kg.model.text import Article
from kg.pipeline import RuleExtractor
from kg.read.source import read_articles
from tests.export.rdf.push.pushing import Pusher, states
from tests.export.rdf.push.servers import Server
from tests.export.rdf.story import story as with_answers

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")

ARTICLES = Path(__file__).parents[4] / "data" / "articles"
Rows = list[tuple[str | None, ...]]


@cache
def story() -> KnowledgeGraph:
    """Give the graph of all sample articles, and of a story that has an answer to each question of the cookbook."""
    articles = [article for article in read_articles([str(ARTICLES)], Packs()) if isinstance(article, Article)]
    read, told = KnowledgeGraph.of(map(RuleExtractor(), articles)).records, with_answers()
    return KnowledgeGraph(
        Records(
            tuple(sorted((*read.articles, *told.articles), key=_id)),
            tuple(sorted((*read.entities, *told.entities), key=_id)),
            tuple(sorted((*read.events, *told.events), key=_id)),
            (*read.relations, *told.relations),
            tuple(sorted((*read.topics, *told.topics), key=_id)),
            (*read.subjects, *told.subjects),
            (*read.links, *told.links),
        )
    )


def _id(record: Article | Entity | Event[str] | Topic) -> str:
    return record.id


@cache
def dataset() -> rdflib.Dataset:
    return graph_to_rdflib(story())


@cache
def by_rdflib(query: str) -> Rows:
    """Give the rows of a query by rdflib, which is asked once for both stores."""
    return [tuple(None if term is None else str(term) for term in row) for row in dataset().query(query)]  # type: ignore[union-attr]


@cache
def find() -> StoreFinder:
    store = ox.Store()
    store.bulk_extend(graph_to_quads(story()))
    return StoreFinder(store)


@pytest.fixture(scope="module")
def loaded(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Push the sample articles; what other tests left in the store is removed, since questions go to all graphs."""
    login = None if server.user is None else Login(server.user, server.password or "")
    pusher = Pusher(server.store, tmp_path_factory.mktemp("story") / "kg.push", server.queries, login)
    store = pusher.store()
    for (name,) in server.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"):
        if name is not None and name.startswith(("https://example.org/", "https://other.example/")):
            assert store.delete(name).ok
    store.close()
    assert set(states(pusher.push(story()))) == {State.SENT}
    return server


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.name)
def test_the_rows_are_those_of_rdflib(loaded: Server, recipe: Recipe) -> None:
    queries = [recipe.sparql(read_values(recipe, recipe.example, find()))]
    if not any(parameter.required for parameter in recipe.parameters):
        queries.append(recipe.sparql())
    assert [loaded.select(query) for query in queries] == [by_rdflib(query) for query in queries]
    assert any(map(by_rdflib, queries))
