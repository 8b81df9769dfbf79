"""A visitor with a real browser whose pages are watched.

A script error, a refused load or a request to another host is noted as a fault.
"""

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROWEST = {"width": 320, "height": 640}
"""A desktop at 400 %, WCAG 1.4.10."""

IN_THE_BROWSER = ("data:", "blob:", "chrome:", "chrome-extension:")
"""What is loaded from no host; Chromium shows a PDF with an extension of its own."""


def new_page(browser, address, faults, viewport=DESKTOP):
    """Open an empty page of a fresh browser at our address; ``faults`` gathers."""
    context = browser.new_context(
        base_url=address,
        viewport=viewport,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    watch(page, address, faults)
    return page


class Visitor:
    """Does in Chromium what tests.walk.plain_browser does without scripts."""

    def __init__(self, page):
        self.page = page
        self.status = None
        """The answer to the page in front of them, 200 or a refusal."""
        page.on("response", self._note_status)

    def open(self, address):
        self.page.goto(address)
        return self

    def fill(self, label, value):
        self._field(label).fill(value)
        return self

    def choose(self, label, option):
        self._field(label).select_option(label=option)
        return self

    def press(self, label):
        self.page.get_by_role("button", name=label).click()
        return self._settled()

    def enter(self, label, value):
        self.fill(label, value)
        self.page.keyboard.press("Enter")
        return self._settled()

    def forget_cookies(self):
        self.page.context.clear_cookies()
        return self

    def _note_status(self, response):
        request = response.request
        if request.is_navigation_request() and request.frame is self.page.main_frame:
            self.status = response.status

    def _field(self, label):
        fields = self.page.locator("input, select, textarea")
        return self.page.get_by_label(label).and_(fields)

    def _settled(self):
        self.page.wait_for_load_state("networkidle")
        return self


def watch(page, own_address, faults):
    """Note what a visitor's console and network would show of our mistakes."""

    def on_request(request):
        if not request.url.startswith((own_address, *IN_THE_BROWSER)):
            faults.append(f"{page.url} asks another host: {request.url}")

    def on_console(message):
        if message.type == "error" and not _is_answer(message.text):
            faults.append(f"{page.url} on the console: {message.text}")

    page.on("request", on_request)
    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"{page.url}, script: {error}"))


def _is_answer(text):
    """Tell whether Chromium reports a page's refusal, such as a form's 422."""
    refusal = "Failed to load resource: the server responded with a status of 4"
    return text.startswith(refusal)
