"""Files wherever Spark can reach them: a path of this machine, or the URL of a Hadoop file system (file:, hdfs:, s3a:)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyspark.sql import SparkSession

SCHEME = "://"


class Files:
    """What the driver does with files itself: small ones, and the names of large ones."""

    def __init__(self, session: SparkSession) -> None:
        context: Any = session.sparkContext
        self._jvm: Any = context._jvm
        self._conf: Any = context._jsc.hadoopConfiguration()

    def _at(self, url: str) -> tuple[Any, Any]:
        path = self._jvm.org.apache.hadoop.fs.Path(url)
        return path.getFileSystem(self._conf), path

    def whole(self, url: str) -> str:
        """Give a path or URL with its scheme, absolute, as Spark names it in turn."""
        system, path = self._at(url)
        return str(system.makeQualified(path).toString())

    def exists(self, url: str) -> bool:
        """Say whether there is a file or folder."""
        system, path = self._at(url)
        return bool(system.exists(path))

    def is_folder(self, url: str) -> bool:
        """Say whether there is a folder."""
        system, path = self._at(url)
        return bool(system.exists(path) and system.getFileStatus(path).isDirectory())

    def read(self, url: str) -> bytes | None:
        """Give what is in a file; None if there is none."""
        system, path = self._at(url)
        if not system.exists(path):
            return None
        stream = system.open(path)
        try:
            return bytes(self._jvm.org.apache.commons.io.IOUtils.toByteArray(stream))
        finally:
            stream.close()

    def write(self, url: str, data: bytes) -> None:
        """Write a file that takes the place of an older one when it is complete: by renaming, where the file system can at once."""
        system, path = self._at(url)
        system.setWriteChecksum(False)  # Hadoop's own files of sums, beside each file of a file system that keeps none
        part = self._jvm.org.apache.hadoop.fs.Path(path.getParent(), f".{path.getName()}.part")
        stream = system.create(part, True)
        try:
            stream.write(bytearray(data))
        finally:
            stream.close()
        self._move(system, part, path)

    def rename(self, url: str, other: str) -> None:
        """Rename a file within its file system; one that is there already is replaced."""
        system, path = self._at(url)
        self._move(system, path, self._at(other)[1])

    def _move(self, system: Any, path: Any, other: Any) -> None:
        choices = self._jvm.java.lang.reflect.Array.newInstance
        overwrite = self._jvm.org.apache.hadoop.fs.Options.Rename.OVERWRITE
        chosen = choices(overwrite.getClass(), 1)
        chosen[0] = overwrite
        self._jvm.org.apache.hadoop.fs.FileContext.getFileContext(system.getUri(), self._conf).rename(path, other, chosen)

    def delete(self, url: str) -> None:
        """Remove a file or a folder with all that is in it, if it is there."""
        system, path = self._at(url)
        system.delete(path, True)

    def names(self, folder: str) -> list[str]:
        """Give the names of what is in a folder, sorted; none if there is no folder."""
        system, path = self._at(folder)
        if not system.exists(path):
            return []
        return sorted(str(status.getPath().getName()) for status in system.listStatus(path))

    def sizes(self, folder: str) -> Iterator[tuple[str, int]]:
        """Give the path below a folder and the bytes of each file in it and its folders, in no order."""
        system, path = self._at(folder)
        start = len(str(system.makeQualified(path).toString()).rstrip("/")) + 1
        found = system.listFiles(path, True)
        while found.hasNext():
            status = found.next()
            yield str(status.getPath().toString())[start:], int(status.getLen())


def joined(folder: str, *names: str) -> str:
    """Give the path or URL of what is in a folder."""
    return "/".join((folder.rstrip("/") or "/", *names)) if folder.rstrip("/") else "/" + "/".join(names)
