"""Asking one address again and again, from one client or from several at once."""

import http.client
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass


@dataclass(frozen=True)
class Ask:
    """One request. `body` makes it a POST, `htmx` one that a script of the page makes."""

    path: str
    cookie: str = ""
    body: str = ""
    expected: tuple[int, ...] = (200, 302)
    htmx: bool = False


@dataclass(frozen=True)
class Figures:
    """Milliseconds of the middle request at one client; requests a second at `clients`."""

    p50: float
    p95: float
    rate: float
    size: int


def _headers(ask: Ask) -> dict:
    headers = {"Host": "localhost"}
    if ask.cookie:
        headers["Cookie"] = ask.cookie
    if ask.htmx:
        headers["HX-Request"] = "true"
    if ask.body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    return headers


def _once(connection, ask: Ask) -> tuple[float, int]:
    start = time.perf_counter()
    answer = _answer(connection, ask)
    size = len(answer.read())
    took = (time.perf_counter() - start) * 1000
    if answer.status not in ask.expected:
        raise RuntimeError(f"{ask.path} answered {answer.status}")
    return took, size


def _answer(connection, ask: Ask) -> http.client.HTTPResponse:
    """On a busy machine the server may have hung up on a line that was idle: once more then."""
    said = "POST" if ask.body else "GET", ask.path, ask.body or None, _headers(ask)
    connection.request(*said)
    try:
        return connection.getresponse()
    except http.client.RemoteDisconnected:
        connection.request(*said)
        return connection.getresponse()


def _client(port: int, ask: Ask, seconds: float) -> int:
    """Ask for that long; how many answers came."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    end, count = time.perf_counter() + seconds, 0
    while time.perf_counter() < end:
        _once(connection, ask)
        count += 1
    return count


def measure(
    port: int, ask: Ask, *, asks: int = 60, clients: int = 8, seconds: float = 3
) -> Figures:
    """Warm up, time `asks` requests one after the other, then `clients` at once."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(8):
        _once(connection, ask)
    taken = [_once(connection, ask) for _ in range(asks)]
    times = sorted(took for took, _ in taken)
    return Figures(
        p50=statistics.median(times), p95=times[int(len(times) * 0.95)],
        rate=rate(port, ask, clients=clients, seconds=seconds), size=taken[-1][1],
    )  # fmt: skip


def in_turn(asks: list[tuple[int, Ask]], times: int = 150) -> list[float]:
    """The middle of `times` requests to each (port, ask), in ms: one of each, then again, so that
    whatever else the machine does meets all of them alike.
    """
    lines = [(http.client.HTTPConnection("127.0.0.1", port, timeout=30), ask) for port, ask in asks]
    for connection, ask in lines * 8:
        _once(connection, ask)
    taken = [[_once(connection, ask)[0] for connection, ask in lines] for _ in range(times)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def rate(port: int, ask: Ask, *, clients: int = 8, seconds: float = 3) -> float:
    """Requests a second of that many clients at once."""
    with ProcessPoolExecutor(clients) as pool:
        asked = [port] * clients, [ask] * clients, [seconds] * clients
        return sum(pool.map(_client, *asked)) / seconds
