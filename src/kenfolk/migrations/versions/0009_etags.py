"""photos in buckets know the name of their content"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET lock_timeout = '4s'")  # fail and be repeated rather than stand in everybody's way
    op.add_column('photo', sa.Column('etag', sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('photo') as batch_op:
        batch_op.drop_column('etag')
