"""The vault: a database of its own for complaints and for reports of reprisals, sealed on arrival.

Every case has a random key. What somebody wrote, who they are, every message and every file is sealed with it; the key
itself is kept only in wrapped form: once for each officer who is entrusted with the case, once for whoever holds the
case's number. An officer's private key is locked by a passphrase, the holder's comes out of the number. A copy of the
vault and of all settings therefore opens nothing. The server sees the words at the moment at which they arrive or are
read; so we say "sealed on arrival", never "end to end".

The vault knows no room of the public side. What it must ask there goes through `outside`, what it has to say there is
carried over by `portal.crossings`. Things of the other side are named by their public number alone (protection D3).

Kept in the clear, because work cannot be divided without it: kind, category, the consultation's public name, days,
states, who is entrusted, how often an officer looked. The data inventory lists every column.
"""
