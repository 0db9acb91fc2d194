"""Logs as lines of JSON on standard error."""

import logging
from typing import Any, Final

import structlog
from structlog.typing import Processor

PROCESSORS: Final[list[Processor]] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def without_traceback(record: logging.LogRecord) -> bool:
    """A logging filter that drops the traceback of errors that any client can provoke."""
    if getattr(record, "status_code", 500) < 500:
        record.exc_info = record.exc_text = None
    return True


def json_lines(level: str) -> dict[str, Any]:
    """Configure structlog, and return the `LOGGING` setting."""
    structlog.configure(
        processors=[*PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": structlog.processors.JSONRenderer(),
                "foreign_pre_chain": PROCESSORS,
            },
        },
        "filters": {
            "untraced": {"()": "django.utils.log.CallbackFilter", "callback": without_traceback},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "json",
                "filters": ["untraced"],
            },
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "tracker.access_log": {"level": "INFO"},
            # It warns of each request that waits for a thread, which is what threads are for.
            "waitress.queue": {"level": "ERROR"},
        },
    }
