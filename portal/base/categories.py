"""The kinds of rules. A category is all that the public mark tells, so there is a short known list of them."""

from portal.base.languages import Named, _l


class Category(Named):
    """What a rule protects against, in a word or two; the words in the table stay what they are."""

    HATRED = "hatred", _l("hatred")
    THREAT = "threat", _l("threat")
    PERSONAL_DATA = "personal data", _l("personal data")
    INSULT = "insult", _l("insult")
    ADVERTISING = "advertising", _l("advertising")
    OFF_TOPIC = "off topic", _l("off topic")
    IMPERSONATION = "impersonation", _l("impersonation")
    UNLAWFUL = "unlawful", _l("unlawful")


def category_name(category: str) -> str:
    """The category in the reader's language; as it stands, where it was brought in from elsewhere."""
    return Category(category).label if category in list(Category) else category
