"""A Spark session: one that runs, one of a cluster's, or one on this machine; and what it says, in sentences."""

from __future__ import annotations

import logging
import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from likewise.engine.face import Work
from likewise.errors import EngineError, LikewiseError, first_line

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

DEFAULT_MEMORY = "4g"
# Tasks of a shuffle on this machine, a thread: enough to part the work, few enough to be quick with little of it.
TASKS_A_THREAD = 4
# Tables up to this size are sent whole to every executor of this machine instead of being shuffled.
BROADCAST = "64MB"

_NO_ROOM = ("no space left", "outofmemoryerror", "java heap space", "disk quota", "cannot allocate memory")


def spark_session(
    given: str | SparkSession | None, memory: str | None, threads: int | None, scratch: Path
) -> tuple[SparkSession, bool, bool]:
    """A session, whether it was started here, and whether its executors share this machine's disk."""
    if given is not None and not isinstance(given, str):
        return _running(given)
    if (running := _in_this_process(given)) is not None:
        return _running(running)
    address = given or f"local[{threads or '*'}]"
    if address.startswith("local"):
        return _here(address, memory, scratch), True, True
    return _there(address), True, False


def _in_this_process(address: str | None) -> SparkSession | None:
    """The session that this process has already, and which Spark would hand out whatever is asked for."""
    builder = _builder()
    from pyspark import SparkContext  # noqa: PLC0415  (an extra; it loads slowly)

    context = SparkContext._active_spark_context
    if context is None:
        return None
    if address is not None and address != context.master:
        raise EngineError.of("engine.spark_runs_already", running=context.master, address=address)
    return builder.getOrCreate()


def _running(session: SparkSession) -> tuple[SparkSession, bool, bool]:
    """A session that the user has: what is made in it here stays apart from the user's own."""
    _quiet()
    if not hasattr(session, "_jvm"):
        return session, False, False
    return session.newSession(), False, str(session.sparkContext.master).startswith("local")


def _builder() -> SparkSession.Builder:
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415  (an extra; it loads slowly)
    except ImportError as error:
        raise EngineError.of("engine.needs_pyspark") from error
    _quiet()
    return SparkSession.builder.appName("likewise")


def _quiet() -> None:
    # Of pandas 3, which nothing here hands to it.
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
    # Whatever goes wrong is said once, in one sentence.
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL)


def _here(master: str, memory: str | None, scratch: Path) -> SparkSession:
    """A session on this machine, that keeps all it writes in `scratch`."""
    builder = _builder()
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        raise EngineError.of("engine.needs_java")
    inside = master.removeprefix("local").strip("[]").partition(",")[0]
    threads = int(inside) if inside.isdigit() else _cores() if inside == "*" else 1
    log = files("likewise.engine").joinpath("log4j2.properties")
    settings = {
        "spark.driver.memory": _megabytes(memory) if memory else DEFAULT_MEMORY,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        # Java takes its options apart at blanks.
        "spark.driver.extraJavaOptions": f'"-Dlog4j2.configurationFile={log}"',
        "spark.local.dir": str(scratch),
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.shuffle.partitions": str(TASKS_A_THREAD * threads),
        "spark.sql.autoBroadcastJoinThreshold": BROADCAST,
        "spark.ui.enabled": "false",
        # What a report says of its own work is added up from what Spark remembers of its stages.
        "spark.ui.retainedStages": "100000",
        "spark.ui.showConsoleProgress": "false",
    }
    for key, value in settings.items():
        builder = builder.config(key, value)
    with usable("engine.spark_unusable", address=master):
        return builder.master(master).getOrCreate()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _there(address: str) -> SparkSession:
    """A session of a cluster's, set up as the user has set it up."""
    builder = _builder()
    with usable("engine.spark_unusable", address=address):
        return (builder.remote(address) if address.startswith("sc://") else builder.master(address)).getOrCreate()


def _megabytes(memory: str) -> str:
    """A size as `4GB` or `512MB` in the form that Java takes; EngineError for what is no size."""
    number, unit = memory.rstrip("iBb ").rstrip("KMGTkmgt "), memory.rstrip("iBb ")[-1:].lower()
    scale = {"k": 1 / 1024, "m": 1, "g": 1024, "t": 1024 * 1024}
    try:
        return f"{max(1, round(float(number) * scale[unit]))}m"
    except (KeyError, ValueError) as error:
        raise EngineError.of("engine.memory_size", memory=memory, example="4GB") from error


@contextmanager
def explained() -> Iterator[None]:
    """Turn what a machine lacks into sentences; other errors stay what they are."""
    try:
        yield
    except LikewiseError:
        raise
    except Exception as error:
        if any(sign in str(error).lower() for sign in _NO_ROOM):
            raise EngineError.of("engine.spark_memory", said=first_line(error)) from error
        raise


@contextmanager
def usable(key: str, **named: str) -> Iterator[None]:
    """Whatever Spark can't do with what the user named becomes the sentence `key`, with what Spark says as `said`."""
    try:
        yield
    except LikewiseError:
        raise
    except Exception as error:
        raise EngineError.of(key, **named, said=why(error)) from error


def why(error: Exception) -> str:
    """What went wrong, in a line: Java's own words where Python only knows that a call failed."""
    java: Any = getattr(error, "java_exception", None)
    return first_line(error if java is None else Exception(java.toString()))


def finished_work(session: SparkSession) -> Work:
    """What the session's stages have written and shuffled so far, from Spark's own bookkeeping."""
    if not hasattr(session, "_jvm"):
        return Work(None, None)
    store: Any = session.sparkContext._jsc.sc().statusStore()
    gateway: Any = session.sparkContext._gateway
    stages = store.stageList(None, False, False, gateway.new_array(gateway.jvm.double, 0), None)
    rows = shuffled = 0
    for at in range(stages.size()):
        rows += stages.apply(at).outputRecords()
        shuffled += stages.apply(at).shuffleWriteBytes()
    return Work(rows, shuffled)
