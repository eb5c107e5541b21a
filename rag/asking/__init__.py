"""A question to an answer with citations.

`assistant` leads the way. `sources` finds the article that a question names. What asks
for an overview goes to `overviews`. Any other question is read by `conversation`, after
its words (`wording`, `spelling`); each reading is searched by `retrieval`, put in order
by `ranking`, compared with whole `tables` and given its `confidence`; where all of a
list is asked for, `lists` find it and quote it whole. What was found is put together by
`composing` and `agreeing`, and cut from the articles by `quoting`.
`states` says how sure it is, `answer_json` all of it; `summaries` lists what can be
asked.
"""
