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
    connection.request("POST" if ask.body else "GET", ask.path, ask.body or None, _headers(ask))
    answer = connection.getresponse()
    size = len(answer.read())
    took = (time.perf_counter() - start) * 1000
    if answer.status not in ask.expected:
        raise RuntimeError(f"{ask.path} answered {answer.status}")
    return took, size


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
    """Warm up, time `asks` requests one after the other, then `clients` (0: none) at once."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(8):
        _once(connection, ask)
    taken = [_once(connection, ask) for _ in range(asks)]
    times = sorted(took for took, _ in taken)
    counts = []
    if clients:
        with ProcessPoolExecutor(clients) as pool:
            asked = [port] * clients, [ask] * clients, [seconds] * clients
            counts = list(pool.map(_client, *asked))
    return Figures(
        p50=statistics.median(times), p95=times[int(len(times) * 0.95)],
        rate=sum(counts) / seconds, size=taken[-1][1],
    )  # fmt: skip


def best(runs: list[Figures]) -> tuple[float, float]:
    """(p50, rate) of the quietest: what else the machine did can only make it slower."""
    return min(run.p50 for run in runs), max(run.rate for run in runs)
