"""Coming in, one's own account, and what administrators keep in order. Importing a part hangs its doors."""

from portal.identity.pages import account as _account  # noqa: F401
from portal.identity.pages import coming_in as _coming_in  # noqa: F401
from portal.identity.pages import contacts as _contacts  # noqa: F401
from portal.identity.pages import invitations as _invitations  # noqa: F401
from portal.identity.pages import organisations as _organisations  # noqa: F401
from portal.identity.pages import people_admin as _people_admin  # noqa: F401
from portal.identity.pages import provider_admin as _provider_admin  # noqa: F401
from portal.identity.pages import providers as _providers  # noqa: F401
from portal.identity.pages import second_factor as _second_factor  # noqa: F401
from portal.identity.pages import security as _security  # noqa: F401
from portal.identity.pages import way_back as _way_back  # noqa: F401
