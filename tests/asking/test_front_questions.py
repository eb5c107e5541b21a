"""Which questions ask for title, author or date, told by their form alone."""

import pytest

from rag.asking.wording.front_questions import (
    FrontQuestion,
    as_of_article,
    front_question,
)


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("Who wrote it?", ("author",)),
        ("Who wrote this?", ("author",)),
        ("who wrote this story", ("author",)),
        ("Who wrote this interview?", ("author",)),
        ("Who wrote this obituary?", ("author",)),
        ("Who wrote this feature?", ("author",)),
        ("Who wrote this explainer?", ("author",)),
        ("Who wrote this news story?", ("author",)),
        ("Who wrote the news article?", ("author",)),
        ("Who wrote this news report?", ("author",)),
        ("Who wrote this column?", ("author",)),
        ("Who wrote this profile?", ("author",)),
        ("Who wrote this editorial?", ("author",)),
        ("Who wrote this op-ed?", ("author",)),
        ("Who wrote this post?", ("author",)),
        ("Who wrote this blog?", ("author",)),
        ("When was this feature published?", ("date",)),
        ("When did this profile appear?", ("date",)),
        ("Who is the author?", ("author",)),
        ("Who’s the author of this article?", ("author",)),
        ("What is the author's name?", ("author",)),
        ("What is the name of the author?", ("author",)),
        ("By whom was it written?", ("author",)),
        ("Can you tell me who wrote the article?", ("author",)),
        ("And who wrote it?", ("author",)),
        ("Name the author.", ("author",)),
        ("Author?", ("author",)),
        ("When was it published?", ("date",)),
        ("When was the article first published?", ("date",)),
        ("In what year was it written?", ("date",)),
        ("When did this letter appear?", ("date",)),
        ("When did it first come out?", ("date",)),
        ("Which year is it from?", ("date",)),
        ("What is the date?", ("date",)),
        ("What was the publication date of this article?", ("date",)),
        ("What is the date of publication?", ("date",)),
        ("publication date", ("date",)),
        ("What is the title?", ("title",)),
        ("What's the headline of the article?", ("title",)),
        ("What is this article called?", ("title",)),
        ("What is the name of the article?", ("title",)),
        ("title", ("title",)),
    ],
)
def test_what_the_top_states_is_asked_for(question: str, fields: tuple[str, ...]):
    """By a name for it, or by "it" and the verbs that an article has."""
    assert front_question(question) == FrontQuestion(fields)


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("Wer hat den Artikel geschrieben?", ("author",)),
        ("Wer ist die Autorin dieses Textes?", ("author",)),
        ("Wann wurde es veröffentlicht?", ("date",)),
        ("Wann ist der Artikel erschienen?", ("date",)),
        ("Wie heißt der Artikel?", ("title",)),
        ("Wie lautet der Titel?", ("title",)),
        ("Qui a écrit cet article ?", ("author",)),
        ("Qui est l’auteur ?", ("author",)),
        ("Quand l'article a-t-il été publié ?", ("date",)),
        ("Quel est le titre de l'article ?", ("title",)),
        ("¿Quién escribió este artículo?", ("author",)),
        ("¿Quién es la autora?", ("author",)),
        ("¿Cuándo se publicó el artículo?", ("date",)),
        ("¿Cuál es el título?", ("title",)),
        ("这篇文章的作者是谁？", ("author",)),
        ("谁写了这篇文章？", ("author",)),
        ("文章是什么时候发表的？", ("date",)),
        ("标题是什么？", ("title",)),
        ("¿Quién escribió esto?", ("author",)),
        ("Кто написал эту статью?", ("author",)),
        ("Кто её написал?", ("author",)),
        ("Кто автор?", ("author",)),
        ("Как зовут автора этой заметки?", ("author",)),
        ("Когда опубликована статья?", ("date",)),
        ("Когда статья была написана?", ("date",)),
        ("Как называется текст?", ("title",)),
        ("Какой заголовок у статьи?", ("title",)),
        ("من كتب هذا المقال؟", ("author",)),
        ("من هو كاتب المقالة؟", ("author",)),
        ("من هو المؤلف؟", ("author",)),
        ("متى تم نشر المقال؟", ("date",)),
        ("ما عنوان النص؟", ("title",)),
        ("ما هو العنوان؟", ("title",)),
        ("この記事の著者は誰ですか？", ("author",)),
        ("誰が書きましたか？", ("author",)),
        ("この記事は誰が書いたのですか？", ("author",)),
        ("いつ公開されましたか？", ("date",)),
        ("この文章はいつ書かれた？", ("date",)),
        ("記事のタイトルは？", ("title",)),
    ],
)
def test_what_the_top_states_is_asked_for_in_other_languages(
    question: str, fields: tuple[str, ...]
):
    """Each language has forms of its own."""
    assert front_question(question) == FrontQuestion(fields)


@pytest.mark.parametrize(
    "question",
    [
        "Wer hat den Turm gebaut?",
        "Wann wurde der Turm gebaut?",
        "Qui a écrit Carmen ?",
        "谁写了红楼梦？",
        "Кто автор проекта моста?",
        "Кто написал «Чайку»?",
        "Когда построена башня?",
        "Как называется башня?",
        "من كتب الرواية؟",
        "متى تم بناء البرج؟",
        "ما عنوان البرج؟",
        "塔の作者は誰ですか？",
        "いつ公開された橋ですか？",
        "Who wrote Hamlet?",
        "Who wrote the commentary?",
        "Who wrote the report?",
        "Who wrote the obituary?",
        "When did this feature appear?",
        "Who wrote this interviewer?",
        "Who wrote about owls?",
        "Where is the author based?",
        "When was the CR450 published?",
        "When was it built?",
        "What was the date?",
        "What is the date of the battle?",
        "What is it called?",
        "What is the title of the king?",
        "When?",
        "Who wrote it and why?",
        "Who is the author and where is she based?",
        "What is the article about?",
        "Who wrote it, when was the tower built?",
    ],
)
def test_anything_else_is_a_question_on_the_subject(question: str):
    """A report may be in the article, and "it" may be what the talk is of."""
    assert front_question(question) is None


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("who wrote it, and when?", ("author", "date")),
        ("Who wrote this article and when was it published?", ("author", "date")),
        ("When was it written and by whom?", ("date", "author")),
        ("What is the title, and who is it by?", ("title", "author")),
        ("Title, author and date?", ("title", "author", "date")),
        ("What is the title and who is the author?", ("title", "author")),
        ("Who wrote it and who is the author?", ("author",)),
    ],
)
def test_several_are_asked_for_in_order(question: str, fields: tuple[str, ...]):
    """Each once, where every part of the question is of this kind."""
    assert front_question(question) == FrontQuestion(fields)


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Who wrote the article about whales?", "whales"),
        ("Who wrote the article on red owls, and when?", "red owls"),
        ('What is the title of the piece on "tides"?', "tides"),
        ("When was the article called Old Bridges published?", "Old Bridges"),
    ],
)
def test_the_subject_says_which_article(question: str, subject: str):
    """It is what stands behind "on", up to the next question."""
    asked = front_question(question)
    assert asked is not None
    assert asked.subject == subject


def test_each_field_is_a_question_of_its_own():
    """Beside what the person wrote of it; of the article that is meant."""
    asked = front_question("Who wrote the article on whales, and when?")
    assert asked is not None
    assert asked.parts() == [
        ("Who wrote the article on whales", "Who wrote the article on whales?"),
        ("when", "When was the article on whales published?"),
    ]
    for _, question in asked.parts():
        again = front_question(question)
        assert again is not None
        assert again.subject == "whales"


@pytest.mark.parametrize(
    ("work", "alone", "among_others"),
    [
        ("report", True, True),
        ("news story", True, True),
        ("blog post", True, True),
        ("interview", True, False),
        ("recipe", True, False),
        ("op-ed", True, False),
        ("reporter", False, False),
    ],
)
def test_the_report_may_be_the_article_itself(
    work: str, alone: bool, among_others: bool
):
    """Read so, a question is one for its author; of a recipe others say nothing."""
    asked = f"Who wrote the {work}?"
    assert front_question(asked) is None
    read = {is_alone: as_of_article(asked, is_alone=is_alone) for is_alone in (1, 0)}
    assert (read[True] == "Who wrote the article?") is alone
    assert (read[False] == "Who wrote the article?") is among_others
    assert {*read.values()} <= {asked, "Who wrote the article?"}
