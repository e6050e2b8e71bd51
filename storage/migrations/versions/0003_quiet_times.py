"""Quiet times, and what waits for a person's digest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "pauses",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_pauses_workspace"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["workspace", "project"],
            ["projects.workspace", "projects.id"],
            name=op.f("fk_pauses_workspace_project"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "scope", "about", "since", name=op.f("pk_pauses")),
    )
    with op.batch_alter_table("pauses") as batch_op:
        batch_op.create_index("ix_pauses_until", ["workspace", "until"], unique=False)

    op.create_table(
        "set_aside",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "project"],
            ["projects.workspace", "projects.id"],
            name=op.f("fk_set_aside_workspace_project"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "person", "project", "key", name=op.f("pk_set_aside")),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("set_aside")
    op.drop_table("pauses")
