"""The address to listen on, and how to say it to a person."""

import errno
import socket

from kenfolk.kit.errors import AppError

BACKLOG = 1024


class PortInUse(AppError):
    """Port {port} is in use by another program. Choose another with --port (make serve PORT=...); 0 is any that is free."""


class CannotListen(AppError):
    """Kenfolk cannot listen on {host}, port {port}: {reason}."""


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 is any free port."""
    listener = None
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        if listener is not None:
            listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(port=port) from error
        raise CannotListen(host=host, port=port, reason=error.strerror or error) from error
    return listener


def url_of(host: str, port: int) -> str:
    """Return the address a person on this machine opens."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 (asks, does not bind)
    return f"http://{name}:{port}"


def lan_address() -> str | None:
    """Return this machine's address on its network, if it has one. Nothing is sent: UDP only looks up the route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address: str = probe.getsockname()[0]
        return address
