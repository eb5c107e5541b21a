"""The Settings page: what a person may change, kept in their browser."""

from dataclasses import dataclass

import gradio as gr

from rag.asking.confidence import READ_THRESHOLD
from rag.page.tabs.preferences import THEMES, Preferences, parse_preferences
from rag.page.tabs.script import PAGE_SCRIPT
from rag.page.words.saying import COOKIE, LANGUAGES, N_, _, language
from rag.settings import MAX_TOP_K

THRESHOLD_HINT = N_(
    "How sure Quotewell must be that the best passage answers, from 0 to 1. Higher: it "
    "says “the articles don’t answer this” more often, and errs less when it answers."
)
AT_FIRST = N_("At first it is {value}.")
KEPT = N_("Kept in this browser. Answers follow them from the next question on.")
LOOKS = {"system": N_("System"), "light": N_("Light"), "dark": N_("Dark")}
WITHIN_RANGE = (
    "(topK, threshold, theme) => [Math.min(Math.max(topK, 0), "
    f"{MAX_TOP_K}), Math.min(Math.max(threshold, 0), 1), theme]"
)
"""Gradio shows the nearest to a number that is typed, but would send that itself."""
SHOW_CHOICE = f"""
if (!document.cookie.includes("{COOKIE}=")) {{
  element.querySelector("[aria-current]").removeAttribute("aria-current");
  element.querySelector("nav a:last-child").setAttribute("aria-current", "true");
}}"""
"""The page is laid out once for all who read one language, whether chosen or not."""
SET_THEME = f"async theme => (await {PAGE_SCRIPT}).setTheme(theme)"


@dataclass(frozen=True, slots=True)
class SettingsParts:
    """The inputs of the Settings page."""

    top_k: gr.Slider
    threshold: gr.Slider
    theme: gr.Radio


def lay_out_settings(defaults: Preferences, *, gated: bool) -> SettingsParts:
    """Lay out the inputs, set as by default.

    Args:
        defaults: How they are set.
        gated: Whether people have signed in, and so may want to sign out.
    """
    with gr.Column(elem_id="settings"):
        gr.HTML(f'<p class="kept">{_(KEPT)}</p>', apply_default_css=False)
        top_k = gr.Slider(
            0,
            MAX_TOP_K,
            defaults.top_k or 0,
            step=1,
            label=_("Passages in an answer"),
            info=_("0: those that may answer. Any other number: always that many."),
            buttons=[],
            elem_id="top-k",
        )
        threshold = gr.Slider(
            0,
            1,
            _shown(defaults.threshold),
            step=0.01,
            label=_("Answer threshold"),
            info=f"{_(THRESHOLD_HINT)} {_(AT_FIRST, value=_shown(defaults.threshold))}",
            # Gradio's would bring back what the browser kept, and no default.
            buttons=[],
            elem_id="threshold",
        )
        theme = gr.Radio(
            [(_(LOOKS[name]), name) for name in THEMES],
            value=defaults.theme,
            label=_("Appearance"),
            elem_id="theme",
        )
        gr.HTML(
            _languages_html(),
            elem_id="languages",
            apply_default_css=False,
            js_on_load=SHOW_CHOICE,
        )
        if gated:
            gr.HTML(_sign_out_html(), elem_id="sign-out", apply_default_css=False)
    return SettingsParts(top_k, threshold, theme)


def _languages_html() -> str:
    """Offer the languages of the page, each in its own words, as links that keep it."""
    links = "".join(
        f'<a href="/?lang={code}&amp;tab=settings" lang="{code}"'
        f"{' aria-current=true' if code == language() else ''}>{name}</a>"
        for code, name in LANGUAGES.items()
    )
    links += f'<a href="/?lang=auto&amp;tab=settings">{_("As the browser is set")}</a>'
    label = _("Language")
    return f'<p>{label}</p><nav aria-label="{label}">{links}</nav>'


def _sign_out_html() -> str:
    return (
        '<form method="post" action="/sign-out">'
        f'<button class="plain">{_("Sign out")}</button></form>'
    )


def _shown(threshold: float | None) -> float:
    return READ_THRESHOLD if threshold is None else threshold


def bind_settings(
    blocks: gr.Blocks,
    chosen: SettingsParts,
    preferences: gr.BrowserState,
    defaults: Preferences,
) -> None:
    """Bind what happens on it.

    Args:
        blocks: The page.
        chosen: The parts to bind.
        preferences: The settings as the browser keeps them.
        defaults: What holds where it keeps none.
    """
    inputs = [chosen.top_k, chosen.threshold, chosen.theme]

    def keep(top_k: object, threshold: object, theme: object) -> dict[str, object]:
        # Left where it is shown at first, it stays what fits the models.
        moved = None if threshold == _shown(defaults.threshold) else threshold
        wanted = {"top_k": top_k, "threshold": moved, "theme": theme}
        return parse_preferences(wanted, defaults).to_json()

    def restore(value: object) -> tuple[int, float, str]:
        wanted = parse_preferences(value, defaults)
        return wanted.top_k or 0, _shown(wanted.threshold), wanted.theme

    # `input`, not `change`: only what a person sets is kept, not what is restored.
    for trigger in (chosen.top_k.input, chosen.threshold.input, chosen.theme.input):
        trigger(
            keep,
            inputs,
            [preferences],
            js=WITHIN_RANGE,
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )
    # `change`, not `input`: what is restored is to be seen.
    chosen.theme.change(None, [chosen.theme], None, js=SET_THEME, queue=False)
    blocks.load(
        restore,
        [preferences],
        inputs,
        queue=False,
        show_progress="hidden",
        api_visibility="private",
    )
