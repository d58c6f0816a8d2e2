"""The public rooms: consultations, what is said in them, and what becomes of it."""

from portal.about.inventory import words as w
from portal.about.inventory.words import Sensitivity, Table, table
from portal.base.languages import _l

PUBLIC, STAFF, PERSONAL, KEYED, SEALED, BARE = Sensitivity.PUBLIC, Sensitivity.STAFF, Sensitivity.PERSONAL, Sensitivity.KEYED, Sensitivity.SEALED, Sensitivity.BARE
_CHANGED_TEXT = _l("A wording before or after a change")
_DATES = ("announced_at", "opens_at", "closes_at", "grace", "check_back_from", "check_back_until", "check_back_days", "response_due_at", "responded_at", "archived_at", "zone")
_CHOICES = ("languages", "influence", "for_young", "premoderated", "longest", "voices", "private", "moderated_independently", "country", "topics", "region")
_TEXTS = ("plain", "summary", "young", "mandate", "influence_text", "decider", "alternative", "notice_reason", "duration_reason", "pledge", "risk_public")

CONSULTATIONS: dict[str, Table] = {
    "consultations": table(
        PUBLIC,
        w.RECORD,
        id=w.ID,
        slug=w.ADDRESS,
        state=w.STATE,
        state_since=w.SINCE,
        title=w.TITLE,
        host_id=w.FOR_WHOM,
        numbered=w.COUNTER,
        **dict.fromkeys(_DATES, w.TIMELINE),
        **dict.fromkeys(_CHOICES, w.CHOICE),
        **dict.fromkeys(_TEXTS, w.TEXT),
    ),
    "moderating_organisations": table(PUBLIC, w.RECORD, consultation_id=w.BELONGS, organisation_id=w.FOR_WHOM),
    "themes": table(PUBLIC, w.RECORD, id=w.ID, consultation_id=w.BELONGS, position=w.PLACE, title=w.TITLE),
    "questions": table(PUBLIC, w.RECORD, id=w.ID, consultation_id=w.BELONGS, theme_id=w.BELONGS, number=w.NUMBER, title=w.TITLE, body=w.TEXT, young=w.TEXT, published=w.COUNTER),
    "documents": table(PUBLIC, w.RECORD, id=w.ID, consultation_id=w.BELONGS, number=w.NUMBER, title=w.TITLE, body=w.TEXT),
    "terms": table(PUBLIC, w.RECORD, id=w.ID, consultation_id=w.BELONGS, number=w.NUMBER, term=w.TITLE, meaning=w.TEXT),
    "easy_ideas": table(
        PUBLIC,
        w.RECORD,
        id=w.ID,
        consultation_id=w.BELONGS,
        number=w.NUMBER,
        words=w.TEXT,
        alt=w.TEXT,
        picture=_l("A picture of the easy-read version, without what a camera tells"),
        media_type=w.KIND,
        digest=w.KIND,
        **dict.fromkeys(("width", "height", "size"), _l("How large a picture is")),
    ),
    "notices": table(PUBLIC, w.RECORD, id=w.ID, consultation_id=w.BELONGS, number=w.NUMBER, kind=w.KIND, day=w.DAY, reason=w.REASON, before=_CHANGED_TEXT, after=_CHANGED_TEXT),
    "corrections": table(PUBLIC, w.RECORD, id=w.ID, consultation_id=w.BELONGS, number=w.NUMBER, day=w.DAY, part=w.KIND, before=_CHANGED_TEXT, after=_CHANGED_TEXT, note=w.REASON),
    "risk_assessments": table(
        STAFF,
        w.ARCHIVE,
        id=w.ID,
        consultation_id=w.BELONGS,
        answers=(_l("What could harm people who take part, and what is done about it"), STAFF),
        done_on=w.DAY,
        done_by_id=w.WHO,
    ),
    "entry_links": table(
        STAFF,
        w.ARCHIVE,
        id=w.ID,
        consultation_id=w.BELONGS,
        link_hash=(w.LINK, KEYED),
        label=w.CALLED,
        uses=_l("How often a link was used, and nothing else of it"),
        most_uses=w.CHOICE,
        ends_on=w.ENDS,
        made_on=w.DAY,
    ),
    "self_descriptions": table(
        PERSONAL,
        w.UNTIL_CLOSED,
        id=w.ID,
        consultation_id=w.BELONGS,
        region=_l("What somebody told about themselves, apart from their words"),
        sector=_l("What somebody told about themselves, apart from their words"),
    ),
    "self_description_counts": table(
        PUBLIC, w.ARCHIVE, id=w.ID, consultation_id=w.BELONGS, asked=w.KIND, answer=w.KIND, people=_l("How many told the same: rounded, and of at least 10 people")
    ),
}

CONTRIBUTIONS: dict[str, Table] = {
    "contributions": table(
        PUBLIC,
        w.WORDS,
        id=w.ID,
        number=w.NUMBER,
        consultation_id=w.BELONGS,
        question_id=w.BELONGS,
        is_root=w.PLACE,
        root_id=w.BELONGS,
        reply_to_id=w.BELONGS,
        receipt_id=w.RECEIPT,
        token_hash=w.FORM,
        state=w.STATE,
        state_since=w.SINCE,
        day=w.DAY,
        voice=_l("Under which kind of name somebody speaks"),
        shown_name=_l("The name that somebody chose to show"),
        language=w.LANGUAGE,
        text=(_l("What people wrote, also while it waits or was not published"), STAFF),
        html=w.SHOWN,
        version=w.VERSION,
        replies=w.COUNTER,
        young=(_l("Whether it came by the path for young people"), STAFF),
        hasty=(_l("Whether it waits because a machine might have sent it"), STAFF),
        mark=_l("The category of the rule, shown where words are missing"),
        confirmed_id=w.FOR_WHOM,
        confirmed_until=w.SINCE,
        supports=w.COUNTER,
        left_out=_l("The category of the rule, shown where words are missing"),
        channel=_l("By which way it came, such as on paper or at a meeting"),
        meeting_id=w.BELONGS,
        no_machine=w.CONSENT,
    ),
    "windows": table(Sensitivity.BARE, w.ARCHIVE, id=w.ID, consultation_id=w.BELONGS, done=w.TIMELINE),
    "versions": table(STAFF, w.WORDS, id=w.ID, contribution_id=w.BELONGS, number=w.VERSION, day=w.DAY, text=_CHANGED_TEXT),
    "co_signatures": table(PUBLIC, w.AS_WORDS, id=w.ID, contribution_id=w.BELONGS, organisation_id=w.FOR_WHOM, day=w.DAY, confirmed_until=w.SINCE),
    "rated": table(PUBLIC, w.MARK, id=w.ID, rated_hash=w.FORM),
    "ratings": table(PUBLIC, w.ARCHIVE, id=w.ID, consultation_id=w.BELONGS, month=w.DAY, heard=w.ANSWER, safe=w.ANSWER, easy=w.ANSWER),
    "receipts": table(
        PUBLIC,
        w.NUMBERS,
        id=w.ID,
        consultation_id=w.BELONGS,
        code_hash=(_l("A scrambled form of your number"), KEYED),
        by_helper=w.HELPED,
        day=(w.DAY, Sensitivity.LINK),
    ),
}

SUMMARIES: dict[str, Table] = {
    "summaries": table(PUBLIC, w.RECORD, id=w.ID, consultation_id=w.BELONGS, state=w.STATE, state_since=w.SINCE, intro=w.TEXT),
    "points": table(
        PUBLIC, w.RECORD, id=w.ID, consultation_id=w.BELONGS, summary_id=w.BELONGS, question_id=w.BELONGS, number=w.NUMBER, title=w.TITLE, body=w.TEXT, version=w.VERSION
    ),
    "point_links": table(PUBLIC, w.RECORD, id=w.ID, point_id=w.BELONGS, contribution_id=w.BELONGS),
    "no_points": table(PUBLIC, w.RECORD, id=w.ID, contribution_id=w.BELONGS, reason=w.REASON),
    "tags": table(STAFF, w.ARCHIVE, id=w.ID, consultation_id=w.BELONGS, name=w.CALLED),
    "taggings": table(STAFF, w.ARCHIVE, id=w.ID, tag_id=w.BELONGS, contribution_id=w.BELONGS),
    "campaigns": table(PUBLIC, w.ARCHIVE, id=w.ID, consultation_id=w.BELONGS, title=w.TITLE),
    "campaign_letters": table(PUBLIC, w.ARCHIVE, id=w.ID, campaign_id=w.BELONGS, contribution_id=w.BELONGS),
    "objections": table(
        PUBLIC,
        w.ARCHIVE,
        id=w.ID,
        consultation_id=w.BELONGS,
        summary_id=w.BELONGS,
        number=w.NUMBER,
        point_id=w.BELONGS,
        receipt_id=w.RECEIPT,
        token_hash=w.FORM,
        kind=w.KIND,
        state=w.STATE,
        state_since=w.SINCE,
        day=w.DAY,
        text=(w.TEXT, STAFF),
        html=(w.SHOWN, STAFF),
        language=w.LANGUAGE,
        answer=w.ANSWER,
        shown=w.STATE,
    ),
}

RESPONSES: dict[str, Table] = {
    "official_responses": table(
        PUBLIC, w.RECORD, id=w.ID, consultation_id=w.BELONGS, point_id=w.BELONGS, version=w.VERSION, verdict=w.ANSWER, reason=w.REASON, unit=w.FOR_WHOM, day=w.DAY
    ),
    "commitments": table(
        PUBLIC,
        w.RECORD,
        id=w.ID,
        consultation_id=w.BELONGS,
        point_id=w.BELONGS,
        number=w.NUMBER,
        what=w.TEXT,
        owner=w.FOR_WHOM,
        due_on=w.DUE,
        measure=w.TEXT,
        state=w.STATE,
        state_since=w.SINCE,
        day=w.DAY,
    ),
    "updates": table(PUBLIC, w.RECORD, id=w.ID, commitment_id=w.BELONGS, position=w.PLACE, day=w.DAY, state=w.STATE, text=w.TEXT, old_due_on=w.DUE),
}

BARRIERS: dict[str, Table] = {
    "barrier_reports": table(
        PUBLIC,
        w.RECORD,
        id=w.ID,
        number=w.NUMBER,
        consultation_id=w.BELONGS,
        code_hash=(_l("A scrambled form of your number"), KEYED, w.BARRIERS),
        token_hash=w.FORM,
        about=w.KIND,
        state=w.STATE,
        state_since=w.SINCE,
        day=w.DAY,
        due_on=w.DUE,
        page=(_l("The page on which it happened"), STAFF, w.BARRIERS),
        text=(w.TEXT, STAFF, w.BARRIERS),
        language=w.LANGUAGE,
        barrier=w.TEXT,
        adaptation=w.ANSWER,
    ),
}

POLICIES: dict[str, Table] = {
    "policy_versions": table(PUBLIC, w.RECORD, id=w.ID, kind=w.KIND, version=w.VERSION, from_day=w.SINCE, text=w.TEXT, change=w.REASON, written_on=w.DAY),
    "careful_words": table(STAFF, w.CHANGED, id=w.ID, language=w.LANGUAGE, word=w.TEXT, advice=w.ANSWER),
    "policies": table(PUBLIC, w.RECORD, id=w.ID, version=w.VERSION, from_day=w.SINCE, intro=w.TEXT, change=w.REASON),
    "rules": table(PUBLIC, w.RECORD, id=w.ID, policy_id=w.BELONGS, number=w.NUMBER, category=w.KIND, title=w.TITLE, text=w.TEXT),
    "pulse": table(BARE, w.CHANGED, id=w.ID, at=w.USED_ON),
    "edition": table(BARE, w.RECORD, id=w.ID, number=w.COUNTER),
}

FIGURES: dict[str, Table] = {
    "published_figures": table(
        PUBLIC,
        w.RECORD,
        id=w.ID,
        kind=w.KIND,
        scope=w.BELONGS,
        period=_l("For which time it counts"),
        published_on=w.DAY,
        told=_l("Figures as they were published: rounded, and never of few"),
    ),
    "published_decisions": table(PUBLIC, w.RECORD, id=w.ID, number=w.NUMBER, month=w.DAY, category=w.KIND, outcome=w.ANSWER, text=w.TEXT, shown_from=w.DAY),
}
