"""What every format gives of an article, and how it becomes an `Article`: language, blocks, limits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from kg.errors import InputError
from kg.lang.pack import LanguagePack, Packs
from kg.model.ids import content_id
from kg.model.text import Article
from kg.read.blocks import Layout, lay_out
from kg.read.dateline import has_two_readings
from kg.read.language import primary, script_of, tell_language
from kg.read.lines import read_stamp

MAX_CHARS = 500_000
WEB = ("http://", "https://")
SURROGATE = re.compile("[\ud800-\udfff]")


class PassedOver(InputError):
    """Files of a folder, or members of an archive, that are of no kind that kg reads: worth a line, no fault."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its source gives it; what the source does not say is "" or None.

    `where` names file and place for messages. `is_stem` says that `id` is only a file's name, which another
    file may share, and `is_member` that it names a member of an archive, which many share. `lang` is the source's own word for the language (`vi-VN`). `published` is ISO 8601.
    `datelines` are lines of a page that may hold its date, asked before those of the text. `authors` are names in the source's order.
    A text that `is_page` False is all prose: no line of it is looked at for what it is for.
    """

    where: str
    text: str
    id: str = ""
    is_stem: bool = False
    is_member: bool = False
    lang: str | None = None
    title: str = ""
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    datelines: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    is_page: bool = True


def finish(draft: Draft, packs: Packs) -> Article:
    """Make the article: compose its text to NFC, tell its language, find its blocks and its origin.

    What the source says of itself wins over what is read from the text.

    Raises:
        InputError: There is no text, too much or broken text, or no pack for its language.
    """
    text = unicodedata.normalize("NFC", draft.text)
    if not text.strip():
        raise InputError("holds no text", where=draft.where, remedy="leave it out, or put an article in it")
    if any(SURROGATE.search(said) for said in (text, draft.id, draft.title, draft.url or "", draft.publisher or "")):
        raise InputError("holds half characters (lone surrogates)", where=draft.where, remedy="write it again as UTF-8")
    if len(text) > MAX_CHARS:
        raise InputError(
            f"is too long: {len(text):,} characters, the limit is {MAX_CHARS:,}",
            where=draft.where,
            remedy="split it into articles",
        )
    lang = tell_language(text, packs, draft.lang)
    if lang is None:
        raise _no_pack(draft, text, packs)
    title = " ".join(unicodedata.normalize("NFC", draft.title).split())
    layout = lay_out(text, packs[lang], title, frozenset(draft.authors)) if draft.is_page else Layout(())
    published = draft.published or _dated(draft.datelines, packs[lang])
    if not any(has_two_readings(line, packs[lang]) for line in draft.datelines):
        published = published or layout.published
    return Article(
        id=draft.id or content_id("article", text),
        text=text,
        lang=lang,
        title=title or layout.title,
        published=published,
        url=draft.url if draft.url and draft.url.startswith(WEB) else layout.url,
        publisher=draft.publisher or layout.publisher,
        agency=layout.agency,
        blocks=layout.blocks,
    )


def _no_pack(draft: Draft, text: str, packs: Packs) -> InputError:
    """Say that a text is in no language that there is a pack for, and in which as far as that can be told."""
    if primary(draft.lang) in packs:
        return InputError(
            f"says that its language is {draft.lang}, but does not read so",
            where=draft.where,
            remedy="mend that, or leave it out",
        )
    what = draft.lang or ((script := script_of(text)) and f"{script} script")
    return InputError(
        f"is in a language without a pack{f' ({what})' if what else ''}; there are packs for {', '.join(packs.codes)}",
        where=draft.where,
        remedy="add a pack for it, or leave it out",
    )


def _dated(lines: tuple[str, ...], pack: LanguagePack) -> str | None:
    """Give the earliest time that one of some lines is dateline of: an update is later than the article.

    A day in figures that the other order of day and month makes another day dates nothing.
    """
    stamps = [stamp.iso for line in lines if not has_two_readings(line, pack) and (stamp := read_stamp(line, pack)) is not None]
    return min(stamps, key=lambda iso: (iso[:10], -len(iso)), default=None)


def told_apart(article: Article) -> Article:
    """Give a twin of another file's name an id that its text decides, whatever the order of the files."""
    return replace(article, id=content_id(article.id, article.text))
