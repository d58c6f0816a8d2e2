"""What the database knows of a number: nothing that opens it."""

from hashlib import sha256

import pytest

from portal.base.access import NOBODY
from portal.receipts import codes, commands
from portal.web import tokens

pytestmark = pytest.mark.raw


def test_p10_neither_the_number_nor_its_plain_hash_is_in_any_byte_of_the_database(make, database, folder, server):
    consultation = make.consultation()
    code = database.write(lambda session: commands.issue(session, NOBODY, consultation.id, tokens.read(tokens.issue())))[1]
    if server is not None:
        server.execute("CHECKPOINT")
    root = folder if server is None else server.folder
    raw = b"".join(path.read_bytes() for path in root.rglob("*") if path.is_file())
    assert codes.lookup_hash(code) in raw or codes.lookup_hash(code).hex().encode() in raw
    for told in (code, " ".join(codes.groups(code)), codes.for_the_ear(code), code[:-1]):
        assert told.encode() not in raw
    for known in (sha256(code.encode()).digest(), sha256(code.encode()).hexdigest().encode(), int(code).to_bytes(9, "big")):
        assert known not in raw
