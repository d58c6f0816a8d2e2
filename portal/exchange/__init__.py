"""A whole consultation as a file: documented, versioned, in and out without loss; and open data for everybody.

The file is a zip with `hearback.json` (what it is, which version, how much), `consultation.json` (organisations, the
consultation with its timeline, themes, questions, documents, notices and corrections, the rules that decisions cite, the summary with
points, answers, promises and objections) and `contributions.jsonl` (one contribution per line with its decisions and
appeals). The shape is the JSON Schema in `schema/`, served at /exchange/schema. Inside it everything is named by slugs,
public numbers and keys, never by a row's id; the order of the lines is the order on the page.

Never in a file: receipts and their hashes, form tokens, sealed originals and sealed passages, earlier wordings, staff
accounts, messages, reports, tags and what people told about themselves. Words that were imported have no receipt, so
nobody can edit or withdraw them by number. A full export holds declined and hidden words too, so it is for the portal
itself and its administrators; the open data page gives everybody what is published.

A file is read as if a stranger had written it: its size, shape, references and texts are checked before the first row,
and one transaction takes all of it or nothing.
"""
