"""Pictures drawn anew: upright, without EXIF, comments or hidden parts."""

from io import BytesIO

from PIL import Image, ImageOps

from wardportal.safefiles.kinds import SafeKind, UnsafeFileError

MOST_PIXELS = 60_000_000
"""More than any scanner's A3 page; a bomb of pixels is refused before it is drawn."""

TOO_LARGE = (
    f"là ảnh quá lớn. Hãy chụp hoặc quét ở cỡ nhỏ hơn, nhiều nhất "
    f"{MOST_PIXELS // 1_000_000} triệu điểm ảnh."
)
JPEG_QUALITY = 90
JPEG_MODES = {"L", "RGB"}
PNG_MODES = {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"}


def redrawn(content: bytes, kind: SafeKind) -> bytes:
    """Draw a picture again from its pixels; where several, the first.

    Raises UnsafeFileError for too many pixels, OSError and others for damaged ones.
    """
    name = kind.name
    try:
        with Image.open(BytesIO(content), formats=[name]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise UnsafeFileError(TOO_LARGE)
            upright = ImageOps.exif_transpose(picture)
    except Image.DecompressionBombError as error:
        raise UnsafeFileError(TOO_LARGE) from error
    modes = JPEG_MODES if kind is SafeKind.JPEG else PNG_MODES
    plain = upright if upright.mode in modes else upright.convert("RGB")
    # Pillow writes again what it finds here: comments, profiles, text.
    kept = {"transparency"} & plain.info.keys()
    plain.info = {key: plain.info[key] for key in kept}
    drawn = BytesIO()
    plain.save(drawn, format=name, quality=JPEG_QUALITY)
    return drawn.getvalue()
