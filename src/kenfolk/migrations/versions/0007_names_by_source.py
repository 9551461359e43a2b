"""names are counted by who gave them without reading the rows"""

from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET lock_timeout = '4s'")  # fail and be repeated rather than stand in everybody's way
    op.create_index('ix_tag_person_source', 'tag', ['person_id', 'source'], unique=False)
    op.drop_index('ix_tag_person_id', table_name='tag')


def downgrade() -> None:
    op.create_index('ix_tag_person_id', 'tag', ['person_id'], unique=False)
    op.drop_index('ix_tag_person_source', table_name='tag')
