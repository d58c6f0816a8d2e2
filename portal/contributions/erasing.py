"""Words that go go everywhere: other rooms enter here what they keep of a contribution, and it is removed in the same transaction."""

from collections.abc import Callable

from sqlalchemy import delete, update

from portal.base.database import Session
from portal.base.text import to_html
from portal.contributions.models import Contribution, CoSignature, Version
from portal.translations.erasing import forget
from portal.translations.models import Kind

Removal = Callable[[Session, int], None]
REMOVALS: list[Removal] = []


def with_the_words(removal: Removal) -> Removal:
    """Enter what else is removed when the words of a contribution go; it is given the contribution's id."""
    if removal not in REMOVALS:
        REMOVALS.append(removal)
    return removal


def erase_words(session: Session, contribution: Contribution) -> None:
    """Remove the words, the name, every wording and all support, and whatever other rooms keep of them."""
    contribution.text = contribution.html = contribution.shown_name = contribution.mark = contribution.left_out = ""
    contribution.young = False
    contribution.confirmed_id, contribution.confirmed_until, contribution.supports, contribution.meeting_id = None, None, 0, None
    session.execute(delete(Version).where(Version.contribution_id == contribution.id))
    session.execute(delete(CoSignature).where(CoSignature.contribution_id == contribution.id))
    forget(session, Kind.CONTRIBUTION, contribution.id)
    for removal in REMOVALS:
        removal(session, contribution.id)


def replace_words(session: Session, contribution: Contribution, words: str) -> None:
    """Put another wording in the place of all that were kept, translations too: they may tell what was left out."""
    contribution.text, contribution.html = words, to_html(words)
    session.flush()  # the words first: a translation that is written meanwhile waits for them, and finds them changed
    forget(session, Kind.CONTRIBUTION, contribution.id)
    session.execute(delete(Version).where(Version.contribution_id == contribution.id, Version.number != contribution.version))
    session.execute(update(Version).where(Version.contribution_id == contribution.id).values(text=words))
