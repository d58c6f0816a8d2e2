"""Guides by topic and language, and a look at one's own risks that nobody stores (R64, R65)."""
