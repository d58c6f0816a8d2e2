"""Something keeps somebody from taking part: a report without an account, and what was changed because of it (R13)."""
