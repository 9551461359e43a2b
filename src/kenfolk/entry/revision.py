"""`make migration`: write the migration which changed models ask for."""

import sys
import tempfile
from pathlib import Path

from kenfolk.entry.schema import upgrade_schema, write_revision
from kenfolk.kit.db import Database


def main(message: str) -> None:
    """Compare the models with what the migrations make, and write the difference."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'fresh.db'}")
        upgrade_schema(database.engine)
        write_revision(database.engine, message)
        database.close()


if __name__ == "__main__":
    main(sys.argv[1])
