"""What the portal itself says to a holder: in the language in which they want to be answered."""

from portal.base.languages import Lazy, speaking
from portal.base.settings import settings
from portal.vault.models import Case


def holders_words(case: Case, sentence: Lazy) -> dict[str, str]:
    """A sentence as a message of the case holds it."""
    tag = case.language if case.language in settings().languages else settings().languages[0]
    with speaking(tag):
        return {"text": str(sentence), "language": tag}
