"""The log: one JSON line per event on stderr, for the operator, without anybody's words, address or browser in it.

Only constant words and the facts that our own code names are written. Of an exception there is its kind and where it
happened, never its text, since that may hold what somebody typed. What libraries say with values in it is left out.
"""

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType

LAST_STEPS = 4
OURS = "portal"


def where(fault: BaseException) -> str:
    """File and line of the last steps: never the values, which may be somebody's words."""
    steps, trace = [], fault.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        steps.append(f"{'/'.join(name.rsplit('/', 2)[-2:])}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " > ".join(steps[-LAST_STEPS:])


class OneLine(logging.Formatter):
    """A log record as one line of JSON: time, level, event, facts."""

    def format(self, record: logging.LogRecord) -> str:
        """Take the constant words of the record, our own facts, and of an exception only its kind and place."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": _event(record),
        }
        facts = dict(getattr(record, "facts", {})) if _is_ours(record) else {"at": f"{record.filename}:{record.lineno}"}
        if record.exc_info and record.exc_info[1] is not None:
            facts |= {"kind": type(record.exc_info[1]).__name__, "where": where(record.exc_info[1])}
        if facts:
            line["facts"] = facts
        return json.dumps(line, ensure_ascii=False, default=lambda thing: type(thing).__name__)


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.split(".")[0] == OURS


def _event(record: logging.LogRecord) -> str:
    """Our own events are constants. A library's line may have values in it, so only its origin is told."""
    return str(record.msg) if _is_ours(record) else f"{record.name} had something to say"


def begin(level: int = logging.INFO) -> None:
    """Write this log from now on, and nothing else anywhere: no access log, no traces with values."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(OURS).setLevel(level)
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # a record that cannot be written is not printed with its values either
    silence = logging.getLogger("uvicorn.access")
    silence.handlers.clear()
    silence.propagate = False
    threading.excepthook = lambda fault: _last_words(fault.exc_type, fault.exc_value, fault.exc_traceback)
    sys.excepthook = _last_words


def _last_words(kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger(OURS).critical("ended by a surprise", exc_info=(kind, fault or kind(), trace))
