"""What the report promises in a real browser: it works, asks nothing of the network, and can be read by everyone."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

import report_sample as sample
from likewise.show.catalogue import LANGUAGES, text
from likewise.show.numerals import Lang
from likewise.show.report import render
from likewise.show.view import ReportView

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--no-first-run", "--disable-quic", "--disable-sync"),
)
NARROW: ViewportSize = {"width": 375, "height": 800}
PAPER: ViewportSize = {"width": 703, "height": 1000}
WIDE: ViewportSize = {"width": 1440, "height": 900}
TAGS = {"en": "en", "zh": "zh-Hans"}
SERIOUS = {"serious", "critical"}
VIEWS: dict[str, Callable[[], ReportView]] = {
    "answered": sample.tiny_answered,
    "nasty": sample.nasty_answered,
    "empty": sample.empty,
}

# A machine that can get no Chromium says so here; `make test` installs it wherever it can (.ci/browser).
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no Chromium on this machine, and `.ci/browser` could not install it"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample pages in both languages: <view>_<lang>.html."""
    made = tmp_path_factory.mktemp("pages")
    for name, view in VIEWS.items():
        for lang in LANGUAGES:
            (made / f"{name}_{lang}.html").write_text(render(view(), lang), encoding="utf-8")
    return made


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Callable[..., Page]]:
    """Opens a sample page, and in the end holds it to its promises: no error, no request that leaves it."""
    pages: list[tuple[Page, list[str]]] = []

    def open_page(name: str, lang: Lang = "en", **options: object) -> Page:
        settings = {"viewport": WIDE, "reduced_motion": "reduce", **options}
        page = browser.new_context(**settings).new_page()  # type: ignore[arg-type]
        wrong: list[str] = []
        page.on("console", lambda said: wrong.append(said.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: None if _stays(request.url) else wrong.append(request.url))
        pages.append((page, wrong))
        page.goto((folder / f"{name}_{lang}.html").as_uri())
        _drawn(page)
        return page

    yield open_page
    for page, wrong in pages:
        page.context.close()
        assert wrong == []


def _stays(url: str) -> bool:
    return url.startswith("data:") or bool(re.search(r"/\w+_(en|zh)\.html$", unquote(url)))


def _drawn(page: Page) -> None:
    """Wait until every chart is drawn."""
    page.wait_for_function("() => [...document.querySelectorAll('[data-chart]')].every(one => 'drawn' in one.dataset)")


def _column(page: Page, section: str, column: int) -> list[str]:
    return page.locator(f"#{section} tbody tr td:nth-child({column})").all_inner_texts()


def test_the_language_switches_there_and_back(opened: Callable[..., Page]) -> None:
    page = opened("answered")
    page.locator("#accounts").evaluate("one => one.scrollIntoView()")
    for tag, shown in (("zh-Hans", "zh"), ("en", "en"), ("zh-Hans", "zh")):
        # Clicked as by keyboard: a pointer of the driver scrolls to what is sticky before it clicks.
        page.locator(".switch").dispatch_event("click")
        page.wait_for_function("tag => document.documentElement.lang === tag", arg=tag)
        _drawn(page)
        lang: Lang = "zh" if shown == "zh" else "en"
        assert text(lang, "answer_page.headline.unmoved") == page.locator("h1").inner_text()
        assert text(lang, "answer_page.headline.unmoved") in page.title()
        assert text(lang, "nav.groups") in page.locator("nav").inner_text()
        assert page.locator("#effect svg").count() >= 2
        assert page.locator("#accounts").evaluate("one => Math.abs(one.getBoundingClientRect().top) < 150")


def test_switched_the_page_sorts_and_filters_as_before(opened: Callable[..., Page]) -> None:
    page = opened("answered")
    page.locator(".switch").click()
    page.wait_for_function("document.documentElement.lang === 'zh-Hans'")
    page.get_by_role("button", name=text("zh", "col.likes_raw"), exact=True).first.click()
    raw = [int(number.replace(",", "")) for number in _column(page, "accounts", 3)]
    assert raw == sorted(raw, reverse=True)
    page.locator("#accounts .filter input").fill("user_00007")
    assert page.locator("#accounts tbody tr:visible").count() == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_column_sorts_both_ways_and_by_keyboard(opened: Callable[..., Page], lang: Lang) -> None:
    page = opened("answered", lang)
    button = page.locator("#accounts thead th:nth-child(3) button")
    button.focus()
    page.keyboard.press("Enter")
    down = _column(page, "accounts", 3)
    page.keyboard.press("Enter")
    up = _column(page, "accounts", 3)
    numbers = [int(number.replace(",", "")) for number in up]
    assert numbers == sorted(numbers) and down == list(reversed(up))
    assert page.locator("#accounts thead th:nth-child(3)").get_attribute("aria-sort") == "ascending"


def test_tables_filter_by_words_and_by_kind(opened: Callable[..., Page]) -> None:
    page = opened("answered")
    page.locator("#groups .filter select").select_option("lockstep")
    kinds = page.locator("#groups details:visible .kind").all_inner_texts()
    assert kinds and set(kinds) == {"lockstep"}
    page.locator("#posts .filter input").fill("p_000003")
    assert _visible(page, "#posts tbody tr") == 1
    assert "1 of 12" in page.locator("#posts .filter").inner_text()
    page.locator("#posts .filter input").fill("")
    assert _visible(page, "#posts tbody tr") == 12


def _visible(page: Page, rows: str) -> int:
    return page.locator(f"{rows}:visible").count()


def test_another_outcome_changes_the_curves_and_the_checks(opened: Callable[..., Page]) -> None:
    page = opened("answered")
    lines = "() => [...document.querySelectorAll('#effect .mark-line path')].map(one => one.getAttribute('d')).join()"
    before = page.evaluate(lines)
    assert page.locator("#effect tr[data-outcome='likes']:visible").count() > 0
    assert page.locator("#effect tr[data-outcome='saves']:visible").count() == 0
    page.locator("#effect select").select_option("saves")
    page.wait_for_function(f"before => ({lines})() !== before", arg=before)
    assert page.locator("#effect tr[data-outcome='saves']:visible").count() > 0
    assert page.locator("#effect tr[data-outcome='likes']:visible").count() == 0


def test_a_point_tells_its_numbers(opened: Callable[..., Page]) -> None:
    page = opened("answered")
    _point_at(page, "#effect .mark-symbol path")
    page.wait_for_selector("#vg-tooltip-element.visible")
    assert "95 % interval" in page.locator("#vg-tooltip-element").inner_text()


def _point_at(page: Page, marks: str, which: int = 0) -> None:
    point = page.locator(marks).nth(which)
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_names_stay_text_wherever_they_show(opened: Callable[..., Page], lang: Lang) -> None:
    page = opened("nasty", lang)
    for at in range(len(sample.NASTY_NAMES)):
        _point_at(page, "#posts .mark-symbol path", at)
        page.wait_for_selector("#vg-tooltip-element.visible")
    page.locator(".switch").click()
    page.wait_for_function("tag => document.documentElement.lang === tag", arg=TAGS["zh" if lang == "en" else "en"])
    _drawn(page)
    page.locator("#accounts thead th:nth-child(1) button").click()
    if page.locator("#accounts .filter input").count():
        page.locator("#accounts .filter input").fill("<script>")
        assert _visible(page, "#accounts tbody tr") >= 1
    made = "document.querySelectorAll('main script:not([type=\"application/json\"]), main img, [onerror]').length"
    assert page.evaluate(made) == 0
    assert sample.SCRIPT in page.locator("#accounts").inner_text()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_scrolls_sideways_on_a_phone(opened: Callable[..., Page], view: str, lang: Lang) -> None:
    page = opened(view, lang, viewport=NARROW)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_serious(opened: Callable[..., Page], lang: Lang, scheme: str) -> None:
    page = opened("answered", lang, color_scheme=scheme)
    assert _serious(page) == []


@pytest.mark.parametrize("view", ["empty", "nasty"])
def test_axe_finds_nothing_serious_on_unusual_pages(opened: Callable[..., Page], view: str) -> None:
    assert _serious(opened(view, viewport=NARROW)) == []


def _serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary'][:200]}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"][:4]
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_script_one_language_stands_with_still_charts(browser: Browser, folder: Path, lang: Lang) -> None:
    page = browser.new_context(viewport=WIDE, java_script_enabled=False).new_page()
    page.goto((folder / f"answered_{lang}.html").as_uri())
    assert page.locator("h1").inner_text() == text(lang, "answer_page.headline.unmoved")
    assert page.locator("#effect noscript svg:visible").count() == 2
    assert not page.locator(".switch").is_visible()
    page.context.close()


def test_on_paper_everything_is_open_and_nothing_is_cut(opened: Callable[..., Page]) -> None:
    page = opened("answered")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    assert page.evaluate("[...document.querySelectorAll('table')].every(one => one.scrollWidth <= innerWidth)")
    assert page.locator("details:not([open])").count() == 0
    assert not page.locator("nav").is_visible()
    assert len(page.pdf(format="A4")) > 20_000


def test_the_nine_claims_fit_on_one_screen(opened: Callable[..., Page]) -> None:
    page = opened("answered", viewport={"width": 1440, "height": 1000})
    assert page.locator(".claim").count() == 9
    assert page.locator(".claims").evaluate("one => one.getBoundingClientRect().bottom <= innerHeight")
