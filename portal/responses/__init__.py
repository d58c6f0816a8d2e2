"""The responsible body answers every point, promises, and reports. Lateness is computed and public; nobody can hide it.

"Not accepted" needs a reason, "accepted" an owner and a date. Every answer and update is kept with its day; nothing is
overwritten. Half a year without an update is shown as "no news" (protection E8.95).
"""
