"""Token buckets: how often somebody may do something."""

import ipaddress
import math
import time
from collections import OrderedDict
from typing import Callable, Tuple

#: More are forgotten, the least recently seen first; some 10 MB.
MOST_KEYS = 50_000


class Buckets:
    """One bucket a key, each refilled steadily up to its size."""

    def __init__(
        self,
        size: float,
        per_second: float,
        most_keys: int = MOST_KEYS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """
        Args:
            size: how many may come at once.
            per_second: how many may come in the long run.
            clock: seconds.
        """
        self._size = max(1.0, float(size))
        self._per_second = per_second
        self._most_keys = most_keys
        self._clock = clock
        self._buckets: OrderedDict[str, Tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def take(self, key: str) -> int:
        """Take one; 0 where there was one, else whole seconds until there is."""
        now = self._clock()
        left, since = self._buckets.pop(key, (self._size, now))
        left = min(self._size, left + (now - since) * self._per_second)
        allowed = left >= 1
        self._buckets[key] = (left - 1 if allowed else left, now)
        while len(self._buckets) > self._most_keys:
            self._buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - left) / self._per_second))


def client_address(peer: str, forwarded: str, proxies: int) -> str:
    """Whose request it is, as a key for buckets.

    Args:
        peer: the socket's other end.
        forwarded: X-Forwarded-For, all of its lines joined by commas; each proxy adds whom it
            saw at the end, so only that many entries from the end can be believed.
        proxies: how many proxies stand before the server and are trusted.

    Returns:
        An IPv4 address, the first 64 bits of an IPv6 address (a household has as many), or
        the peer as it is where it is no address.
    """
    entries = [entry.strip() for entry in forwarded.split(",") if entry.strip()]
    if proxies and len(entries) >= proxies:
        found = _network(entries[-proxies])
        if found:
            return found
    return _network(peer) or peer


def _network(text: str) -> str:
    bare = text.strip().strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:  # IPv4 with a port
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.IPv6Network((int(address) >> 64 << 64, 64)))
    return str(address)
