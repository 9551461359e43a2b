"""photos have a colour, and the timeline an index that is all it asks"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET lock_timeout = '4s'")  # fail and be repeated rather than stand in everybody's way
    op.add_column('photo', sa.Column('colour', sa.Integer(), nullable=True))
    op.drop_index('ix_photo_timeline', table_name='photo')
    op.create_index('ix_photo_timeline', 'photo', ['taken_at', 'id', 'state', 'source_id'])


def downgrade() -> None:
    op.drop_index('ix_photo_timeline', table_name='photo')
    op.create_index('ix_photo_timeline', 'photo', ['taken_at', 'id'])
    op.drop_column('photo', 'colour')
