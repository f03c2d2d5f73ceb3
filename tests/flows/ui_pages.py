"""Prefect's pages as a person uses them: log in, fill in a deployment's form, start it, look at the run."""

import re

from playwright.sync_api import Locator, Page

PATIENCE_MS = 180_000


class Pages:
    """One browser window on a running `prudent ui`."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        page.set_default_timeout(PATIENCE_MS)

    def log_in(self, password: str) -> None:
        self.page.goto(self.address)
        self.page.locator("input[type=password]").fill(password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/dashboard**")

    def form(self, deployment: str) -> "Form":
        """A deployment's form, empty as Prefect shows it."""
        self.page.goto(f"{self.address}/deployments")
        self.page.locator('a[href*="/deployments/deployment/"]', has_text=deployment).first.click()
        self.page.get_by_role("button", name="Run", exact=True).click()
        self.page.get_by_text("Custom run").click()
        self.page.locator(".schema-form-property").first.wait_for()
        return Form(self.page)

    def ended(self, run: str, name: str) -> None:
        """A run's page, once the run's state has that name."""
        self.page.goto(f"{self.address}/runs/flow-run/{run}")
        self.page.locator(".state-badge", has_text=re.compile(rf"^\s*{name}\s*$")).first.wait_for()

    def artifact(self, key: str) -> str:
        """The text of an artifact that the run's page leads to."""
        self.page.get_by_text("Artifacts", exact=True).first.click()
        self.page.locator("a", has_text=re.compile(rf"^\s*(table|markdown)\s*{key}", re.IGNORECASE)).first.click()
        shown = self.page.locator(".p-layout-well.artifact")
        shown.locator(".artifact-description + *, table, ul").first.wait_for()
        return shown.inner_text()


class Form:
    """The form of a run: each field is found by its name."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def field(self, name: str) -> Locator:
        label = self.page.locator(".schema-form-property__label", has_text=re.compile(rf"^{name} \(Optional\)$"))
        return self.page.locator(".schema-form-property", has=label).first

    def choose(self, name: str, value: str) -> None:
        """One of a drop-down, by keyboard: its list opens under the field and may scroll."""
        self.field(name).locator(".p-select-button__control").focus()
        self.page.keyboard.press("ArrowDown")
        self.page.get_by_role("option", name=value, exact=True).click()

    def day(self, name: str, value: str) -> None:
        self.field(name).locator(".p-date-button__control").click()
        self.page.locator(".p-date-picker input").fill(value)
        self.page.get_by_role("button", name="Apply").click()

    def write(self, name: str, value: str) -> None:
        self.field(name).locator("textarea").fill(value)

    def add(self, name: str, *values: str) -> None:
        """Entries of a list."""
        for place, value in enumerate(values):
            self.field(name).get_by_role("button", name="Add item").click()
            self.field(name).locator("textarea").nth(place).fill(value)

    def submit(self) -> str:
        """Start the run. Its id, from the answer to the page: the note with a link to it comes and goes."""
        for _ in range(10):
            with self.page.expect_response("**/create_flow_run") as answer:
                self.page.get_by_role("button", name="Submit").click()
            if answer.value.status != 503:  # SQLite was locked just then: the page says so and one asks again
                break
        assert answer.value.status == 201, answer.value.text()
        return answer.value.json()["id"]
