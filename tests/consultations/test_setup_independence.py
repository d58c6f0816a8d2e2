"""Independent moderation in the task list: refused while it would leave nobody, and a copied team brings nobody whose part would not count."""

from sqlalchemy import select

from portal.base.access import Role
from portal.base.languages import Texts
from portal.consultations import commands
from portal.consultations.models import Consultation, ConsultationState
from portal.identity.models import HeldRole, Staff


def test_the_task_refuses_independence_while_only_the_hosts_people_moderate(visitor, make, database):
    host = make.organisation("Host")
    park = make.consultation("The park", host=host, state=ConsultationState.DRAFT)
    make.staff("Ben", organisation=host, roles=[(Role.MODERATOR, park)])
    make.sign_in(visitor, make.staff("Olga", roles=[(Role.ORGANISER, park)]))
    visitor.get(f"/en/staff/{park.slug}/setup/who")
    button = next(button[0] for form in visitor.page.forms() for button in form.buttons if "setup/who" in form.action)
    page = visitor.press(button, status=422, independent="yes", voices="anonymous")
    assert "Nobody would be left to moderate. Invite moderators of another organisation first." in page.faults
    assert not database.read(lambda session: session.get(Consultation, park.id).moderated_independently)
    make.staff("Mira", roles=[(Role.MODERATOR, park)])
    visitor.press(button, independent="yes")
    assert database.read(lambda session: session.get(Consultation, park.id).moderated_independently)


def test_a_copied_team_leaves_out_the_hosts_judges_where_others_moderate(make, database):
    host = make.organisation("Host")
    park = make.consultation("The park", host=host, moderated_independently=True)
    organiser = make.actor(Role.ADMINISTRATOR, None, organisation=host)
    make.staff("Ada", organisation=host, roles=[(Role.MODERATOR, park), (Role.RESPONDER, park)])
    make.staff("Zoe", roles=[(Role.REVIEWER, park)])
    new = database.write(lambda session: commands.copy(session, organiser, session.get(Consultation, park.id), slug="again", title=Texts(en="Again", ar="مرة أخرى"), team=True).id)
    held = select(Staff.name, HeldRole.role).join(HeldRole, HeldRole.staff_id == Staff.id).where(HeldRole.consultation_id == new, HeldRole.role != Role.ORGANISER)
    assert database.read(lambda session: {tuple(row) for row in session.execute(held)}) == {("Ada", Role.RESPONDER), ("Zoe", Role.REVIEWER)}
