"""Whether background tasks run in a process of their own, for the settings and for the server."""

from environs import Env


def has_task_worker() -> bool:
    """TASK_WORKER: on, unless it is switched off. Then tasks run in the request."""
    return Env().bool("TASK_WORKER", True)
