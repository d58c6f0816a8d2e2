"""People with a real browser: they open, follow, press and read; nothing else."""

from typing import Any

from tests.factories.identity import PASSWORD, code_of


class Person:
    """Somebody at a page of Chromium."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.address = address

    def open(self, path: str) -> str:
        """Go to an address; returns the words of the main part."""
        self.page.goto(self.address + path)
        return self.words()

    def words(self) -> str:
        """What stands in the main part."""
        return " ".join(self.page.locator("main").inner_text().split())

    def follow(self, label: str) -> str:
        """Follow the first link with these words."""
        self.page.get_by_role("link", name=label).first.click()
        self.page.wait_for_load_state()
        return self.words()

    def press(self, button: str, **typed: str) -> str:
        """Fill the fields of the form that has this button, and press it."""
        press = self.page.get_by_role("button", name=button, exact=True).first
        form = press.locator("xpath=ancestor::form")
        closed = form.locator("details:not([open]) > summary")
        while closed.count():  # each one that opens is no longer among them
            closed.first.click()
        for name, value in typed.items():
            self._fill(form, name, value)
        with self.page.expect_navigation():
            press.click()
        return self.words()

    @staticmethod
    def _fill(form: Any, name: str, value: str) -> None:
        field = form.locator(f'[name="{name}"]')
        kind = field.first.evaluate("field => field.tagName + ' ' + field.type")
        if kind in ("INPUT radio", "INPUT checkbox"):
            form.locator(f'[name="{name}"][value="{value}"]').check()
        elif kind.startswith("SELECT"):
            field.select_option(value)
        else:
            field.fill(value)

    def sign_in(self, person: Any) -> str:
        """Sign in as a member of staff, anew, with the password and a code from the person's app."""
        self.page.context.clear_cookies()
        self.open("/en/staff/sign-in")
        self.press("Sign in", sign_in_name=person.sign_in_name, password=PASSWORD)
        return self.press("Go on", code=code_of(person))

    def button_beginning(self, words: str) -> str:
        """The label of the first button that begins with these words."""
        labels = [label.strip() for label in self.page.get_by_role("button").all_inner_texts()]
        return next(label for label in labels if label.startswith(words))

    def number(self) -> str:
        """The number on the page, as its holder would write it down."""
        return str(self.page.locator(".code").inner_text())
