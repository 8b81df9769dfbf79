"""What people come for, in their own words, and the search each leads to; pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LifeEvent:
    """One tile of the home page."""

    title: str
    text: str
    icon: str
    query: str


LIFE_EVENTS = (
    LifeEvent("Sinh con", "Khai sinh và giấy tờ cho trẻ", "balloon", "khai sinh"),
    LifeEvent(
        "Kết hôn và gia đình", "Đăng ký kết hôn, tình trạng hôn nhân", "hearts", "hôn"
    ),
    LifeEvent("Người thân qua đời", "Khai tử", "flower1", "khai tử"),
    LifeEvent(
        "Chứng thực giấy tờ",
        "Bản sao từ bản chính, chữ ký, hợp đồng",
        "file-earmark-check",
        "chứng thực",
    ),
    LifeEvent("Nhà đất", "Đất đai, quyền sử dụng đất", "house-door", "đất"),
    LifeEvent(
        "Kinh doanh nhỏ", "Đăng ký, thay đổi hộ kinh doanh", "shop", "hộ kinh doanh"
    ),
    LifeEvent("Người cao tuổi, bảo trợ", "Trợ cấp và trợ giúp xã hội", "people", "trợ"),
    LifeEvent("Đi học", "Trường, lớp mầm non, tiểu học", "mortarboard", "giáo dục"),
)
