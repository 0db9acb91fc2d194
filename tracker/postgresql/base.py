"""Connections of the pool are looked at before each request without asking the server.

Django's own check is a statement: a round trip, and on a busy list a tenth of the request. An idle
connection has nothing to say; when the server ends it (a restart, an administrator, a time limit),
its farewell or the end of the stream waits in the socket, which the kernel tells at once.
"""

import select
from typing import Any

from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    _connection_pools: dict[str, Any] = {}

    @property
    def pool(self) -> Any:
        """As Django's; `CONN_HEALTH_CHECKS` means `check` here."""
        options: dict[str, Any] = self.settings_dict["OPTIONS"].get("pool") or {}
        if self.alias == NO_DB_ALIAS or not options:
            return None
        if self.alias not in self._connection_pools:
            made: Any = ConnectionPool(
                kwargs={**self.get_connection_params(), "autocommit": True},
                open=False,
                configure=self._configure_connection,  # type: ignore[attr-defined]
                check=check if self.settings_dict["CONN_HEALTH_CHECKS"] else None,
                **options,
            )
            # Several threads may come here at once: the first one's stands, none was opened yet.
            self._connection_pools.setdefault(self.alias, made)
        return self._connection_pools[self.alias]


def check(connection: Any) -> None:
    """Raises where a connection of the pool cannot be used any more."""
    if _has_something_to_say(connection.fileno()):
        # Whatever it is, asking shows whether the server still answers.
        ConnectionPool.check_connection(connection)


def _has_something_to_say(socket: int) -> bool:
    waiting = select.poll()
    waiting.register(socket, select.POLLIN)
    return bool(waiting.poll(0))
