"""What officers type about their keys."""

from collections.abc import Iterable
from datetime import date, timedelta

from wtforms.fields import SelectMultipleField

from portal.base import clock
from portal.base.languages import _, _l, language_name
from portal.base.regions import REGIONS
from portal.base.settings import settings
from portal.web.forms import Form, Needed, ValidationError, Words


class Passphrase(Words):
    """A passphrase: taken as it was typed, and never written back into the page."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep every blank."""
        self.data = valuelist[0] if valuelist else ""

    def _value(self) -> str:
        return ""


class UnlockForm(Form):
    """The passphrase, to unlock the key."""

    passphrase = Passphrase(_l("Your passphrase"), [Needed(_l("Type your passphrase."))])


class NewKeyForm(Form):
    """A passphrase for a new key, twice. What it must withstand is told by whoever takes it."""

    new_passphrase = Passphrase(_l("New passphrase"), [Needed(_l("Choose a passphrase."))])
    again_passphrase = Passphrase(_l("The same once more"), [Needed(_l("Type the passphrase once more."))])

    def validate_again_passphrase(self, field: Passphrase) -> None:
        """A slip of the finger would lock the cases away."""
        if field.data != self.new_passphrase.data:
            raise ValidationError(_("The two are not the same. Type the passphrase once more."))


class ChangeForm(NewKeyForm):
    """Another passphrase for the same key."""

    old_passphrase = Passphrase(_l("Passphrase until now"), [Needed(_l("Type your passphrase until now."))])


class TimesForm(Form):
    """When an officer is away, and where they come first."""

    away_until = Words(_l("Away until"))
    known_regions = SelectMultipleField(_l("Regions that you know"))
    known_languages = SelectMultipleField(_l("Languages that you read"))

    def __init__(self, sent: object = None, *, away_until: date | None = None, regions: Iterable[str] = (), languages: Iterable[str] = ()) -> None:
        super().__init__(sent, data={"away_until": away_until.isoformat() if away_until else "", "known_regions": list(regions), "known_languages": list(languages)})  # type: ignore[arg-type]
        self.known_regions.choices = list(REGIONS.items())
        self.known_languages.choices = [(tag, language_name(tag)) for tag in settings().languages]

    def validate_away_until(self, field: Words) -> None:
        """A day, or nothing."""
        if field.data and self.day is None:
            example = (clock.today() + timedelta(days=14)).isoformat()
            raise ValidationError(_("Write the day as year, month, day: %(example)s.", example=example))

    @property
    def day(self) -> date | None:
        """The day that was typed."""
        try:
            return date.fromisoformat(self.away_until.data or "")
        except ValueError:
            return None
