"""Finding words, in every language, on either database."""

from portal.about.inventory import words as w
from portal.about.inventory.words import Sensitivity, Table, table
from portal.base.languages import _l

_SIGN = (_l("Words of public texts as signs, so that they are found"), Sensitivity.KEYED)

SEARCH: dict[str, Table] = {
    "search_entries": table(
        Sensitivity.BARE,
        w.AS_WORDS,
        id=w.ID,
        kind=w.KIND,
        thing_id=w.BELONGS,
        day=w.DAY,
        languages=w.LANGUAGE,
        signs=_SIGN,
    ),
    "search_words": table(Sensitivity.BARE, w.AS_WORDS, sign=_SIGN, entry_id=w.BELONGS, weight=w.COUNTER),
}
