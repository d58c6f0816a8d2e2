"""Changing complaints: how they come in, what the complainant does, what focal points do."""
