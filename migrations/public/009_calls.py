"""Contact lists and calls for action."""

import sqlalchemy as sa
from alembic import op

revision = "009"
down_revision = "008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "contact_lists",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("purpose", sa.JSON(), nullable=False),
        sa.Column("who_may", sa.JSON(), nullable=False),
        sa.Column("takes_requests", sa.Boolean(), nullable=False),
        sa.Column("asks_topics", sa.Boolean(), nullable=False),
        sa.Column("asks_regions", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_lists")),
        sa.UniqueConstraint("slug", name=op.f("uq_contact_lists_slug")),
    )
    op.create_table(
        "members",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("sealed_address", sa.LargeBinary(), nullable=False),
        sa.Column("address_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("neutral", sa.Boolean(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("number_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("link_hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("address_hash", name=op.f("uq_members_address_hash")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_members_code_hash")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_members_link_hash")),
        sa.UniqueConstraint("number_hash", name=op.f("uq_members_number_hash")),
    )
    op.create_table(
        "join_requests",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("list_id", ID, nullable=False),
        sa.Column("sealed_address", sa.LargeBinary(), nullable=False),
        sa.Column("address_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_line", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.Column("neutral", sa.Boolean(), nullable=False),
        sa.Column("link_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["list_id"], ["contact_lists.id"], name=op.f("fk_join_requests_list_id_contact_lists"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_requests")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_join_requests_link_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_join_requests_token_hash")),
    )
    op.create_index(op.f("ix_join_requests_address_hash"), "join_requests", ["address_hash"], unique=False)
    op.create_index(op.f("ix_join_requests_list_id"), "join_requests", ["list_id"], unique=False)
    op.create_table(
        "memberships",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("list_id", ID, nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("regions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["list_id"], ["contact_lists.id"], name=op.f("fk_memberships_list_id_contact_lists"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_memberships_member_id_members"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint("member_id", "list_id", name=op.f("uq_memberships_member_id")),
    )
    op.create_index(op.f("ix_memberships_list_id"), "memberships", ["list_id"], unique=False)
    op.create_index(op.f("ix_memberships_member_id"), "memberships", ["member_id"], unique=False)
    op.create_table(
        "action_calls",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column(
            "state",
            sa.Enum("proposed", "checked", "sent", "outcome", "closed", "declined", "withdrawn", name="callstate", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column(
            "topic",
            sa.Enum(
                "association",
                "assembly",
                "expression",
                "funding",
                "online",
                "defenders",
                "public life",
                "other",
                name="topic",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=80), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("happens", sa.JSON(), nullable=False),
        sa.Column("aim", sa.JSON(), nullable=False),
        sa.Column("addressees", sa.JSON(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("lead", sa.String(length=200), nullable=False),
        sa.Column("lead_member_id", ID, nullable=True),
        sa.Column("proposed_by", ID, nullable=True),
        sa.Column("written_by", ID, nullable=True),
        sa.Column("member_id", ID, nullable=True),
        sa.Column("checked_by", ID, nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("harm", sa.Text(), nullable=False),
        sa.Column("naming", sa.Enum("nobody", "agreed", name="naming", native_enum=False, create_constraint=True, length=40), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Enum("stopped", "amended", "passed", "unknown", name="outcome", native_enum=False, create_constraint=True, length=40), nullable=True),
        sa.Column("outcome_text", sa.JSON(), nullable=False),
        sa.Column("counted", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["checked_by"], ["staff.id"], name=op.f("fk_action_calls_checked_by_staff"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["lead_member_id"], ["members.id"], name=op.f("fk_action_calls_lead_member_id_members"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_action_calls_member_id_members"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["proposed_by"], ["staff.id"], name=op.f("fk_action_calls_proposed_by_staff"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["written_by"], ["staff.id"], name=op.f("fk_action_calls_written_by_staff"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_calls")),
        sa.UniqueConstraint("number", name=op.f("uq_action_calls_number")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_action_calls_token_hash")),
    )
    op.create_index(op.f("ix_action_calls_checked_by"), "action_calls", ["checked_by"], unique=False)
    op.create_index(op.f("ix_action_calls_lead_member_id"), "action_calls", ["lead_member_id"], unique=False)
    op.create_index(op.f("ix_action_calls_member_id"), "action_calls", ["member_id"], unique=False)
    op.create_index(op.f("ix_action_calls_proposed_by"), "action_calls", ["proposed_by"], unique=False)
    op.create_index(op.f("ix_action_calls_sent_on"), "action_calls", ["sent_on"], unique=False)
    op.create_index(op.f("ix_action_calls_written_by"), "action_calls", ["written_by"], unique=False)
    op.create_table(
        "call_lists",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("call_id", ID, nullable=False),
        sa.Column("list_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["action_calls.id"], name=op.f("fk_call_lists_call_id_action_calls"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["list_id"], ["contact_lists.id"], name=op.f("fk_call_lists_list_id_contact_lists"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_lists")),
        sa.UniqueConstraint("call_id", "list_id", name=op.f("uq_call_lists_call_id")),
    )
    op.create_index(op.f("ix_call_lists_call_id"), "call_lists", ["call_id"], unique=False)
    op.create_index(op.f("ix_call_lists_list_id"), "call_lists", ["list_id"], unique=False)
    op.create_table(
        "call_steps",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("call_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["action_calls.id"], name=op.f("fk_call_steps_call_id_action_calls"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_steps")),
    )
    op.create_index(op.f("ix_call_steps_call_id"), "call_steps", ["call_id"], unique=False)
    op.create_table(
        "call_updates",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("call_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["action_calls.id"], name=op.f("fk_call_updates_call_id_action_calls"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_updates")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_call_updates_call_id")),
    )
    op.create_index(op.f("ix_call_updates_call_id"), "call_updates", ["call_id"], unique=False)
    op.create_table(
        "member_notes",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("member_id", ID, nullable=True),
        sa.Column("call_id", ID, nullable=True),
        sa.Column("list_id", ID, nullable=True),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kind", sa.Enum("action", "pledge", "report", "idea", "lead", name="notekind", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column(
            "action",
            sa.Enum("letter", "meeting", "statement", "forum", "advice", "help", "other", name="actionkind", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["action_calls.id"], name=op.f("fk_member_notes_call_id_action_calls"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["list_id"], ["contact_lists.id"], name=op.f("fk_member_notes_list_id_contact_lists"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_member_notes_member_id_members"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_notes")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_member_notes_token_hash")),
    )
    op.create_index(op.f("ix_member_notes_call_id"), "member_notes", ["call_id"], unique=False)
    op.create_index(op.f("ix_member_notes_list_id"), "member_notes", ["list_id"], unique=False)
    op.create_index(op.f("ix_member_notes_member_id"), "member_notes", ["member_id"], unique=False)
    op.create_table(
        "sendings",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("call_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reached", sa.BigInteger(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["action_calls.id"], name=op.f("fk_sendings_call_id_action_calls"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sendings")),
        sa.UniqueConstraint("call_id", "number", name=op.f("uq_sendings_call_id")),
    )
    op.create_index(op.f("ix_sendings_call_id"), "sendings", ["call_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_sendings_call_id"), table_name="sendings")
    op.drop_table("sendings")
    op.drop_index(op.f("ix_member_notes_member_id"), table_name="member_notes")
    op.drop_index(op.f("ix_member_notes_list_id"), table_name="member_notes")
    op.drop_index(op.f("ix_member_notes_call_id"), table_name="member_notes")
    op.drop_table("member_notes")
    op.drop_index(op.f("ix_call_updates_call_id"), table_name="call_updates")
    op.drop_table("call_updates")
    op.drop_index(op.f("ix_call_steps_call_id"), table_name="call_steps")
    op.drop_table("call_steps")
    op.drop_index(op.f("ix_call_lists_list_id"), table_name="call_lists")
    op.drop_index(op.f("ix_call_lists_call_id"), table_name="call_lists")
    op.drop_table("call_lists")
    op.drop_index(op.f("ix_action_calls_written_by"), table_name="action_calls")
    op.drop_index(op.f("ix_action_calls_sent_on"), table_name="action_calls")
    op.drop_index(op.f("ix_action_calls_proposed_by"), table_name="action_calls")
    op.drop_index(op.f("ix_action_calls_member_id"), table_name="action_calls")
    op.drop_index(op.f("ix_action_calls_lead_member_id"), table_name="action_calls")
    op.drop_index(op.f("ix_action_calls_checked_by"), table_name="action_calls")
    op.drop_table("action_calls")
    op.drop_index(op.f("ix_memberships_member_id"), table_name="memberships")
    op.drop_index(op.f("ix_memberships_list_id"), table_name="memberships")
    op.drop_table("memberships")
    op.drop_index(op.f("ix_join_requests_list_id"), table_name="join_requests")
    op.drop_index(op.f("ix_join_requests_address_hash"), table_name="join_requests")
    op.drop_table("join_requests")
    op.drop_table("members")
    op.drop_table("contact_lists")
