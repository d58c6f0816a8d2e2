"""Words that a helper enters for somebody: from paper, a call, a meeting or a sheet (R09)."""
