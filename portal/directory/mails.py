"""Which moves are news for the holder of a receipt. None: nobody has a receipt for the directory."""

from portal.directory.models import EntryState

LETTERS: dict[tuple[EntryState, EntryState], bool] = {
    (EntryState.DRAFT, EntryState.SHOWN): False,
    (EntryState.DRAFT, EntryState.OUT): False,
    (EntryState.SHOWN, EntryState.OUT): False,
    (EntryState.OUT, EntryState.SHOWN): False,
}
