"""Lists of words that tell a name from another word. Written for the rules from common knowledge.

They are short on purpose: a list that tried to hold every word, or every name, would be a dictionary.
"""


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that are no name, however they are written: they open sentences, or stand beside names.
_FUNCTION = """
a about above across actually after again against ago ah ain't all almost along already alright also although
always am among an and another any anybody anyhow anyone anything anyway anywhere apart apparently are aren't
around as aside ask asked asking at away aye back basically be became because been before behind being
below beside besides best better between beyond big bit both bottom bright but by bye came can can't cause
cheers close come comes coming cos could couldn't course cuz daft dark dear definitely did didn't do does
doesn't doing don't done double down due during each early either else enough er erm even ever every everybody
everyone everything everywhere exactly except fair far few fewer finally fine first for former fourth frankly
friendly from front full funny further gave generally get gets getting give given gives giving go god goes going gone
gonna good got gotta great had hadn't half hang happy hard has hasn't have haven't having he he'd he'll he's
hello hence her here here's hers herself hey hi high him himself his hold honest honestly hopefully how
however i i'd i'll i'm i've if in indeed inside instead into is isn't it it'd it'll it's its itself just
keep kept kind knew know known knows last late lately later least leave left less let let's like likely
little live lived lives living local long look looked looking looks lot lots loud lovely low luckily made main
make makes making many matter may maybe me mean means might mine mm mmm more most mostly much must my
myself near nearly need needed needs neither never new next nice no nobody non none nope nor normally not
nothing now nowadays nowhere obviously odd of off oh ok okay old on once one ones only onto open opposite or
other others otherwise our ours ourselves out outside over own past per perhaps personally please plenty plus
poor possibly posh pretty previously probably proper properly put quick quiet quite rather ready real really
recently reckon right round safe said same sat saw say saying says second see seen self several shall she
she'd she'll she's short should shouldn't shut similarly simply since single small so some somebody somehow
someone something sometimes somewhere soon sorry sort spare still straight strange such sure sweet ta take taken takes
taking tell telling than thank thanks that that'd that'll that's the their theirs them themselves then there
there's therefore these they they'd they'll they're they've thing things think thinking third this those
though thought through throughout till to today together told tomorrow tonight too took top total towards
tried true try trying turned twice two um under underneath unfortunately unless unlike until up upon us use
used using usual usually various very via wait walk walked walking wanna want wanted wants was wasn't watch
way we we'd we'll we're we've well went were weren't what what's whatever when whenever where where's
wherever whether which while who who's whoever whole whom whose why will wish with within without won't
wonder would wouldn't wow wrong yeah yep yes yesterday yet you you'd you'll you're you've young your yours
yourself yup zero three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
dont cant wont didnt doesnt isnt wasnt im ive youre theyre thats its hes shes couldnt wouldnt wouldn
ur u r n w wi abt bc coz tho tbh idk lol bro bruv mate mates innit fam gonna wanna ain gotta dunno
interviewer respondent participant researcher speaker facilitator moderator question answer int unknown inaudible
"""
# Nouns, verbs and adjectives that open sentences in talk, or are typed with a capital out of respect.
_COMMON = """
people person man men woman women girl girls boy boys lad lads lady ladies guy guys bloke blokes child
children kid kids baby babies mum mums mam mams mummy mother mothers dad dads daddy father fathers sister
sisters brother brothers son sons daughter daughters aunt auntie uncle nan nana nanna gran grandma grandad
granddad granny grandmother grandfather cousin cousins friend friends husband wife partner partners
boyfriend girlfriend ex family families neighbour neighbours landlord landlady tenant tenants resident residents
client clients punter punters customer customers worker workers volunteer volunteers staff boss manager
managers police officer officers copper coppers cops sergeant inspector constable warden guard security doctor
doctors nurse nurses midwife solicitor lawyer judge magistrate magistrates social services service support
council councillor councillors government mayor minister mp mps housing benefit benefits homeless health mental
hospital ward clinic surgery gp dentist chemist pharmacy school schools college uni university nursery class
teacher teachers church chapel mosque temple pastor priest vicar imam father reverend lord jesus christ
allah bible quran heaven hell rent money cash wages work works worked working job jobs life lives love lovely darling
babe hun honey home homes house houses flat flats room rooms hostel hostels hotel hotels refuge street
streets road roads lane town city village county estate area areas park bridge station stations bus buses
train trains taxi taxis car cars van vans bike lights light night nights nightly day days week weeks weekend weekends
month months year years morning mornings afternoon evening evenings winter summer spring autumn
weather rain snow sun time times number numbers name names phone phones photo photos picture pictures text
texts message messages email emails letter letters form forms card cards bank banks bill bills tax court
courts crown prison jail custody bail fine fines law laws order orders crime crimes report reports case cases
file files office officers desk team teams centre center hub project drop drop-in outreach group groups meeting
meetings committee panel board support helpline charity charities union unions food drink drinks tea coffee milk
beer wine weed drugs heroin crack alcohol needle needles condom condoms toilet toilets bench benches bin bins rubbish
window windows door doors garden gardens shop shops pub pubs club clubs market library post parking cameras camera
problem problems issue issues story stories truth rule rules right rights wrong reason reasons question
questions answer answers change changes idea ideas word words english language languages sex trade industry trans
gay lesbian straight black white asian brown mixed muslim christian catholic hindu sikh jewish buddhist protestant
anglican methodist baptist pentecostal orthodox religion faith faiths
national insurance universal credit child home foreign department ministry ombudsman commission commissioner
authority authorities agency agencies association federation society institute royal british public private community
communities neighbourhood watch safety modern slavery human human-rights equality act acts bill strategy policy
plan plans budget survey interview interviews consultation annex appendix chapter section page table figure part
north south east west northern southern eastern western central upper lower middle
red-light sw sex-work everybody love-island season seasons party parties election
asks asked begging called calling calls caught changed cleaning coming cried crying drinking driving
dropped eat eating fed feel feeling feels fell felt fight fighting find finding finished found getting
happen happened happens hate hated hear heard help helped helping helps hit hurt keeps killed laughed lay lie lied
lost met moved moving paid pay paying picked pray prayed promise rang read reading remember ring ringing robbed
running sell selling sent set sit sitting sleep sleeping slept smoke smoking sold speak speaking spoke stand
standing start started stay stayed staying stop stopped stopping stuck supposed talk talked talking thrown tried
trust turn turns understand wake wear wearing wondering worry write writing written wrote yell
able afraid alone angry anti asleep bad bored broken busy cheap clean cold crazy dangerous dead different difficult
dirty drunk easy empty expensive extra false fast final free fresh glad grateful hot huge ill important interesting
lucky mad massive nasty nervous normal obvious ordinary particular possible private quick rare regular rich
rough rude sad scared scary serious sick silly similar simple slow special stupid terrible tiny tired
unfair useful useless usual vulnerable warm weird wet worse worst
anonymous confidential yours sincerely regards sent from reply subject re fwd cc attn
shoulder nightmare everyone's column row list option transport hall show level channel noise meter care sexual model
benefits grandparents clients thanks confirm minutes attendees chair apologies action actions agenda noon midnight data
estate-agent bang boom ping anon charge charges evidence account accounts address addresses
"""
FUNCTION = frozenset(_FUNCTION.split())
COMMON = FUNCTION | frozenset(_COMMON.split())

# Written with a capital, and no one's name: the calendar, peoples, tongues, lands, large towns.
_CALENDAR = """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
mondays tuesdays wednesdays thursdays fridays saturdays sundays january february march april may june july
august september october november december jan feb mar apr jun jul aug sept sep oct nov dec christmas xmas
easter eid ramadan diwali hanukkah passover lent boxing halloween bonfire valentine valentine's ascension
pentecost vaisakhi holi brexit covid lockdown
"""
_PEOPLES = """
english scottish scots welsh irish british european american african caribbean asian arab arabic romanian polish
ukrainian russian lithuanian latvian estonian bulgarian hungarian czech slovak slovakian slovenian croatian serbian
bosnian albanian kosovan greek turkish kurdish italian spanish portuguese french german dutch belgian danish
swedish norwegian finnish icelandic swiss austrian moldovan georgian armenian nigerian ghanaian kenyan ugandan somali
somalian sudanese ethiopian eritrean congolese zimbabwean zambian malawian gambian gambians jamaican trinidadian
brazilian colombian venezuelan ecuadorian peruvian bolivian chilean argentinian mexican cuban dominican chinese
japanese korean thai vietnamese filipino filipina malaysian indonesian indian pakistani bangladeshi bengali
punjabi gujarati urdu hindi tamil sinhala sri lankan nepali nepalese afghan pashto dari farsi persian iranian iraqi
syrian lebanese palestinian israeli jordanian egyptian moroccan algerian tunisian libyan yemeni tigrinya amharic
yoruba igbo hausa twi swahili lingala mandarin cantonese tagalog creole patois gypsy roma romany traveller travellers
scouse scouser geordie cockney brummie yorkshire mancunian londoner northerner southerner islam islamic christianity
hinduism judaism buddhism sikhism quaker jehovah jehovah's witness witnesses mormon rastafarian hebrew latin sylheti nordic scandinavian baltic balkan slavic celtic
poles romanians brits europeans americans africans bulgarians russians chinese
"""
_LANDS = """
england scotland wales ireland britain uk gb eu europe usa america africa asia australia zealand canada romania
poland ukraine russia lithuania latvia estonia bulgaria hungary czechia slovakia slovenia croatia serbia bosnia albania
kosovo greece turkey cyprus malta italy spain portugal france germany holland netherlands belgium denmark sweden norway
finland iceland switzerland austria moldova armenia nigeria ghana kenya uganda somalia sudan ethiopia
eritrea congo zimbabwe zambia malawi gambia senegal cameroon rwanda jamaica trinidad barbados brazil colombia
venezuela ecuador peru bolivia chile argentina mexico cuba china japan korea thailand vietnam philippines
malaysia indonesia india pakistan bangladesh lanka nepal afghanistan iran iraq syria lebanon palestine israel egypt
morocco algeria tunisia libya yemen dubai hong kong singapore bengal punjab kurdistan
london birmingham manchester liverpool leeds sheffield bristol newcastle nottingham leicester coventry bradford hull
cardiff swansea edinburgh glasgow aberdeen dundee belfast derry dublin cork southampton portsmouth plymouth brighton
oxford cambridge norwich york derby stoke wolverhampton sunderland middlesbrough blackpool bolton preston reading luton
essex kent sussex surrey devon cornwall dorset somerset norfolk suffolk lancashire cumbria durham northumberland
yorkshire cheshire lincolnshire midlands merseyside paris rome berlin madrid lagos accra nairobi kyiv kiev warsaw
bucharest sofia vilnius delhi mumbai karachi lahore dhaka beijing shanghai moscow istanbul athens lisbon
"""
# Bodies, sites, makers and programmes that many people meet.
_KNOWN_TO_ALL = """
nhs hmrc dwp hmp hmcts cps ico ofsted acas unison gmb cab mind samaritans shelter crisis barnardo's childline nspcc
stonewall crimestoppers refuge citizens advice parliament westminster whitehall holyrood senedd number
facebook fb insta instagram whatsapp snapchat snap tiktok twitter telegram youtube google gmail hotmail yahoo
outlook zoom teams skype netflix amazon ebay vinted uber bolt deliveroo airbnb onlyfans adultwork vivastreet craigslist
paypal monzo revolut barclays natwest lloyds hsbc santander halifax nationwide tsb visa mastercard amex klarna
microsoft excel word windows apple iphone ipad android samsung huawei nokia playstation xbox nintendo
ford fiesta focus transit vauxhall astra corsa vw volkswagen golf polo bmw audi mercedes toyota honda nissan
renault clio peugeot citroen fiat skoda kia hyundai mazda volvo tesla mini jaguar sprinter vivaro
bbc itv sky guardian mirror mail express metro observer telegraph radio eastenders emmerdale corrie
pcso cso pc wpc dc ds di dci sgt insp supt ok tv dvd cd id gps cctv dbs adhd ptsd hiv std sti aids ms
labour tory tories conservative conservatives liberal democrat democrats green greens reform ukip
christian-aid oxfam scope sure start
methadone subutex valium xanax spice viagra prozac paracetamol naloxone prep
father's mother's santa bingo lottery lotto olympics euros premier league world cup
"""
# Told alone they place nobody, until something fixes them: "the doorway of the old Woolworths".
_CHAINS = """
boots tesco tescos asda aldi lidl morrisons sainsbury's sainsburys waitrose greggs woolworths woolies wilko wilkos
primark argos superdrug poundland b&m iceland spar londis costcutter co-op coop nisa budgens costa starbucks nero
mcdonald's mcdonalds maccies kfc subway nando's nandos domino's dominos pizza burger wetherspoons wetherspoon
spoons ladbrokes coral betfred paddy hill's halfords ikea currys next h&m debenhams bhs smiths whsmith travelodge
premier holiday ibis hilton marriott matalan peacocks shell esso texaco
"""
CHAINS = frozenset(_CHAINS.split())
KNOWN_TO_ALL = frozenset((_CALENDAR + _PEOPLES + _LANDS + _KNOWN_TO_ALL).split()) | CHAINS
NO_NAMES = COMMON | KNOWN_TO_ALL

# Before "park" or "school" these only say what sort it is.
_SORTS = """
adventure amusement approved bail bike boarding bowling boxing breakfast brick brownies bus business car caravan
children's childrens civic coach council country county crown dance day derelict dirt drama drop-in driving
factory family fancy film fire football foot free girls boys mixed good grammar ground gated halfway health
high hill homeless housing industrial infant infants inner junior kids kids' ladies leisure local lorry lower luxury
magistrates magistrates' magistrate's main market medical middle motor motorway multi-storey muddy municipal night
nice nearest new nursery old open opera other our own patch petrol picnic play police pool posh pre pre-school primary
private public railway residential retail riding safe sauna secondary secure service shared shopping short side
single skate sixth slip snooker social special sports state strip student sunday supply supreme swimming tennis terraced
theme toll tow town trading train trailer tram travellers truck trunk tunnel upper village walk-in walking
wash water wedding white wildlife women's womens working workingmen's yacht youth lap gentlemen's strip one-way
dual busy cycle fast slow middle inside outside bumpy narrow dead leafy back side rear dodgy dangerous unlit
"""
SORTS = frozenset(_SORTS.split())
# Everyone knows them, so that they place nobody.
FAMOUS_STREETS = words_of(
    "oxford regent downing fleet harley wall sesame coronation savile carnaby bond baker abbey high main"
)

# Before a name they stay as they are: `names` finds what follows.
TITLES = words_of(
    "mr mrs ms mx dr dra prof sgt insp supt fr rev revd cllr professor doctor sergeant constable inspector "
    "superintendent detective officer father imam reverend pastor rabbi sister brother canon bishop deacon vicar "
    "sheikh shaykh mufti maulana councillor nurse auntie aunty aunt uncle miss sir dame lord lady judge wpc pcso pc "
    "dci dcs dc ds di"
)
_PLACELESS = frozenset((_CALENDAR + _PEOPLES + _KNOWN_TO_ALL).split())
# A type of place after only these is no name: "car park", "Polish shop", "Sunday school".
NO_HEADS = COMMON | SORTS | _PLACELESS | CHAINS
