"""Spark as all that a build in steps needs: where it reads, runs, writes, and how many work at once."""

from __future__ import annotations

from collections.abc import Callable

from pyspark.sql import SparkSession

from kg.engine.spark.careful import Careful
from kg.engine.spark.files import Files
from kg.engine.spark.flow import SparkFlow
from kg.engine.spark.inputs import SparkInputs
from kg.engine.spark.outputs import SparkOutputs

PART = 8 * 1024 * 1024  # bytes of input for each part that rows are brought together in; Spark joins small ones
PARTS_PER_PROCESS = 2
MOST_PARTS = 20_000


class SparkCluster:
    """A Spark session at work on one build."""

    def __init__(
        self, session: SparkSession, partitions: int | None = None, on_step: Callable[[str], None] = lambda name: None
    ) -> None:
        """`partitions` is into how many parts rows are brought together (None: by the size of the input)."""
        self.session = session
        self.files = Files(session)
        self.inputs = SparkInputs(session)
        self._partitions = partitions
        self._on_step = on_step

    @property
    def processes(self) -> int:
        """Give how many tasks run at once."""
        return self.session.sparkContext.defaultParallelism

    def flow(self, folder: str, size: int) -> tuple[SparkFlow, SparkOutputs]:
        """Give what runs steps, for inputs of so many bytes, and what writes; both keep in `folder` what is done."""
        parts = self._partitions or min(MOST_PARTS, max(PARTS_PER_PROCESS * self.processes, size // PART))
        self.session.conf.set("spark.sql.shuffle.partitions", str(parts))
        flow = SparkFlow(self.session, folder, self._on_step)
        return flow, SparkOutputs(flow)

    def mapper(self, timeout: float | None) -> Careful:
        """Give what runs work on the articles of a part."""
        return Careful(timeout)
