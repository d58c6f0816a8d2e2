"""Figures that come out of the vault. Their tables stand here; the words of their answers are told by whoever brings them (`speak`)."""

from collections.abc import Mapping
from dataclasses import replace

from portal.base.languages import Lazy, Named, _l
from portal.base.regions import REGIONS
from portal.figures import sources
from portal.figures.sources import KINDS, Table

COMPLAINTS = (
    Table("received", _l("Complaints received")),
    Table("categories", _l("What the complaints were about"), _l("About")),
    Table("outcomes", _l("What was found"), _l("Finding")),
    Table("remedies", _l("What was done about it"), _l("Remedy")),
    Table("in time", _l("In time")),
    Table("satisfied", _l("Found the handling good")),
    Table("help", _l("Questions to the help desk")),
    Table("help in time", _l("Help desk: answered in time")),
)
REPRISALS = (
    Table("received", _l("Reports received")),
    Table("incidents", _l("What happened"), _l("What")),
    Table("actors", _l("Who did it"), _l("Who")),
    Table("regions", _l("Where"), _l("Region"), sources.listed(REGIONS)),
    Table("in time", _l("First answer in time")),
)
sources.add("complaints", None, _l("Complaints"), COMPLAINTS)
sources.add("reprisals", None, _l("Reprisals against people who took part"), REPRISALS)


def speak(kind: str, table: str, words: type[Named] | Mapping[str, Lazy]) -> None:
    """Give the answers of a table their words."""
    known = sources.listed(words) if isinstance(words, Mapping) else sources.named(words)
    KINDS[kind].tables = tuple(replace(one, words=known) if one.name == table else one for one in KINDS[kind].tables)
