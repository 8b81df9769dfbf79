"""Hands one task to the broker, bounded in time; requests never call this."""

import functools

from amqp.exceptions import ChannelError
from kombu import Connection
from kombu.exceptions import OperationalError

from wardportal.celery import app

ONE_SHORT_TRY = {
    "max_retries": 0,
    "connect_retries_timeout": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
}
"""Seconds; without it kombu goes on trying a broker that is gone."""


class BrokerDownError(Exception):
    """The broker did not take the message in time; nothing is wrong with it."""


class UnknownTaskError(Exception):
    """No task of this name exists, so no worker would ever run it."""


def publish(task: str, reference: str) -> None:
    """Send ``task(reference)`` to the worker, trying once.

    Raises BrokerDownError or UnknownTaskError.
    """
    if task not in _known_tasks():
        raise UnknownTaskError
    with _connection() as connection:
        try:
            app.send_task(task, args=(reference,), connection=connection, retry=False)
        except _faults(connection) as error:
            raise BrokerDownError from error


def _connection() -> Connection:
    return app.connection_for_write(transport_options=ONE_SHORT_TRY)


def _faults(connection: Connection) -> tuple[type[Exception], ...]:
    return (
        OperationalError,
        ChannelError,
        OSError,
        *connection.connection_errors,
        *connection.channel_errors,
    )


@functools.cache
def _known_tasks() -> frozenset[str]:
    app.loader.import_default_modules()
    return frozenset(app.tasks)
