"""A form on paper for each question: filled in by hand, then typed in by a helper, with all that a helper must know."""

from typing import Any

from portal.base.languages import _, language_name
from portal.consultations.choices import voices
from portal.editions import tree
from portal.editions.drawing.paper import address_of, plain_lines, question_title
from portal.editions.leaves import Leaf
from portal.editions.tree import Block

LINES = 12


def slip(consultation: Any, question: Any, leaf: Leaf) -> list[Block]:
    """One form. It asks for no more than the form on the portal does."""
    offered = [label for voice, label in voices() if not consultation.voices or voice in consultation.voices]
    return [
        tree.paragraph(leaf.said(consultation.title, strong=True)),
        tree.paragraph(*question_title(question, leaf)),
        *plain_lines(question.body, leaf),
        tree.lines(1, _("Number of this sheet (your helper writes it)")),
        tree.lines(1, _("Only for a reply to somebody else’s words. Write the number after “No.”")),
        leaf.heading(2, _("Your answer")),
        tree.lines(LINES, ""),
        leaf.heading(2, _("Language of your words")),
        tree.boxes(*([tree.run(language_name(tag, own=True), tag)] for tag in consultation.languages), [leaf.own(_("Another language"))]),
        leaf.heading(2, _("How do you want to speak?")),
        tree.boxes(*([leaf.own(label)] for label in offered)),
        tree.lines(1, _("The name to be shown, if you want one")),
        leaf.heading(2, _("Please tick")),
        tree.boxes(
            [leaf.own(_("I know that my words can be read by everybody on the portal."))],
            [leaf.own(_("I know that my helper has read them."))],
        ),
        *_afterwards(consultation, leaf),
    ]


def _afterwards(consultation: Any, leaf: Leaf) -> list[Block]:
    reached = [tree.paragraph(leaf.own(_("Contact:") + " "), leaf.said(consultation.host.contact))] if consultation.host.contact else []
    here = address_of(consultation, leaf)
    return [
        leaf.heading(2, _("Where to bring it")),
        tree.paragraph(leaf.said(consultation.host.name)),
        *reached,
        leaf.heading(2, _("What happens with it")),
        tree.items(
            [
                [leaf.line(_("A helper types your words into the portal, as you wrote them."))],
                [
                    leaf.line(
                        _("A moderator reads every contribution before it appears.")
                        if consultation.premoderated
                        else _("Contributions appear at once. A moderator reads them afterwards.")
                    )
                ],
                [leaf.line(_("You have no number yet. Your helper hands you one. With it you see what became of your words."))],
                [tree.paragraph(leaf.own(_("On the portal:") + " "), tree.run(here, href=here, ltr=True))],
            ],
        ),
    ]
