"""One place for several consultations, for whoever wants it: a made-up name with a passphrase or a passkey.

The wallet of receipt numbers is sealed with a key of its own, and that key is locked with the passphrase. The database
alone cannot tell which contributions in two consultations come from one person (protection E1.8):

- Every wallet has the same length, whatever it holds. Nothing in it can be read, and no column points at a receipt.
- The row tells the month of its last use, never the day: a day could be laid beside the days of contributions.
- Every day all wallets are sealed anew together. So neither two back-ups, nor PostgreSQL's hidden row versions, tell
  which pseudonyms were used between them.
- Nothing here is written into the journal.
"""
