"""A browser without scripts or pictures: it reads pages, fills in forms, follows links.

It finds everything by the words a person sees, so that a test breaks when a page does
and not when a field is renamed. Nothing here knows Django but the client it sends with.
"""

from urllib.parse import urljoin, urlsplit

from html5lib import HTMLParser, treebuilders

UNSEEN = {"script", "style", "template", "noscript"}
TICKED = {"checkbox", "radio"}
PRESSED = {"submit", "button", "reset", "image"}


def parse(html):
    """Return the page's tree, and the codes of its faults."""
    parser = HTMLParser(
        tree=treebuilders.getTreeBuilder("etree"), namespaceHTMLElements=False
    )
    tree = parser.parse(html)
    return tree, [code for _, code, _ in parser.errors]


def words(element):
    """Return what an element says, single-spaced."""
    return " ".join(" ".join(_texts(element)).split())


def _texts(element):
    if element.tag in UNSEEN or not isinstance(element.tag, str):
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


class PlainBrowser:
    """One visitor: the page in front of them, and what they have typed into it."""

    def __init__(self, client):
        self.client = client
        self.address = "/"

    def open(self, address):
        self._show(self.client.get(self._absolute(address), follow=True))
        return self

    def follow(self, label):
        """Follow the link of these words; where there are several, they lead one way."""
        links = self._all("a", label)
        (address,) = {link.get("href") for link in links} or self._nothing("a", label)
        return self.open(address)

    def fill(self, label, value):
        """Type into the field of this label, replacing what is there."""
        field = self._labelled(label)
        field.attrib.pop("value", None)
        if field.tag == "textarea":
            field.text = value
        else:
            field.set("value", value)
        return self

    def tick(self, label):
        """Tick a box, or pick one of several."""
        field = self._labelled(label)
        for other in self.tree.iter("input"):
            same = other.get("type") == "radio" and other.get("name") == field.get(
                "name"
            )
            if same:
                other.attrib.pop("checked", None)
        field.set("checked", "")
        return self

    def choose(self, label, option):
        """Choose one option of a list."""
        chooser = self._labelled(label)
        for each in chooser.iter("option"):
            each.attrib.pop("selected", None)
        self._one("option", option, inside=chooser).set("selected", "")
        return self

    def press(self, label):
        """Press the button of these words."""
        button = self._one("button", label)
        return self._send(self._form_of(button), button)

    def enter(self, label, value):
        """Type into a field and press Enter: that presses its form's first button."""
        form = self._form_of(self.fill(label, value)._labelled(label))
        buttons = [each for each in self._controls(form) if _is_button(each)]
        return self._send(form, buttons[0] if buttons else None)

    def forget_cookies(self):
        """Stand for a form that was left open for too long."""
        self.client.cookies.clear()
        return self

    @property
    def heading(self):
        return words(next(self.tree.iter("h1")))

    @property
    def text(self):
        return words(next(self.tree.iter("body")))

    def links(self):
        """Return the addresses linked to, by the words of the links."""
        return {words(link): link.get("href") for link in self.tree.iter("a")}

    def value(self, label):
        """Return what stands in a field."""
        field = self._labelled(label)
        return field.text or "" if field.tag == "textarea" else field.get("value", "")

    def _show(self, response):
        if response.redirect_chain:
            self.address = self._absolute(response.redirect_chain[-1][0])
        else:
            request = response.request
            query = f"?{request['QUERY_STRING']}" if request["QUERY_STRING"] else ""
            self.address = request["PATH_INFO"] + query
        self.status = response.status_code
        self.answer = response
        if response.headers["Content-Type"].startswith("text/html"):
            self.tree, _ = parse(response.content.decode())
            self.parents = {child: each for each in self.tree.iter() for child in each}

    def _send(self, form, button):
        address = self._absolute(form.get("action") or self.address)
        sent = [pair for each in self._controls(form) for pair in _pairs(each, button)]
        data = {}
        for name, value in sent:
            data.setdefault(name, []).append(value)
        method = form.get("method", "get").lower()
        if method == "get":
            address = urlsplit(address).path
        self._show(getattr(self.client, method)(address, data, follow=True))
        return self

    def _controls(self, form):
        """List a form's controls in the page's order, wherever they stand."""
        names = {"input", "select", "textarea", "button"}
        own = (each for each in self.tree.iter() if each.tag in names)
        return [each for each in own if self._form_of(each) is form]

    def _form_of(self, control):
        if control.get("form"):
            return next(
                each
                for each in self.tree.iter("form")
                if each.get("id") == control.get("form")
            )
        while control is not None and control.tag != "form":
            control = self.parents.get(control)
        return control

    def _labelled(self, label):
        """Find a field by its label, or by the name that only screen readers say."""
        for field in self.tree.iter("input"):
            if field.get("aria-label") == label:
                return field
        identity = self._one("label", label).get("for")
        return next(each for each in self.tree.iter() if each.get("id") == identity)

    def _one(self, tag, label, inside=None):
        found = self._all(tag, label, inside)
        return found[0] if len(found) == 1 else self._nothing(tag, label, len(found))

    def _all(self, tag, label, inside=None):
        """Find what has these words; failing that, what contains them."""
        root = self.tree if inside is None else inside
        seen = [each for each in root.iter(tag) if self._is_shown(each)]
        exact = [each for each in seen if words(each) == label]
        return exact or [each for each in seen if label in words(each)]

    def _nothing(self, tag, label, count=0):
        every = sorted({words(each) for each in self.tree.iter(tag)})
        raise LookupError(f"{count} × {tag} “{label}” on {self.address}, among {every}")

    def _is_shown(self, element):
        while element is not None:
            if "hidden" in element.attrib:
                return False
            element = self.parents.get(element)
        return True

    def _absolute(self, address):
        parts = urlsplit(urljoin(self.address, address))
        return parts.path + (f"?{parts.query}" if parts.query else "")


def _is_button(control):
    if control.tag == "button":
        return control.get("type", "submit") == "submit"
    return control.tag == "input" and control.get("type") == "submit"


def _pairs(control, pressed):
    """Return what a control sends: its name with one value, several or none."""
    name, kind = control.get("name"), control.get("type", "")
    if not name or "disabled" in control.attrib:
        return []
    if control.tag == "button" or kind in PRESSED:
        return [(name, control.get("value", ""))] if control is pressed else []
    if kind in TICKED:
        ticked = "checked" in control.attrib
        return [(name, control.get("value", "on"))] if ticked else []
    return [(name, value) for value in _values(control)]


def _values(control):
    if control.tag == "textarea":
        return [(control.text or "").removeprefix("\n")]
    if control.tag != "select":
        return [control.get("value", "")]
    options = list(control.iter("option"))
    chosen = [each for each in options if "selected" in each.attrib]
    if not chosen and "multiple" not in control.attrib:
        chosen = options[:1]
    return [each.get("value", words(each)) for each in chosen]
