"""A backup of the vault: two files, and why there are two.

`cases-YYYY-MM-DD.vault` holds every table except those of keys. There may be many of them, of many days. `keys.vault`
holds the wrapped keys and the officers with their locked ones, and there is only ever one: each backup writes it anew. So
the key of a case that was erased is in no copy any more as soon as the next backup was made, nor are the keys of an
officer who has gone; the case in all the older files is noise (protection C3, F8). What is unlocked at the moment is in
neither file. An older file of cases goes together with the newest file of keys, never the other way round.

Both are text, the same on every engine: one JSON value on each line.

1. `{"hearback": "vault", "format": 1, "holds": "cases" | "keys", "made_on": "2027-05-03", "shape": "001", "lines": 1234}`
2. then `lines` rows, each `["table", {"column": value, …}]`: bytes in base64, days and moments as ISO 8601, in an order in
   which no row comes before one that it points at. In the file of keys a row `["mark", {"case_id": …, "mark": "…"}]`
   tells for each case the first 16 hexadecimal digits of the SHA-256 of its sealed words, so that keys which do not fit
   an older file are known without trying them.
3. at the end `{"end": true, "sha256": "…"}` over all bytes before it.
"""

from portal.vault.backup.lines import BrokenFile, Progress
from portal.vault.backup.making import make
from portal.vault.backup.restoring import NotEmpty, Restored, restore

__all__ = ["BrokenFile", "NotEmpty", "Progress", "Restored", "make", "restore"]
