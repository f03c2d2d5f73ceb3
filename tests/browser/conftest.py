"""Debian's Chromium, driven from outside. Pages are opened from a folder, as a reader opens them."""

import importlib.util
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def chromium():
    """The browser. It runs an event loop of its own, so it ends with its module: flows could start none beside it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def make_site_store():
    """A store of made-up funds."""
    spec = importlib.util.spec_from_file_location("site_store_for_browsers", TESTS / "site" / "site_store.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.SiteStore
