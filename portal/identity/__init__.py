"""Staff: organisations, accounts made on the command line or by an invitation link, roles per consultation, sessions.

Participants have no account and never meet this room. Passwords are hashed with Argon2id; a session is a random value
in a cookie and only its hash in the table, made anew at sign-in and dead at sign-out.
"""
