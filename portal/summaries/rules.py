"""Who writes the summary, who answers objections to it, and who may object: everybody."""

from portal.base.access import Grants, Permission, Role, anybody, grant, has_role, the_portal_itself

GRANTS: Grants = {
    Permission.SUMMARISE: [[the_portal_itself], [has_role(Role.MODERATOR)]],
    Permission.ANSWER_OBJECTION: [[the_portal_itself], [has_role(Role.MODERATOR)]],
    Permission.OBJECT: [[anybody]],
}
grant(GRANTS)
