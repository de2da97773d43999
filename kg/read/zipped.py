"""ZIP archives: each member is read as the file that its name says it is."""

from __future__ import annotations

import stat
import struct
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from kg.errors import InputError
from kg.lang.pack import Packs
from kg.read.draft import Draft, PassedOver
from kg.read.kinds import kind_of, kinds
from kg.read.unpack import BROKEN, Budget, unpacked, whole

# The table of contents is read into memory whole, at some fifteen times its size.
MAX_CONTENTS = 16 * 1024 * 1024
END = struct.Struct("<4s4H2LH")
END_64 = struct.Struct("<4sQ2H2L4Q")
LOCATOR_64 = struct.Struct("<4sLQL")
LONGEST_NAME = 200
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others may ask for gigabytes before they give a byte


def read_zip(file: IO[bytes], where: str, packs: Packs) -> Iterator[Draft | InputError]:
    """Give the drafts of the members, by name; a member that cannot be read is an error and the others go on.

    Names only tell what a member is: nothing is written, and no path is followed.

    Raises:
        InputError: It is no ZIP archive that can be read, or holds nothing that kg reads.
    """
    with open_zip(file, where) as archive:
        budget = Budget(_size(file))
        members = [info for info in sorted(archive.infolist(), key=lambda info: info.filename) if _is_visible(info)]
        known = [info for info in members if kind_of(info.filename)]
        if not known:
            raise InputError("holds no articles", where=where, remedy=f"put {' '.join(kinds())} files into it")
        for info in known:
            yield from _read_member(archive, info, f"{where}: {shown(info.filename)}", packs, budget)
        others = [shown(info.filename) for info in members if not kind_of(info.filename)]
        if others:
            names = ", ".join(others[:3]) + (", ..." if len(others) > 3 else "")
            yield PassedOver(f"{len(others)} file(s) of other kinds passed over: {names}", where=where)


def open_zip(file: IO[bytes], where: str) -> zipfile.ZipFile:
    """Open an archive whose table of contents is of a size that can be held.

    Raises:
        InputError: It is too large or broken.
    """
    try:
        size = _contents_size(file)
        if size is not None and size > MAX_CONTENTS:
            raise InputError(
                f"has a table of contents of {size:,} bytes, the limit is {MAX_CONTENTS:,}",
                where=where,
                remedy="pack fewer files",
            )
        return zipfile.ZipFile(file)
    except (*BROKEN, ValueError, struct.error) as error:
        raise InputError(f"is a broken archive: {error}", where=where, remedy="fetch or pack it again") from None


def read_bytes(archive: zipfile.ZipFile, name: str, where: str, budget: Budget, limit: int) -> bytes:
    """Give the bytes of a member.

    Raises:
        InputError: There is no such member, or it is encrypted, broken or larger than `limit`.
    """
    try:
        with archive.open(name) as member:
            return whole(unpacked(member, where, budget), limit, where)
    except (*BROKEN, KeyError, RuntimeError, ValueError) as error:
        raise _unreadable(error, where) from None


def shown(name: str) -> str:
    """Make a member's name fit for a message: one line, no control characters, not too long."""
    plain = "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in name)
    return plain if len(plain) <= LONGEST_NAME else f"...{plain[-LONGEST_NAME:]}"


def _read_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, packs: Packs, budget: Budget
) -> Iterator[Draft | InputError]:
    from kg.read.formats import read_stream

    kind = kind_of(info.filename)
    assert kind is not None
    if info.compress_type not in METHODS:
        yield InputError("is packed with a method that is not read", where=where, remedy="pack it again with deflate")
        return
    try:
        with archive.open(info) as member:
            for draft in read_stream(kind, unpacked(member, where, budget), where, packs, inside=True):
                # Members share names across archives more often than not: "index.html".
                yield replace(draft, is_member=draft.is_stem) if isinstance(draft, Draft) else draft
    except InputError as error:
        yield error
    except (*BROKEN, RuntimeError, ValueError) as error:
        yield _unreadable(error, where)


def _unreadable(error: Exception, where: str) -> InputError:
    if isinstance(error, KeyError):
        return InputError("is not in the archive", where=where, remedy="fetch or pack it again")
    # zipfile has no other way of saying that a password is wanted.
    if isinstance(error, RuntimeError) and not isinstance(error, NotImplementedError):
        return InputError("is encrypted", where=where, remedy="unpack it yourself")
    return InputError(f"is a broken member: {error}", where=where, remedy="fetch or pack it again")


def _is_visible(info: zipfile.ZipInfo) -> bool:
    parts = info.filename.replace("\\", "/").split("/")
    is_hidden = any(part.startswith(".") and part not in (".", "..") for part in parts) or parts[0] == "__MACOSX"
    return not info.is_dir() and not is_hidden and not stat.S_ISLNK(info.external_attr >> 16)


def _size(file: IO[bytes]) -> int:
    return file.seek(0, 2)


def _contents_size(file: IO[bytes]) -> int | None:
    """Read from the archive's end how many bytes its table of contents has; None if there is no such end."""
    size = _size(file)
    file.seek(max(0, size - END.size - LOCATOR_64.size - 65_535))
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) < place + END.size:
        return None
    found = int(END.unpack_from(tail, place)[5])
    locator = place - LOCATOR_64.size
    if locator >= 0 and tail[locator : locator + 4] == b"PK\x06\x07":
        file.seek(int(LOCATOR_64.unpack_from(tail, locator)[2]))
        record = file.read(END_64.size)
        if len(record) == END_64.size and record.startswith(b"PK\x06\x06"):
            return max(int(END_64.unpack(record)[8]), found if found != 0xFFFFFFFF else 0)
    return found
