"""Translations of what people wrote: by people or by a machine that the operator runs, always marked, never in place of the original."""
