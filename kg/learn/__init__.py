"""Annotated articles: scoring what was read against them."""
