"""Complaints about moderation, process, access, barriers, conduct, data protection, discrimination: with clocks (R43 to R45).

Anybody may complain, without a name. A focal point who is not concerned in the matter works on it; every clock is seen by
both sides; a decision names finding, reasons and remedy; a second stage is heard by somebody of another unit. The case
itself is sealed (portal.vault); this room keeps in the clear only what dividing and counting the work needs.
"""
