"""Who may manage staff, organisations and the ways to sign in."""

from portal.base.access import Grants, Permission, Predicate, Role, grant, has_role, the_portal_itself

ADMINISTRATORS: list[list[Predicate]] = [[the_portal_itself], [has_role(Role.ADMINISTRATOR)]]

GRANTS: Grants = {
    Permission.MANAGE_ORGANISATIONS: ADMINISTRATORS,
    Permission.MANAGE_PROVIDERS: ADMINISTRATORS,
    Permission.MANAGE_STAFF: [*ADMINISTRATORS, [has_role(Role.ORGANISER)]],
    Permission.READ_JOURNAL: ADMINISTRATORS,
    Permission.READ_SECURITY_LOG: ADMINISTRATORS,
}
grant(GRANTS)
