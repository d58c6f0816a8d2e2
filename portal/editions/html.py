"""A tree as HTML, for pages, books and the folder. Everything is escaped here; `xhtml` writes it as books want it."""

from markupsafe import Markup, escape

from portal.editions.tree import Block, Run

BOX = "\u2610"


def html(blocks: list[Block], *, xhtml: bool = False) -> Markup:
    """Blocks, one after the other."""
    return Markup("\n").join(_block(one, xhtml) for one in blocks)


def _tongue(lang: str, way: str, xhtml: bool) -> Markup:
    if xhtml:
        return Markup(' lang="{0}" xml:lang="{0}" dir="{1}"').format(lang, way)
    return Markup(' lang="{0}" dir="{1}"').format(lang, way)


def line(runs: list[Run], *, xhtml: bool = False) -> Markup:
    """Words in a line."""
    return Markup().join(_run(one, xhtml) for one in runs)


def _run(one: Run, xhtml: bool) -> Markup:
    if one.get("br"):
        return Markup("<br/>") if xhtml else Markup("<br>")
    shown = escape(one["text"])
    if one.get("em"):
        shown = Markup("<em>{}</em>").format(shown)
    if one.get("strong"):
        shown = Markup("<strong>{}</strong>").format(shown)
    if one.get("lang"):
        shown = Markup("<span{}>{}</span>").format(_tongue(one["lang"], one["dir"], xhtml), shown)
    elif one.get("ltr"):
        shown = Markup('<bdi dir="ltr">{}</bdi>').format(shown)
    elif one.get("apart"):
        shown = Markup("<bdi>{}</bdi>").format(shown)
    if one.get("href"):
        shown = Markup('<a href="{}">{}</a>').format(one["href"], shown)
    return shown


def _block(one: Block, xhtml: bool) -> Markup:  # noqa: PLR0911 - one return for each kind of content
    match one["is"]:
        case "heading":
            anchor = Markup(' id="{}"').format(one["id"]) if "id" in one else Markup()
            return Markup("<h{0}{1}>{2}</h{0}>").format(one["level"], anchor, line(one["runs"], xhtml=xhtml))
        case "paragraph":
            return Markup("<p>{}</p>").format(line(one["runs"], xhtml=xhtml))
        case "quote":
            return Markup("<blockquote>{}</blockquote>").format(html(one["blocks"], xhtml=xhtml))
        case "within":
            way = "auto" if one["dir"] == "auto" else one["dir"]
            return Markup("<div{}>{}</div>").format(_tongue(one["lang"], way, xhtml), html(one["blocks"], xhtml=xhtml))
        case "list" | "boxes" | "terms":
            return _entries(one, xhtml)
        case "table":
            return _table(one, xhtml)
        case "lines":
            end = Markup("<hr/>") if xhtml else Markup('<hr aria-hidden="true">')
            label = Markup("<p><b>{}</b></p>\n").format(one["label"]) if one["label"] else Markup()
            return Markup("{}<div>{}</div>").format(label, Markup().join([end] * one["number"]))
        case "picture":
            return Markup('<p><img src="data:image/{};base64,{}" alt="{}"{}></p>').format(one["kind"], one["data"], one["alt"], Markup("/") if xhtml else Markup())
    raise ValueError(one["is"])


def _entries(one: Block, xhtml: bool) -> Markup:
    if one["is"] == "terms":
        pairs = (Markup("<dt>{}</dt><dd>{}</dd>").format(line(pair["term"], xhtml=xhtml), line(pair["runs"], xhtml=xhtml)) for pair in one["items"])
        return Markup("<dl>{}</dl>").format(Markup("\n").join(pairs))
    if one["is"] == "boxes":
        boxes = (Markup("<li>{} {}</li>").format(BOX, line(label, xhtml=xhtml)) for label in one["labels"])
        return Markup('<ul class="plain">{}</ul>').format(Markup("\n").join(boxes))
    start = Markup(' start="{}"').format(one["start"]) if one["ordered"] and one["start"] != 1 else Markup()
    entries = Markup("\n").join(Markup("<li>{}</li>").format(html(entry, xhtml=xhtml)) for entry in one["items"])
    return Markup("<ol{}>{}</ol>").format(start, entries) if one["ordered"] else Markup("<ul>{}</ul>").format(entries)


def _table(one: Block, xhtml: bool) -> Markup:
    head = Markup().join(Markup('<th scope="col">{}</th>').format(line(cell, xhtml=xhtml)) for cell in one["head"])
    rows = Markup("\n").join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(line(first, xhtml=xhtml), Markup().join(Markup("<td>{}</td>").format(line(cell, xhtml=xhtml)) for cell in rest))
        for first, *rest in one["rows"]
    )
    shown = '<div class="wide"><table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    return Markup(shown).format(line(one["name"], xhtml=xhtml), head, rows)  # noqa: S704 - the line above
