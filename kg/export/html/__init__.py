"""The page: network, timeline and evidence of a graph in one HTML file that needs no network."""

from kg.export.html.page import write_html

__all__ = ["write_html"]
