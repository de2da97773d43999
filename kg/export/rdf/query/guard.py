"""What a user's query may not do: reach other servers, change anything, or be of a size that no question has."""

from __future__ import annotations

import re

from kg.errors import KgError

LONGEST = 100_000  # characters

_ESCAPE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_TOKEN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]+|\#[^\r\n]*)
    | (?P<string>\"\"\"(?:\"{{0,2}}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
        |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPE})*>)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:_|[^\W\d_](?:[\w.-]*[\w-])?)?:(?:[\w:.-]|%[0-9A-Fa-f]{{2}}|\\[^\w\s])*)
    | (?P<number>[0-9]+(?:\.[0-9]+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(_ESCAPE)
# Read as an expression, what stands between < and > ends at the two slashes: so it is an IRI in every reading.
_WEB = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://.*>", re.DOTALL)
# Oxigraph's parser takes a keyword without anything that ends it: SERVICEex:a is `SERVICE ex:a` to it.
_CALL = re.compile(r"[^:]*SERVICE.*:|.*\.SERVICE", re.IGNORECASE | re.DOTALL)
_GLUED = re.compile("SERVICE|LOAD|FROM|INSERT|DELETE", re.IGNORECASE)
_CHANGES = frozenset({"LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "USING"})


def check_query(text: str) -> None:
    """Let a query pass that only reads what is loaded.

    Comments, strings and IRIs are told from words as Oxigraph's parser does; where a text could be read in two ways, it
    is refused.

    Raises:
        KgError: It calls another server, names graphs to load, changes something, hides its words or is too long.
    """
    if len(text) > LONGEST:
        raise KgError(f"the query is too long: {len(text):,} characters", remedy=f"at most {LONGEST:,} are read")
    for token in _TOKEN.finditer(text):
        kind, said = token.lastgroup, token[0]
        where = f"query, line {text.count(chr(10), 0, token.start()) + 1}"
        if kind in ("string", "iri"):
            _check_escapes(said, where)
            if kind == "iri" and not _WEB.fullmatch(said) and re.search("[#']", said):
                raise KgError(
                    f"cannot tell whether {said} is an IRI", where=where, remedy="put a space after <, or declare a prefix"
                )
        elif kind == "word":
            _check_word(said, where)
        elif kind == "name" and _CALL.match(said):
            raise KgError(f"{said} can be read as SERVICE", where=where, remedy="call the prefix another name")
        elif said == "\\":
            raise KgError("escaped characters outside of strings and IRIs", where=where, remedy="write the characters themselves")
        elif said in ("'", '"'):
            raise KgError("a string without an end", where=where, remedy=f"close it with {said}")


def _check_escapes(said: str, where: str) -> None:
    for escape in _ESCAPED.findall(said):
        code = int(escape[2:], 16)
        # An engine that reads escapes before all else would see a quote or a bracket here.
        if code < 0xA0 and not (code < 0x80 and chr(code).isalnum()):
            raise KgError(f"{escape} is not read alike by all engines", where=where, remedy="write the character itself")


def _check_word(said: str, where: str) -> None:
    word = said.upper()
    glued = _GLUED.search(said)
    found = glued[0].upper() if glued else word
    if found == "SERVICE":
        raise KgError("SERVICE is not allowed: a query asks nobody but the graph", where=where, remedy="leave it out")
    if found == "FROM":
        raise KgError(
            "FROM is not allowed: a query sees what is loaded, all graphs as one",
            where=where,
            remedy="for one graph write GRAPH <IRI> { ... }",
        )
    if found in _CHANGES:
        raise KgError(f"{found} is not allowed: a query only reads", where=where, remedy="write SELECT, ASK or CONSTRUCT")
