"""The few ways between the public rooms and the vault. This is the only room that knows both sides.

What it carries: calls to officers and the one daily letter of holders, from the vault to the public outbox; figures and
decisions without names, on publication days; a mention of reprisals out of a public text into the vault; the hiding of
somebody's public traces, with consent. Every way is a deed that can be repeated: after a crash it is gone once more and
makes nothing twice.
"""
