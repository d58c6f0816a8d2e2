"""Every count of people that the portal makes public comes through here (protection F9).

Nobody stands out: fewer than ten are not told, and cannot be worked out from what is told; counts are rounded to 5; one
question at a time; a share needs thirty, a median needs ten. Nothing is counted live: on fixed days a job asks the rooms
that have entered a source (`sources.add`), and only what may be told is kept, in `published_figures`.

What merely counts the things that stand on public pages is no figure of people and is left as it is: contributions in a
thread, points behind a summary, answers and promises, texts in a language. `charts.of_things` draws those.
Private rooms are not counted at all: from the difference somebody could learn that there is one.
"""
