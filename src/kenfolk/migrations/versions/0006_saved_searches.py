"""searches can be kept"""

import sqlalchemy as sa
from alembic import op

import kenfolk.kit.db_types

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET lock_timeout = '4s'")  # fail and be repeated rather than stand in everybody's way
    op.create_table(
        "saved_search",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_folded", sa.String(), nullable=False),
        sa.Column("q", sa.String(), nullable=False),
        sa.Column("created_at", kenfolk.kit.db_types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
    )
    with op.batch_alter_table("saved_search", schema=None) as batch_op:
        batch_op.create_index("ix_saved_search_name", ["name_folded", "id"], unique=False)


def downgrade() -> None:
    op.drop_table("saved_search")
