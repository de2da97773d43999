"""What every stage of the extraction looks at: one article, cut into sentences and tokens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kg.extract.segment import segment
from kg.lang.pack import LanguagePack
from kg.lang.tokens import Token, tokenize
from kg.model.mediatopic import MediaTopic
from kg.model.text import Article, Provenance, Sentence, Span

EXTRACTOR = "kg-rules/2"


@dataclass(frozen=True, eq=False)
class Reading:
    """One article under its language pack."""

    article: Article
    pack: LanguagePack
    sentences: tuple[Sentence, ...]

    @cached_property
    def tokens(self) -> tuple[tuple[Token, ...], ...]:
        """Give the tokens of each sentence; they are cut when first asked for, since dates do without them."""
        return tuple(tuple(tokenize(self.text, s.span, self.pack.clitics)) for s in self.sentences)

    @cached_property
    def units(self) -> tuple[list[tuple[int, int, MediaTopic | None]], ...]:
        """Give for each sentence the words of subjects as `find_units` does; topics and subjects both ask for them."""
        return tuple(map(self.pack.topics.find_units, self.tokens))

    @property
    def text(self) -> str:
        """Give the article's text, into which all offsets point."""
        return self.article.text

    def provenance(self, span: Span, sentence: int, rule: str) -> Provenance:
        """Say that `rule` read `span`, in sentence number `sentence`."""
        return Provenance(self.article.id, span, self.sentences[sentence].span, EXTRACTOR, rule)


def read(article: Article, pack: LanguagePack) -> Reading:
    """Cut the prose of an article into sentences."""
    return Reading(article, pack, segment(article, pack))
