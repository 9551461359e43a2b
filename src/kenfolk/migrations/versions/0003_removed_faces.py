"""faces that were taken away are found without looking at all"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET lock_timeout = '4s'")  # fail and be repeated rather than stand in everybody's way
    removed = sa.text("removed_at IS NOT NULL")
    op.create_index("ix_face_removed", "face", ["id"], unique=False, sqlite_where=removed, postgresql_where=removed)


def downgrade() -> None:
    op.drop_index("ix_face_removed", table_name="face")
