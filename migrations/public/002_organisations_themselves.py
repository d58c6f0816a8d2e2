"""Sign-in services, second factors, set-up of consultations, policies, barriers, pseudonyms, co-signing."""

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

ROLES = ("administrator", "organiser", "moderator", "reviewer", "responder")
MORE_ROLES = (*ROLES, "focal point", "protection officer", "evaluator")
NOTICES = ("extended", "suspended", "resumed", "cancelled", "moderation changed")
NOTHING = sa.text("'{}'")


def _added() -> dict[str, list[sa.Column]]:
    """The new columns, made anew at every call: a column belongs to one table of one run."""
    return {
        "consultations": [
            sa.Column("voices", sa.JSON(), nullable=False, server_default=sa.text("'[]'")),
            sa.Column("private", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("moderated_independently", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("check_back_days", sa.Integer(), nullable=False, server_default="14"),
            sa.Column("numbered", sa.Integer(), nullable=False, server_default="0"),
            sa.Column("country", sa.String(length=10), nullable=False, server_default=""),
            sa.Column("notice_reason", sa.JSON(), nullable=False, server_default=NOTHING),
            sa.Column("duration_reason", sa.JSON(), nullable=False, server_default=NOTHING),
            sa.Column("pledge", sa.JSON(), nullable=False, server_default=NOTHING),
            sa.Column("risk_public", sa.JSON(), nullable=False, server_default=NOTHING),
        ],
        "decisions": [
            sa.Column("unit", sa.String(length=120), nullable=False, server_default=""),
            sa.Column("taken_back_on", sa.Date(), nullable=True),
        ],
        "invitations": [
            sa.Column("label", sa.String(length=120), nullable=False, server_default=""),
            sa.Column("unit", sa.String(length=120), nullable=False, server_default=""),
        ],
        "organisations": [
            sa.Column("confirmed_on", sa.Date(), nullable=True),
            sa.Column("speaking_hash", sa.LargeBinary(length=32), nullable=True),
        ],
        "policies": [sa.Column("change", sa.JSON(), nullable=False, server_default=NOTHING)],
        "roles": [sa.Column("trained_until", sa.Date(), nullable=True)],
        "staff": [
            sa.Column("unit", sa.String(length=120), nullable=False, server_default=""),
            sa.Column("lent", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.Column("sealed_totp", sa.LargeBinary(), nullable=True),
            sa.Column("totp_step", sa.BigInteger(), nullable=False, server_default="0"),
        ],
    }


def upgrade() -> None:
    op.create_table(
        "careful_words",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("word", sa.String(length=120), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_careful_words")),
        sa.UniqueConstraint("language", "word", name=op.f("uq_careful_words_language")),
    )
    op.create_table(
        "logout_tokens",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logout_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_logout_tokens_token_hash")),
    )
    op.create_table(
        "policy_versions",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column(
            "kind", sa.Enum("participation", "privacy", "accessibility", "complaints", name="policykind", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("change", sa.JSON(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_versions")),
        sa.UniqueConstraint("kind", "version", name=op.f("uq_policy_versions_kind")),
    )
    op.create_table(
        "providers",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("issuer", sa.String(length=500), nullable=False),
        sa.Column("client_id", sa.String(length=255), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=True),
        sa.Column("second_factor", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_providers")),
        sa.UniqueConstraint("slug", name=op.f("uq_providers_slug")),
    )
    op.create_table(
        "pseudonyms",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("name_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("locked_key", sa.LargeBinary(), nullable=True),
        sa.Column("wallet", sa.LargeBinary(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pseudonyms")),
        sa.UniqueConstraint("name_hash", name=op.f("uq_pseudonyms_name_hash")),
    )
    op.create_table(
        "contact_points",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_contact_points_organisation_id_organisations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_points")),
    )
    op.create_index(op.f("ix_contact_points_organisation_id"), "contact_points", ["organisation_id"], unique=False)
    op.create_table(
        "provider_sign_ins",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("state_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("browser_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("provider_id", ID, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_provider_sign_ins_provider_id_providers"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_sign_ins")),
        sa.UniqueConstraint("state_hash", name=op.f("uq_provider_sign_ins_state_hash")),
    )
    op.create_index(op.f("ix_provider_sign_ins_provider_id"), "provider_sign_ins", ["provider_id"], unique=False)
    op.create_table(
        "pseudonym_passkeys",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("pseudonym_id", ID, nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("locked_key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["pseudonym_id"], ["pseudonyms.id"], name=op.f("fk_pseudonym_passkeys_pseudonym_id_pseudonyms"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pseudonym_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_pseudonym_passkeys_credential_id")),
    )
    op.create_index(op.f("ix_pseudonym_passkeys_pseudonym_id"), "pseudonym_passkeys", ["pseudonym_id"], unique=False)
    op.create_table(
        "barrier_reports",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("consultation_id", ID, nullable=True),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("about", sa.Enum("taking part", "wording", name="barrierabout", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column(
            "state", sa.Enum("reported", "planned", "adapted", "declined", "withdrawn", name="barrierstate", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("page", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("barrier", sa.JSON(), nullable=False),
        sa.Column("adaptation", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_barrier_reports_consultation_id_consultations"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_barrier_reports")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_barrier_reports_code_hash")),
        sa.UniqueConstraint("number", name=op.f("uq_barrier_reports_number")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_barrier_reports_token_hash")),
    )
    op.create_index(op.f("ix_barrier_reports_consultation_id"), "barrier_reports", ["consultation_id"], unique=False)
    op.create_table(
        "bulk_deeds",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_bulk_deeds_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_bulk_deeds_staff_id_staff"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_deeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_bulk_deeds_token_hash")),
    )
    op.create_index(op.f("ix_bulk_deeds_consultation_id"), "bulk_deeds", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_bulk_deeds_staff_id"), "bulk_deeds", ["staff_id"], unique=False)
    op.create_table(
        "claim_rules",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("provider_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(length=120), nullable=False),
        sa.Column("value", sa.String(length=255), nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "administrator",
                "organiser",
                "moderator",
                "reviewer",
                "responder",
                "focal point",
                "protection officer",
                "evaluator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("consultation_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_claim_rules_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_claim_rules_organisation_id_organisations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_claim_rules_provider_id_providers"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_rules")),
        sa.UniqueConstraint("provider_id", "position", name=op.f("uq_claim_rules_provider_id")),
    )
    op.create_index(op.f("ix_claim_rules_consultation_id"), "claim_rules", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_claim_rules_organisation_id"), "claim_rules", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_claim_rules_provider_id"), "claim_rules", ["provider_id"], unique=False)
    op.create_table(
        "corrections",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=60), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_corrections_consultation_id_consultations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_corrections_consultation_id")),
    )
    op.create_table(
        "entry_links",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("link_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_entry_links_consultation_id_consultations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_links")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_entry_links_link_hash")),
    )
    op.create_index(op.f("ix_entry_links_consultation_id"), "entry_links", ["consultation_id"], unique=False)
    op.create_table(
        "passkeys",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_passkeys_staff_id_staff"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
    )
    op.create_index(op.f("ix_passkeys_staff_id"), "passkeys", ["staff_id"], unique=False)
    op.create_table(
        "provider_accounts",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("provider_id", ID, nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_provider_accounts_provider_id_providers"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_provider_accounts_staff_id_staff"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_accounts")),
        sa.UniqueConstraint("provider_id", "subject", name=op.f("uq_provider_accounts_provider_id")),
    )
    op.create_index(op.f("ix_provider_accounts_provider_id"), "provider_accounts", ["provider_id"], unique=False)
    op.create_index(op.f("ix_provider_accounts_staff_id"), "provider_accounts", ["staff_id"], unique=False)
    op.create_table(
        "recovery_codes",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_recovery_codes_staff_id_staff"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_codes_code_hash")),
    )
    op.create_index(op.f("ix_recovery_codes_staff_id"), "recovery_codes", ["staff_id"], unique=False)
    op.create_table(
        "risk_assessments",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("consultation_id", ID, nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by_id", ID, nullable=True),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultations.id"], name=op.f("fk_risk_assessments_consultation_id_consultations"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["done_by_id"], ["staff.id"], name=op.f("fk_risk_assessments_done_by_id_staff"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_assessments")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_risk_assessments_consultation_id")),
    )
    op.create_index(op.f("ix_risk_assessments_done_by_id"), "risk_assessments", ["done_by_id"], unique=False)
    op.create_table(
        "security_events",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "signed in",
                "refused",
                "second factor refused",
                "signed out",
                "sessions ended",
                "password changed",
                "factor added",
                "factor removed",
                "recovery code used",
                "role changed",
                "account made",
                "account closed",
                "provider failed",
                name="securityeventkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("staff_id", ID, nullable=True),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("detail", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_security_events_staff_id_staff"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_events")),
    )
    op.create_index(op.f("ix_security_events_at"), "security_events", ["at"], unique=False)
    op.create_index(op.f("ix_security_events_staff_id"), "security_events", ["staff_id"], unique=False)
    op.create_table(
        "co_signatures",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("contribution_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("confirmed_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["contribution_id"], ["contributions.id"], name=op.f("fk_co_signatures_contribution_id_contributions"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_co_signatures_organisation_id_organisations"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_co_signatures")),
        sa.UniqueConstraint("contribution_id", "organisation_id", name=op.f("uq_co_signatures_contribution_id")),
    )
    op.create_index(op.f("ix_co_signatures_organisation_id"), "co_signatures", ["organisation_id"], unique=False)
    for table, columns in _added().items():
        for column in columns:
            op.add_column(table, column)
    op.create_index(op.f("ix_organisations_speaking_hash"), "organisations", ["speaking_hash"], unique=True)
    _drop_places()  # SQLite copies the table, and would forget which rows these indexes are about
    with op.batch_alter_table("contributions") as batch:
        batch.add_column(sa.Column("confirmed_id", ID, nullable=True))
        batch.add_column(sa.Column("confirmed_until", sa.Date(), nullable=True))
        batch.add_column(sa.Column("supports", sa.Integer(), nullable=False, server_default="0"))
        batch.create_foreign_key(op.f("fk_contributions_confirmed_id_organisations"), "organisations", ["confirmed_id"], ["id"], ondelete="SET NULL")
    _make_places()
    op.create_index(op.f("ix_contributions_confirmed_id"), "contributions", ["confirmed_id"], unique=False)
    op.drop_table("staff_sessions")  # everybody signs in anew, with a second factor
    op.create_table(
        "staff_sessions",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("cookie_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("second_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("challenge", sa.LargeBinary(), nullable=True),
        sa.Column("provider_id", ID, nullable=True),
        sa.Column("provider_session", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_sessions")),
        sa.UniqueConstraint("cookie_hash", name=op.f("uq_staff_sessions_cookie_hash")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_sessions_staff_id_staff"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["provider_id"], ["providers.id"], name=op.f("fk_staff_sessions_provider_id_providers"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_staff_sessions_staff_id"), "staff_sessions", ["staff_id"], unique=False)
    op.create_index(op.f("ix_staff_sessions_provider_id"), "staff_sessions", ["provider_id"], unique=False)
    with op.batch_alter_table("roles") as batch:
        batch.add_column(sa.Column("by_provider_id", ID, nullable=True))
        batch.create_foreign_key(op.f("fk_roles_by_provider_id_providers"), "providers", ["by_provider_id"], ["id"], ondelete="CASCADE")
    op.create_index(op.f("ix_roles_by_provider_id"), "roles", ["by_provider_id"], unique=False)
    _allow("roles", "role", "role", MORE_ROLES)
    _allow("invitations", "role", "role", MORE_ROLES)
    _allow("notices", "kind", "noticekind", (*NOTICES, "corrected"))


def downgrade() -> None:
    for table, roles in (("roles", MORE_ROLES), ("invitations", MORE_ROLES)):
        op.execute(sa.text(f"DELETE FROM {table} WHERE role IN {roles[len(ROLES) :]}"))
    op.execute(sa.text("DELETE FROM notices WHERE kind = 'corrected'"))
    op.drop_index(op.f("ix_roles_by_provider_id"), table_name="roles")
    with op.batch_alter_table("roles") as batch:
        batch.drop_constraint(op.f("fk_roles_by_provider_id_providers"), type_="foreignkey")
        batch.drop_column("by_provider_id")
    _allow("roles", "role", "role", ROLES)
    _allow("invitations", "role", "role", ROLES)
    _allow("notices", "kind", "noticekind", NOTICES)
    op.drop_table("staff_sessions")
    op.create_table(
        "staff_sessions",
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("cookie_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("staff_id", ID, nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_sessions")),
        sa.UniqueConstraint("cookie_hash", name=op.f("uq_staff_sessions_cookie_hash")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_sessions_staff_id_staff"), ondelete="CASCADE"),
    )
    op.create_index(op.f("ix_staff_sessions_staff_id"), "staff_sessions", ["staff_id"], unique=False)
    op.drop_index(op.f("ix_contributions_confirmed_id"), table_name="contributions")
    _drop_places()
    with op.batch_alter_table("contributions") as batch:
        batch.drop_constraint(op.f("fk_contributions_confirmed_id_organisations"), type_="foreignkey")
        batch.drop_column("supports")
        batch.drop_column("confirmed_until")
        batch.drop_column("confirmed_id")
    _make_places()
    op.drop_index(op.f("ix_organisations_speaking_hash"), table_name="organisations")
    for table, columns in _added().items():
        for column in columns:
            op.drop_column(table, column.name)
    op.drop_index(op.f("ix_co_signatures_organisation_id"), table_name="co_signatures")
    op.drop_table("co_signatures")
    op.drop_index(op.f("ix_security_events_staff_id"), table_name="security_events")
    op.drop_index(op.f("ix_security_events_at"), table_name="security_events")
    op.drop_table("security_events")
    op.drop_index(op.f("ix_risk_assessments_done_by_id"), table_name="risk_assessments")
    op.drop_table("risk_assessments")
    op.drop_index(op.f("ix_recovery_codes_staff_id"), table_name="recovery_codes")
    op.drop_table("recovery_codes")
    op.drop_index(op.f("ix_provider_accounts_staff_id"), table_name="provider_accounts")
    op.drop_index(op.f("ix_provider_accounts_provider_id"), table_name="provider_accounts")
    op.drop_table("provider_accounts")
    op.drop_index(op.f("ix_passkeys_staff_id"), table_name="passkeys")
    op.drop_table("passkeys")
    op.drop_index(op.f("ix_entry_links_consultation_id"), table_name="entry_links")
    op.drop_table("entry_links")
    op.drop_table("corrections")
    op.drop_index(op.f("ix_claim_rules_provider_id"), table_name="claim_rules")
    op.drop_index(op.f("ix_claim_rules_organisation_id"), table_name="claim_rules")
    op.drop_index(op.f("ix_claim_rules_consultation_id"), table_name="claim_rules")
    op.drop_table("claim_rules")
    op.drop_index(op.f("ix_bulk_deeds_staff_id"), table_name="bulk_deeds")
    op.drop_index(op.f("ix_bulk_deeds_consultation_id"), table_name="bulk_deeds")
    op.drop_table("bulk_deeds")
    op.drop_index(op.f("ix_barrier_reports_consultation_id"), table_name="barrier_reports")
    op.drop_table("barrier_reports")
    op.drop_index(op.f("ix_pseudonym_passkeys_pseudonym_id"), table_name="pseudonym_passkeys")
    op.drop_table("pseudonym_passkeys")
    op.drop_index(op.f("ix_provider_sign_ins_provider_id"), table_name="provider_sign_ins")
    op.drop_table("provider_sign_ins")
    op.drop_index(op.f("ix_contact_points_organisation_id"), table_name="contact_points")
    op.drop_table("contact_points")
    op.drop_table("pseudonyms")
    op.drop_table("providers")
    op.drop_table("policy_versions")
    op.drop_table("logout_tokens")
    op.drop_table("careful_words")


def _allow(table: str, column: str, name: str, values: tuple[str, ...]) -> None:
    """Let a column hold these words and no others."""
    words = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        batch.create_check_constraint(op.f(f"ck_{table}_{name}"), sa.text(f"{column} IN ({words})"))


def _drop_places() -> None:
    op.drop_index("ix_contributions_thread", table_name="contributions")
    op.drop_index("ix_contributions_replies", table_name="contributions")


def _make_places() -> None:
    numbered = sa.text("number IS NOT NULL")
    op.create_index(
        "ix_contributions_thread",
        "contributions",
        ["question_id", "day", "id"],
        sqlite_where=sa.text("is_root = 1 AND number IS NOT NULL"),
        postgresql_where=sa.text("is_root AND number IS NOT NULL"),
    )
    op.create_index("ix_contributions_replies", "contributions", ["root_id", "day", "id"], sqlite_where=numbered, postgresql_where=numbered)
