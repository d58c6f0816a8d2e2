"""The number that is all a participant needs.

Twenty digits, made from the form's token with a key that lies outside the database, shown once per sending of that form,
kept only as a keyed hash. 63 random bits are a written exception to ASVS 6.5.2: a number can only be tried through the
portal, where wrong tries are slowed, or with the key. One number serves one consultation and may carry several
contributions; two numbers of one person cannot be joined.
"""
