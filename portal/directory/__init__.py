"""A directory of help: facts with a source and a date, found without leaving a trace (R62, R63)."""
