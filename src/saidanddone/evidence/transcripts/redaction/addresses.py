"""Streets, houses, schools, places to stay, landmarks and firms: by the word their name ends in.

"Cobden Terrace" is a street for its "Terrace", "st brannocks park" a place for its "park". What stands
before tells more: a house number makes it an address, "room 12 at the" a place to stay, and "bookies on"
a landmark. In small letters a preposition or a number must stand before, and the word may be no sort
of thing ("car park", "high street").
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import chain

from saidanddone.evidence.transcripts.redaction.capitals import Run, whole_word
from saidanddone.evidence.transcripts.redaction.hits import Hit, Kind
from saidanddone.evidence.transcripts.redaction.spoken import TEENS, TO_99, UNITS
from saidanddone.evidence.transcripts.redaction.words import (
    CHAINS,
    COMMON,
    FAMOUS_STREETS,
    NO_HEADS,
    words_of,
)

_STREETS = (
    "street st road rd lane ln avenue ave close drive crescent cres terrace terr court gardens gdns grove hill row "
    "square walk mews rise parade yard quay wharf passage alley fold croft mead way approach broadway esplanade "
    "promenade embankment chase view views brow dale end gate green wynd vennel ginnel snicket loan vale heights "
    "estate flats tower towers house cottage cottages mansions buildings chambers apartments block hall halls farm "
    "barn villa villas building arcade works mill maltings place bungalows"
)
_PLACES = (
    "park bridge rec common wood woods station point pier cemetery graveyard churchyard market precinct roundabout "
    "underpass subway viaduct canal lock locks dock docks harbour beach field fields playground parkway lychgate "
    "tunnel steps cross corner circus monument memorial stadium arena baths pool allotments weir lido moor quarry "
    "reservoir library museum exchange theatre bandstand island cliffs cove bay towpath bypass flyover"
)
_SCHOOLS = (
    "school primary infants juniors academy college nursery university uni comprehensive comp grammar secondary met "
    "poly polytechnic tech preschool playgroup high"
)
_LODGINGS = "hostel hotel refuge lodge inn guesthouse b&b foyer nightshelter shelter"
_FIRMS = (
    "medical surgery practice clinic hospital infirmary solicitors law llp ltd homecare care trust foundation "
    "methodist baptist church chapel mosque masjid temple gurdwara synagogue cathedral priory abbey convent minster "
    "club arms tavern assembly tabernacle ministries fellowship cafe bakery salon spa sauna outreach partnership collective housing legal hospice centre project logistics tyres motors taxis lettings"
)
KIND_OF_TYPE = {
    word: kind
    for words, kind in (
        (_FIRMS, Kind.ORGANISATION),
        (_PLACES, Kind.PLACE),
        (_STREETS, Kind.STREET),
        (_SCHOOLS, Kind.SCHOOL),
        (_LODGINGS, Kind.LODGING),
    )
    for word in words.split()
}
# Typed small after a name with a capital: "Bethesda chapel", "St Brannock's lychgate".
_SMALL_TYPE_AFTER = re.compile(
    r"(?:'s)?[ ](?P<type>street|road|lane|avenue|estate|park|bridge|rec|chapel|church|mosque|temple|gurdwara|library"
    r"|lychgate|cemetery|churchyard|market|precinct|roundabout|underpass|steps|station|pier|playground|school|primary"
    r"|academy|college|nursery|sixth[ ]form|hostel|hotel|refuge|lodge|guest[ ]house|guesthouse|b&b|hospital|infirmary"
    r"|surgery|clinic|hospice|flats|towers?|court|arms|pub|car[ ]park|woods?|fields?|gates?|quarry|weir|lock|viaduct|tunnel|lido|stadium|reservoir|farm|tech)(?!\w)"
)
_ROOM_AFTER = re.compile(rf",?[ ](?i:room|rm)[ ](?:[0-9]{{1,4}}[a-z]?|(?i:{TO_99}))(?!\w)")

_NUMBER = rf"(?:(?:(?i:number|num|no\.?|nos\.?)[ ]?)?[0-9]{{1,4}}[A-Za-z]?|(?:(?i:number)[ ])?(?i:(?:(?:a|one|two)[ ]hundred[ ]and[ ])?{TO_99})(?:[ ][b-hB-H](?!\w))?)"
_UNIT_WORDS = "flat|apartment|apt|unit|bedsit|studio|block|caravan|plot|pitch|house|door|top|basement|floor|stairs|garden|attic"
_UNIT = (
    rf"(?:(?i:flat|apartment|apt|unit|bedsit|studio|block|caravan|plot|pitch|house|door|room|rm)\.?[ ]"
    rf"(?:[0-9]{{1,4}}[A-Za-z]?|[A-Za-z]|(?i:{TO_99}))"
    r"|(?i:(?:top|basement|ground|first|second|third|upstairs|downstairs|garden|attic)(?:[ ]floor)?(?:[ ]flat)?))"
)
_HOUSE_BEFORE = re.compile(
    rf"(?<![\w.,£$/-])(?:[Cc]/[Oo][ ])?(?:{_UNIT},?[ ](?:(?i:above|at|in|of|on|over)[ ])?)?(?:{_NUMBER},?[ ](?:[Tt]he[ ])?|(?i:number)[ ](?:[0-9]{{1,4}}|(?i:{TO_99})),?[ ](?i:of|on|in|at|up|down)[ ])$"
)
_UNIT_BEFORE = re.compile(
    rf"(?<!\w){_UNIT},?[ ](?:(?i:above|at|in|of|on|over)[ ])?(?:(?i:the)[ ])?$"
)
_ROOM_BEFORE = re.compile(
    rf"(?<!\w)(?i:room|rm|bed|pod|dorm|cubicle)[ ](?:[0-9]{{1,4}}[A-Za-z]?|(?i:{TO_99})),?[ ]"
    r"(?:(?i:at|in|of)[ ])?(?:(?i:the)[ ])?$"
)
_CHAINS = "|".join(sorted(map(re.escape, CHAINS), reverse=True))
_LANDMARK_BEFORE = re.compile(
    rf"(?<!\w)(?i:{_CHAINS}|rec|stop|baths|multi-?storey|zebra[ ]crossing|[a-z]{{3,12}}[ ](?:shop|place|wash|stall|stand|rank|bank)|tram[ ]stop|top|bottom|far[ ]end|bookies|chippy|chip[ ]shop|kebab[ ]shop|takeaway|laund[e]?rette|bus[ ]stop|bus[ ]shelter|shelter"
    r"|phone[ ]box|cash[ ]?point|cash[ ]machine|petrol[ ]station|garage|car[ ]park|bench|benches|(?:(?:canal|church|station|river|library|court|back|front)[ ])?steps|doorway|wall|gates?"
    r"|railings|bridge|underpass|subway|bandstand|toilets|loos|alley|alleyway|corner|corner[ ]shop|shops?|offy"
    r"|off[ ]licence|co-op|costcutter|spar|newsagents?|post[ ]office|pub|club|bar|caf[e]|caff|nail[ ]bar|barbers?|salon"
    r"|sauna|parlour|taxi[ ]rank|rank|lifeboat[ ]station|station|platform(?:[ ]\w+)?|church|chapel|mosque|lay-?by"
    r"|roundabout|traffic[ ]lights|lights|crossing|canal|towpath|playground|swings|skate[ ]park|statue|fountain|clock"
    r"|arch|arches|graveyard|yard|depot|warehouse|factory|hostel|hotel|chemists?|pharmacy|surgery|library|dentists?|gym"
    r"|lamp[ ]?post|pitch|night[ ]shelter|shelter|lock|weir|(?:war[ ])?memorial|market|school|squat|tent|jetty|pier|ginnel|snicket|crossroads|junction|entrance|flats?[ ]above|boots|greggs|tesco|asda|aldi|lidl|subway)[ ]"
    r"(?i:on|in|at|of|by|outside|opposite|behind|past|near|under|off|next[ ]to|down|up|above|beside|over|round)[ ]"
    r"(?:(?i:the)[ ])?(?:(?i:old|former|back[ ]of)[ ])?$"
)
# A quick look at what stands last, so that the costly pattern is seldom tried; then the pattern.
_ENDS_IN_THE = r",?[ ](?:(?:of|on|in|at|up|down|the)[ ])?$"
_BEFORE = (
    (re.compile(r"(?:room|rm|bed|pod|dorm|cubicle)[ ]"), _ROOM_BEFORE, Kind.LODGING),
    (
        re.compile(rf"(?:[0-9][a-z]?|(?:ty|{TEENS}|{UNITS})(?:[ ][b-h])?){_ENDS_IN_THE}"),
        _HOUSE_BEFORE,
        Kind.ADDRESS,
    ),
    (re.compile(_UNIT_WORDS), _UNIT_BEFORE, Kind.ADDRESS),
    (
        re.compile(
            r"[a-z4][ ](?:on|in|at|of|by|outside|opposite|behind|past|near|under|off|to|down|up|above|beside|over|round)[ ]"
            r"(?:the[ ])?(?:old[ ]|former[ ]|back[ ]of[ ])?$"
        ),
        _LANDMARK_BEFORE,
        Kind.PLACE,
    ),
)
_UNIT_AFTER = re.compile(
    rf",?[ ](?i:(?:above|over)[ ](?:number[ ])?(?:[0-9]{{1,4}}|{TO_99})|(?:top|basement|ground|first|second|third|fourth)[ ](?:floor(?:[ ]flat)?|flat)|(?:flat|number|no\.?)[ ](?:[0-9]{{1,4}}[a-z]?|[a-z]|{TO_99}))(?!\w)"
)
_ANYWHERE = {_BEFORE[0][0], _BEFORE[2][0]}
_LAST = 24  # characters in which a number or a preposition must end
_FURTHEST = 60  # characters to look back for a number, a room or a landmark

_FUNCTION_HEADS = words_of(
    "the a an my our your his her their this that these those every any some no which what each another same next "
    "i it and or but so then of in on at by to from with for one two down up"
)


def named_places(text: str, runs: Iterable[Run], small_words: AbstractSet[str]) -> Iterator[Hit]:
    """Every street, building, school, place to stay, landmark and firm; `runs` as `runs_of_capitals` gives them."""
    for run in runs:
        yield from _in_capitals(run, text)
    yield from _in_small_letters(text, small_words)


def _in_capitals(run: Run, text: str) -> Iterator[Hit]:
    words = run.words
    small = [word.rstrip(".").removesuffix("'s").lower() for _, _, word in words]
    last = next((i for i in range(len(words) - 1, 0, -1) if small[i] in KIND_OF_TYPE), None)
    first = next(
        (i for i in range(len(words)) if not _opens_a_sentence(small[i], i, run)), len(words)
    )
    if (
        last is not None
        and first < last
        and _is_named(small[first:last], KIND_OF_TYPE[small[last]])
    ):
        kind = Kind.LODGING if small[last - 1] == "guest" else KIND_OF_TYPE[small[last]]
        after = _SMALL_TYPE_AFTER.match(text, run.end)
        yield _extended(text, words[first][0], after.end() if after else run.end, kind)
        return
    if run.is_mid and small[-1] in _STREETS_BY_ITSELF and all(word == "the" for word in small[:-1]):
        yield _extended(text, words[-1][0], run.end, Kind.STREET)
        return
    if first < len(words):
        after = _SMALL_TYPE_AFTER.match(text, run.end)
        if after and _is_named(small[first:], Kind.ORGANISATION):
            kind = KIND_OF_TYPE.get(after["type"].split()[0], Kind.LODGING)
            yield _extended(text, words[first][0], after.end(), kind)
            return
    start = words[min(first, len(words) - 1)][0]
    venue = _VENUE_BEFORE.search(text[max(0, start - 12) : start]) if run.is_mid else None
    if venue and not all(word in NO_HEADS for word in small):
        yield Hit(start - len(venue[0]), run.end, Kind.ORGANISATION, "named_place")
        return
    if (
        first < len(words)
        and small[first] in {"st", "saint", "holy", "sacred"}
        and len(words) > first + 1
    ):
        end = run.end + (2 if text.startswith("'s", run.end) else 0)
        yield _extended(text, start, end, Kind.PLACE)
        return
    is_chain = len(words) == 1 and small[0] in CHAINS
    is_named = not all(word in NO_HEADS for word in small)
    if is_named or is_chain:
        yield from _only_if_extended(text, start, run.end, may_be_landmark=is_chain or run.is_mid)


def _opens_a_sentence(word: str, place: int, run: Run) -> bool:
    return word in _FUNCTION_HEADS or (
        place == 0 and not run.is_mid and word in COMMON and len(run.words) > 2
    )


def _is_named(heads: list[str], kind: Kind) -> bool:
    heads = [head for head in heads if head not in {"of", "the"}]
    if not heads:
        return False
    if kind in {Kind.STREET, Kind.LODGING}:
        return heads[-1] not in FAMOUS_STREETS and not all(
            head in _FUNCTION_HEADS or head in _NO_STREETS for head in heads
        )
    return not all(head in NO_HEADS for head in heads)


# With a capital each is a street's whole name: "down The Avenue", "on Broadway".
_STREETS_BY_ITSELF = frozenset(
    {
        "broadway",
        "esplanade",
        "promenade",
        "embankment",
        "avenue",
        "crescent",
        "parade",
        "maltings",
        "quayside",
    }
)
_VENUE_BEFORE = re.compile(r"(?<!\w)(?:cafe|hotel|club|bar|restaurant|hostel|villa|salon|pub)[ ]$")
_NO_STREETS = words_of(
    "crown county magistrates magistrates' magistrate's family youth supreme high town village city opera council safe "
    "main back side white full big social police community public parish church open half care children's childrens "
    "guest community bed tax district appeal moot home food tennis squash basketball fair"
)


def _extended(text: str, start: int, end: int, kind: Kind) -> Hit:
    """The hit with the house number, room or landmark that stands beside it."""
    room = _ROOM_AFTER.match(text, end)
    unit = _UNIT_AFTER.match(text, end)
    if room:
        end, kind = room.end(), Kind.LODGING
    elif unit:
        end = unit.end()
        kind = Kind.ADDRESS if kind is Kind.STREET else kind
    longest = 0
    before = text[max(0, start - _FURTHEST) : start]
    small = before.lower()
    last = small[-_LAST:]
    for needs, pattern, its_kind in _BEFORE:
        if kind is Kind.SCHOOL and its_kind is Kind.ADDRESS:
            continue
        match = (
            pattern.search(before) if needs.search(small if needs in _ANYWHERE else last) else None
        )
        if match and len(match[0]) > longest:
            longest, kind = len(match[0]), its_kind
    return Hit(start - longest, end, kind, "named_place")


def _only_if_extended(text: str, start: int, end: int, *, may_be_landmark: bool) -> Iterator[Hit]:
    hit = _extended(text, start, end, Kind.NAME)
    is_landmark = hit.kind is Kind.PLACE
    if hit.kind is Kind.LODGING or (is_landmark and may_be_landmark):
        yield hit


# ---- In small letters ----------------------------------------------------------------------------

_SURE = (
    *(
        "street",
        "road",
        "rd",
        "lane",
        "avenue",
        "ave",
        "crescent",
        "terrace",
        "gardens",
        "park",
        "estate",
        "rec",
    ),
    *(
        "sixth form",
        "primary",
        "academy",
        "college",
        "nursery",
        "infants",
        "juniors",
        "comp",
        "high school",
        "school",
    ),
    *(
        "guest house",
        "guesthouse",
        "hostel",
        "hotel",
        "lodge",
        "refuge",
        "b&b",
        "arms",
        "tavern",
        "surgery",
        "clinic",
    ),
    *(
        "medical centre",
        "health centre",
        "church",
        "chapel",
        "mosque",
        "temple",
        "gurdwara",
        "bridge",
        "cemetery",
    ),
    *(
        *(
            "logistics",
            "cleaning",
            "taxis",
            "solicitors",
            "motors",
            "tyres",
            "lettings",
            "nails",
            "cafe",
        ),
        "tower",
        "towers",
        "wharf",
        "quay",
        "viaduct",
        "reservoir",
        "tech",
        "market",
        "precinct",
        "hospital",
        "infirmary",
        "cottage",
        "cottages",
        "st",
        "hall",
        "flats",
        "mews",
    ),
)
_ONLY_WITH_A_NUMBER = (
    *(
        "close",
        "row",
        "court",
        "way",
        "drive",
        "place",
        "hill",
        "view",
        "square",
        "grove",
        "walk",
        "rise",
        "house",
        "green",
    ),
    *("yard", "fold", "croft"),
)
_SMALL_TYPES = frozenset({*_SURE, *_ONLY_WITH_A_NUMBER})
_HEAD_BEFORE = re.compile(
    r"(?<![\w'@./-])(?:(?P<first>[a-z][a-z'.-]*)[ ])?(?P<head>[a-z][a-z'-]{2,})[ ]$"
)
_WORD_BEFORE = re.compile(r"(?:^|[\n:,;(.-][ ]?|(?<!\w)(?P<word>[a-z0-9']+)[ ])$")
_PREPOSITIONS = words_of(
    "on off at down up along past by near in from to behind outside opposite round around of under over between towards "
    "across via above into through til till goes go went attends attend was and or is called staying stayin living put says said its it's like named"
)
# "the marlow estate" is one of its name, "the caravan park" a sort of park.
_AFTER_THE = frozenset(
    {"estate", "hostel", "hotel", "arms", "tavern", "lodge", "guesthouse", "guest house"}
)
_FIRST_OF_TWO = words_of(
    "st saint old new upper lower north south east west great little long mount king queen prince princess lady lord "
    "castle church st. nether high green white black red royal holy our sacred"
)
_WORDS_OF_TYPES = [(name, frozenset(re.findall("[a-z]+", name))) for name in _SMALL_TYPES]


def _in_small_letters(text: str, small_words: AbstractSet[str]) -> Iterator[Hit]:
    sought = [name for name, words in _WORDS_OF_TYPES if words <= small_words]
    for match in chain.from_iterable(whole_word(name).finditer(text) for name in sorted(sought)):
        type_word = match[0]
        head = _HEAD_BEFORE.search(text[max(0, match.start() - 40) : match.start()])
        if head is None:
            continue
        start = match.start() - len(head[0])
        words = [head["first"], head["head"]] if head["first"] else [head["head"]]
        if len(words) == 2 and words[0] not in _FIRST_OF_TWO:
            start += len(words[0]) + 1
            words = words[1:]
        kind = KIND_OF_TYPE.get(type_word.split()[-1], Kind.LODGING)
        kind = Kind.LODGING if type_word.startswith("guest") else kind
        kind = Kind.SCHOOL if type_word in {"sixth form", "high school"} else kind
        if words[-1] in NO_HEADS or words[-1] in FAMOUS_STREETS:
            continue
        hit = _extended(text, start, match.end(), kind)
        if (
            (hit.start < start and (type_word in _SURE or hit.kind is Kind.ADDRESS))
            or hit.end > match.end()
            or (
                type_word in _SURE
                and not words[-1].endswith("ing")
                and _stands_alone(text[max(0, hit.start - 14) : hit.start], type_word)
            )
        ):
            yield hit


def _stands_alone(before: str, type_word: str) -> bool:
    match = _WORD_BEFORE.search(before)
    if match is None:
        return False
    word = match["word"]
    return word is None or word in _PREPOSITIONS or (word == "the" and type_word in _AFTER_THE)


_SAINT = re.compile(
    r"(?<![\w'])st\.?[ ](?:[a-z]{3,}+'s|(?:[a-z]{5,}+s))(?!['\w])(?:[ ](?:park|church|school|primary|street|road|lane))?"
)
_ROOM = re.compile(r"r(?<=[ ].)(?:oom|m)[ ]")


def saints_and_rooms(text: str) -> Iterator[Hit]:
    """ "st cuthbert's" and "marlow rm 21", typed small."""
    for match in _SAINT.finditer(text):
        word = match[0].split()[1].removesuffix("'s")
        if word not in COMMON and text[max(0, match.start() - 1) : match.start()] != ",":
            yield Hit(match.start(), match.end(), Kind.PLACE, "saint")
    for match in _ROOM.finditer(text):
        before = text[max(0, match.start() - 30) : match.start()]
        comma = before.endswith(", ")
        head = _HEAD_BEFORE.search(f"{before[:-2]} " if comma else before)
        room = _ROOM_AFTER.match(text, match.start() - 1)
        if (
            head
            and room
            and len(head["head"]) > 3
            and head["head"].removesuffix("'s") not in NO_HEADS
        ):
            start = match.start() - (2 if comma else 1) - len(head["head"])
            yield Hit(start, room.end(), Kind.LODGING, "room")
