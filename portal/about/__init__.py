"""Pages about the portal itself, and each person's start page; only this room may look into all others."""
