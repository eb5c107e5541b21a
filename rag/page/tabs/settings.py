"""The Settings page: what a person may change, kept in their browser."""

from dataclasses import dataclass

import gradio as gr

from rag.asking.confidence import READ_THRESHOLD
from rag.page.tabs.preferences import THEMES, Preferences, parse_preferences
from rag.settings import MAX_TOP_K

THRESHOLD_HINT = (
    "How sure Quotewell must be that the best passage answers, from 0 to 1. Higher: it "
    "says “the articles don’t answer this” more often, and errs less when it answers."
)
SIGN_OUT = (
    '<form method="post" action="/sign-out"><button class="plain">Sign out</button>'
    "</form>"
)
KEPT = (
    '<p class="kept">Kept in this browser. Answers follow them from the next question '
    "on.</p>"
)
SET_THEME = "theme => window.quotewell?.setTheme(theme)"


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
        gr.HTML(KEPT, apply_default_css=False)
        top_k = gr.Slider(
            0,
            MAX_TOP_K,
            defaults.top_k or 0,
            step=1,
            label="Passages in an answer",
            info="0 shows those that may answer, any other number always so many.",
            elem_id="top-k",
        )
        threshold = gr.Slider(
            0,
            1,
            _shown(defaults.threshold),
            step=0.01,
            label="Answer threshold",
            info=THRESHOLD_HINT,
            elem_id="threshold",
        )
        theme = gr.Radio(
            [(name.capitalize(), name) for name in THEMES],
            value=defaults.theme,
            label="Appearance",
            elem_id="theme",
        )
        if gated:
            gr.HTML(SIGN_OUT, elem_id="sign-out", apply_default_css=False)
    return SettingsParts(top_k, threshold, theme)


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
