"""The HTTP server: ``python -m tracker.serving --workers 2 --threads 8 --bind 127.0.0.1:8000``.

waitress reads each request whole before it takes a thread, and keeps what a client has not received
yet, so that slow clients cost a connection and no thread (decision 24 has the measurements).

The process that is started serves nothing: it holds the listening socket and keeps the workers
running, and a task worker beside them (`manage.py run_tasks`). SIGHUP replaces all of them one by
one, SIGTERM and SIGINT end them; requests that have begun are answered in both cases.
"""

import argparse
import os
import select
import signal
import socket
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher, WSGITask

from tracker.pools import POOLS, Pool
from tracker.task_worker import has_task_worker

# Above the limit of `HostileInputMiddleware`, whose response names the parameter.
HEADER_BYTES: Final = 32 * 1024
# Above the limits of the middleware for uploads, whose responses name the limit.
BODY_BYTES: Final = 33 * 1024 * 1024
# A response up to this size is kept for a slow client (on disk from 1 MiB); a longer one waits.
PENDING_BYTES: Final = 64 * 1024 * 1024
CONNECTIONS: Final = 2000
IDLE_SECONDS: Final = 60
START_SECONDS: Final = 60
STOP_SECONDS: Final = 30
# A thread that waits for the interpreter lock, as after each query, gets it after so long. Beside a
# busy thread, a page with ten queries would wait Python's 5 ms ten times.
SWITCH_SECONDS: Final = 0.0005
# How long to wait before a task worker that has ended is started again.
RESTART_SECONDS: Final = 2
MANAGE: Final = Path(__file__).resolve().parent.parent / "manage.py"
# In the pools, a thread rests after each refusal: else a flood of sign-ins would keep a core busy.
REFUSAL_SECONDS: Final = 0.05
# How long an open connection may bring another request after the server was told to stop.
LINGER_SECONDS: Final = 1
SIGNALS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD, signal.SIGALRM)


class ProblemTask(ErrorTask):
    """Answers a request that waitress rejects, with problem+json that does not repeat the input."""

    def execute(self) -> None:
        # Only a worker has loaded the application, which sets Django up.
        errors = import_module("tracker.errors")
        response = errors.unparsed_request_response(self.request.error.code)
        self.status = f"{response.status_code} {response.reason_phrase}"
        self.response_headers.extend(response.items())
        self.set_close_on_finish()
        self.content_length = len(response.content)
        self.write(response.content)


class Task(WSGITask):
    """Keeps a connection open after a response without a body, unless the server stops."""

    def execute(self) -> None:
        pool = self.channel.server.pool_of(self.request)
        self.channel.is_slow = False
        self.channel.patience = pool.patience if pool else 0.0
        if self.channel.server.is_stopping:
            self.set_close_on_finish()
        super().execute()
        if pool and self.status.startswith("429"):
            time.sleep(REFUSAL_SECONDS)

    def set_close_on_finish(self) -> None:
        # waitress closes after any response without Content-Length; 204 and 304 must not have one.
        if self.has_body or self.request.connection_close or self.channel.server.is_stopping:
            super().set_close_on_finish()

    def finish(self) -> None:
        if self.request.command == "HEAD":
            self.chunked_response = False  # or the mark of the end would be sent as a body
        super().finish()


class Channel(HTTPChannel):
    task_class = Task
    error_task_class = ProblemTask
    is_slow = False
    patience = 0.0

    @property
    def is_busy(self) -> bool:
        return bool(self.requests or self.total_outbufs_len)

    def write_soon(self, data: Any) -> int:
        """Send to a client that receives; keep the rest for the main thread to send."""
        rest = self.send_now(data) if isinstance(data, bytes) and not self.is_slow else data
        if rest:
            super().write_soon(rest)
        return len(data)

    def send_now(self, data: bytes) -> bytes:
        """Send `data` without a copy on the way; return what a slow client did not receive."""
        rest = memoryview(data)
        while rest and not self.is_slow:
            with self.outbuf_lock:
                # What is pending has to be sent first.
                sent = 0 if self.total_outbufs_len else self.try_to_send(rest)
            rest = rest[sent:]
            # Not under the lock, for which the main thread may wait.
            self.is_slow = bool(rest) and not (sent and self.can_receive())
        return bytes(rest)

    def can_receive(self) -> bool:
        """Return whether the client can receive more, at the latest when patience is at an end."""
        poll = select.poll()
        try:
            poll.register(self.socket, select.POLLOUT)
        except ValueError:  # closed by the main thread
            return False
        return bool(poll.poll(self.patience * 1000))

    def try_to_send(self, data: memoryview) -> int:
        try:
            sent: int = self.send(data, do_close=False) if self.connected else 0
        except OSError:
            return 0  # the main thread notices, too, and closes
        self.last_activity = time.time()
        return sent


class Server(TcpWSGIServer):
    """`pools`: the dispatchers of the pools."""

    channel_class = Channel
    is_stopping = False
    pools: "dict[Pool, ThreadedTaskDispatcher]"

    def add_task(self, channel: Channel) -> None:
        pool = self.pool_of(channel.requests[0])
        (self.pools[pool] if pool else self.task_dispatcher).add_task(channel)

    def pool_of(self, request: Any) -> Pool | None:
        # Both are missing if the request is malformed.
        method, path = getattr(request, "command", ""), getattr(request, "path", "")
        return next((pool for pool in self.pools if pool.matches(method, path)), None)

    def maintenance(self, now: float) -> None:
        """Close idle connections, and those whose client has stopped to receive."""
        super().maintenance(now)
        for channel in list(self.active_channels.values()):
            # Unlike a closed flag, this also wakes a thread that waits for the client.
            if channel.total_outbufs_len and channel.last_activity < now - IDLE_SECONDS:
                channel.handle_close()

    def serve_until_stopped(self) -> None:
        while not self.is_stopping:
            self.poll()
        # The socket stays open for the other workers.
        self.accepting = False
        self.del_channel()
        end = time.time() + STOP_SECONDS
        while self.active_channels and time.time() < end:
            for channel in list(self.active_channels.values()):
                if not channel.is_busy and channel.last_activity < time.time() - LINGER_SECONDS:
                    channel.handle_close()
            self.poll()
        for dispatcher in (self.task_dispatcher, *self.pools.values()):
            dispatcher.shutdown()

    def poll(self) -> None:
        wasyncore.loop(timeout=0.5, use_poll=True, map=self._map, count=1)

    def stop(self, *_signal: Any) -> None:
        self.is_stopping = True


def work(application: str, listener: socket.socket, threads: int, ready: int) -> None:
    """Serve the module `application` on `listener` until SIGTERM; write to `ready` once it does."""
    server = Server(
        import_module(application).application,
        {},
        True,
        listener,
        dispatcher=dispatcher_of(threads),
        sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
        bind_socket=False,
        adj=Adjustments(
            sockets=[listener],
            connection_limit=CONNECTIONS,
            channel_timeout=IDLE_SECONDS,
            max_request_header_size=HEADER_BYTES,
            max_request_body_size=BODY_BYTES,
            outbuf_high_watermark=PENDING_BYTES,
            # BEHIND_PROXY decides in Django which headers are trusted.
            clear_untrusted_proxy_headers=False,
            ident=None,
            # Notices during a request that the client has left.
            channel_request_lookahead=1,
        ),
    )
    sys.setswitchinterval(SWITCH_SECONDS)
    server.pools = {pool: dispatcher_of(pool.threads) for pool in POOLS}
    signal.signal(signal.SIGTERM, server.stop)
    # Ctrl-C reaches the whole process group; the parent process passes on what is to be done.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    os.write(ready, b"1")
    os.close(ready)
    server.serve_until_stopped()


def dispatcher_of(threads: int) -> ThreadedTaskDispatcher:
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(threads)
    return dispatcher


class Supervisor:
    """Keeps `count` worker processes running that share one listening socket, and task workers."""

    def __init__(
        self, listener: socket.socket, count: int, options: list[str], task_workers: int
    ) -> None:
        self.listener = listener
        self.count = count
        self.options = options
        self.workers: list[subprocess.Popen[bytes]] = []
        self.task_workers: list[subprocess.Popen[bytes] | None] = [None] * task_workers

    def run(self) -> int:
        """Return the exit status: 1 if the workers cannot be started."""
        # Blocked signals wait for `sigwait`, so that none interrupts the handling of another.
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        if not self.start():
            self.stop(self.workers)
            return 1
        self.start_task_workers()
        while True:
            received = signal.sigwait(SIGNALS)
            if received in {signal.SIGTERM, signal.SIGINT}:
                self.stop([*self.workers, *self.running_task_workers()])
                return 0
            if received == signal.SIGHUP:
                self.replace()
            elif received == signal.SIGALRM:
                self.start_task_workers()
            elif not self.restart_failed():
                self.stop(self.running_task_workers())
                return 1
            elif len(self.running_task_workers()) < len(self.task_workers):
                signal.alarm(RESTART_SECONDS)

    def running_task_workers(self) -> "list[subprocess.Popen[bytes]]":
        return [worker for worker in self.task_workers if worker and worker.poll() is None]

    def start_task_workers(self) -> None:
        """Start the task workers that are missing. They serve nobody, so nobody waits for them."""
        for number, worker in enumerate(self.task_workers):
            if worker is None or worker.poll() is not None:
                if worker is not None:
                    sys.stderr.write("A task worker has ended and is replaced.\n")
                self.task_workers[number] = subprocess.Popen(  # noqa: S603 (the options are our own)
                    [sys.executable, str(MANAGE), "run_tasks", "--supervised"],
                )

    def start(self) -> bool:
        """Start the workers that are missing; return whether all of them serve."""
        while len(self.workers) < self.count:
            worker = self.start_worker()
            if worker is None:
                return False
            self.workers.append(worker)
        return True

    def replace(self) -> None:
        """Replace each worker once another one serves; keep the old ones if that one fails."""
        for old in list(self.workers):
            worker = self.start_worker()
            if worker is None:
                sys.stderr.write("The new worker did not start; the old ones stay.\n")
                return
            self.workers.remove(old)
            self.workers.append(worker)
            self.stop([old])
        self.stop(self.running_task_workers())
        self.task_workers = [None] * len(self.task_workers)
        self.start_task_workers()

    def restart_failed(self) -> bool:
        """Replace workers that have ended without being told to."""
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        if len(self.workers) == self.count:
            return True
        sys.stderr.write("A worker has ended and is replaced.\n")
        if self.start():
            return True
        self.stop(self.workers)
        return False

    def start_worker(self) -> "subprocess.Popen[bytes] | None":
        """Return a worker that serves, or None if it ended or needed too long."""
        reader, writer = os.pipe()
        descriptor = self.listener.fileno()
        worker = subprocess.Popen(  # noqa: S603 (the options are our own)
            [sys.executable, "-m", "tracker.serving", *self.options,
             "--worker", str(descriptor), str(writer)],
            pass_fds=(descriptor, writer),
        )  # fmt: skip
        os.close(writer)
        with open(reader, "rb", buffering=0) as pipe:
            # A worker that fails closes its end, which is readable as well, as b"".
            serves = select.select([pipe], [], [], START_SECONDS)[0] and pipe.read(1) == b"1"
        if serves:
            return worker
        worker.kill()
        worker.wait()
        return None

    def stop(self, workers: "list[subprocess.Popen[bytes]]") -> None:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            try:
                worker.wait(STOP_SECONDS + 10)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()


def bind(address: str) -> socket.socket:
    """Return a listening socket for ``host:port`` or ``[::1]:port``."""
    host, _colon, port = address.rpartition(":")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, int(port)), family=family, backlog=1024)


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tracker.serving", description=__doc__)
    parser.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT")
    parser.add_argument("--workers", type=int, default=1, help="processes (default: 1)")
    parser.add_argument("--threads", type=int, default=8, help="threads of each (default: 8)")
    parser.add_argument(
        "--task-workers",
        type=int,
        default=int(has_task_worker()),
        help="processes for imports and other tasks (default: 1, or 0 with TASK_WORKER=0)",
    )
    parser.add_argument("--application", default="tracker.wsgi", help=argparse.SUPPRESS)
    parser.add_argument("--worker", nargs=2, type=int, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    if options.worker:
        descriptor, ready = options.worker
        work(options.application, socket.socket(fileno=descriptor), options.threads, ready)
        return 0
    try:
        listener = bind(options.bind)
    except (OSError, ValueError, OverflowError) as error:
        sys.stderr.write(f"Cannot listen on {options.bind}: {error}\n")
        return 1
    return Supervisor(listener, options.workers, arguments, options.task_workers).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
