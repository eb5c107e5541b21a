"""The page: ask, and read the answers' sources where they stand.

    from rag.page import serve

    serve(Settings.from_env(os.environ), print)

Only this package imports Gradio.
"""

from collections.abc import Callable

from rag.page.gradio_start import keep_stubs, without_mcp
from rag.page.offline import go_offline
from rag.settings import Settings


def serve(settings: Settings, tell: Callable[[str], None]) -> None:
    """Serve the page until the process is interrupted.

    Args:
        settings: Which library and model, and where to listen.
        tell: Told in a line where the page is.

    Raises:
        ServeError: Other machines could reach the page and there is no password, or
            the port is taken.
    """
    go_offline(settings.host)
    keep_stubs()
    with without_mcp():
        # Gradio reads on import what is set above.
        from rag.page.serving import serve_until_interrupted

    serve_until_interrupted(settings, tell)
