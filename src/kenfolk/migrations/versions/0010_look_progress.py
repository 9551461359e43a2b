"""the database's own index of looks says how far it is"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET lock_timeout = '4s'")  # fail and be repeated rather than stand in everybody's way
    op.create_table(
        'look_progress',
        sa.Column('name', sa.String(), nullable=False),
        sa.Column('model', sa.String(), nullable=False),
        sa.Column('tick', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.PrimaryKeyConstraint('name', name=op.f('pk_look_progress')),
    )


def downgrade() -> None:
    op.drop_table('look_progress')
