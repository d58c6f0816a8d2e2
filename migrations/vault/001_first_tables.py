"""The vault's first tables."""

import sqlalchemy as sa
from alembic import op

revision = "001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table('avenues',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('ways', sa.String(length=500), nullable=False),
    sa.Column('categories', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_avenues'))
    )
    op.create_table('calls',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('once', sa.String(length=120), nullable=False),
    sa.Column('staff_id', ID, nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('urgent', sa.Boolean(), nullable=False),
    sa.Column('carried_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calls')),
    sa.UniqueConstraint('once', name=op.f('uq_calls_once'))
    )
    op.create_index(op.f('ix_calls_carried_on'), 'calls', ['carried_on'], unique=False)
    op.create_table('cases',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('kind', sa.Enum('complaint', 'reprisal', name='casekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('lookup_hash', sa.LargeBinary(length=32), nullable=True),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=True),
    sa.Column('salt', sa.LargeBinary(length=16), nullable=False),
    sa.Column('holder_key', sa.LargeBinary(), nullable=False),
    sa.Column('visits', sa.Integer(), nullable=False),
    sa.Column('by_helper', sa.Boolean(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('erase_on', sa.Date(), nullable=True),
    sa.Column('warned_on', sa.Date(), nullable=True),
    sa.Column('erased_on', sa.Date(), nullable=True),
    sa.Column('next_message', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cases')),
    sa.UniqueConstraint('lookup_hash', name=op.f('uq_cases_lookup_hash')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_cases_token_hash'))
    )
    op.create_index(op.f('ix_cases_erase_on'), 'cases', ['erase_on'], unique=False)
    op.create_index('ix_cases_erased', 'cases', ['erased_on'], unique=False, sqlite_where=sa.text('erased_on IS NOT NULL'), postgresql_where=sa.text('erased_on IS NOT NULL'))
    op.create_index(op.f('ix_cases_kind'), 'cases', ['kind'], unique=False)
    op.create_table('complaint_ratings',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(length=80), nullable=False),
    sa.Column('stars', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complaint_ratings'))
    )
    op.create_index(op.f('ix_complaint_ratings_year'), 'complaint_ratings', ['year'], unique=False)
    op.create_table('helplines',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('ways', sa.JSON(), nullable=False),
    sa.Column('what', sa.JSON(), nullable=False),
    sa.Column('region', sa.String(length=40), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('day_and_night', sa.Boolean(), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_helplines'))
    )
    op.create_table('officers',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('staff_id', ID, nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=16), nullable=False),
    sa.Column('locked_key', sa.LargeBinary(), nullable=False),
    sa.Column('key_since', sa.Date(), nullable=False),
    sa.Column('away_until', sa.Date(), nullable=True),
    sa.Column('gone_on', sa.Date(), nullable=True),
    sa.Column('regions', sa.JSON(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_officers')),
    sa.UniqueConstraint('staff_id', name=op.f('uq_officers_staff_id'))
    )
    op.create_table('vault_journal',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('by', sa.String(length=20), nullable=False),
    sa.Column('staff_id', ID, nullable=True),
    sa.Column('case_id', sa.BigInteger(), nullable=True),
    sa.Column('deed', sa.String(length=40), nullable=False),
    sa.Column('old_state', sa.String(length=40), nullable=True),
    sa.Column('new_state', sa.String(length=40), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vault_journal'))
    )
    op.create_index(op.f('ix_vault_journal_case_id'), 'vault_journal', ['case_id'], unique=False)
    op.create_index(op.f('ix_vault_journal_day'), 'vault_journal', ['day'], unique=False)
    op.create_table('accesses',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('case_id', ID, nullable=False),
    sa.Column('officer_id', ID, nullable=True),
    sa.Column('standing', sa.Enum('owner', 'stand-in', 'second stage', 'broke glass', name='standing', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_accesses_case_id_cases'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['officer_id'], ['officers.id'], name=op.f('fk_accesses_officer_id_officers'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accesses')),
    sa.UniqueConstraint('case_id', 'officer_id', 'standing', 'day', name=op.f('uq_accesses_case_id'))
    )
    op.create_index(op.f('ix_accesses_case_id'), 'accesses', ['case_id'], unique=False)
    op.create_table('break_glass',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('case_id', ID, nullable=False),
    sa.Column('for_officer_id', ID, nullable=False),
    sa.Column('asked_by', ID, nullable=False),
    sa.Column('agreed_by', ID, nullable=True),
    sa.Column('overseen_by', ID, nullable=True),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('agreed_on', sa.Date(), nullable=True),
    sa.Column('refused_on', sa.Date(), nullable=True),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['agreed_by'], ['officers.id'], name=op.f('fk_break_glass_agreed_by_officers'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['asked_by'], ['officers.id'], name=op.f('fk_break_glass_asked_by_officers'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_break_glass_case_id_cases'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['for_officer_id'], ['officers.id'], name=op.f('fk_break_glass_for_officer_id_officers'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_break_glass'))
    )
    op.create_index(op.f('ix_break_glass_case_id'), 'break_glass', ['case_id'], unique=False)
    op.create_table('case_files',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('case_id', ID, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('from_holder', sa.Boolean(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('about', sa.LargeBinary(), nullable=False),
    sa.Column('original', sa.LargeBinary(), nullable=True),
    sa.Column('cleaned', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_case_files_case_id_cases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_files')),
    sa.UniqueConstraint('case_id', 'number', name=op.f('uq_case_files_case_id'))
    )
    op.create_index(op.f('ix_case_files_case_id'), 'case_files', ['case_id'], unique=False)
    op.create_table('case_messages',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('case_id', ID, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('message', 'proposal', 'comment', 'decision', 'statement', 'news', 'reason', 'note', name='messagekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('officer_id', ID, nullable=True),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=True),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('seen', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_case_messages_case_id_cases'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['officer_id'], ['officers.id'], name=op.f('fk_case_messages_officer_id_officers'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_messages')),
    sa.UniqueConstraint('case_id', 'number', name=op.f('uq_case_messages_case_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_case_messages_token_hash'))
    )
    op.create_index(op.f('ix_case_messages_case_id'), 'case_messages', ['case_id'], unique=False)
    op.create_table('case_wishes',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('case_id', ID, nullable=False),
    sa.Column('sealed_address', sa.LargeBinary(), nullable=False),
    sa.Column('link_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('confirmed_on', sa.Date(), nullable=True),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('news_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_case_wishes_case_id_cases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_wishes')),
    sa.UniqueConstraint('case_id', name=op.f('uq_case_wishes_case_id')),
    sa.UniqueConstraint('link_hash', name=op.f('uq_case_wishes_link_hash'))
    )
    op.create_table('clocks',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('case_id', ID, nullable=False),
    sa.Column('name', sa.Enum('acknowledge', 'triage', 'propose', 'decide', 'news', 'comment', 'second stage', 'help', 'first answer', name='clockname', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('met_on', sa.Date(), nullable=True),
    sa.Column('paused_on', sa.Date(), nullable=True),
    sa.Column('pause', sa.String(length=40), nullable=False),
    sa.Column('paused_days', sa.Integer(), nullable=False),
    sa.Column('alerted_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_clocks_case_id_cases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clocks'))
    )
    op.create_index(op.f('ix_clocks_case_id'), 'clocks', ['case_id'], unique=False)
    op.create_index('ix_clocks_waiting', 'clocks', ['due_on'], unique=False, sqlite_where=sa.text('met_on IS NULL AND alerted_on IS NULL'), postgresql_where=sa.text('met_on IS NULL AND alerted_on IS NULL'))
    op.create_table('complaints',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('case_id', ID, nullable=False),
    sa.Column('category', sa.Enum('moderation', 'process', 'access', 'barrier', 'staff', 'host', 'data', 'discrimination', 'other', 'help', name='category', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('place', sa.String(length=80), nullable=False),
    sa.Column('region', sa.String(length=40), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('state', sa.Enum('submitted', 'acknowledged', 'accepted', 'referred', 'declined', 'proposed', 'decided', 'remedy', 'second stage', 'external', 'closed', 'withdrawn', 'erased', name='complaintstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('state_since', sa.Date(), nullable=False),
    sa.Column('owner_id', ID, nullable=True),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('decided_by', ID, nullable=True),
    sa.Column('decided_unit', sa.String(length=160), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('finding', sa.Enum('justified', 'partly', 'not justified', 'not found out', name='finding', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('first_finding', sa.String(length=40), nullable=False),
    sa.Column('remedy', sa.Enum('none', 'apology', 'corrected', 'access given', 'rule changed', 'measures', 'other', name='remedy', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('referral_allowed', sa.Boolean(), nullable=False),
    sa.Column('referral_arrived_on', sa.Date(), nullable=True),
    sa.Column('may_publish', sa.Boolean(), nullable=False),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.Column('rated', sa.Boolean(), nullable=False),
    sa.Column('distrusted', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_complaints_case_id_cases'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['decided_by'], ['officers.id'], name=op.f('fk_complaints_decided_by_officers'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['owner_id'], ['officers.id'], name=op.f('fk_complaints_owner_id_officers'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complaints')),
    sa.UniqueConstraint('case_id', name=op.f('uq_complaints_case_id'))
    )
    op.create_index('ix_complaints_owner', 'complaints', ['owner_id', 'state'], unique=False)
    op.create_index('ix_complaints_state', 'complaints', ['state', 'state_since'], unique=False)
    op.create_table('consents',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('case_id', ID, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('action', sa.Enum('advise', 'refer', 'inform leadership', 'letter', 'external body', 'public statement', 'technical help', 'hide traces', 'preserve evidence', name='protectiveaction', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('given', sa.Boolean(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_consents_case_id_cases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consents')),
    sa.UniqueConstraint('case_id', 'number', name=op.f('uq_consents_case_id'))
    )
    op.create_index(op.f('ix_consents_case_id'), 'consents', ['case_id'], unique=False)
    op.create_table('duties',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('officer_id', ID, nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('from_hour', sa.Integer(), nullable=False),
    sa.Column('to_hour', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officers.id'], name=op.f('fk_duties_officer_id_officers'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duties'))
    )
    op.create_index(op.f('ix_duties_officer_id'), 'duties', ['officer_id'], unique=False)
    op.create_table('follow_ups',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('case_id', ID, nullable=False),
    sa.Column('after_days', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('moved', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_follow_ups_case_id_cases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_ups')),
    sa.UniqueConstraint('case_id', 'after_days', name=op.f('uq_follow_ups_case_id'))
    )
    op.create_index(op.f('ix_follow_ups_case_id'), 'follow_ups', ['case_id'], unique=False)
    op.create_index(op.f('ix_follow_ups_due_on'), 'follow_ups', ['due_on'], unique=False)
    op.create_table('plan_steps',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('case_id', ID, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('action', sa.Enum('advise', 'refer', 'inform leadership', 'letter', 'external body', 'public statement', 'technical help', 'hide traces', 'preserve evidence', name='protectiveaction', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('owner_id', ID, nullable=True),
    sa.Column('state', sa.Enum('planned', 'waits for consent', 'done', 'dropped', name='stepstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('state_since', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_plan_steps_case_id_cases'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['officers.id'], name=op.f('fk_plan_steps_owner_id_officers'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_steps')),
    sa.UniqueConstraint('case_id', 'number', name=op.f('uq_plan_steps_case_id'))
    )
    op.create_index(op.f('ix_plan_steps_case_id'), 'plan_steps', ['case_id'], unique=False)
    op.create_table('publishable_decisions',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('case_id', ID, nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('text', sa.String(length=5000), nullable=False),
    sa.Column('written_on', sa.Date(), nullable=False),
    sa.Column('agreed_on', sa.Date(), nullable=True),
    sa.Column('carried_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_publishable_decisions_case_id_cases'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publishable_decisions')),
    sa.UniqueConstraint('case_id', name=op.f('uq_publishable_decisions_case_id'))
    )
    op.create_table('reprisals',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('case_id', ID, nullable=False),
    sa.Column('state', sa.Enum('reported', 'urgent check', 'contact agreed', 'planned', 'acting', 'follow-up', 'dormant', 'closed', 'withdrawn', 'erased', name='reprisalstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('state_since', sa.Date(), nullable=False),
    sa.Column('urgent', sa.Boolean(), nullable=False),
    sa.Column('danger', sa.Enum('none', 'life', 'liberty', 'other', name='danger', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('owner_id', ID, nullable=True),
    sa.Column('for_another', sa.Boolean(), nullable=False),
    sa.Column('moved_in', sa.Boolean(), nullable=False),
    sa.Column('incident', sa.Enum('threat', 'surveillance', 'arrest', 'violence', 'smear', 'dismissal', 'travel', 'online', 'family', 'other', name='incidentkind', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('actor_type', sa.Enum('state', 'company', 'armed group', 'host', 'community', 'unknown', name='actortype', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('region', sa.String(length=40), nullable=False),
    sa.Column('last_sign', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_reprisals_case_id_cases'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['officers.id'], name=op.f('fk_reprisals_owner_id_officers'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reprisals')),
    sa.UniqueConstraint('case_id', name=op.f('uq_reprisals_case_id'))
    )
    op.create_index(op.f('ix_reprisals_owner_id'), 'reprisals', ['owner_id'], unique=False)
    op.create_index(op.f('ix_reprisals_state'), 'reprisals', ['state'], unique=False)
    op.create_table('routes',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('category', sa.Enum('moderation', 'process', 'access', 'barrier', 'staff', 'host', 'data', 'discrimination', 'other', 'help', name='category', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('region', sa.String(length=40), nullable=False),
    sa.Column('officer_id', ID, nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officers.id'], name=op.f('fk_routes_officer_id_officers'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_routes')),
    sa.UniqueConstraint('category', 'region', 'officer_id', name=op.f('uq_routes_category'))
    )
    op.create_index(op.f('ix_routes_officer_id'), 'routes', ['officer_id'], unique=False)
    op.create_table('unlockings',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('officer_id', ID, nullable=False),
    sa.Column('session_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('locked_key', sa.LargeBinary(), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['officer_id'], ['officers.id'], name=op.f('fk_unlockings_officer_id_officers'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unlockings')),
    sa.UniqueConstraint('session_hash', name=op.f('uq_unlockings_session_hash'))
    )
    op.create_index(op.f('ix_unlockings_officer_id'), 'unlockings', ['officer_id'], unique=False)
    op.create_table('wrapped_keys',
    sa.Column('id', ID, autoincrement=False, nullable=False),
    sa.Column('case_id', ID, nullable=False),
    sa.Column('officer_id', ID, nullable=True),
    sa.Column('standing', sa.Enum('owner', 'stand-in', 'second stage', 'broke glass', name='standing', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('wrapped', sa.LargeBinary(), nullable=True),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('desk_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_wrapped_keys_case_id_cases'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['officer_id'], ['officers.id'], name=op.f('fk_wrapped_keys_officer_id_officers'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wrapped_keys')),
    sa.UniqueConstraint('case_id', 'officer_id', 'standing', name=op.f('uq_wrapped_keys_case_id'))
    )
    op.create_index(op.f('ix_wrapped_keys_case_id'), 'wrapped_keys', ['case_id'], unique=False)
    op.create_index('ix_wrapped_keys_desk', 'wrapped_keys', ['officer_id', 'desk_on', 'case_id', 'standing'], unique=False)
    op.create_index('ix_wrapped_keys_waiting', 'wrapped_keys', ['officer_id', 'case_id'], unique=False, sqlite_where=sa.text('wrapped IS NULL'), postgresql_where=sa.text('wrapped IS NULL'))
    # ### end Alembic commands ###


def downgrade() -> None:
    op.drop_index('ix_wrapped_keys_waiting', table_name='wrapped_keys', sqlite_where=sa.text('wrapped IS NULL'), postgresql_where=sa.text('wrapped IS NULL'))
    op.drop_index('ix_wrapped_keys_desk', table_name='wrapped_keys')
    op.drop_index(op.f('ix_wrapped_keys_case_id'), table_name='wrapped_keys')
    op.drop_table('wrapped_keys')
    op.drop_index(op.f('ix_unlockings_officer_id'), table_name='unlockings')
    op.drop_table('unlockings')
    op.drop_index(op.f('ix_routes_officer_id'), table_name='routes')
    op.drop_table('routes')
    op.drop_index(op.f('ix_reprisals_state'), table_name='reprisals')
    op.drop_index(op.f('ix_reprisals_owner_id'), table_name='reprisals')
    op.drop_table('reprisals')
    op.drop_table('publishable_decisions')
    op.drop_index(op.f('ix_plan_steps_case_id'), table_name='plan_steps')
    op.drop_table('plan_steps')
    op.drop_index(op.f('ix_follow_ups_due_on'), table_name='follow_ups')
    op.drop_index(op.f('ix_follow_ups_case_id'), table_name='follow_ups')
    op.drop_table('follow_ups')
    op.drop_index(op.f('ix_duties_officer_id'), table_name='duties')
    op.drop_table('duties')
    op.drop_index(op.f('ix_consents_case_id'), table_name='consents')
    op.drop_table('consents')
    op.drop_index('ix_complaints_state', table_name='complaints')
    op.drop_index('ix_complaints_owner', table_name='complaints')
    op.drop_table('complaints')
    op.drop_index('ix_clocks_waiting', table_name='clocks', sqlite_where=sa.text('met_on IS NULL AND alerted_on IS NULL'), postgresql_where=sa.text('met_on IS NULL AND alerted_on IS NULL'))
    op.drop_index(op.f('ix_clocks_case_id'), table_name='clocks')
    op.drop_table('clocks')
    op.drop_table('case_wishes')
    op.drop_index(op.f('ix_case_messages_case_id'), table_name='case_messages')
    op.drop_table('case_messages')
    op.drop_index(op.f('ix_case_files_case_id'), table_name='case_files')
    op.drop_table('case_files')
    op.drop_index(op.f('ix_break_glass_case_id'), table_name='break_glass')
    op.drop_table('break_glass')
    op.drop_index(op.f('ix_accesses_case_id'), table_name='accesses')
    op.drop_table('accesses')
    op.drop_index(op.f('ix_vault_journal_day'), table_name='vault_journal')
    op.drop_index(op.f('ix_vault_journal_case_id'), table_name='vault_journal')
    op.drop_table('vault_journal')
    op.drop_table('officers')
    op.drop_table('helplines')
    op.drop_index(op.f('ix_complaint_ratings_year'), table_name='complaint_ratings')
    op.drop_table('complaint_ratings')
    op.drop_index(op.f('ix_cases_kind'), table_name='cases')
    op.drop_index('ix_cases_erased', table_name='cases', sqlite_where=sa.text('erased_on IS NOT NULL'), postgresql_where=sa.text('erased_on IS NOT NULL'))
    op.drop_index(op.f('ix_cases_erase_on'), table_name='cases')
    op.drop_table('cases')
    op.drop_index(op.f('ix_calls_carried_on'), table_name='calls')
    op.drop_table('calls')
    op.drop_table('avenues')
    # ### end Alembic commands ###
