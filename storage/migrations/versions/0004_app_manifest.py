"""What the app was told to Slack when it was put in, to notice that an upgrade needs more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("installations") as batch_op:
        batch_op.add_column(sa.Column("manifest", sa.Text(), nullable=True))


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("installations") as batch_op:
        batch_op.drop_column("manifest")
