"""The article that a first start offers leaves when a person's own is there.

It leaves when the index takes the first one in, whichever way that was added, and as a
part of that change: `undo` takes back both. A kill before leaves both articles, and the
next build makes up for it.
"""

from rag.library.article_records import ArticleRecords
from rag.library.stored_article import StoredArticle


def without_offer(records: ArticleRecords) -> list[StoredArticle]:
    """Remove what was only offered, if there is anything else.

    Whatever a person has added again, renamed or brought back stays.

    Args:
        records: Those of the articles; the writer's place is held.

    Returns:
        All records as they are then, removed ones too, oldest first.
    """
    every = records.everything()
    own = [s.changed for s in every if not (s.removed or s.is_untouched_offer)]
    if not own:
        return every
    # With the moment of what came first: `undo` takes back all of one moment.
    moment = min(own)
    return [
        records.put(stored.change(moment, removed=True))
        if stored.is_untouched_offer and not stored.removed
        else stored
        for stored in every
    ]
