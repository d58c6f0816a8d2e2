"""Asking the machine: for one text, for all that waits; once more, or not any more."""

from litestar.response import Response

from portal.base.access import Permission
from portal.base.database import Session
from portal.translations import commands
from portal.translations.pages.desk import DESK, ONE, chosen, found, of_desk, targets
from portal.web.doors import post
from portal.web.pages import redirect
from portal.web.visitors import Visit


@post(ONE + "/machine", needs=Permission.TRANSLATE)
def ask_for_one(visit: Visit, session: Session, slug: str, kind: str, number: int) -> Response[bytes]:
    """Have the machine translate one text; the worker does it later."""
    _consultation, words, language = found(visit, session, slug, kind, number)
    commands.ask_machine(session, visit.actor, words, language)
    return redirect(visit.url(f"/staff/{slug}/translations/{kind}/{number}", language=language, done="asked"))


@post(DESK + "/machine", needs=Permission.TRANSLATE)
def ask_for_all(visit: Visit, session: Session, slug: str) -> Response[bytes]:
    """Have the machine translate all that waits in one language; or try once more what failed, or call it off."""
    consultation = of_desk(visit, session, slug)
    language = chosen(visit, targets(consultation))
    deed = visit.form.get("deed", "")
    if deed == "again":
        commands.try_again(session, visit.actor, consultation)
    elif deed == "off":
        commands.call_off(session, visit.actor, consultation)
    else:
        deed = "asked"
        commands.ask_machine_for_all(session, visit.actor, consultation, language)
    return redirect(visit.url(f"/staff/{slug}/translations", language=language, done=deed))
