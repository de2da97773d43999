"""Questions that analysts ask, as SPARQL for every store: one file each, with what it asks, takes and gives in its head."""

from __future__ import annotations

from kg.export.rdf.cookbook.recipe import Column, Kind, Parameter, Recipe, Term, parse_recipe, recipe, recipes
from kg.export.rdf.cookbook.values import Finder, StoreFinder, read_values

__all__ = [
    "Column",
    "Finder",
    "Kind",
    "Parameter",
    "Recipe",
    "StoreFinder",
    "Term",
    "parse_recipe",
    "read_values",
    "recipe",
    "recipes",
]
