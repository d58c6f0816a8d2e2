"""What every room stands on, and what knows nothing of consultations.

Settings, the database and its two ways in, who may do what, the clock, languages, clean text and secrets.

Handlers and commands are plain functions, not coroutines (decided 2026-11-21). SQLAlchemy's async session pays several
thread hops for every statement on SQLite and several round trips on PostgreSQL; one reader thread with a kept
connection served twice as many pages, and one writer thread that commits in groups three times as many posts.
"""
