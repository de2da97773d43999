"""What every stage of the extraction looks at: one article, cut into sentences and tokens."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.segment import segment
from kg.lang.pack import LanguagePack
from kg.lang.tokens import Token, tokenize
from kg.model.text import Article, Provenance, Sentence, Span

EXTRACTOR = "kg-rules/1"


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One article under its language pack; `tokens[i]` are those of `sentences[i]`."""

    article: Article
    pack: LanguagePack
    sentences: tuple[Sentence, ...]
    tokens: tuple[tuple[Token, ...], ...]

    @property
    def text(self) -> str:
        """Give the article's text, into which all offsets point."""
        return self.article.text

    def provenance(self, span: Span, sentence: int, rule: str) -> Provenance:
        """Say that `rule` read `span`, in sentence number `sentence`."""
        return Provenance(self.article.id, span, self.sentences[sentence].span, EXTRACTOR, rule)


def read(article: Article, pack: LanguagePack) -> Reading:
    """Cut the prose of an article into sentences and tokens."""
    sentences = segment(article, pack.meta)
    tokens = tuple(tuple(tokenize(article.text, s.span, pack.clitics)) for s in sentences)
    return Reading(article, pack, sentences, tokens)
