"""Server-sent events: what changed is told to every open browser, from any thread."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from typing import Any

KEEP_ALIVE = 15.0  # seconds of silence after which proxies begin to think that the other side is gone
WAITING_AT_MOST = 64  # messages; a browser that reads slower is dropped, comes back by itself and gets a fresh status


class Client:
    """One open stream. The queue belongs to the event loop that serves the client."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.messages: asyncio.Queue[str | None] = asyncio.Queue(WAITING_AT_MOST)

    def offer(self, message: str | None) -> None:
        """Hand a message over, None for the end; runs in the client's event loop."""
        if self.messages.full():
            while not self.messages.empty():
                self.messages.get_nowait()
            message = None
        self.messages.put_nowait(message)


class Broadcaster:
    """Hands each event to every client; never waits for one."""

    def __init__(self) -> None:
        self._clients: set[Client] = set()
        self._lock = threading.Lock()
        self._closed = False

    @property
    def has_clients(self) -> bool:
        """Is anybody listening?"""
        return bool(self._clients)

    def publish(self, event: str, data: Any) -> None:
        """Tell every client; safe to call from any thread."""
        self._offer(format_event(event, json.dumps(data)))

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self._closed = True
        self._offer(None)

    def _offer(self, message: str | None) -> None:
        with self._lock:
            clients = tuple(self._clients)
        for client in clients:
            if not client.loop.is_closed():
                client.loop.call_soon_threadsafe(client.offer, message)

    def join(self) -> Client:
        """Begin to listen; call in the event loop, then read with `stream`."""
        client = Client()
        with self._lock:
            self._clients.add(client)
        if self._closed:
            client.offer(None)
        return client

    async def stream(self, client: Client, *, first: str) -> AsyncIterator[str]:
        """Yield `first`, then every event for this client until somebody hangs up."""
        try:
            message: str | None = first
            while message is not None:
                yield message
                try:
                    message = await asyncio.wait_for(client.messages.get(), KEEP_ALIVE)
                except TimeoutError:
                    message = ": still here\n\n"
        finally:
            with self._lock:
                self._clients.discard(client)


def format_event(event: str, data: str) -> str:
    """Return one event as it goes over the wire; `data` is one line of JSON."""
    return f"event: {event}\ndata: {data}\n\n"
