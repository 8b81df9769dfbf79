"""A picture is drawn anew: upright, and without a word about who took it and where."""

from io import BytesIO

import pytest
from PIL import Image

from tests.uploads import SECRET, noted_png, photo, picture, pixel_bomb
from wardportal.safefiles import pictures
from wardportal.safefiles.kinds import SafeKind, UnsafeFileError
from wardportal.safefiles.pictures import TOO_LARGE, redrawn

JPEG, PNG = SafeKind.JPEG, SafeKind.PNG


def opened(content):
    return Image.open(BytesIO(content))


def test_a_photo_stands_upright_and_tells_nothing():
    made = redrawn(photo(), JPEG)
    with opened(made) as image:
        assert (image.format, image.size, dict(image.getexif())) == (
            "JPEG",
            (40, 60),
            {},
        )
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert SECRET.encode() not in made
    assert b"profile" not in made


def test_a_png_loses_its_notes():
    made = redrawn(noted_png(), PNG)
    with opened(made) as image:
        assert (image.format, image.size, image.info) == ("PNG", (60, 40), {})


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_keeps_its_points(mode):
    image = Image.linear_gradient("L").resize((30, 20)).convert(mode)
    content = BytesIO()
    image.save(content, format="PNG")
    with opened(redrawn(content.getvalue(), PNG)) as made:
        assert made.convert("RGB").tobytes() == image.convert("RGB").tobytes()


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_jpeg_in_other_colours_can_be_shown_everywhere(mode):
    with opened(redrawn(picture(mode=mode), JPEG)) as made:
        assert made.mode in {"L", "RGB"}


def test_what_hangs_on_behind_the_picture_is_left_out():
    made = redrawn(picture() + b"PK\x03\x04<script>", JPEG)
    assert b"<script>" not in made


def test_a_bomb_of_pixels_is_refused_before_it_is_drawn():
    content = pixel_bomb()
    assert len(content) < 10_000
    with pytest.raises(UnsafeFileError, match=TOO_LARGE):
        redrawn(content, PNG)


def test_the_number_of_points_has_a_limit(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 60 * 40)
    redrawn(picture(), JPEG)
    with pytest.raises(UnsafeFileError, match=TOO_LARGE):
        redrawn(picture(size=(61, 40)), JPEG)


def test_a_file_of_another_kind_under_a_pictures_mark_is_not_drawn():
    with pytest.raises(OSError, match="cannot identify"):
        redrawn(b"\xff\xd8\xff" + noted_png(), JPEG)
