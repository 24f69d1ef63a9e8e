"""One connection to one checked address: the name is looked up here, what comes of it is checked, and that address is
connected to; nothing looks the name up again. A deadline holds for all that happens on it together."""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

import httpcore
from msgspec import Struct

from sayso.errors import InputError, RefusedError
from sayso.sources import guarding
from sayso.sources.guarding import Target, shown

TRIED: Final = 4  # addresses of one name
NETWORK_ERRORS: Final = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError)


class FetchError(InputError):
    """Nothing of use came from an address. `answered` is the HTTP status, None where there was none; `retry` how many
    seconds from now it may be asked again, where that was told."""

    def __init__(self, message: str, answered: int | None = None, retry: float | None = None) -> None:
        super().__init__(message)
        self.answered = answered
        self.retry = retry


def looked_up(host: str) -> list[str]:
    """The addresses of a name by the system. OSError where it has none."""
    found = socket.getaddrinfo(host.encode("ascii"), None, type=socket.SOCK_STREAM)
    return [str(row[4][0]) for row in found]


def straight(address: str, port: int) -> tuple[str, int]:
    """Packets go where they are sent."""
    return address, port


class Network(Struct, frozen=True):
    """What lies around: how names are looked up, where an address and port really lead (elsewhere only in a trial), and
    whose certificates are believed (None: those of the bundle that comes with httpx)."""

    resolve: Callable[[str], Sequence[str]] = looked_up
    route: Callable[[str, int], tuple[str, int]] = straight
    tls: ssl.SSLContext | None = None


class Deadline:
    """Seconds for one thing after the other, from now on."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Seconds left, but no more than `most`. httpcore.ReadTimeout where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is over")
        return left if most is None else min(left, most)


@contextmanager
def answered(
    asked: Target,
    headers: Mapping[str, str],
    *,
    network: Network,
    tls: ssl.SSLContext | None,
    deadline: Deadline,
    connect: float,
    allow_private: bool,
) -> Iterator[httpcore.Response]:
    """The answer to one GET, its body not yet read, on a connection of its own that is closed at the end.

    RefusedError for what is forbidden, else what httpcore raises.
    """
    origin = httpcore.Origin(asked.scheme.encode(), asked.host.encode(), asked.port)
    backend = _Pinned(asked, network, deadline, connect, allow_private)
    request = httpcore.Request(
        "GET",
        httpcore.URL(scheme=origin.scheme, host=origin.host, port=origin.port, target=asked.path),
        headers=[("Host", asked.authority), *headers.items(), ("Connection", "close")],
        extensions={"timeout": {"connect": connect}},
    )
    with httpcore.HTTPConnection(origin, ssl_context=tls, network_backend=backend) as connection:
        yield connection.handle_request(request)


def told(error: Exception, asked: Target, seconds: float) -> FetchError:
    """What went wrong on the network, said of the address."""
    if isinstance(error, httpcore.ConnectTimeout):
        reason = "cannot be reached in time"
    elif isinstance(error, httpcore.TimeoutException | TimeoutError):
        reason = f"no whole answer within {seconds:g} seconds"
    elif "CERTIFICATE_VERIFY_FAILED" in str(error):
        reason = f"its certificate is not to be trusted ({str(error).rpartition('failed: ')[2][:100]})"
    elif isinstance(error, httpcore.ProtocolError):
        reason = f"the answer is not HTTP or breaks off ({str(error)[:100]})"
    else:
        reason = f"cannot be reached ({(getattr(error, 'strerror', None) or str(error))[:100]})"
    return FetchError(f"{shown(asked.url)}: {reason}")


class _Pinned(httpcore.NetworkBackend):
    """Connects to a checked address of the target, whatever host it is asked for."""

    def __init__(
        self, asked: Target, network: Network, deadline: Deadline, connect: float, allow_private: bool
    ) -> None:
        self._asked = asked
        self._network = network
        self._deadline = deadline
        self._connect = connect
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        found = self._found()
        addresses = guarding.checked(self._asked, found, allow_private=self._allow_private)[:TRIED]
        for number, address in enumerate(addresses, 1):
            try:
                where = self._network.route(address, self._asked.port)
                stream = httpcore.SyncBackend().connect_tcp(*where, timeout=self._deadline.left(self._connect))
                return _Timed(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise AssertionError("there is an address or an error")

    def _found(self) -> Sequence[str]:
        host = self._asked.host
        if guarding.is_literal(host):
            return [host]
        if guarding.is_local_name(host) and not self._allow_private:
            raise RefusedError(f"{shown(self._asked.url)}: a name of this machine or its own network")
        return _in_time(self._network.resolve, host, self._deadline.left(self._connect))


class _Timed(httpcore.NetworkStream):
    """A stream whose every step ends with the deadline, so that many short waits are no long one."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Timed(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _in_time(resolve: Callable[[str], Sequence[str]], host: str, seconds: float) -> Sequence[str]:
    """A look-up that is waited for so long and no longer; the system's own has no limit that could be set."""
    answers: queue.SimpleQueue[Sequence[str] | Exception] = queue.SimpleQueue()

    def look() -> None:
        try:
            answers.put(resolve(host))
        except Exception as error:
            answers.put(error)

    threading.Thread(target=look, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise httpcore.ConnectTimeout("the name was not found in time") from None
    if isinstance(answer, Exception):
        raise answer
    return answer
