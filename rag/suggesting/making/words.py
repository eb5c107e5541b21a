"""The closed lists that the English patterns look words up in."""

from rag.asking.wording import english
from rag.asking.wording.english import each_of

MONTHS = tuple(english.MONTHS.split("|"))

LEANING = each_of("""
    he she it they we i you him her them us me his hers its their theirs our ours your
    yours my mine this that these those such same former latter above below here there
    other others another respectively himself herself itself themselves one ones
    aforementioned following thus therefore both either neither so et al also not said
    later earlier afterwards subsequently today yesterday tomorrow recently currently
    previously now then ago present study
""")
"""Words that point to something said elsewhere; a question must not lean on it."""

RELATORS = each_of("""
    of in on at by for from with without to into onto over under between among through
    during against about the a an and or as per than via within across where
""")

NO_SUBJECT = (RELATORS - {"the", "a", "an"}) | each_of("""
    but nor yet when why how what who which if although though because since while after
    before until unless despite instead more most many much some several few all each
    every any no none only just even still perhaps maybe however moreover furthermore
    additionally finally first second third next overall together rather according due
    compared using based given like unlike early late nearly almost around meanwhile
    hence once whether fewer larger smaller higher lower greater longer shorter stronger
""")
"""Words that a plain noun phrase doesn't begin with."""

NO_NAME = NO_SUBJECT | LEANING | {"the", *MONTHS, *english.WEEKDAYS.split("|")}
"""What has a capital at the start of a sentence, or always, and names nobody."""

VERBS = each_of("""
    is are was were be been being am has have having had do does did done can cannot
    could will would shall should may might must who whom whose when because if although
    while but however whether says say seems seem became become becomes makes made takes
    took gives gave shows showed suggests include includes included which
""")
"""Words that end a plain noun phrase."""

UNIQUE = each_of("""
    world sun moon earth sea internet universe equator ocean atmosphere sky human public
    united middle late early mid western eastern northern southern
""")
"""What there is only one of: "the world" needs no more."""

EVALUATIONS = each_of("""
    important major significant key common good great leading serious possible potential
    useful popular famous powerful strong weak typical perfect real true big huge small
    critical crucial vital main essential mere simple complex difficult notable prime
    primary central valuable effective suitable promising interesting viable
""")

GENERIC = each_of("""
    patient patients study studies group groups participant participants subject
    subjects case cases sample samples result results data method methods model models
    analysis woman women man men child children person people procedure procedures
    treatment treatments intervention control controls age time times mean number
    numbers system systems approach year years month months day days week weeks
    percentage share many much long old high large far fast use used named called
    known found performed enrolled reported observed identified article author authors
    rate rates level levels total average median part parts type types test tests score
    scores different new first last percent half thing things way reason term word name
    question based questions idea concept
""")
"""Words that don't say which one is meant: "How many patients were included?"."""

WEAK = each_of("""
    problem example matter result reason lot sign challenge concern issue question case
    step factor way fact need success failure favorite mistake priority number variety
    consequence advantage disadvantage goal target majority minority bit hit thing
    controversy topic subject part component piece indication indicator response risk
    contrast rarity mixture limitation strength fan member product cause source aspect
    opportunity feature form kind characteristic one quarter third half range total
    couple few pair fraction portion handful influence
""")
"""What is said to be one of these is not defined by it, nor asked about."""

ONLY = each_of("first last only second third same most best")

QUANTITIES = each_of("""
    population length height width depth diameter capacity mass weight temperature speed
    budget circulation range accuracy sensitivity specificity prevalence incidence
    density turnover revenue radius volume wingspan lifespan elevation altitude price
    rate half-life frequency voltage wavelength duration membership enrolment
""")

PEOPLE = each_of("""
    actor actress artist author architect astronaut athlete attorney banker baron
    biographer bishop boxer businessman businesswoman captain cardinal chairman
    chairwoman chancellor chef chemist choreographer clergyman coach columnist comedian
    commander commentator composer conductor congressman count critic dancer designer
    diplomat director doctor duke economist editor emperor empress engineer entrepreneur
    evangelist executive explorer filmmaker footballer founder general geographer
    geologist governor guitarist historian hunter husband inventor journalist judge
    justice king knight lawyer leader lieutenant linguist lord lyricist manager marquis
    mathematician mayor merchant minister missionary monarch monk musician naturalist
    navigator nobleman novelist nun officer painter pastor patriarch patron
    philanthropist philosopher photographer physician physicist pianist pilot pioneer
    playwright poet politician pope preacher president priest prince princess producer
    professor prophet psychologist queen rapper reformer researcher revolutionary ruler
    sailor saint scholar scientist sculptor secretary senator sheriff singer sociologist
    soldier songwriter spokesman statesman surgeon teacher theologian translator tsar
    wife wrestler writer zoologist biologist biochemist microbiologist anthropologist
    astronomer botanist activist theorist player quarterback striker goalkeeper
    cricketer swimmer cyclist daughter son brother sister mother father
""")

THINGS = each_of("""
    city cities capital river mountain lake island country state company film movie song
    album book novel building bridge train railway ship station university school church
    tower planet star language religion port airport park town village region province
    war battle single series game disease virus treaty law airline network newspaper
    bank economy museum cathedral palace desert forest glacier volcano waterfall party
    organization club team stadium event festival agreement system program programme
    protocol theory model method process service software project agency committee
""")
"""What has a name of several words, and is nobody."""

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
    patent introduce commission establish propose appoint publish conquer defeat elect
    abolish assassinate launch declare construct film record organize
"""
BY_SOMEBODY = {_past(base) for base in _BY_SOMEBODY.split()} | {"written", "built"}
"""What only persons and bodies do: "It was joined by 1998" tells nobody."""

_DOES = """
    produce require represent generate connect regulate govern oversee explain own
    encode inhibit convert absorb emit prevent teach destroy separate provide
    contain affect control involve offer operate employ publish manage
    promote protect recommend define combine cover enable feature
"""
DOES = {f"{base}s": base for base in _DOES.split()} | {
    "consists of": "consist of", "depends on": "depend on", "stands for": "stand for",
    "refers to": "refer to", "belongs to": "belong to", "relies on": "rely on",
    "leads to": "lead to", "results in": "result in", "deals with": "deal with",
    "focuses on": "focus on", "contributes to": "contribute to",
}  # fmt: skip
"""Verbs in the present whose object can be asked for; few look like plural nouns."""
