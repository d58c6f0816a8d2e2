"""What became of it: the participant's page behind the number, the public trace in both directions, the coverage figures.

It reads all public rooms and changes nothing of its own; what a participant does on the page is a command of the room
that the deed belongs to.
"""
