"""What an organiser types."""

from portal.consultations.choices import regions, sectors
from portal.consultations.forms.deeds import DeedForm, LocalMoment, Reason, deed_form, local_moment
from portal.consultations.forms.links import LinkForm

__all__ = ["DeedForm", "LinkForm", "LocalMoment", "Reason", "deed_form", "local_moment", "regions", "sectors"]
