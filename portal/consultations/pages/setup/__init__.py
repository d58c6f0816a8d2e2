"""Pages on which a consultation is set up. Each is one task of the list; their order is free."""
