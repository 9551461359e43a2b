"""The schema: every room's tables, and the one migration chain that makes them."""

from importlib import resources

import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

import kenfolk.faces.models
import kenfolk.kit.failures
import kenfolk.people.models
import kenfolk.photos.models
import kenfolk.review.models
import kenfolk.search.models  # noqa: F401 (importing a room's models registers its tables)
from kenfolk.faces.look_table import PREFIX
from kenfolk.kit.db import Base

METADATA = Base.metadata


def upgrade_schema(engine: sa.Engine) -> None:
    """Bring the database to this release's schema; a new one gets all of it."""
    with engine.execution_options(write=True).begin() as connection:
        if engine.dialect.name == "postgresql":  # several processes may start at once
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtext('kenfolk schema'))"))
        command.upgrade(_config(connection), "head")


def find_drift(engine: sa.Engine) -> list[object]:
    """Return the differences between the migrated database and the models: none, if a migration was not forgotten."""
    options = {"compare_type": True, "include_name": _is_ours}
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), METADATA))


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the indexes of looks, which are made and dropped while Kenfolk runs."""
    return not (kind == "table" and (name or "").startswith(PREFIX))


def write_revision(engine: sa.Engine, message: str) -> None:
    """Write the migration which the models ask for: a tool for developers."""
    with engine.connect() as connection:
        command.revision(_config(connection), message, autogenerate=True)


def _config(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(resources.files("kenfolk") / "migrations"))
    config.attributes["connection"] = connection
    return config
