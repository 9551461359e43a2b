"""what a person waits for is found among a million photos"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET lock_timeout = '4s'")  # fail and be repeated rather than stand in everybody's way
    drawn, to_read = sa.text("origin = 'human'"), sa.text("state IN ('new', 'failed')")
    op.create_index("ix_face_drawn", "face", ["id"], unique=False, sqlite_where=drawn, postgresql_where=drawn)
    op.create_index(
        "ix_photo_to_read", "photo", ["source_id", "id"], unique=False, sqlite_where=to_read, postgresql_where=to_read
    )


def downgrade() -> None:
    op.drop_index("ix_photo_to_read", table_name="photo")
    op.drop_index("ix_face_drawn", table_name="face")
