"""What the holder of a number does here: answer a moderator. Contesting a decision stands in `contesting`."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.base.errors import NotFound, Refused
from portal.base.languages import _, language
from portal.contributions import queries as contributions
from portal.moderation import commands, queries
from portal.moderation.forms import TextForm
from portal.web.doors import post
from portal.web.pages import page
from portal.web.visitors import Visit


@post("/track/message", needs=Permission.ANYONE)
def answer(visit: Visit, session: Session) -> Response[bytes]:
    """A message to the moderators, about one's own words."""
    needs_holder(visit)
    words = contributions.of_holder(session, visit.actor, number_in(visit, "contribution"))
    form = TextForm(visit.form)
    messages = queries.messages_on(session, visit.actor, [words.id]).get(words.id, [])
    if "text" in visit.form and not visit.switching:
        try:
            commands.answer_message(session, visit.actor, words, token=visit.token, text=form.text.data, language=language())
        except Refused as fault:
            form.blame("text", fault.sentence)
        else:
            return page(visit, "moderation/message_sent.html", ticket=visit.form["ticket"])
    form.text.label.text = _("Your message to the moderators")
    return page(
        visit, "moderation/message.html", status=422 if form.faults() else 200, faults=form.faults(), form=form, words=words, messages=messages, ticket=visit.form["ticket"]
    )


def needs_holder(visit: Visit) -> None:
    """The page was opened with a number, not too long ago. Raises Refused."""
    if visit.actor.receipt_id is None:
        raise Refused(_("Your page was open for too long. Please type your number again."), next_url=visit.url("/track"), next_label=_("Type your number"))


def number_in(visit: Visit, name: str) -> int:
    """The id that a form carries. Raises NotFound."""
    typed = visit.form.get(name, "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 20):  # noqa: PLR2004 - ids have 63 bits
        raise NotFound
    return int(typed)
