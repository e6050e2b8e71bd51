"""First tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "audit",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "project", "n", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit") as batch_op:
        batch_op.create_index("ix_audit_at", ["workspace", "at"], unique=False)

    op.create_table(
        "dialogue_versions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_dialogue_versions")),
    )
    op.create_table(
        "inbox",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "key", name=op.f("pk_inbox")),
    )
    with op.batch_alter_table("inbox") as batch_op:
        batch_op.create_index("ix_inbox_taken_at", ["taken_at"], unique=False)

    op.create_table(
        "rate_slots",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "key", name=op.f("pk_rate_slots")),
    )
    op.create_table(
        "work",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wake_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work")),
    )
    with op.batch_alter_table("work") as batch_op:
        batch_op.create_index("ix_work_conversation", ["workspace", "conversation", "key"], unique=False)
        batch_op.create_index(
            "ix_work_lane",
            ["workspace", "lane", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('queued', 'leased')"),
            postgresql_where=sa.text("state IN ('queued', 'leased')"),
        )
        batch_op.create_index("ix_work_settled_at", ["settled_at"], unique=False)
        batch_op.create_index(
            "ix_work_wake_at",
            ["wake_at", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('queued', 'leased')"),
            postgresql_where=sa.text("state IN ('queued', 'leased')"),
        )
        batch_op.create_index(
            "uq_work_open_key",
            ["workspace", "conversation", "key"],
            unique=True,
            sqlite_where=sa.text("state IN ('queued', 'leased')"),
            postgresql_where=sa.text("state IN ('queued', 'leased')"),
        )

    op.create_table(
        "workspaces",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspaces")),
    )
    op.create_table(
        "contacts",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name=op.f("fk_contacts_workspace"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "person", "at", "kind", name=op.f("pk_contacts")),
    )
    op.create_table(
        "installations",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("team_name", sa.Text(), nullable=False),
        sa.Column("bot_user", sa.Text(), nullable=False),
        sa.Column("bot_id", sa.Text(), nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name=op.f("fk_installations_workspace"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_installations")),
    )
    op.create_table(
        "people",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("bot", sa.Boolean(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_people_workspace"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_people")),
    )
    op.create_table(
        "projects",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=True),
        sa.Column("depth", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("experience", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspaces.id"], name=op.f("fk_projects_workspace"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_projects")),
    )
    with op.batch_alter_table("projects") as batch_op:
        batch_op.create_index("ix_projects_channel", ["workspace", "channel"], unique=False)

    op.create_table(
        "conversations",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("dialogue", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "project"],
            ["projects.workspace", "projects.id"],
            name=op.f("fk_conversations_workspace_project"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_conversations")),
    )
    with op.batch_alter_table("conversations") as batch_op:
        batch_op.create_index("ix_conversations_dialogue", ["dialogue", "version"], unique=False)
        batch_op.create_index("ix_conversations_status", ["workspace", "status", "touched_at"], unique=False)
        batch_op.create_index("uq_conversations_project", ["workspace", "project"], unique=True)

    op.create_table(
        "project_people",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "project"],
            ["projects.workspace", "projects.id"],
            name=op.f("fk_project_people_workspace_project"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "project", "person", name=op.f("pk_project_people")),
    )
    with op.batch_alter_table("project_people") as batch_op:
        batch_op.create_index("ix_project_people_person", ["workspace", "person"], unique=False)

    op.create_table(
        "answers",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pass_n", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seen_by", sa.Text(), nullable=False),
        sa.Column("supersedes", sa.Text(), nullable=True),
        sa.Column("voice", sa.Text(), nullable=True),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("beside", sa.Boolean(), nullable=False),
        sa.Column("stray", sa.Boolean(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "conversation", "supersedes"],
            ["answers.workspace", "answers.conversation", "answers.id"],
            name="fk_answers_supersedes",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "conversation"],
            ["conversations.workspace", "conversations.id"],
            name=op.f("fk_answers_workspace_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "conversation", "id", name=op.f("pk_answers")),
    )
    with op.batch_alter_table("answers") as batch_op:
        batch_op.create_index("ix_answers_person", ["workspace", "person"], unique=False)
        batch_op.create_index("ix_answers_supersedes", ["workspace", "conversation", "supersedes"], unique=False)

    op.create_table(
        "messages",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "conversation"],
            ["conversations.workspace", "conversations.id"],
            name=op.f("fk_messages_workspace_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "conversation", "slot", name=op.f("pk_messages")),
    )
    with op.batch_alter_table("messages") as batch_op:
        batch_op.create_index("ix_messages_place", ["workspace", "channel", "ts"], unique=False)

    op.create_table(
        "notes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pass_n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "conversation"],
            ["conversations.workspace", "conversations.id"],
            name=op.f("fk_notes_workspace_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    with op.batch_alter_table("notes") as batch_op:
        batch_op.create_index("ix_notes_kind", ["workspace", "conversation", "kind"], unique=False)

    op.create_table(
        "records",
        sa.Column("workspace", sa.Text(), nullable=False),
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "conversation", "answer"],
            ["answers.workspace", "answers.conversation", "answers.id"],
            name=op.f("fk_records_workspace_conversation_answer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "conversation", "answer", "n", name=op.f("pk_records")),
    )
    with op.batch_alter_table("records") as batch_op:
        batch_op.create_index("ix_records_kind", ["workspace", "conversation", "kind"], unique=False)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("records") as batch_op:
        batch_op.drop_index("ix_records_kind")

    op.drop_table("records")
    with op.batch_alter_table("notes") as batch_op:
        batch_op.drop_index("ix_notes_kind")

    op.drop_table("notes")
    with op.batch_alter_table("messages") as batch_op:
        batch_op.drop_index("ix_messages_place")

    op.drop_table("messages")
    with op.batch_alter_table("answers") as batch_op:
        batch_op.drop_index("ix_answers_supersedes")
        batch_op.drop_index("ix_answers_person")

    op.drop_table("answers")
    with op.batch_alter_table("project_people") as batch_op:
        batch_op.drop_index("ix_project_people_person")

    op.drop_table("project_people")
    with op.batch_alter_table("conversations") as batch_op:
        batch_op.drop_index("uq_conversations_project")
        batch_op.drop_index("ix_conversations_status")
        batch_op.drop_index("ix_conversations_dialogue")

    op.drop_table("conversations")
    with op.batch_alter_table("projects") as batch_op:
        batch_op.drop_index("ix_projects_channel")

    op.drop_table("projects")
    op.drop_table("people")
    op.drop_table("installations")
    op.drop_table("contacts")
    op.drop_table("workspaces")
    with op.batch_alter_table("work") as batch_op:
        batch_op.drop_index(
            "uq_work_open_key",
            sqlite_where=sa.text("state IN ('queued', 'leased')"),
            postgresql_where=sa.text("state IN ('queued', 'leased')"),
        )
        batch_op.drop_index(
            "ix_work_wake_at",
            sqlite_where=sa.text("state IN ('queued', 'leased')"),
            postgresql_where=sa.text("state IN ('queued', 'leased')"),
        )
        batch_op.drop_index("ix_work_settled_at")
        batch_op.drop_index(
            "ix_work_lane",
            sqlite_where=sa.text("state IN ('queued', 'leased')"),
            postgresql_where=sa.text("state IN ('queued', 'leased')"),
        )
        batch_op.drop_index("ix_work_conversation")

    op.drop_table("work")
    op.drop_table("rate_slots")
    with op.batch_alter_table("inbox") as batch_op:
        batch_op.drop_index("ix_inbox_taken_at")

    op.drop_table("inbox")
    op.drop_table("dialogue_versions")
    with op.batch_alter_table("audit") as batch_op:
        batch_op.drop_index("ix_audit_at")

    op.drop_table("audit")
