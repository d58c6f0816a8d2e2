"""Changing reports: how they come in (`intake`), what the holder does (`holder`), duty and helplines (`desk_keeping`), and the officers' work."""
