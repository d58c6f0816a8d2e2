"""What administrators and organisers type about people, roles and invitations."""

from typing import Any

from portal.base.access import EVERYWHERE, IN_ONE_CONSULTATION, NEEDS_TRAINING, Role
from portal.base.languages import _, _l
from portal.identity.forms.organisations import Day
from portal.web.forms import Form, Longest, Needed, RadioField, SelectField, Words

LONGEST_NAME = 120


class PersonForm(Form):
    """Name, organisation and unit of a person."""

    name = Words(_l("Name"), [Needed(_l("Type the name.")), Longest(LONGEST_NAME)])
    organisation = SelectField(_l("Organisation"))
    unit = Words(_l("Unit, if the organisation has several"), [Longest(LONGEST_NAME)])

    def __init__(self, sent: Any = None, *, organisations: list[tuple[str, str]], person: Any = None) -> None:
        known = {"name": person.name, "organisation": person.organisation.slug, "unit": person.unit} if person is not None else {}
        super().__init__(sent, data=known)
        self.organisation.choices = organisations


class RoleAndPlaceForm(Form):
    """A role, and where it is held."""

    role = SelectField(_l("Role"))
    where = SelectField(_l("Where"))

    def __init__(self, sent: Any = None, *, places: list[tuple[str, str]]) -> None:
        super().__init__(sent)
        self.role.choices = everywhere()
        self.where.choices = [("", _("In the whole portal")), *places]

    @property
    def consultation_id(self) -> int | None:
        """The chosen consultation; None for the whole portal."""
        return int(self.where.data) if self.where.data else None


class RoleForm(RoleAndPlaceForm):
    """Give somebody a role."""

    trained = Day(_l("Training is current until"))


class NewInvitationForm(RoleAndPlaceForm):
    """Invite somebody."""

    organisation = SelectField(_l("Organisation"))
    unit = Words(_l("Unit, if the organisation has several"), [Longest(LONGEST_NAME)])
    label = Words(_l("Whom it is for"), [Needed(_l("Say whom it is for, as you call them.")), Longest(LONGEST_NAME)])

    def __init__(self, sent: Any = None, *, places: list[tuple[str, str]], organisations: list[tuple[str, str]]) -> None:
        super().__init__(sent, places=places)
        self.organisation.choices = organisations


class PartForm(Form):
    """A part in one consultation."""

    role = RadioField(_l("Part in this consultation"), [Needed(_l("Choose the part."))])

    def __init__(self, sent: Any = None) -> None:
        super().__init__(sent)
        self.role.choices = [(role.value, role.label) for role in IN_ONE_CONSULTATION]


class TrainingForm(Form):
    """Until when a training is current."""

    trained = Day(_l("Training is current until"))


def everywhere() -> list[tuple[str, str]]:
    """All roles, those that need a training marked."""
    return [(role.value, _("%(role)s (needs a training)", role=role.label) if role in NEEDS_TRAINING else role.label) for role in (Role(one) for one in EVERYWHERE)]
