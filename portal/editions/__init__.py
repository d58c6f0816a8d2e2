"""A consultation on paper, as an e-book, as a folder that opens without a network, and as a mirror (R06, R08)."""
