"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "001"
down_revision = None
branch_labels = None
depends_on = None

# On SQLite the table's own row number, so that no hidden one tells the order of arrival.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
    )
    op.create_table(
        "journal",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by", sa.String(length=20), nullable=False),
        sa.Column("staff_id", ID, nullable=True),
        sa.Column("consultation_id", ID, nullable=True),
        sa.Column("thing", sa.String(length=40), nullable=False),
        sa.Column("thing_id", ID, nullable=False),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("old_state", sa.String(length=40), nullable=True),
        sa.Column("new_state", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    op.create_index(op.f("ix_journal_consultation_id"), "journal", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_journal_day"), "journal", ["day"], unique=False)
    op.create_index(op.f("ix_journal_thing_id"), "journal", ["thing_id"], unique=False)
    op.create_table(
        "organisations",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("contact", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisations_slug")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("once", sa.String(length=120), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("given_up_on", sa.Date(), nullable=True),
        sa.Column("last_fault", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("once", name=op.f("uq_outbox_once")),
    )
    op.create_index(op.f("ix_outbox_due_at"), "outbox", ["due_at"], unique=False)
    op.create_table(
        "policies",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("intro", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policies")),
        sa.UniqueConstraint("version", name=op.f("uq_policies_version")),
    )
    op.create_table(
        "consultations",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("state", sa.Enum("draft", "public", "suspended", "cancelled", name="consultationstate", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("mandate", sa.JSON(), nullable=False),
        sa.Column(
            "influence", sa.Enum("inform", "consult", "involve", "collaborate", "decide", name="influence", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("influence_text", sa.JSON(), nullable=False),
        sa.Column("decider", sa.JSON(), nullable=False),
        sa.Column("alternative", sa.JSON(), nullable=False),
        sa.Column("host_id", ID, nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("grace", sa.Interval(), nullable=False),
        sa.Column("check_back_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("check_back_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("response_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("responded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("premoderated", sa.Boolean(), nullable=False),
        sa.Column("longest", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["host_id"], ["organisations.id"], name=op.f("fk_consultations_host_id_organisations"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultations")),
        sa.UniqueConstraint("slug", name=op.f("uq_consultations_slug")),
    )
    op.create_index(op.f("ix_consultations_closes_at"), "consultations", ["closes_at"], unique=False)
    op.create_index(op.f("ix_consultations_host_id"), "consultations", ["host_id"], unique=False)
    op.create_index(op.f("ix_consultations_opens_at"), "consultations", ["opens_at"], unique=False)
    op.create_table(
        "rules",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("policy_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["policy_id"], ["policies.id"], name=op.f("fk_rules_policy_id_policies"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules")),
        sa.UniqueConstraint("policy_id", "number", name=op.f("uq_rules_policy_id")),
    )
    op.create_index(op.f("ix_rules_policy_id"), "rules", ["policy_id"], unique=False)
    op.create_table(
        "staff",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("sign_in_name", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_staff_organisation_id_organisations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("sign_in_name", name=op.f("uq_staff_sign_in_name")),
    )
    op.create_index(op.f("ix_staff_organisation_id"), "staff", ["organisation_id"], unique=False)
    op.create_table(
        "campaigns",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_campaigns_consultation_id_consultations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
    )
    op.create_index(op.f("ix_campaigns_consultation_id"), "campaigns", ["consultation_id"], unique=False)
    op.create_table(
        "documents",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_documents_consultation_id_consultations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_documents_consultation_id")),
    )
    op.create_index(op.f("ix_documents_consultation_id"), "documents", ["consultation_id"], unique=False)
    op.create_table(
        "invitations",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("link_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("consultation_id", ID, nullable=True),
        sa.Column(
            "role", sa.Enum("administrator", "organiser", "moderator", "reviewer", "responder", name="role", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_invitations_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_invitations_organisation_id_organisations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_invitations_link_hash")),
    )
    op.create_index(op.f("ix_invitations_consultation_id"), "invitations", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_invitations_organisation_id"), "invitations", ["organisation_id"], unique=False)
    op.create_table(
        "moderating_organisations",
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_moderating_organisations_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_moderating_organisations_organisation_id_organisations"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("consultation_id", "organisation_id", name=op.f("pk_moderating_organisations")),
    )
    op.create_table(
        "notices",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("extended", "suspended", "resumed", "cancelled", "moderation changed", name="noticekind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("before", sa.String(length=60), nullable=False),
        sa.Column("after", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_notices_consultation_id_consultations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_consultation_id"), "notices", ["consultation_id"], unique=False)
    op.create_table(
        "receipts",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_receipts_consultation_id_consultations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_receipts_code_hash")),
    )
    op.create_index(op.f("ix_receipts_consultation_id"), "receipts", ["consultation_id"], unique=False)
    op.create_table(
        "roles",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("consultation_id", ID, nullable=True),
        sa.Column(
            "role", sa.Enum("administrator", "organiser", "moderator", "reviewer", "responder", name="role", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_roles_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_roles_staff_id_staff"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sa.UniqueConstraint("staff_id", "role", "consultation_id", name=op.f("uq_roles_staff_id")),
    )
    op.create_index(op.f("ix_roles_consultation_id"), "roles", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_roles_staff_id"), "roles", ["staff_id"], unique=False)
    op.create_table(
        "self_description_counts",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("asked", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_self_description_counts_consultation_id_consultations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_description_counts")),
        sa.UniqueConstraint("consultation_id", "asked", "answer", name=op.f("uq_self_description_counts_consultation_id")),
    )
    op.create_table(
        "self_descriptions",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("sector", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_self_descriptions_consultation_id_consultations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_descriptions")),
    )
    op.create_index(op.f("ix_self_descriptions_consultation_id"), "self_descriptions", ["consultation_id"], unique=False)
    op.create_table(
        "staff_sessions",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("cookie_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_sessions_staff_id_staff"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_sessions")),
        sa.UniqueConstraint("cookie_hash", name=op.f("uq_staff_sessions_cookie_hash")),
    )
    op.create_index(op.f("ix_staff_sessions_staff_id"), "staff_sessions", ["staff_id"], unique=False)
    op.create_table(
        "summaries",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("state", sa.Enum("draft", "check-back", "final", name="summarystate", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("intro", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_summaries_consultation_id_consultations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summaries")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_summaries_consultation_id")),
    )
    op.create_table(
        "tags",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_tags_consultation_id_consultations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tags")),
        sa.UniqueConstraint("consultation_id", "name", name=op.f("uq_tags_consultation_id")),
    )
    op.create_index(op.f("ix_tags_consultation_id"), "tags", ["consultation_id"], unique=False)
    op.create_table(
        "themes",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_themes_consultation_id_consultations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
    )
    op.create_index(op.f("ix_themes_consultation_id"), "themes", ["consultation_id"], unique=False)
    op.create_table(
        "questions",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("theme_id", ID, nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_questions_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_questions_theme_id_themes"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_questions_consultation_id")),
    )
    op.create_index(op.f("ix_questions_consultation_id"), "questions", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_questions_theme_id"), "questions", ["theme_id"], unique=False)
    op.create_table(
        "wishes",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("receipt_id", ID, nullable=False),
        sa.Column("sealed_address", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("link_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("news_since", sa.Date(), nullable=True),
        sa.Column("last_sent_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_wishes_receipt_id_receipts"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wishes")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_wishes_link_hash")),
    )
    op.create_index(op.f("ix_wishes_news_since"), "wishes", ["news_since"], unique=False)
    op.create_index(op.f("ix_wishes_receipt_id"), "wishes", ["receipt_id"], unique=False)
    op.create_table(
        "contributions",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("question_id", ID, nullable=False),
        sa.Column("is_root", sa.Boolean(), nullable=False),
        sa.Column("root_id", ID, nullable=True),
        sa.Column("reply_to_id", ID, nullable=True),
        sa.Column("receipt_id", ID, nullable=True),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "held",
                "published",
                "published redacted",
                "declined",
                "hidden",
                "withdrawn",
                "erased",
                name="contributionstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("voice", sa.Enum("anonymous", "pseudonym", "name", "organisation", name="voice", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("shown_name", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("hasty", sa.Boolean(), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("left_out", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_contributions_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_contributions_question_id_questions"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_contributions_receipt_id_receipts"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["reply_to_id"], ["contributions.id"], name=op.f("fk_contributions_reply_to_id_contributions"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["root_id"], ["contributions.id"], name=op.f("fk_contributions_root_id_contributions"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contributions")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_contributions_consultation_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_contributions_token_hash")),
    )
    op.create_index("ix_contributions_queue", "contributions", ["consultation_id", "state", "day", "id"], unique=False)
    op.create_index(op.f("ix_contributions_receipt_id"), "contributions", ["receipt_id"], unique=False)
    op.create_index(
        "ix_contributions_replies",
        "contributions",
        ["root_id", "day", "id"],
        unique=False,
        sqlite_where=sa.text("number IS NOT NULL"),
        postgresql_where=sa.text("number IS NOT NULL"),
    )
    op.create_index(op.f("ix_contributions_reply_to_id"), "contributions", ["reply_to_id"], unique=False)
    op.create_index(
        "ix_contributions_thread",
        "contributions",
        ["question_id", "day", "id"],
        unique=False,
        sqlite_where=sa.text("is_root = 1 AND number IS NOT NULL"),
        postgresql_where=sa.text("is_root AND number IS NOT NULL"),
    )
    op.create_table(
        "points",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("summary_id", ID, nullable=False),
        sa.Column("question_id", ID, nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_points_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_points_question_id_questions"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["summary_id"], ["summaries.id"], name=op.f("fk_points_summary_id_summaries"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_points")),
        sa.UniqueConstraint("summary_id", "number", name=op.f("uq_points_summary_id")),
    )
    op.create_index(op.f("ix_points_consultation_id"), "points", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_points_question_id"), "points", ["question_id"], unique=False)
    op.create_index(op.f("ix_points_summary_id"), "points", ["summary_id"], unique=False)
    op.create_table(
        "campaign_letters",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("campaign_id", ID, nullable=False),
        sa.Column("contribution_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_letters_campaign_id_campaigns"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["contribution_id"], ["contributions.id"], name=op.f("fk_campaign_letters_contribution_id_contributions"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_letters")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_campaign_letters_contribution_id")),
    )
    op.create_index(op.f("ix_campaign_letters_campaign_id"), "campaign_letters", ["campaign_id"], unique=False)
    op.create_table(
        "claims",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("contribution_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contributions.id"], name=op.f("fk_claims_contribution_id_contributions"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_claims_staff_id_staff"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_claims_contribution_id")),
    )
    op.create_index(op.f("ix_claims_staff_id"), "claims", ["staff_id"], unique=False)
    op.create_table(
        "commitments",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("point_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("measure", sa.JSON(), nullable=False),
        sa.Column("state", sa.Enum("not started", "on course", "done", "dropped", name="commitmentstate", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_commitments_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_commitments_point_id_points"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitments")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_commitments_consultation_id")),
    )
    op.create_index(op.f("ix_commitments_consultation_id"), "commitments", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_commitments_point_id"), "commitments", ["point_id"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("contribution_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "action",
            sa.Enum("publish", "publish redacted", "decline", "move", "hold", "hide", "restore", name="action", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("rule_id", ID, nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("sealed_passage", sa.LargeBinary(), nullable=True),
        sa.Column("automated", sa.Boolean(), nullable=False),
        sa.Column("staff_id", ID, nullable=True),
        sa.Column("organisation_id", ID, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("waited_days", sa.Integer(), nullable=False),
        sa.Column("moved_from_question_id", ID, nullable=True),
        sa.Column("moved_to_question_id", ID, nullable=True),
        sa.Column("moved_from_reply_to_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_decisions_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["contribution_id"], ["contributions.id"], name=op.f("fk_decisions_contribution_id_contributions"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["moved_from_question_id"], ["questions.id"], name=op.f("fk_decisions_moved_from_question_id_questions"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["moved_from_reply_to_id"], ["contributions.id"], name=op.f("fk_decisions_moved_from_reply_to_id_contributions"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["moved_to_question_id"], ["questions.id"], name=op.f("fk_decisions_moved_to_question_id_questions"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_decisions_organisation_id_organisations"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["rule_id"], ["rules.id"], name=op.f("fk_decisions_rule_id_rules"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_decisions_staff_id_staff"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_consultation_id"), "decisions", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_decisions_contribution_id"), "decisions", ["contribution_id"], unique=False)
    op.create_index(op.f("ix_decisions_moved_from_question_id"), "decisions", ["moved_from_question_id"], unique=False)
    op.create_index(op.f("ix_decisions_moved_to_question_id"), "decisions", ["moved_to_question_id"], unique=False)
    op.create_index(op.f("ix_decisions_organisation_id"), "decisions", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_decisions_rule_id"), "decisions", ["rule_id"], unique=False)
    op.create_index(op.f("ix_decisions_staff_id"), "decisions", ["staff_id"], unique=False)
    op.create_table(
        "flags",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("contribution_id", ID, nullable=False),
        sa.Column("receipt_id", ID, nullable=True),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("state", sa.Enum("open", "acted on", "kept as it is", name="flagstate", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_by_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_flags_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["contribution_id"], ["contributions.id"], name=op.f("fk_flags_contribution_id_contributions"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_flags_decided_by_id_staff"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_flags_receipt_id_receipts"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flags")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_flags_token_hash")),
    )
    op.create_index(op.f("ix_flags_consultation_id"), "flags", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_flags_contribution_id"), "flags", ["contribution_id"], unique=False)
    op.create_index(op.f("ix_flags_decided_by_id"), "flags", ["decided_by_id"], unique=False)
    op.create_index(op.f("ix_flags_receipt_id"), "flags", ["receipt_id"], unique=False)
    op.create_table(
        "messages",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("contribution_id", ID, nullable=False),
        sa.Column("receipt_id", ID, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("from_staff_id", ID, nullable=True),
        sa.Column("from_staff", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_messages_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["contribution_id"], ["contributions.id"], name=op.f("fk_messages_contribution_id_contributions"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["from_staff_id"], ["staff.id"], name=op.f("fk_messages_from_staff_id_staff"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_messages_receipt_id_receipts"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_messages_token_hash")),
    )
    op.create_index(op.f("ix_messages_consultation_id"), "messages", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_messages_contribution_id"), "messages", ["contribution_id"], unique=False)
    op.create_index(op.f("ix_messages_from_staff_id"), "messages", ["from_staff_id"], unique=False)
    op.create_index(op.f("ix_messages_receipt_id"), "messages", ["receipt_id"], unique=False)
    op.create_table(
        "no_points",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("contribution_id", ID, nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contributions.id"], name=op.f("fk_no_points_contribution_id_contributions"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_no_points")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_no_points_contribution_id")),
    )
    op.create_table(
        "objections",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("summary_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("point_id", ID, nullable=True),
        sa.Column("receipt_id", ID, nullable=True),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("kind", sa.Enum("misread", "missed", name="objectionkind", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("state", sa.Enum("open", "accepted", "not accepted", name="objectionstate", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_objections_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_objections_point_id_points"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_objections_receipt_id_receipts"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["summary_id"], ["summaries.id"], name=op.f("fk_objections_summary_id_summaries"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
        sa.UniqueConstraint("summary_id", "number", name=op.f("uq_objections_summary_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_objections_token_hash")),
    )
    op.create_index(op.f("ix_objections_consultation_id"), "objections", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_objections_point_id"), "objections", ["point_id"], unique=False)
    op.create_index(op.f("ix_objections_receipt_id"), "objections", ["receipt_id"], unique=False)
    op.create_index(op.f("ix_objections_summary_id"), "objections", ["summary_id"], unique=False)
    op.create_table(
        "official_responses",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("point_id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum("accepted", "partly accepted", "already done", "not accepted", "not in our power", name="verdict", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.Column("unit", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_official_responses_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_official_responses_point_id_points"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_responses")),
        sa.UniqueConstraint("point_id", "version", name=op.f("uq_official_responses_point_id")),
    )
    op.create_index(op.f("ix_official_responses_consultation_id"), "official_responses", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_official_responses_point_id"), "official_responses", ["point_id"], unique=False)
    op.create_table(
        "point_links",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("point_id", ID, nullable=False),
        sa.Column("contribution_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contributions.id"], name=op.f("fk_point_links_contribution_id_contributions"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["point_id"], ["points.id"], name=op.f("fk_point_links_point_id_points"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_links")),
        sa.UniqueConstraint("point_id", "contribution_id", name=op.f("uq_point_links_point_id")),
    )
    op.create_index(op.f("ix_point_links_contribution_id"), "point_links", ["contribution_id"], unique=False)
    op.create_index(op.f("ix_point_links_point_id"), "point_links", ["point_id"], unique=False)
    op.create_table(
        "sealed_originals",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("contribution_id", ID, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contributions.id"], name=op.f("fk_sealed_originals_contribution_id_contributions"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_originals")),
        sa.UniqueConstraint("contribution_id", name=op.f("uq_sealed_originals_contribution_id")),
    )
    op.create_table(
        "taggings",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("tag_id", ID, nullable=False),
        sa.Column("contribution_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contributions.id"], name=op.f("fk_taggings_contribution_id_contributions"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name=op.f("fk_taggings_tag_id_tags"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taggings")),
        sa.UniqueConstraint("tag_id", "contribution_id", name=op.f("uq_taggings_tag_id")),
    )
    op.create_index(op.f("ix_taggings_contribution_id"), "taggings", ["contribution_id"], unique=False)
    op.create_index(op.f("ix_taggings_tag_id"), "taggings", ["tag_id"], unique=False)
    op.create_table(
        "versions",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("contribution_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contribution_id"], ["contributions.id"], name=op.f("fk_versions_contribution_id_contributions"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("contribution_id", "number", name=op.f("uq_versions_contribution_id")),
    )
    op.create_index(op.f("ix_versions_contribution_id"), "versions", ["contribution_id"], unique=False)
    op.create_table(
        "appeals",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("receipt_id", ID, nullable=True),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("state", sa.Enum("open", "upheld", "overturned", "withdrawn", name="appealstate", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", ID, nullable=True),
        sa.Column("organisation_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_appeals_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff.id"], name=op.f("fk_appeals_decided_by_id_staff"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name=op.f("fk_appeals_decision_id_decisions"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_appeals_organisation_id_organisations"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipts.id"], name=op.f("fk_appeals_receipt_id_receipts"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_appeals_token_hash")),
    )
    op.create_index(op.f("ix_appeals_consultation_id"), "appeals", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_appeals_decided_by_id"), "appeals", ["decided_by_id"], unique=False)
    op.create_index(op.f("ix_appeals_decision_id"), "appeals", ["decision_id"], unique=False)
    op.create_index(op.f("ix_appeals_organisation_id"), "appeals", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_appeals_receipt_id"), "appeals", ["receipt_id"], unique=False)
    op.create_table(
        "updates",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("commitment_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.Enum("not started", "on course", "done", "dropped", name="commitmentstate", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("old_due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitments.id"], name=op.f("fk_updates_commitment_id_commitments"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_updates")),
    )
    op.create_index(op.f("ix_updates_commitment_id"), "updates", ["commitment_id"], unique=False)
    op.execute(sa.text("INSERT INTO edition (id, number) VALUES (1, 1)"))


def downgrade() -> None:
    op.drop_index(op.f("ix_updates_commitment_id"), table_name="updates")
    op.drop_table("updates")
    op.drop_index(op.f("ix_appeals_receipt_id"), table_name="appeals")
    op.drop_index(op.f("ix_appeals_organisation_id"), table_name="appeals")
    op.drop_index(op.f("ix_appeals_decision_id"), table_name="appeals")
    op.drop_index(op.f("ix_appeals_decided_by_id"), table_name="appeals")
    op.drop_index(op.f("ix_appeals_consultation_id"), table_name="appeals")
    op.drop_table("appeals")
    op.drop_index(op.f("ix_versions_contribution_id"), table_name="versions")
    op.drop_table("versions")
    op.drop_index(op.f("ix_taggings_tag_id"), table_name="taggings")
    op.drop_index(op.f("ix_taggings_contribution_id"), table_name="taggings")
    op.drop_table("taggings")
    op.drop_table("sealed_originals")
    op.drop_index(op.f("ix_point_links_point_id"), table_name="point_links")
    op.drop_index(op.f("ix_point_links_contribution_id"), table_name="point_links")
    op.drop_table("point_links")
    op.drop_index(op.f("ix_official_responses_point_id"), table_name="official_responses")
    op.drop_index(op.f("ix_official_responses_consultation_id"), table_name="official_responses")
    op.drop_table("official_responses")
    op.drop_index(op.f("ix_objections_summary_id"), table_name="objections")
    op.drop_index(op.f("ix_objections_receipt_id"), table_name="objections")
    op.drop_index(op.f("ix_objections_point_id"), table_name="objections")
    op.drop_index(op.f("ix_objections_consultation_id"), table_name="objections")
    op.drop_table("objections")
    op.drop_table("no_points")
    op.drop_index(op.f("ix_messages_receipt_id"), table_name="messages")
    op.drop_index(op.f("ix_messages_from_staff_id"), table_name="messages")
    op.drop_index(op.f("ix_messages_contribution_id"), table_name="messages")
    op.drop_index(op.f("ix_messages_consultation_id"), table_name="messages")
    op.drop_table("messages")
    op.drop_index(op.f("ix_flags_receipt_id"), table_name="flags")
    op.drop_index(op.f("ix_flags_decided_by_id"), table_name="flags")
    op.drop_index(op.f("ix_flags_contribution_id"), table_name="flags")
    op.drop_index(op.f("ix_flags_consultation_id"), table_name="flags")
    op.drop_table("flags")
    op.drop_index(op.f("ix_decisions_staff_id"), table_name="decisions")
    op.drop_index(op.f("ix_decisions_rule_id"), table_name="decisions")
    op.drop_index(op.f("ix_decisions_organisation_id"), table_name="decisions")
    op.drop_index(op.f("ix_decisions_moved_to_question_id"), table_name="decisions")
    op.drop_index(op.f("ix_decisions_moved_from_question_id"), table_name="decisions")
    op.drop_index(op.f("ix_decisions_contribution_id"), table_name="decisions")
    op.drop_index(op.f("ix_decisions_consultation_id"), table_name="decisions")
    op.drop_table("decisions")
    op.drop_index(op.f("ix_commitments_point_id"), table_name="commitments")
    op.drop_index(op.f("ix_commitments_consultation_id"), table_name="commitments")
    op.drop_table("commitments")
    op.drop_index(op.f("ix_claims_staff_id"), table_name="claims")
    op.drop_table("claims")
    op.drop_index(op.f("ix_campaign_letters_campaign_id"), table_name="campaign_letters")
    op.drop_table("campaign_letters")
    op.drop_index(op.f("ix_points_summary_id"), table_name="points")
    op.drop_index(op.f("ix_points_question_id"), table_name="points")
    op.drop_index(op.f("ix_points_consultation_id"), table_name="points")
    op.drop_table("points")
    op.drop_index(
        "ix_contributions_thread",
        table_name="contributions",
        sqlite_where=sa.text("is_root = 1 AND number IS NOT NULL"),
        postgresql_where=sa.text("is_root AND number IS NOT NULL"),
    )
    op.drop_index(op.f("ix_contributions_reply_to_id"), table_name="contributions")
    op.drop_index("ix_contributions_replies", table_name="contributions", sqlite_where=sa.text("number IS NOT NULL"), postgresql_where=sa.text("number IS NOT NULL"))
    op.drop_index(op.f("ix_contributions_receipt_id"), table_name="contributions")
    op.drop_index("ix_contributions_queue", table_name="contributions")
    op.drop_table("contributions")
    op.drop_index(op.f("ix_wishes_receipt_id"), table_name="wishes")
    op.drop_index(op.f("ix_wishes_news_since"), table_name="wishes")
    op.drop_table("wishes")
    op.drop_index(op.f("ix_questions_theme_id"), table_name="questions")
    op.drop_index(op.f("ix_questions_consultation_id"), table_name="questions")
    op.drop_table("questions")
    op.drop_index(op.f("ix_themes_consultation_id"), table_name="themes")
    op.drop_table("themes")
    op.drop_index(op.f("ix_tags_consultation_id"), table_name="tags")
    op.drop_table("tags")
    op.drop_table("summaries")
    op.drop_index(op.f("ix_staff_sessions_staff_id"), table_name="staff_sessions")
    op.drop_table("staff_sessions")
    op.drop_index(op.f("ix_self_descriptions_consultation_id"), table_name="self_descriptions")
    op.drop_table("self_descriptions")
    op.drop_table("self_description_counts")
    op.drop_index(op.f("ix_roles_staff_id"), table_name="roles")
    op.drop_index(op.f("ix_roles_consultation_id"), table_name="roles")
    op.drop_table("roles")
    op.drop_index(op.f("ix_receipts_consultation_id"), table_name="receipts")
    op.drop_table("receipts")
    op.drop_index(op.f("ix_notices_consultation_id"), table_name="notices")
    op.drop_table("notices")
    op.drop_table("moderating_organisations")
    op.drop_index(op.f("ix_invitations_organisation_id"), table_name="invitations")
    op.drop_index(op.f("ix_invitations_consultation_id"), table_name="invitations")
    op.drop_table("invitations")
    op.drop_index(op.f("ix_documents_consultation_id"), table_name="documents")
    op.drop_table("documents")
    op.drop_index(op.f("ix_campaigns_consultation_id"), table_name="campaigns")
    op.drop_table("campaigns")
    op.drop_index(op.f("ix_staff_organisation_id"), table_name="staff")
    op.drop_table("staff")
    op.drop_index(op.f("ix_rules_policy_id"), table_name="rules")
    op.drop_table("rules")
    op.drop_index(op.f("ix_consultations_opens_at"), table_name="consultations")
    op.drop_index(op.f("ix_consultations_host_id"), table_name="consultations")
    op.drop_index(op.f("ix_consultations_closes_at"), table_name="consultations")
    op.drop_table("consultations")
    op.drop_table("policies")
    op.drop_index(op.f("ix_outbox_due_at"), table_name="outbox")
    op.drop_table("outbox")
    op.drop_table("organisations")
    op.drop_index(op.f("ix_journal_thing_id"), table_name="journal")
    op.drop_index(op.f("ix_journal_day"), table_name="journal")
    op.drop_index(op.f("ix_journal_consultation_id"), table_name="journal")
    op.drop_table("journal")
    op.drop_table("edition")
