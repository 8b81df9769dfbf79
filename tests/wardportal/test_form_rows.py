"""The crispy overrides: a row reads label, hint, error, control, in that order."""

import pytest
from crispy_forms.layout import Field, Fieldset, Layout
from crispy_forms.utils import render_crispy_form
from django import forms
from html5lib import HTMLParser, treebuilders

from wardportal.forms import BaseForm, TextField, VietnameseDateField


class PersonForm(BaseForm):
    name = TextField(label="Họ và tên")
    born = VietnameseDateField(
        label="Ngày sinh", help_text="Ngày/tháng/năm, ví dụ 05/11/1986"
    )
    email = forms.EmailField(label="Thư điện tử", required=False)
    kind = forms.ChoiceField(
        label="Loại",
        help_text="Chọn một",
        widget=forms.RadioSelect,
        choices=[("a", "Phản ánh"), ("b", "Kiến nghị")],
    )
    channel = forms.ChoiceField(label="Kênh nộp", choices=[("1", "Trực tiếp")])
    proxy = forms.BooleanField(label="Có giấy ủy quyền", required=False)
    token = forms.CharField(widget=forms.HiddenInput)


class FilterForm(BaseForm):
    hides_optional = True
    q = forms.CharField(label="Tìm", required=False)


class LibraryForm(forms.Form):
    code = forms.CharField(label="Mã xác nhận")


def parsed(html):
    parser = HTMLParser(
        tree=treebuilders.getTreeBuilder("etree"), namespaceHTMLElements=False
    )
    return parser.parseFragment(html)


def row_of(html, name):
    (row,) = parsed(html).iterfind(f".//div[@id='div_id_{name}']")
    return row


def outline(row):
    """List what stands in a row, in reading order."""
    kinds = {
        "label": "label",
        "legend": "label",
        "input": "control",
        "select": "control",
        "textarea": "control",
    }
    found = []
    for element in row.iter():
        classes = (element.get("class") or "").split()
        if "form-text" in classes:
            found.append("hint")
        elif "field-error" in classes:
            found.append("error")
        elif "form-check" in classes:
            found.append("answer")
        elif element.tag in kinds and "form-check-label" not in classes:
            found.append(kinds[element.tag])
    return [kind for kind in found if kind != "answer"]


@pytest.fixture
def wrong():
    form = PersonForm({"name": "", "born": "31/02/1986", "email": "x", "token": ""})
    assert not form.is_valid()
    return render_crispy_form(form)


@pytest.mark.parametrize(
    ("name", "order"),
    [
        ("name", ["label", "error", "control"]),
        ("born", ["label", "hint", "error", "control"]),
        ("email", ["label", "error", "control"]),
        ("kind", ["label", "hint", "error", "control", "control"]),
        ("channel", ["label", "error", "control"]),
    ],
)
def test_error_and_hint_stand_before_the_control(wrong, name, order):
    assert outline(row_of(wrong, name)) == order


def test_the_control_points_at_its_hint_and_error(wrong):
    born = row_of(wrong, "born").find(".//input")
    assert born.get("aria-describedby") == "id_born_helptext id_born_error"
    assert born.get("aria-invalid") == "true"
    ids = {element.get("id") for element in row_of(wrong, "born").iter()}
    assert {"id_born", "id_born_helptext", "id_born_error"} <= ids


def test_a_group_of_answers_is_a_fieldset_that_points_at_its_error(wrong):
    fieldset = row_of(wrong, "kind").find(".//fieldset")
    assert fieldset.get("aria-describedby") == "id_kind_helptext id_kind_error"
    assert "".join(fieldset.find("legend").itertext()).split() == ["Loại"]


def test_typed_values_are_kept(wrong):
    assert row_of(wrong, "born").find(".//input").get("value") == "31/02/1986"


def test_an_error_says_so_to_screen_readers(wrong):
    (error,) = row_of(wrong, "name").iterfind(".//*[@id='id_name_error']")
    words = " ".join("".join(error.itertext()).split())
    assert words == "Lỗi: Hãy nhập họ và tên"


def test_the_summary_counts_and_leads_to_each_field(wrong):
    (summary,) = parsed(wrong).iterfind(".//div[@role='alert']")
    assert "".join(summary.find("h2").itertext()) == "Còn 6 chỗ cần sửa"
    assert summary.get("tabindex") == "-1"
    targets = [link.get("href") for link in summary.iter("a")]
    assert targets == ["#id_name", "#id_born", "#id_email", "#id_kind_0", "#id_channel"]
    ids = {element.get("id") for element in parsed(wrong).iter()}
    assert {target[1:] for target in targets} <= ids


def test_a_form_without_errors_has_no_summary():
    html = render_crispy_form(PersonForm())
    assert list(parsed(html).iterfind(".//div[@role='alert']")) == []
    assert "is-invalid" not in html


def test_optional_fields_say_so_and_no_field_has_an_asterisk():
    html = render_crispy_form(PersonForm())
    assert "(không bắt buộc)" in "".join(row_of(html, "email").itertext())
    assert "(không bắt buộc)" not in "".join(row_of(html, "name").itertext())
    assert "(không bắt buộc)" not in "".join(row_of(html, "proxy").itertext())
    assert "*" not in "".join(parsed(html).itertext())


def test_filters_do_not_call_every_field_optional():
    assert "không bắt buộc" not in render_crispy_form(FilterForm())


def test_a_tick_box_stands_before_its_words():
    row = row_of(render_crispy_form(PersonForm()), "proxy")
    parts = [e.tag for e in row.iter() if e.tag in {"input", "label"}]
    assert parts == ["input", "label"]


def test_hidden_fields_have_no_row():
    html = render_crispy_form(PersonForm())
    assert list(parsed(html).iterfind(".//div[@id='div_id_token']")) == []
    assert parsed(html).find(".//input[@name='token']").get("type") == "hidden"


def test_messages_of_library_forms_are_led_by_the_label():
    form = LibraryForm({"code": ""})
    link = parsed(render_crispy_form(form)).find(".//div[@role='alert']//a")
    assert "".join(link.itertext()) == "Mã xác nhận: Hãy điền mục này."


def test_a_pane_holds_its_heading_and_rows():
    form = PersonForm()
    helper = form.helper
    helper.layout = Layout(
        Fieldset("2. Người nộp", "name", template="components/row_pane.html")
    )
    pane = parsed(render_crispy_form(form, helper)).find(".//section")
    assert "".join(pane.find(".//h2").itertext()) == "2. Người nộp"
    assert pane.find(".//div[@id='div_id_name']") is not None


def test_segments_are_radio_buttons_with_the_chosen_one_checked():
    form = PersonForm(initial={"kind": "b"})
    helper = form.helper
    helper.layout = Layout(Field("kind", template="components/seg.html"))
    segments = parsed(render_crispy_form(form, helper))
    radios = list(segments.iterfind(".//input[@type='radio']"))
    assert [(r.get("value"), "checked" in r.keys()) for r in radios] == [  # noqa: SIM118
        ("a", False),
        ("b", True),
    ]
    assert "".join(segments.find(".//legend").itertext()) == "Loại"
