"""Key questions and the themes above them."""

from portal.base.languages import _l
from portal.consultations import commands, parts
from portal.consultations.pages.setup.shelves import Shelf, hang

QUESTIONS = Shelf(
    kind="question",
    path="questions",
    heading=_l("Questions"),
    explained=_l("Each question has a thread of its own. Its number is its public name. It stays the same once the consultation is public."),
    new=_l("Add a question"),
    one=_l("Question %(number)s"),
    up=_l("Move question %(number)s up"),
    down=_l("Move question %(number)s down"),
    delete=_l("Delete question %(number)s"),
    deleted=_l("Its words are lost. The questions behind it get new numbers."),
    labels={"title": _l("Question"), "body": _l("Explanation")},
    sorts={name: parts.QUESTION[name] for name in ("title", "body")},
    things=lambda consultation: consultation.questions,
    add=commands.add_question,
    themed=True,
    others=[("themes", _l("Themes"))],
)

THEMES = Shelf(
    kind="theme",
    path="themes",
    heading=_l("Themes"),
    explained=_l("A theme is a heading over some of the questions. You need none if there are few questions."),
    new=_l("Add a theme"),
    one=_l("Theme %(number)s"),
    up=_l("Move theme %(number)s up"),
    down=_l("Move theme %(number)s down"),
    delete=_l("Delete theme %(number)s"),
    deleted=_l("Its questions stay. They then stand under no theme."),
    labels={"title": _l("Theme")},
    sorts=parts.THEME,
    things=lambda consultation: sorted(consultation.themes, key=lambda theme: (theme.position, theme.id)),
    add=lambda session, actor, consultation, title: commands.add_theme(session, actor, consultation, None, title),
    others=[("questions", _l("Questions"))],
)

hang(QUESTIONS)
hang(THEMES)
