"""Where the words of an article stand that its statements rest on: evidence, quotes, positions, sentences."""

from __future__ import annotations

from functools import lru_cache

from rdflib.namespace import RDF, SDO

from kg.export.rdf.names import Names, reading
from kg.export.rdf.terms import Term, Triple, exact, integer, laid, quoted, tagged
from kg.export.rdf.vocabulary import BLOCK_KIND, KG, OA, Terms
from kg.graph.source import Share
from kg.model.text import Article, BlockKind, Provenance, Span

CONTEXT = 32  # code points of text on each side of a quote
NAMES_KEPT = 1 << 14

rdf, schema = Terms(RDF), Terms(SDO)
kg, oa = Terms(KG), Terms(OA)

_BLOCK_KINDS = {item: f"<{BLOCK_KIND[str(item)]}>" for item in BlockKind}


class Evidence:
    """Names the words of articles, and says where they stand; memory is bounded by what is cached of names."""

    def __init__(self, names: Names) -> None:
        self._base = names.base
        self.local = lru_cache(NAMES_KEPT)(names.local)

    def article(self, article: str) -> Term:
        """Name an article, given by its id."""
        return f"<{self._base}article/{self.local(article)}>"

    def node(self, place: Provenance) -> Term:
        """Name one reading of words: by its place, its sentence and what read it."""
        span = place.span
        which = reading(place.sentence, place.extractor, place.rule)
        return f"<{self._base}evidence/{self.local(place.article)}-{span.begin}-{span.end}-{which}>"

    def of(self, share: Share) -> list[Triple]:
        """Say what words the statements of an article rest on, where they stand, in which sentence, and what rule read them.

        One reading is one evidence, and so has one of each; what other rules read of the same words shares its selectors.
        """
        places = {self.node(place): place for place in share.places()}
        said: list[Triple] = []
        sentences: dict[tuple[int, int], Span] = {}
        article = share.article
        text, local, base = article.text, self.local(article.id), self._base
        last = ""
        for node, place in sorted(places.items(), key=lambda told: (told[1].span.begin, told[1].span.end, told[0])):
            span, sentence = place.span, place.sentence
            sentences[sentence.begin, sentence.end] = sentence
            quote = f"<{base}quote/{local}-{span.begin}-{span.end}>"
            said += self._located(article, node, span)
            said += (
                (node, oa.hasSelector, quote),
                (node, kg.inSentence, f"<{base}sentence/{local}-{sentence.begin}-{sentence.end}>"),
                (node, kg.rule, exact(place.rule)),
                (node, kg.extractor, exact(place.extractor)),
            )
            if quote != last:
                said += (
                    (quote, rdf.type, oa.TextQuoteSelector),
                    (quote, oa.exact, quoted(laid(span.of(text)))),
                    (quote, oa.prefix, quoted(laid(text[max(0, span.begin - CONTEXT) : span.begin]))),
                    (quote, oa.suffix, quoted(laid(text[span.end : span.end + CONTEXT]))),
                )
                last = quote
        lang = tagged(article.lang)
        for _, sentence in sorted(sentences.items()):
            node = f"<{base}sentence/{local}-{sentence.begin}-{sentence.end}>"
            said += self._located(article, node, sentence)
            said.append((node, rdf.type, kg.Sentence))
            said.append((node, schema.text, quoted(laid(sentence.of(text))) + lang))
        return said

    def whole(self, article: Article) -> list[Triple]:
        """Give an article's whole text, and what each of its parts is for."""
        node = self.article(article.id)
        said: list[Triple] = [(node, schema.articleBody, quoted(laid(article.text)))]
        for block in article.blocks:
            part = f"<{self._base}block/{self.local(article.id)}-{block.span.begin}-{block.span.end}>"
            said.append((node, schema.hasPart, part))
            said += self._located(article, part, block.span)
            said += [(part, rdf.type, kg.Block), (part, kg.blockKind, _BLOCK_KINDS[block.kind])]
        return said

    def _located(self, article: Article, node: Term, span: Span) -> list[Triple]:
        position = f"<{self._base}position/{self.local(article.id)}-{span.begin}-{span.end}>"
        return [
            (node, rdf.type, oa.SpecificResource),
            (node, oa.hasSource, self.article(article.id)),
            (node, oa.hasSelector, position),
            (position, rdf.type, oa.TextPositionSelector),
            (position, oa.start, integer(span.begin)),
            (position, oa.end, integer(span.end)),
        ]
