"""The sockets that we serve from: the web edge, and the local workspace's page."""

from __future__ import annotations

import socket


def listening(host: str, port: int, backlog: int | None = None) -> socket.socket:
    """Listen on an address (port 0: any that is free), with answers that leave at once; OSError if it is taken.

    An answer goes out as a head and a body, and over a connection that is kept open the body would wait some 40 ms for
    the head to be confirmed. asyncio sees to that only for sockets it makes itself; what is accepted here inherits it.
    """
    found = socket.create_server((host, port), backlog=backlog)
    found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return found
