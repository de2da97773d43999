"""A graph as one JSON value: its records for everyone, and the extractions that they can be merged from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.errors import FormatError
from kg.model.codec import article_to_json, extraction_from_json, extraction_to_json, records_from_json, records_to_json
from kg.model.event import Extraction
from kg.model.graph import Records
from kg.model.references import check_references
from kg.model.timecodec import Json


def graph_to_json(records: Records, extractions: Iterable[Extraction]) -> Json:
    """Give the records, and each extraction with the id of its article in the article's place."""
    stored = [{**extraction_to_json(e), "article": e.article.id} for e in extractions]
    return {**records_to_json(records), "extractions": stored}


def graph_from_json(value: Any) -> tuple[Records, tuple[Extraction, ...]]:
    """Read records and extractions back; raises `FormatError` that names the place of the fault."""
    records = records_from_json(value)
    check_references(records)
    articles = {article.id: article_to_json(article) for article in records.articles}
    extractions = value.get("extractions", [])
    if not isinstance(extractions, list):
        raise FormatError("this graph is not in kg's form: extractions should be a list")
    return records, tuple(_extraction(extraction, articles) for extraction in extractions)


def _extraction(value: Any, articles: dict[str, Json]) -> Extraction:
    if not isinstance(value, dict) or value.get("article") not in articles:
        raise FormatError("this graph is not in kg's form: an extraction of an unknown article")
    return extraction_from_json({**value, "article": articles[value["article"]]})
