"""Check-ins: how often a project has one, each one that was held, and who was asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "check_in_rhythms",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "project"],
            ["projects.workspace", "projects.id"],
            name=op.f("fk_check_in_rhythms_workspace_project"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "project", name=op.f("pk_check_in_rhythms")),
    )
    op.create_table(
        "check_ins",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "project"],
            ["projects.workspace", "projects.id"],
            name=op.f("fk_check_ins_workspace_project"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "project", "n", name=op.f("pk_check_ins")),
    )
    op.create_table(
        "check_in_people",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("away", sa.Boolean(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "project", "n"],
            ["check_ins.workspace", "check_ins.project", "check_ins.n"],
            name=op.f("fk_check_in_people_workspace_project_n"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "project", "n", "person", name=op.f("pk_check_in_people")),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("check_in_people")
    op.drop_table("check_ins")
    op.drop_table("check_in_rhythms")
