import asyncio

from kenfolk.entry.events import WAITING_AT_MOST, Broadcaster, format_event


def listen(broadcaster, *, do, count=100):
    """Return what one client gets when `do` is called while it listens, up to `count` messages."""

    async def main():
        client = broadcaster.join()
        do()
        got = []
        async for message in broadcaster.stream(client, first="hello"):
            got.append(message)
            if len(got) == count:
                break
        return got

    return asyncio.run(asyncio.wait_for(main(), 10))


class TestBroadcaster:
    def test_begins_with_the_first_message(self):
        broadcaster = Broadcaster()

        assert listen(broadcaster, do=broadcaster.close) == ["hello"]

    def test_tells_what_is_published(self):
        broadcaster = Broadcaster()

        got = listen(broadcaster, do=lambda: broadcaster.publish("changed", {"topics": ["faces"]}), count=2)

        assert got[1] == 'event: changed\ndata: {"topics": ["faces"]}\n\n'

    def test_drops_a_client_that_does_not_keep_up(self):
        broadcaster = Broadcaster()

        def flood():
            for number in range(WAITING_AT_MOST + 5):
                broadcaster.publish("status", number)

        got = listen(broadcaster, do=flood)

        assert len(got) <= 6

    def test_ends_every_stream_when_closed(self):
        broadcaster = Broadcaster()
        broadcaster.close()

        assert listen(broadcaster, do=lambda: None) == ["hello"]

    def test_forgets_a_client_that_is_gone(self):
        broadcaster = Broadcaster()
        listen(broadcaster, do=broadcaster.close)

        assert not broadcaster.has_clients


class TestFormatEvent:
    def test_is_one_block_that_ends_with_an_empty_line(self):
        assert format_event("status", "{}") == "event: status\ndata: {}\n\n"
