"""Finding words, in every language, on either database.

The index is an ordinary table of postings: (sign of a word, entry, how often). A sign is the keyed hash of a folded stem,
so no word stands in the index, neither in a row nor in what a database leaves behind of one. SQLite's own full-text
table was measured and left: its segments keep the words of erased rows until they happen to be merged, its mark
`secure-delete` came after the SQLite that we promise to run on, and nothing like it exists for PostgreSQL's index.
Ordinary rows are overwritten by `secure_delete` and swept by VACUUM as everything else that is withdrawn.

The same table, the same statement and the same ranking serve both engines. Rooms enter what can be found
(portal.search.sources); whatever changes a watched column is indexed again in the same transaction, without any command
having to think of it (portal.search.noticing). What may be shown is asked of the rooms when somebody searches, so an
index that is behind hides things at worst and shows nothing that is hidden.
"""
