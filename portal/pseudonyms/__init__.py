"""One place for several consultations, for whoever wants it: a made-up name with a passphrase or a passkey.

The wallet of receipt numbers is sealed with the passphrase. The database alone cannot tell which contributions in two
consultations come from one person (protection E1.8).
"""
