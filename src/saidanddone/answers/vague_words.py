"""Words that commit to nothing, and acts that anyone could check. Data of `substance`."""

# Word lists are read as text.
# ruff: noqa: SIM905

import re
from typing import Final

# Phrases that promise an attitude. Each matches itself and nothing of what may follow.
_PHRASES: Final = (
    (
        r"(?:will |shall |we'll )?(?:be |remain |is |are |am |stay )?(?:fully |very |deeply |strongly |absolutely |firmly )?"
        r"(?:committed|dedicated|determined) to"
    ),
    r"(?:our|a|the|strong|ongoing|continued|continuing) (?:\w+ )?commitment to",
    (
        r"(?:will |shall |to )?(?:continue|carry on|keep|keep on|go on|look forward) (?:to |with )?"
        r"(?:engag\w+|work\w*|listen\w*|liais\w+|monitor\w*|review\w*|explor\w+|consider\w*|support\w*|"
        r"talk\w*|speak\w*|collaborat\w+|learn\w*|improv\w+|strengthen\w*|build\w* on|seek\w*|"
        r"discuss\w*|look\w* (?:at|into|for)|striv\w+|develop\w*|reflect\w*|do(?:ing)? (?:all|everything) we can)"
    ),
    (
        r"(?:work|working|worked|work(?:ing)? closely|work(?:ing)? together|liais\w+|engag\w+|collaborat\w+) "
        r"(?:closely |together |proactively |constructively |in partnership |jointly )*(?:with|alongside)"
    ),
    r"work(?:ing)? (?:hard|closely|together|jointly|tirelessly|in partnership)",
    r"in partnership with",
    (
        r"(?:will|shall|can|may|could|would)? ?(?:be |been |is |are |was |were )?"
        r"(?:duly |carefully |fully |actively |currently |also |further )*"
        r"(?:considered|considering|explored|exploring|noted|reviewed|reviewing|monitored|monitoring|"
        r"acknowledged|recognised|appreciated|valued|welcomed|looked at|looked into|looking at|"
        r"looking into|taken on board|taken forward|taken into account|fed back|fed into|kept under review|"
        r"discussed|addressed)"
    ),
    (
        r"(?:will |shall |to |we )(?:carefully |fully |actively |further )*"
        r"(?:consider|explore|note|review|monitor|acknowledge|recognise|appreciate|value|welcome|"
        r"look at|look into|reflect on|strive|endeavour|aim|aspire|seek|hope|intend|try|embed|champion|"
        r"address|tackle|prioritise|focus on|take forward|discuss|engage|collaborate|liaise)(?: to)?"
    ),
    r"tak(?:e|es|ing|en) (?:\w+ ){0,4}(?:seriously|on board|into account|into consideration|forward)",
    r"should (?:all |always )?(?:be|feel|have)",
    (
        r"(?:set up|setting up|establish\w*|creat\w+|form\w*|conven\w+|host\w*) (?:an? |the )?(?:\w+ )?"
        r"(?:working group|task(?: and finish)? group|steering group|task ?force|roundtable|forum|workshop)"
    ),
    r"(?:(?:ongoing|important|further|significant) )?pieces? of work|consideration (?:will be |is being )?given",
    r"(?:keep|keeping|kept) (?:\w+ ){0,4}(?:under review|in mind|informed|updated)",
    r"(?:we |are |is |fully |well |acutely )*aware of",
    r"under (?:active |constant |regular )?(?:review|consideration|discussion)",
    r"thank(?:s| you)? (?:\w+ )*for (?:\w+ )*(?:feedback|comments?|views?|input|contributions?|raising this|sharing)",
    r"(?:all|every) options? (?:remain|are|is) (?:open|on the table)",
    (
        r"(?:more|further|additional) (?:work|information|detail|details|discussion|engagement|updates?) "
        r"(?:is|are|will be|to be)?(?: ?(?:needed|required|follow|provided|shared|undertaken))?"
    ),
    (
        r"(?:watch this space|lessons (?:will be|have been|were) learn(?:ed|t)|business as usual|"
        r"work is (?:ongoing|under ?way|in progress|continuing)|an? (?:priority|ongoing priority) for us|"
        r"(?:top|key|high|our) priority|the right thing|do(?:ing)? (?:all|everything|what) we can|"
        r"best endeavours|at pace|going forward|moving forward|in the future|at this (?:time|stage|point)|"
        r"at the (?:moment|present time|earliest opportunity)|in due course|as soon as (?:possible|practicable)|"
        r"where (?:possible|appropriate|necessary|practicable)|as (?:appropriate|necessary|required)|"
        r"when resources allow|subject to (?:available )?(?:resources|funding|capacity)|in the round|"
        r"a (?:range|number|variety) of|to be (?:confirmed|advised|decided|determined)|tbc|tba|tbd|n/a)"
    ),
)
VAGUE_PHRASES: Final = re.compile("|".join(rf"(?<!\w)(?:{phrase})(?!\w)" for phrase in _PHRASES))

_MONTHS = """
    january february march april may june july august september october november december
""".split()
_DAYS = """
    monday tuesday wednesday thursday friday saturday sunday
""".split()
_COUNTS = """
    two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty
    hundred thousand dozen half both twice
""".split()
# A number, a date, an amount. A year in the name of a vision or a plan is neither.
FIGURE: Final = re.compile(
    r"£\s?\d|\d+(?:st|nd|rd|th)?(?! (?:vision|strategy|plan|agenda|ambition))(?<!20\d\d)\b"
    rf"|\b(?:{'|'.join(month for month in _MONTHS if month not in ('march', 'may'))})\b"
    r"|\b(?:in|by|from|until|last|next|this|since|on \d+|early|late|mid) (?:march|may)\b"
    rf"|\b(?:{'|'.join(_DAYS)})s?\b"
    rf"|\b(?:{'|'.join(_COUNTS)})\b"
    r"|\b(?:in|by|from|until|since|end of|before|after) 20\d\d\b"
    r"|\b(?:today|tonight|tomorrow|yesterday|(?:last|next|this) (?:week|month|year|spring|summer|autumn|winter))\b"
)

# Words that fit any sentence and tell a person nothing by themselves.
VAGUE_WORDS: Final = frozenset(
    """
    a able about above accordingly achieve achieving acknowledge acknowledged acknowledges
    acknowledging across act acted acting action actioned actioning actions active actively activity
    actually address addressed addressing after again agencies agency agenda agree agreed aim aims
    all along also am ambition ambitious an and any anyone appreciate appreciated approach
    approaches appropriate appropriately are area areas around as aspiration aspirations aspire at
    aware awareness balance balanced base based basis be because been before being best better
    between both bring broad broader build building business but by can cannot capacity care careful
    carefully case central challenge challenges challenging champion change changes changing
    circumstances clear clearly close closely co-design co-designed co-produced co-production
    collaborate collaborating collaboration collaborative collective collectively comment comments
    commit commitment commitments commits committed committing communication communities community
    complex comprehensive concern concerned concerns confirmed consider consideration considered
    considering consistent constantly constructive consult consultation context continual
    continually continue continued continues continuing continuous contribute contribution
    conversation conversations coordinated core could council create creating critical culture
    current currently decide decided decision decisions dedicated deeply deliver delivered
    delivering delivery determined develop developed developing development dialogue did difference
    different difficult discuss discussed discussing discussion discussions diverse do does doing
    done down drive driving due duly during each effective effectively effort efforts either else
    embed embedded embedding embrace empower empowering enable enabling encourage endeavour engage
    engaged engagement engages engaging enhance enhanced enhancing ensure ensured ensures ensuring
    environment escalate escalated essential ever every everybody everyone everyone's everything
    evidence evidence-based evolve evolving examine excellence excellent existing experience
    experiences explore explored exploring extremely factors fair feed feedback feel feels few focus
    focused focusing for form forms forward framework from full fully fundamental further future
    gather general generally genuine goal goals going good great greater grow growing had happen
    happening hard has have having he health hear heard hearing help helped helping helps her here
    high highest highly him his holistic honest hope hopeful hoping how however i idea ideas
    identified identify identifying if impact impacts implement implementation implementing
    importance important improve improved improvement improvements improves improving in include
    included including inclusive increase increasing individual individuals inform information
    initiative initiatives innovation innovative input insight insights integrated intend intends
    intention interest interested into investigate involve involved involvement involving is issue
    issues it it's its itself journey just key know landscape lead leadership leading learn learned
    learning learnt lens lessons let level levels leverage liaise liaising like listen listened
    listening lived lives local long long-term look looked looking made maintain maintaining make
    makes making many matter matters may me mean meaningful meaningfully measures meet meeting might
    mindful monitor monitored monitoring more most move moving much multi-agency must mutual my n/a
    national necessary need needed needs neither network networks no none nor not noted nothing
    notice now number objective objectives of off ok okay on once one ongoing only onto open
    operational opinion opinions opportunities opportunity options or organisation organisations
    other others our ourselves out outcome outcomes outlook over overall own part particular
    particularly partner partners partnership partnerships passion passionate passionately pathway
    pathways pending people people's perhaps place places plan planned planning plans please points
    policies policy positive positively possibilities possible potential potentially practicable
    practice practices present principle principles priorities prioritise priority proactive
    proactively procedure procedures process processes professional programme progress progressed
    progressing project promote promoting proper provide provided providing provision put quality
    quite raise raised raising range rather reality really reasons recognise recognised recognises
    recognising recognition reduce reducing reflect reflected reflecting reflection regard regarding
    regular regularly relation relationship relationships relevant remain remains report required
    requirement requires resident residents residents' resilience resilient resolve resource
    resources respect respected respectful respond responding response responses responsibility
    responsible responsive review reviewed reviewing right rights robust role safe safer safety said
    same say says scope see seek seeking serious seriously service services set several shall share
    shared sharing she should significant significantly simply situation so solution solutions some
    something soon sought space speak stage stakeholder stakeholders standard standards statutory
    steps still strategic strategy strength strengthen strengthened strengthening strive striving
    strong strongly subject success such support supported supporting supportive sure sustainable
    system systems tackle tackling take taken taking talk target targeted tba tbc tbd team than
    thank thanks that that's the their them then there these they they're thing things think this
    those thought thoughtful thoughts through thus time timely times to today's together tomorrow's
    too top towards transform transformation transparency transparent trauma-informed trust try
    trying under understand understanding understands undertake undertaken underway unfortunately
    unique unknown until up update updates upon urgently us use used using utilise valuable value
    valued values variety various very via view views vision vital voice voices vulnerable want
    wants was way ways we we'll we're we've welcome welcomed welcoming well wellbeing were what
    whatever when where wherever whether which while who whole whom whose why wide wider will
    willing wish with within without women words work worked worker workers working works world
    worry would yes yet you you'd you'll you're your
    """.split()
)

# Names of groups so general that nobody in them could be asked.
NO_NAME: Final = frozenset(
    """
    authorities authority board boards bodies body central colleagues committee government
    management managers officer officers official officials parties party people person persons
    professionals relevant senior somebody someone staff them they third us we
    """.split()
)

# Each of these names someone who can be asked.
NAMED_BODIES: Final = frozenset(
    {"council", "council's", "cabinet", "parliament", "police", "mayor"}
)

# Acts that anyone could check were done, in the forms they take.
_VERBS = """
    appoint arrest ask award ban bar book bought brought build built buy cancel carry change charge
    clean clear close collect cost cover cut deliver dig dim double drop employ end evict extend
    fill fine finish fit fix found fund gave get give grant hand halve hire hold held install invite
    issue join keep kept launch lay lend lent let light lift list lock lower mark mend met mount
    move name offer open order paint paid pass pay pick plant post print publish pull push put raise
    ran re-open recruit refund refuse refurbish relocate remove rent repaint repair replace reroute
    resurface ring run sack scrap sell sent send sign split start staff stop suspend sweep swept
    switch take taught teach tell tested told took train translate treble trim turn unlock upgrade
    visit vote walk wash widen wrote write written
""".split()


def _forms(verb: str) -> set[str]:
    stem = verb.removesuffix("e")
    doubled = verb + verb[-1]
    return {verb, f"{verb}s", f"{stem}ed", f"{stem}ing", f"{doubled}ed", f"{doubled}ing"}


_TOO_VAGUE = frozenset(
    """
    build building carry carrying change changing deliver delivered delivering found get getting
    hold keep keeping kept let put raise raising take taking
    """.split()
)
CONCRETE_ACTS: Final = frozenset().union(*map(_forms, _VERBS)) - _TOO_VAGUE
