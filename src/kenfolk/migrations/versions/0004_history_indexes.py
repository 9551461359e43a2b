"""the history is searched by time and kind"""

from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET lock_timeout = '4s'")  # fail and be repeated rather than stand in everybody's way
    op.create_index("ix_decision_at", "decision", ["at"], unique=False)
    op.create_index("ix_decision_kind", "decision", ["kind", "seq"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_decision_kind", table_name="decision")
    op.drop_index("ix_decision_at", table_name="decision")
