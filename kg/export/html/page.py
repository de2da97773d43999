"""One HTML file that holds everything: data, drawing code, style; it asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO

from kg.export.html.network import draw_network
from kg.export.html.packing import pack
from kg.export.html.pagedata import page_data
from kg.export.html.words import interface_words
from kg.graph.knowledge import KnowledgeGraph

SCRIPTS = (
    "packing.js",
    "base.js",
    "names.js",
    "state.js",
    "permalink.js",
    "undo.js",
    "hidden.js",
    "path.js",
    "labels.js",
    "camera.js",
    "arrange.js",
    "calendar.js",
    "lines.js",
    "together.js",
    "network.js",
    "standing.js",
    "spans.js",
    "crowd.js",
    "lanes.js",
    "shelf.js",
    "brush.js",
    "play.js",
    "timeline.js",
    "evidence.js",
    "timestrip.js",
    "panel.js",
    "search.js",
    "find.js",
    "list.js",
    "pen.js",
    "picture.js",
    "takeaway.js",
    "reader.js",
    "overview.js",
    "keys.js",
    "page.js",
)
STYLES = ("page.css", "timeline.css", "finding.css", "overview.css")
# Characters that could end a script element or a line of script, and their escapes in JSON.
ESCAPES = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
FORBIDDEN = ("</script", "<!--", "</style")


def write_html(graph: KnowledgeGraph, file: BinaryIO, *, title: str | None = None) -> None:
    """Write the page of a graph, UTF-8; `title` None lets the page name itself after its most told articles."""
    file.write(render(graph, title).encode("utf-8", "replace"))


def render(graph: KnowledgeGraph, title: str | None = None) -> str:
    """Give the page's HTML."""
    from jinja2 import Environment, StrictUndefined  # here: only the page needs it
    from markupsafe import Markup

    data = page_data(graph.records, title)
    network, build = draw_network(data)
    library = _checked(_text(build / "vis-network.min.js").partition("//# sourceMappingURL")[0], "vis-network.min.js")
    own = "'use strict';\n(() => {\n" + "\n".join(_asset(name) for name in SCRIPTS) + "\n})();\n"
    styles = "\n".join(_asset(name) for name in STYLES)
    words = interface_words()
    language = data["lang"] if data["lang"] in words else min(words)
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(resource("page.html.jinja"))
    return template.render(
        lang=language,
        title=title or _own_title(data) or words[language]["ui"]["page"],
        policy=policy([library, own], [styles]),
        library=Markup(library),  # an asset, checked not to close its element
        script=Markup(own),
        style=Markup(styles),
        data=Markup(embed(packed(data))),  # escaped for its element
        network=Markup(embed(packed(network))),
        words=Markup(embed(words)),
        licence=_checked(resource("assets/LICENSE-vis-network.txt"), "LICENSE-vis-network.txt"),
    )


def embed(value: Any) -> str:
    """Give JSON that is safe inside a script element, whatever text it holds."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character, escape in ESCAPES.items():
        text = text.replace(character, escape)
    return text


def packed(tables: dict[str, Any]) -> dict[str, Any]:
    """Give the tables of a page's data or network made small; other values as they are."""
    return {
        name: pack(value) if isinstance(value, list) and value and isinstance(value[0], dict) else value
        for name, value in tables.items()
    }


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Give the content security policy: only these scripts and styles, and nothing from anywhere."""
    sources = " ".join(_hash(script) for script in scripts)
    sheets = " ".join(_hash(style) for style in styles)
    return (
        f"default-src 'none'; script-src {sources}; style-src {sheets}; img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _own_title(data: dict[str, Any]) -> str:
    """Name the page after its article if it has one, else leave it to the interface's words."""
    return data["articles"][0]["title"] if len(data["articles"]) == 1 else ""


def _asset(name: str) -> str:
    return _checked(resource(f"assets/{name}"), name)


def resource(name: str) -> str:
    """Give a file of the page's parts as text, lines ended by line feeds; raises `FileNotFoundError` if there is none."""
    return files("kg.export.html").joinpath(name).read_text("utf-8").replace("\r\n", "\n")


def _text(path: Path) -> str:
    return path.read_text("utf-8").replace("\r\n", "\n")


def _checked(text: str, name: str) -> str:
    for bad in FORBIDDEN:
        if bad in text.casefold():
            raise ValueError(f"{name}: holds {bad!r}, which would end the element that it is put in")
    return text
