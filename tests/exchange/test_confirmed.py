"""Confirmed names and support, on their way through open data and through a whole file."""

import csv
import io
import json

import pytest

from portal.base.access import SYSTEM
from portal.contributions.models import Contribution, CoSignature, Voice
from portal.exchange import commands
from portal.exchange.export import export_consultation
from portal.identity.models import Organisation

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def place(make, now):
    union, office = make.organisation("Tenants' union"), make.organisation("Youth office")
    question = make.question()
    make.contribution(question, "Lifts.", voice=Voice.ORGANISATION, shown_name="Tenants' union", confirmed_id=union.id, confirmed_until=now.date())
    words = make.contribution(question, "Benches.", supports=2)
    make.save(CoSignature(contribution_id=words.id, organisation_id=union.id, confirmed_until=now.date()), CoSignature(contribution_id=words.id, organisation_id=office.id))
    return question.consultation, union, office


def test_open_data_names_them_and_never_a_number(visitor, place):
    consultation, union, office = place
    table = visitor.get(f"/en/consultations/{consultation.slug}/data/contributions.csv").body.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(row["name"], row["confirmed"], row["supported_by"]) for row in rows] == [("Tenants' union", "2027-05-03", ""), ("", "no", f"{union.name}; {office.name}")]
    told = json.loads(visitor.get(f"/en/consultations/{consultation.slug}/data/contributions.json").body)
    words = [one for one in told["hasPart"] if one["@type"] == "Answer"]
    assert words[0]["author"] == {"@type": "Organization", "name": "Tenants' union", "confirmed": True, "confirmedUntil": "2027-05-03"}
    assert [one["name"][0]["@value"] for one in words[1]["supportedBy"]] == [str(union.name), str(office.name)]


def test_a_file_carries_them_and_confirms_nobody(database, place, folder):
    consultation, _union, _office = place
    database.read(lambda session: export_consultation(session, SYSTEM, consultation.slug, folder / "a.zip"))
    database.write(lambda session: commands.import_consultation(session, SYSTEM, folder / "a.zip", slug="again"))

    def look(session):
        here = session.query(Contribution).filter(Contribution.consultation_id != consultation.id).order_by(Contribution.number).all()
        signed = session.query(CoSignature).filter(CoSignature.contribution_id == here[1].id).all()
        assert session.query(Organisation).filter(Organisation.confirmed_on.is_not(None)).count() == 0
        return [(one.shown_name, one.confirmed_until is not None, one.supports) for one in here], len(signed), {one.confirmed_until is not None for one in signed}

    assert database.read(look) == ([("Tenants' union", True, 0), ("", False, 2)], 2, {True})
