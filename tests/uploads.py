"""Files as people and as attackers upload them, made where a test needs them."""

import struct
import zlib
from io import BytesIO

import pikepdf
from PIL import Image, PngImagePlugin

SECRET = "Tọa độ nhà 21.0278, 105.8342"


def picture(form="JPEG", size=(60, 40), mode="RGB", **options):
    drawn = BytesIO()
    image = Image.linear_gradient("L").resize(size).convert(mode)
    image.save(drawn, format=form, **options)
    return drawn.getvalue()


def photo(orientation=6):
    """Return a telephone's photo: on its side, with place and maker in its EXIF."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, SECRET
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif, comment=SECRET.encode(), icc_profile=b"profile" * 40)


def noted_png():
    """Return a PNG with text of its own."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SECRET)
    return picture("PNG", pnginfo=notes)


def pixel_bomb():
    """Return a small PNG of 60,000 × 60,000 points, black from end to end."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(2_000_000), 9)
    parts = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", _crc(kind, body))
        for kind, body in parts
    )


def _crc(kind, body):
    return zlib.crc32(kind + body)


def paper(pages=2, prepare=None, **options):
    """Return a PDF; ``prepare(pdf)`` puts something into it."""
    pdf = pikepdf.new()
    for number in range(pages):
        page = pdf.add_blank_page(page_size=(200, 200))
        page.Contents = pdf.make_stream(f"0 0 {number + 10} 10 re f".encode())
    if prepare:
        prepare(pdf)
    made = BytesIO()
    pdf.save(made, **options)
    return made.getvalue()


def script(pdf):
    return pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
    )


def opens_with_script(pdf):
    pdf.Root.OpenAction = pdf.make_indirect(script(pdf))


def has_named_script(pdf):
    names = pikepdf.Array([pikepdf.String("run"), script(pdf)])
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=names))


def page_acts(pdf):
    pdf.pages[0].AA = pikepdf.Dictionary(O=script(pdf))


def note_launches(pdf):
    _note(pdf, A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe")))


def note_leads_away(pdf):
    link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("http://x.test/"))
    _note(pdf, A=link)


def note_hides_in_an_array(pdf):
    """Keep the script two containers deep, none of them an object of its own."""
    _note(pdf, Deep=pikepdf.Array([pikepdf.Array([script(pdf)])]))


def carries_a_file(pdf):
    pdf.attachments["virus.exe"] = b"MZ" + bytes(64)


def note_carries_a_file(pdf):
    body = pdf.make_stream(b"MZ", Type=pikepdf.Name.EmbeddedFile)
    spec = pikepdf.Dictionary(F=pikepdf.String("a.exe"), EF=pikepdf.Dictionary(F=body))
    _note(pdf, Subtype=pikepdf.Name.FileAttachment, FS=pdf.make_indirect(spec))


def form_acts(pdf):
    field = pdf.make_indirect(
        pikepdf.Dictionary(
            FT=pikepdf.Name.Tx,
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            Rect=[0, 0, 10, 10],
            AA=pikepdf.Dictionary(K=script(pdf)),
        )
    )
    pdf.pages[0].Annots = pikepdf.Array([field])
    pdf.Root.AcroForm = pikepdf.Dictionary(
        Fields=[field], XFA=pdf.make_stream(b"<xdp/>")
    )


def reads_another_file(pdf):
    pdf.pages[0].Contents = pdf.make_stream(b"q", F=pikepdf.String("/etc/passwd"))


HOSTILE = [
    opens_with_script,
    has_named_script,
    page_acts,
    note_launches,
    note_leads_away,
    note_hides_in_an_array,
    carries_a_file,
    note_carries_a_file,
    form_acts,
    reads_another_file,
]


def signed(pdf):
    """Put in what a digital signature leaves: a field with the bytes it covers."""
    value = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Sig,
            Filter=pikepdf.Name("/Adobe.PPKLite"),
            ByteRange=[0, 10, 20, 30],
            Contents=pikepdf.String("signature"),
        )
    )
    field = pdf.make_indirect(
        pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("Chu ky"), V=value)
    )
    if "/AcroForm" not in pdf.Root:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], SigFlags=3)
    pdf.Root.AcroForm.Fields.append(field)


def _note(pdf, **entries):
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 10, 10]
    )
    for key, value in entries.items():
        note[f"/{key}"] = value
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
