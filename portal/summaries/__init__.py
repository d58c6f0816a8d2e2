"""The summary: numbered points, each linked to the contributions it came from, checked back with those who spoke.

It cannot be put up for check-back while a published contribution has neither a point nor a recorded reason why none.
Near-identical letters are grouped and counted, never dropped. Objections are numbered and answered.
"""
