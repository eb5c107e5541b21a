"""The verbs whose forms the English templates know."""

_REGULAR = """
    open close start launch establish publish found invent discover introduce adopt
    patent receive marry move enter return retire resign premiere debut acquire merge
    abolish declare gain arrive emerge collapse propose create develop form annex ratify
    pass join conquer invade capture defeat end expire crash happen complete demolish
    destroy elect appoint release kill execute assassinate crown bury inaugurate approve
    rename dissolve isolate detect identify sequence incorporate convert restore
    reconstruct extend replace inscribe designate ban repeal enact film air observe
    construct erect organize organise grant award besiege ordain canonize depose exile
    arrest design direct compose produce paint describe coin commission edit formulate
    record host sign name attack occupy divide recognize recognise surrender liberate
    admit nominate convict divorce graduate unveil expand relocate privatize nationalize
    colonize settle explore register revise reform convene explode erupt dedicate
    consecrate cede translate discontinue suspend
"""
"""Verbs of events that form their past tense by rule."""

_IRREGULAR = {
    "die": ("died", ""), "begin": ("began", "begun"), "become": ("became", ""),
    "win": ("won", "won"), "build": ("built", "built"), "write": ("wrote", "written"),
    "leave": ("left", ""), "buy": ("bought", "bought"), "sell": ("sold", "sold"),
    "take": ("took", ""), "occur": ("occurred", ""), "sink": ("sank", "sunk"),
    "rise": ("rose", ""), "fall": ("fell", ""), "lead": ("led", "led"),
    "hold": ("held", "held"), "bear": ("", "born"), "rebuild": ("rebuilt", "rebuilt"),
    "broadcast": ("", "broadcast"), "overthrow": ("overthrew", "overthrown"),
    "split": ("split", ""), "flee": ("fled", ""), "swear": ("", "sworn"),
    "transfer": ("transferred", "transferred"),
}  # fmt: skip


def _past(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeou":
        return base[:-1] + "ied"
    doubled = base in ("ban", "admit")
    return base + base[-1] * doubled + ("d" if base.endswith("e") else "ed")


BASE = {_past(base): base for base in _REGULAR.split()} | {
    past: base for base, (past, _) in _IRREGULAR.items() if past
}
"""Past tenses with what follows "did"."""

PAST = {_past(base): _past(base) for base in _REGULAR.split()} | {
    participle: past for past, participle in _IRREGULAR.values() if participle
}
"""What is done to persons, works and things: the participle, and the past tense."""

_BY_SOMEBODY = """
    found invent discover design develop create compose direct paint coin formulate
    patent introduce commission establish propose
"""
BY_SOMEBODY = {_past(base) for base in _BY_SOMEBODY.split()} | {"written", "built"}
"""What only persons and bodies do: "It was joined by 1998" tells nobody."""

_DOES = """
    produce require represent generate connect regulate govern oversee explain own
    encode inhibit convert absorb emit prevent teach destroy separate provide
"""
DOES = {f"{base}s": base for base in _DOES.split()}
"""Verbs in the present whose object can be asked for; few look like plural nouns."""

ABOUT = {
    "consists": "consist", "depends": "depend", "stands": "stand", "refers": "refer",
    "belongs": "belong", "relies": "rely",
}  # fmt: skip
"""Verbs that want a preposition, which closes the question."""

GROWTH = {
    "rose": "rise", "grew": "grow", "fell": "fall", "increased": "increase",
    "declined": "decline", "expanded": "expand", "dropped": "drop", "shrank": "shrink",
}  # fmt: skip
"""How figures change, and what follows "did"."""
