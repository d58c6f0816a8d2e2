"""Real files of every kind, each with a marker wherever its kind keeps what nobody sees."""

import io
import zipfile
import zlib

from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, NumberObject, StreamObject, TextStringObject

MARK = "CANARY-Jane-Doe"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def photograph(size=(60, 40), kind="JPEG", **more):
    """A picture with a place, a camera, an author, a remark and a thumbnail's worth of notes; it lies on its side."""
    picture = Image.new("RGB", size, (200, 30, 30))
    picture.paste((20, 20, 200), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B], exif[0x9286] = 6, f"{MARK} camera", MARK, MARK
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 17.0), 29: "2027:05:03"})
    out = io.BytesIO()
    if kind == "PNG":
        told = PngImagePlugin.PngInfo()
        told.add_text("Author", MARK)
        told.add_itxt("XML:com.adobe.xmp", f"<x>{MARK}</x>")
        more |= {"pnginfo": told}
    elif kind == "JPEG":
        more |= {"comment": MARK.encode()}
    if kind == "WEBP":
        more |= {"xmp": f"<x>{MARK}</x>".encode()}
    picture.save(out, kind, exif=exif, icc_profile=MARK.encode() * 40, dpi=(123, 123), **more)
    return out.getvalue()


def paper(*, locked=False):
    """A PDF with an author, XMP, an attached file, a program, a note, a filled field, and a photograph with its own notes."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    image = StreamObject()
    image._data = photograph()
    image.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Image"), NameObject("/Filter"): NameObject("/DCTDecode")})
    image.update({NameObject("/Width"): NumberObject(60), NameObject("/Height"): NumberObject(40), NameObject("/BitsPerComponent"): NumberObject(8)})
    image[NameObject("/ColorSpace")] = NameObject("/DeviceRGB")
    image[NameObject("/Metadata")] = writer._add_object(stream(f"<x:xmpmeta>{MARK}</x:xmpmeta>"))
    packed = StreamObject()
    packed.update(image)
    packed._data, packed[NameObject("/Filter")] = zlib.compress(image._data), ArrayObject([NameObject("/FlateDecode"), NameObject("/DCTDecode")])
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")})
    page[NameObject("/Resources")] = DictionaryObject(
        {
            NameObject("/Font"): DictionaryObject({NameObject("/AA"): font}),  # a name that is also the key of an action
            NameObject("/XObject"): DictionaryObject({NameObject("/I1"): writer._add_object(image), NameObject("/I2"): writer._add_object(packed)}),
        }
    )
    page[NameObject("/Contents")] = writer._add_object(stream("BT /AA 12 Tf 20 100 Td (What the page says) Tj ET q 60 0 0 40 0 0 cm /I1 Do Q"))
    page[NameObject("/PieceInfo")], page[NameObject("/LastModified")] = TextStringObject(MARK), TextStringObject(MARK)
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(MARK)})})
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(one) for one in (note(), field(writer), hidden(writer))])
    writer.add_metadata({"/Author": MARK, "/Title": MARK, "/Producer": MARK, "/CreationDate": "D:20270503120000+02'00'"})
    writer.xmp_metadata = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{MARK}</x:xmpmeta>".encode()
    writer.add_attachment(f"{MARK}.txt", MARK.encode())
    program = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(f"app.alert('{MARK}')")})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(program)
    writer.root_object[NameObject("/Lang")] = TextStringObject("en-GB")
    writer.add_outline_item(title=MARK, page_number=0)
    if locked:
        writer.encrypt("", "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def stream(words):
    one = DecodedStreamObject()
    one.set_data(words.encode())
    return one


def form(writer, words):
    looks = stream(f"BT /Helv 10 Tf 2 2 Td ({words}) Tj ET")
    helvetica = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")})
    looks[NameObject("/BBox")] = ArrayObject([FloatObject(one) for one in (0, 0, 50, 20)])
    looks[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/Helv"): helvetica})})
    looks[NameObject("/PieceInfo")] = TextStringObject(MARK)
    return DictionaryObject({NameObject("/N"): writer._add_object(looks)})


def annotation(kind, **more):
    rectangle = ArrayObject([FloatObject(one) for one in (10, 10, 110, 50)])
    facts = {"/Type": NameObject("/Annot"), "/Subtype": NameObject(kind), "/Rect": rectangle, "/T": TextStringObject(MARK), "/Contents": TextStringObject(MARK)}
    return DictionaryObject({NameObject(key): value for key, value in {**facts, **more}.items()})


def note():
    return annotation("/Text")


def field(writer):
    return annotation("/Widget", **{"/AP": form(writer, "Filled in"), "/V": TextStringObject(MARK), "/F": NumberObject(4)})


def hidden(writer):
    return annotation("/Stamp", **{"/AP": form(writer, MARK), "/F": NumberObject(2)})


def packed(parts, plain=()):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, body in parts.items():
            package.writestr(name, body, compress_type=zipfile.ZIP_STORED if name in plain else zipfile.ZIP_DEFLATED)
    return out.getvalue()


DOCUMENT = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><!-- {MARK} -->
<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:c="urn:c" mc:Ignorable="w14"><w:body>
<w:p w:rsidR="00ABCDEF" w14:paraId="11112222"><w:r w:rsidRPr="00ABCDEF"><w:t>What it says &amp; means</w:t></w:r></w:p>
<w:p><w:ins w:id="1" w:author="{MARK}" w:date="2027-05-03T12:00:00Z"><w:r><w:t>Put in later</w:t></w:r></w:ins></w:p>
<w:p><w:fldSimple w:instr=" AUTHOR "><w:r><w:t>somebody</w:t></w:r></w:fldSimple><w:r><w:instrText> DDEAUTO c:\\\\{MARK} </w:instrText></w:r><w:r><w:instrText> PAGE </w:instrText></w:r></w:p>
<w:p><w:hyperlink r:id="rId3"><w:r><w:t>a page</w:t></w:r></w:hyperlink><w:hyperlink r:id="rId4"><w:r><w:t>a folder</w:t></w:r></w:hyperlink></w:p>
<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="{MARK}.jpg" descr="C:\\Users\\{MARK}\\a.jpg"/><a:blip r:embed="rId2"/></wp:inline></w:drawing></w:r></w:p>
<w:p><w:r><w:drawing><wp:inline><wp:docPr id="2" name="x" descr="A tree in a yard"/><a:blip r:embed="rId2"/></wp:inline></w:drawing></w:r></w:p>
<w:p><w:r><w:drawing><wp:inline><c:chart r:id="rId6"/></wp:inline></w:drawing></w:r><w:r><w:drawing><wp:inline><a:blip r:link="rId7"/></wp:inline></w:drawing></w:r></w:p>
<w:p><w:r><w:object><w:t>{MARK}</w:t></w:object></w:r><w:commentRangeStart w:id="0"/></w:p>
</w:body></w:document>"""


def letter(**more):
    """A DOCX with authors, revisions, a comment, a photograph, a template, an outside picture, a chart and its own properties."""
    links = "".join(
        f'<Relationship Id="{own}" Type="{R}/{kind}" Target="{target}"{outside}/>'
        for own, kind, target, outside in (
            ("rId1", "settings", "settings.xml", ""),
            ("rId2", "image", f"media/{MARK}.jpeg", ""),
            ("rId3", "hyperlink", "https://example.org/page", ' TargetMode="External"'),
            ("rId4", "hyperlink", f"file:///C:/Users/{MARK}/x", ' TargetMode="External"'),
            ("rId5", "comments", "comments.xml", ""),
            ("rId6", "chart", "charts/chart1.xml", ""),
            ("rId7", "image", f"http://tracker.example/{MARK}", ' TargetMode="External"'),
            ("rId8", "customXml", "../customXml/item1.xml", ""),
        )
    )
    types = "".join(
        f'<Override PartName="/{part}" ContentType="{WORD}.{kind}+xml"/>'
        for part, kind in (("word/document.xml", "document.main"), ("word/settings.xml", "settings"), ("word/comments.xml", "comments"))
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="jpeg" ContentType="image/jpeg"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="x/core-properties" Target="docProps/core.xml"/></Relationships>',
        "word/document.xml": DOCUMENT,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELS}">{links}</Relationships>',
        "word/settings.xml": f'<w:settings xmlns:w="{W}" xmlns:r="{R}"><w:attachedTemplate r:id="rId1"/><w:evenAndOddHeaders/><w:rsids><w:rsid w:val="00ABCDEF"/></w:rsids><w:docVars><w:docVar w:name="x" w:val="{MARK}"/></w:docVars></w:settings>',
        "word/_rels/settings.xml.rels": f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Type="{R}/attachedTemplate" Target="file:///C:/{MARK}.dotx" TargetMode="External"/></Relationships>',
        "word/comments.xml": f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="{MARK}" w:initials="{MARK}" w:date="2027-05-03T12:00:00Z"><w:p><w:r><w:t>A remark</w:t></w:r></w:p></w:comment></w:comments>',
        "word/people.xml": MARK,
        "word/charts/chart1.xml": f"<c>{MARK}</c>",
        f"word/media/{MARK}.jpeg": photograph(),
        "docProps/core.xml": f"<x>{MARK}</x>",
        "docProps/app.xml": f"<x>{MARK}</x>",
        "docProps/thumbnail.jpeg": photograph(),
        "customXml/item1.xml": f"<x>{MARK}</x>",
        "word/embeddings/oleObject1.bin": MARK,
    }
    return packed({**parts, **more})


ODF = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0" xmlns:draw="{ODF}:drawing:1.0" xmlns:script="{ODF}:script:1.0" xmlns:meta="{ODF}:meta:1.0" xmlns:style="{ODF}:style:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:officeooo="http://openoffice.org/2009/office" office:version="1.3">
<office:scripts><script:event-listeners>{MARK}</script:event-listeners></office:scripts>
<office:automatic-styles><style:style style:name="P1"><style:text-properties officeooo:rsid="000abcde" officeooo:paragraph-rsid="000abcde"/></style:style></office:automatic-styles>
<office:body><office:text><!-- {MARK} -->
<text:p text:style-name="P1">What it says &amp; means<office:annotation><dc:creator>{MARK}</dc:creator><dc:date>2027-05-03T12:00:00</dc:date><meta:creator-initials>{MARK}</meta:creator-initials><text:p>A remark</text:p></office:annotation></text:p>
<text:p><text:a xlink:href="https://example.org/page">a page</text:a><text:a xlink:href="file:///home/{MARK}/x">a folder</text:a></text:p>
<text:p><draw:frame draw:name="{MARK}.jpg"><draw:image xlink:href="Pictures/{MARK}.jpg"/></draw:frame><draw:frame><draw:image xlink:href="http://tracker.example/{MARK}"/></draw:frame></text:p>
<text:p><draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p>
</office:text></office:body></office:document-content>"""


def essay(**more):
    """An ODT with an author, a comment, a photograph, a printer, a thumbnail and a signature."""
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": CONTENT,
        "styles.xml": f'<office:document-styles xmlns:office="{ODF}:office:1.0" office:version="1.3"/>',
        "meta.xml": f"<x>{MARK}</x>",
        "settings.xml": f"<x>{MARK}</x>",
        "Thumbnails/thumbnail.png": photograph(kind="PNG"),
        "Configurations2/accelerator/current.xml": "",
        "META-INF/documentsignatures.xml": f"<x>{MARK}</x>",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{ODF}:manifest:1.0"/>',
        "Object 1/content.xml": f"<x>{MARK}</x>",
        f"Pictures/{MARK}.jpg": photograph(),
    }
    return packed({**parts, **more}, plain=("mimetype",))
