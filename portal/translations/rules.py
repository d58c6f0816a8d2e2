"""Who translates: translators and moderators of the consultation."""

from portal.base.access import Grants, Permission, Role, grant, has_role

GRANTS: Grants = {Permission.TRANSLATE: [[has_role(Role.TRANSLATOR)], [has_role(Role.MODERATOR)]]}
grant(GRANTS)
