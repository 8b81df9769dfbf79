"""The style guide: every component in its states, on one page for staff (/ui/).

The samples are made up and nothing is read from the database. Long names, zero and
a million stand among them on purpose: that is where layouts break.
"""

import re
from pathlib import Path
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Layout, Row
from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wardportal.forms import (
    BaseForm,
    PhoneField,
    TextBlockField,
    TextField,
    VietnameseDateField,
)

LAYOUTS = {"cong-dan": "layout/public.html", "quay": "layout/desk.html"}

LONG_NAME = "Nguyễn Hoàng Thị Phương Khánh Quỳnh Ngọc Trường An"
LONG_TITLE = (
    "Đăng ký chấm dứt giám hộ có yếu tố nước ngoài cho người chưa thành niên cư trú "
    "ở khu vực biên giới"
)

DOSSIER_FACTS = [
    {"label": "Người nộp", "value": "Nguyễn T*** Hạnh"},
    {"label": "Nộp ngày", "value": "19/11/2026"},
    {"label": "Nhận kết quả", "value": "Tại quầy 5"},
]
SAMPLES: dict[str, list[Any]] = {
    "tags": [
        {"label": "Đang giải quyết", "tone": "blue", "icon": ""},
        {"label": "Chờ bổ sung", "tone": "purple", "icon": "pause-circle"},
        {"label": "Có kết quả", "tone": "teal", "icon": ""},
        {"label": "Đã trả kết quả", "tone": "plain", "icon": ""},
        {"label": "Đã rút", "tone": "grey", "icon": ""},
        {"label": "Còn 1 giờ 48 phút", "tone": "amber", "icon": "alarm"},
        {"label": "Quá hạn 1 ngày", "tone": "red", "icon": "exclamation-triangle-fill"},
        {"label": "Trước hạn", "tone": "green", "icon": "check-lg"},
    ],
    "facts": [
        {"label": "Thời hạn giải quyết", "value": "03 ngày làm việc"},
        {"label": "Lệ phí", "value": "15.000 đồng", "note": "Miễn cho hộ nghèo"},
        {"label": "Cách nộp", "value": "Trực tuyến, trực tiếp, bưu chính"},
        {"label": "Kết quả", "value": "Giấy xác nhận", "note": "có giá trị 06 tháng"},
    ],
    "papers": [
        {"title": "Tờ khai theo mẫu", "count": "01 bản chính", "note": "Nhận tại quầy"},
        {"title": "Căn cước hoặc hộ chiếu", "count": "Xuất trình", "note": ""},
        {
            "title": LONG_TITLE,
            "count": "01 bản sao",
            "url": "#",
            "url_label": "Tải mẫu",
        },
    ],
    "steps": [
        {"title": "Nộp hồ sơ", "text": "Trực tuyến, tại quầy, hoặc qua bưu chính."},
        {"title": "Nhận giấy hẹn", "text": "Giấy hẹn có mã hồ sơ và mã QR để tra cứu."},
        {"title": "Nhận kết quả", "text": ""},
    ],
    "timeline": [
        {"state": "done", "title": "Đã tiếp nhận", "when": "08:42 thứ Năm, 19/11/2026"},
        {
            "state": "current",
            "title": "Đang kiểm tra thông tin hộ tịch",
            "when": "Từ 20/11/2026",
            "text": "Bạn không cần làm gì thêm.",
        },
        {
            "state": "next",
            "title": "Có kết quả",
            "when": "Dự kiến trước 17:00 25/11/2026",
        },
    ],
    "panels": [
        {
            "tone": "blue",
            "title": "Đang giải quyết, còn 1 ngày làm việc",
            "text": "Dự kiến có kết quả trước 17:00 thứ Tư, 25/11/2026.",
            "percent": 66,
            "meter_label": "Đã qua 2 trên 3 ngày làm việc",
            "facts": DOSSIER_FACTS,
        },
        {
            "tone": "red",
            "title": "Quá hạn 1 ngày",
            "text": "Chúng tôi xin lỗi bạn. Ngày hẹn mới: 17:00 thứ Sáu, 27/11/2026.",
            "percent": None,
            "meter_label": "",
            "facts": [],
        },
    ],
    "summary": [
        {"label": "Họ và tên", "value": LONG_NAME, "change_url": "#"},
        {
            "label": "Nội dung",
            "value": "Dòng thứ nhất.\nDòng thứ hai.",
            "change_url": "",
        },
    ],
    "notes": [
        {
            "tone": tone,
            "title": "Có thể trùng:",
            "text": "người này đã nộp ngày 02/11/2026.",
        }
        for tone in ("amber", "blue", "red", "purple")
    ],
    "quick": [
        {"number": 1, "value": "a", "label": "Chứng thực bản sao", "selected": False},
        {"number": 2, "value": "b", "label": "Chứng thực chữ ký", "selected": True},
        {"number": 3, "value": "c", "label": "Trích lục hộ tịch", "selected": False},
        {"number": 4, "value": "d", "label": LONG_TITLE, "selected": False},
    ],
    "buckets": [
        {
            "label": "Cần làm hôm nay",
            "count": 16,
            "url": "#",
            "icon": "alarm",
            "active": True,
        },
        {
            "label": "Quá hạn",
            "count": 2,
            "url": "#",
            "icon": "exclamation-triangle-fill",
            "tone": "red",
        },
        {"label": "Hạn ngày mai", "count": 0, "url": "#"},
        {"label": "Còn hạn", "count": 1_000_000, "url": "#"},
        {"label": "Chờ bổ sung", "count": 6, "url": "#", "icon": "pause-circle"},
        {"label": "Chờ trả", "count": 23, "url": "#", "icon": "inbox"},
    ],
    "recent": [
        {
            "code": "0055",
            "url": "#",
            "when": "09:38",
            "lines": ["Chứng thực bản sao", "Lê Minh Châu"],
        },
        {"code": "0054", "url": "#", "when": "09:36", "lines": [LONG_TITLE, LONG_NAME]},
    ],
    "action_facts": [
        {"label": "Mã hồ sơ", "value": "0057", "key": "code"},
        {"label": "Hẹn trả", "value": "17:00 thứ Sáu, 27/11/2026", "key": "due"},
        {"label": "Lệ phí", "value": "15.000 đồng", "key": "fee"},
    ],
    "action_buttons": [
        {"label": "Lưu tạm", "name": "do", "value": "draft", "kbd": "F9"},
        {
            "label": "Tiếp nhận, in giấy hẹn",
            "name": "do",
            "value": "accept",
            "kbd": "F8",
            "icon": "printer",
            "primary": True,
        },
    ],
    "keys": [
        {"key": "/", "label": "Tìm"},
        {"key": "Enter", "label": "Mở hồ sơ"},
        {"key": "F1", "label": "Tất cả phím tắt"},
    ],
    "kpis": [
        {"label": "Tiếp nhận", "value": "1.000.000", "note": "tăng 89 hồ sơ (+6,2%)"},
        {"label": "Đã giải quyết", "value": "0", "note": ""},
        {"label": "Trước hạn và đúng hạn", "value": "99,8%", "tone": "green"},
        {"label": "Quá hạn", "value": "3", "tone": "red"},
    ],
    "bars": [
        {"label": "Chứng thực bản sao từ bản chính", "value": "557", "percent": 100},
        {"label": "Chứng thực chữ ký", "value": "463", "percent": 83, "url": "#"},
        {"label": LONG_TITLE, "value": "0", "percent": 0},
    ],
    "legend": [
        {"series": "online", "label": "Trực tuyến", "value": "941"},
        {"series": "direct", "label": "Trực tiếp", "value": "543"},
        {"series": "post", "label": "Bưu chính", "value": "39"},
    ],
    "stack": [
        {"series": "early", "start": "0", "percent": "97.6"},
        {"series": "on-time", "start": "98", "percent": "1.6"},
        {"series": "overdue", "start": "99.8", "percent": "0.2"},
    ],
    "table_columns": [
        {"label": "Kết quả", "numeric": False},
        {"label": "Hồ sơ", "numeric": True},
        {"label": "Tỷ lệ", "numeric": True},
    ],
    "table_rows": [["Trước hạn", "1.461", "98,1%"], ["Đúng hạn", "25", "1,7%"]],
    "stack_columns": ["Mã hồ sơ", "Thủ tục", "Người nộp"],
    "stack_rows": [
        {
            "late": late,
            "cells": [
                {"label": "Mã hồ sơ", "value": code, "url": "#", "code": True},
                {"label": "Thủ tục", "value": title},
                {"label": "Người nộp", "value": name},
            ],
        }
        for late, code, title, name in (
            (True, "261119-0012", "Đăng ký hộ kinh doanh", "Trịnh Văn Khoa"),
            (False, "261123-0038", LONG_TITLE, LONG_NAME),
        )
    ],
    "links": [
        {"label": "Thủ tục hành chính", "url": "#", "count": 557},
        {"label": "Tư pháp – Hộ tịch", "url": "#", "count": 96},
        {"label": LONG_TITLE, "url": "#", "count": 0},
    ],
    "tiles": [
        {
            "title": "Sinh con",
            "text": "Khai sinh, thường trú",
            "url": "#",
            "icon": "balloon",
        },
        {"title": "Kết hôn", "text": "Xác nhận độc thân", "url": "#", "icon": "hearts"},
        {
            "title": "Người thân qua đời",
            "text": "Khai tử",
            "url": "#",
            "icon": "flower1",
        },
        {
            "title": "Chứng thực",
            "text": "Bản sao",
            "url": "#",
            "icon": "file-earmark-check",
        },
    ],
    "attention": [
        {
            "label": "2 hồ sơ quá hạn",
            "tone": "red",
            "icon": "exclamation-triangle-fill",
            "url": "#",
            "url_label": "Xem người xử lý và lý do",
            "text": "Đăng ký hộ kinh doanh (1), cải chính hộ tịch (1)",
        },
        {"label": "Tiếp công dân: 30 lượt", "tone": "green", "icon": "people"},
    ],
    "document_actions": [
        {"label": "Tải PDF", "url": "#", "icon": "download", "primary": True},
        {"label": "Bảng tính", "url": "#"},
    ],
}


class SampleForm(BaseForm):
    """One field of each kind; shown bound to ``SAMPLE``, half of which is wrong."""

    name = TextField(label="Họ và tên")
    born = VietnameseDateField(
        label="Ngày sinh", help_text="Ngày/tháng/năm, ví dụ 05/11/1986"
    )
    phone = PhoneField(required=False)
    sector = forms.ChoiceField(
        label="Lĩnh vực", choices=[("", "Tất cả lĩnh vực"), ("ht", "Hộ tịch")]
    )
    kind = forms.ChoiceField(
        label="Loại nội dung",
        widget=forms.RadioSelect,
        choices=[("a", "Phản ánh"), ("b", "Kiến nghị")],
    )
    channel = forms.ChoiceField(
        label="Kênh nộp",
        widget=forms.RadioSelect,
        choices=[("1", "Trực tiếp"), ("2", "Bưu chính"), ("3", "Trực tuyến")],
    )
    papers = forms.MultipleChoiceField(
        label="Giấy tờ đã nhận",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", "Tờ khai theo mẫu"), ("2", LONG_TITLE)],
    )
    proxy = forms.BooleanField(label="Có giấy ủy quyền", required=False)
    content = TextBlockField(
        label="Nội dung", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    @property
    def helper(self) -> FormHelper:
        """Set short fields side by side and the channel as segments."""
        helper = super().helper
        helper.layout = Layout(
            Row(Column("name"), Column("born"), Column("phone")),
            "sector",
            "kind",
            Field("channel", template="components/seg.html"),
            "papers",
            "proxy",
            "content",
        )
        return helper


SAMPLE = {
    "name": "",
    "born": "31/02/1986",
    "sector": "ht",
    "channel": "1",
    "papers": ["1"],
}


def icon_names() -> list[str]:
    """List the symbols in the sprite, in its order."""
    sprite = Path(str(finders.find("img/icons.svg"))).read_text(encoding="utf-8")
    return re.findall(r'<symbol id="([^"]+)"', sprite)


def style_guide(request: HttpRequest) -> HttpResponse:
    """Show all components as citizens (``?khung=cong-dan``) or staff see them."""
    layout = LAYOUTS.get(request.GET.get("khung", ""), LAYOUTS["quay"])
    context = SAMPLES | {
        "layout": layout,
        "icons": icon_names(),
        "form": SampleForm(SAMPLE),
        "page": Paginator(range(1523), 20).get_page(2),
    }
    return render(request, "wardportal/style_guide.html", context)
