"""What a person does on a page, in a browser of either kind, to see one of its states.

Each is, or returns, a function of the browser and the ward.
"""

from dossiers.enums import Status
from tests.factories import PASSWORD


def press(label):
    return lambda browser, _: browser.press(label)


def sign_in(name, password):
    def steps(browser, _):
        browser.fill("Tên đăng nhập", name).fill("Mật khẩu", password)
        browser.press("Đăng nhập")

    return steps


def sign_in_too_often(browser, ward):
    for _ in range(5):
        sign_in("khong.co", "khong-phai-mat-khau")(browser, ward)


def confirm_password(browser, _):
    browser.fill("Mật khẩu", PASSWORD).press("Tiếp tục")


def scan(line):
    return lambda browser, _: browser.enter("Quét hoặc gõ", line)


def look_up(digits):
    def steps(browser, ward):
        code = ward.dossier(Status.PROCESSING).code
        browser.fill("Mã hồ sơ", code).fill("4 số cuối", digits).press("Tra cứu")

    return steps


def look_for(name):
    return lambda browser, _: browser.enter("Tìm hồ sơ, họ tên", name)


def ask_for_own_days(browser, _):
    browser.choose("Kỳ báo cáo", "Từ ngày đến ngày").press("Tạo báo cáo")


def send_without_cookies(browser, _):
    browser.forget_cookies().press("Đăng nhập")
