"""What people do on the pages, for several tests."""

from playwright.sync_api import Locator, Page

URGENT = "急会诊多久到位"
ORDINARY = "那普通会诊呢"
UNANSWERABLE = "急会诊迟到扣多少钱"


def ask(page: Page, question: str = URGENT) -> Locator:
    """Asks by the keyboard; gives the answer when it is there."""
    before = page.locator("article.turn:not(.pending)").count()
    page.fill("#question", question)
    page.press("#question", "Enter")
    turn = page.locator("article.turn:not(.pending)").nth(before)
    turn.wait_for()
    return turn
