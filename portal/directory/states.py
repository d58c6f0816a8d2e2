"""The moves of an entry."""

from portal.base.access import Permission
from portal.base.languages import _l
from portal.directory.models import EntryState
from portal.journal.lifecycle import Lifecycle, Move

S = EntryState
EDIT = Permission.EDIT_DIRECTORY

ENTRY = Lifecycle(
    _l("An entry of the directory of help"),
    S.DRAFT,
    {
        (S.DRAFT, S.SHOWN): Move(EDIT, "publish"),
        (S.DRAFT, S.OUT): Move(EDIT, "hide"),
        (S.SHOWN, S.OUT): Move(EDIT, "hide"),
        (S.OUT, S.SHOWN): Move(EDIT, "restore"),
    },
    final=set(),
)
