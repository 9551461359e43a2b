"""how many faces a photo has is answered by an index alone"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET lock_timeout = '4s'")  # fail and be repeated rather than stand in everybody's way
    visible = sa.text("removed_at IS NULL")
    op.create_index("ix_face_visible", "face", ["photo_id"], unique=False, sqlite_where=visible, postgresql_where=visible)


def downgrade() -> None:
    op.drop_index("ix_face_visible", table_name="face")
