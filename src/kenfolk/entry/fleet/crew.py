"""What every process of server mode has: the database, Redis, and what is kept there."""

from dataclasses import dataclass

from redis import Redis

from kenfolk.entry.fleet.flight import InFlight, Starts
from kenfolk.entry.fleet.link import Herald, Keys, connect, name_library
from kenfolk.entry.fleet.messages import Post, make_broker
from kenfolk.entry.fleet.roll import Roll
from kenfolk.entry.opening import open_database
from kenfolk.kit.config import Settings
from kenfolk.kit.db import Database
from kenfolk.kit.errors import AppError


class NotForServerMode(AppError):
    """{what} Server mode needs PostgreSQL and Redis: set KENFOLK_DATABASE=postgresql+psycopg://... and
    KENFOLK_REDIS=redis://... On one machine, and for a try, kenfolk serve needs neither, and kenfolk cluster starts both.
    """


@dataclass(frozen=True)
class Crew:
    """The connections of one process."""

    database: Database
    client: Redis
    keys: Keys
    herald: Herald
    flight: InFlight
    starts: Starts
    roll: Roll
    post: Post


def join_crew(settings: Settings, *, connections: int) -> Crew:
    """Open the database, whose bells ring through Redis. Redis itself may still be away."""
    if not settings.redis:
        raise NotForServerMode(what="KENFOLK_REDIS is not set.")
    if not settings.database.startswith("postgresql"):
        raise NotForServerMode(what="KENFOLK_DATABASE is no PostgreSQL.")
    client = connect(settings.redis)
    database = open_database(settings, connections=connections)
    keys = Keys(name_library(database.engine))
    herald = Herald(client, keys)
    database.bell = herald
    return Crew(
        database=database, client=client, keys=keys, herald=herald, flight=InFlight(client, keys),
        starts=Starts(client, keys), roll=Roll(client, keys), post=Post(make_broker(settings.redis, keys)),
    )  # fmt: skip
