"""What every request passes: headers that bind browsers, and refusals of what no page of ours would send.

Kenfolk listens on a local port without a password, so every web page a person visits could try to talk to it. Three
checks stop that: the Host header must name this machine (against DNS rebinding), a write must come from a page of this
very server (against forged requests), and no page of another site may embed what we send.
"""

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kenfolk.kit.errors import AppError
from kenfolk.kit.http import render_error

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LARGEST_JSON = 8 * 2**20  # bytes: a decision on ten thousand faces takes a hundredth of it

# Styles may be inline, because the component library writes its variables that way; scripts never.
CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class UnknownHost(AppError):
    """This server is not reached under the name {host!r}. Use its address, or allow the name in KENFOLK_HOST_NAMES."""

    status = 421


class ForeignOrigin(AppError):
    """A page of another site may not change this library."""

    status = 403


class Guards:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp, *, host_names: Collection[str], largest_upload: int) -> None:
        self.app = app
        self._names = {"localhost", socket.gethostname().lower(), *(name.lower() for name in host_names)}
        self._largest_upload = largest_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        send = _with_headers(send)
        try:
            self._check(scope["method"], headers)
        except AppError as error:
            await render_error(error.status, error.code, error.message, error.data or None)(scope, receive, send)
            return
        await self.app(scope, self._limited(receive, headers), send)

    def _check(self, method: str, headers: Headers) -> None:
        host = headers.get("host", "")
        if not self._is_ours(host):
            raise UnknownHost(host=host)
        if method in SAFE_METHODS:
            return
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            raise ForeignOrigin
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            raise ForeignOrigin

    def _is_ours(self, host: str) -> bool:
        name = (urlsplit(f"//{host}").hostname or "") if _is_plain(host) else ""
        return name in self._names or name.removesuffix(".local") in self._names or _is_address(name)

    def _limited(self, receive: Receive, headers: Headers) -> Receive:
        is_upload = headers.get("content-type", "").startswith("multipart/form-data")
        limit = self._largest_upload if is_upload else LARGEST_JSON
        seen = 0

        async def receive_limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise HTTPException(413, f"The request is larger than {limit // 2**20} MB.")
            return message

        return receive_limited


def _is_plain(host: str) -> bool:
    return not set(host) & set("/?#@\\ ")


def _is_address(name: str) -> bool:
    # A rebinding attack needs a name it can point elsewhere; an address cannot be pointed anywhere.
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
