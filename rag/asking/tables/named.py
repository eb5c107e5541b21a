"""The row of a table that a question names whole.

"White" and "White, dimmed" are as like "the white lamp", but only one is named by it.
"""

from dataclasses import replace

from rag.asking.retrieved import Retrieved
from rag.asking.tables.columns import table_at
from rag.asking.tables.most import in_place_of, is_of
from rag.asking.wording.cells import words_named
from rag.library.generation.generation import Generation


def named_row(question: str, found: Retrieved, generation: Generation) -> Retrieved:
    """Put first the row of which a question says most words, in whole cells.

    Args:
        question: The question.
        found: What was found for it.
        generation: The index that it was found in.

    Returns:
        What was found where its first hit is no row but a sum's, or no other one of its
        table is said more, or several are said as much.
    """
    first = found.hits[0]
    article = generation.article(first.passage.article_id)
    table = table_at(article, first.sentence.paragraph)
    counts = [words_named(question, row.text) for row in table]
    most = max(counts, default=0)
    here = [row.paragraph == first.sentence.paragraph for row in table]
    if not most or not any(here) or counts.count(most) > 1 or here[counts.index(most)]:
        return found
    row = table[counts.index(most)]
    rest = [hit for hit in found.hits if not is_of(hit, article, [row])]
    hits = (in_place_of(first, row, generation, question), *rest)
    return replace(found, hits=hits[: len(found.hits)])
