"""Alembic's entry: runs the chain over the connection that entry/schema.py hands in."""

from alembic import context

from kenfolk.entry.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
