"""Changing reports: how they come in (`intake`), what the holder does (`holder`), duty and helplines (`helping`), and the officers' work."""
