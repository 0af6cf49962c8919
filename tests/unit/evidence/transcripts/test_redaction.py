"""What could tell who someone is, is found; what only looks like it, is left."""

# ruff: noqa: RUF001  curly quotation marks and dashes are what some of these tests are about

from collections.abc import Callable
from itertools import chain
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.base.errors import Refused
from saidanddone.base.folding import fold
from saidanddone.evidence.transcripts.redaction import (
    PLACEHOLDERS,
    RULES,
    Hit,
    Kind,
    KnownNames,
    find_identifiers,
    redact,
)
from saidanddone.evidence.transcripts.redaction.hits import SmallText
from tests.labelled import Half, read_passages

NO_MARKS = str.maketrans("", "", "«»")
WAYS_TO_WRITE: tuple[Callable[[str], str], ...] = (str, str.swapcase)
KNOWN = ("Fatima", "Fatima Begum", "Zoe", "O'Brien", "Anne-Marie", "May", "Jose", "the Crown")


def hits_of(text: str, names: tuple[str, ...] = ()) -> list[tuple[Kind, str]]:
    return [(hit.kind, text[hit.start : hit.end]) for hit in find_identifiers(text, names)]


# For each kind: in «» is what must be found, all of it and nothing else.
TRUE_HITS = {
    Kind.POSTCODE: [
        "I live at «E15 4QH» now",
        "it's «e15 4qh»",
        "«SW1A1AA»",
        "«EC1A 1BB», then «M1 1AE» and «B33 8TH»",
        "«CR2  6XH»",
        "my postcode is «DN55 1PT».",
        "we split across a line «W1A\n0AX»",
        "she moved to a flat in «E15»",
        "the «SE1» area",
        "One block, «EM4 7QL», is still swept",
        "my postcode starts with «e6»",
        "from «WC2N» they came",
        "a flat, «M14», nice",
    ],
    Kind.PHONE: [
        "ring «07700 900123»",
        "«07700900123»",
        "«07700-900-123» or «07700.900.456»",
        "«(020) 7946 0018»",
        "«020 7946 0018»",
        "«+44 7700 900123»",
        "«+44 (0)20 7946 0018»",
        "«0044 7700 900 123»",
        "«(+44) 1632 960 001»",
        "an old one, «01632 96001»",
        "«+33 1 23 45 67 89»",
        "it broke «07700\n900123» there",
        "call me on «946 0018»",
        "my number is «7700 900123»",
        "«oh seven seven double oh nine double oh one two three»",
        "«Zero two oh, seven nine four six» was it",
        "take it: «07700, nine double oh, six double two»",
        "«zero seven seven, double zero, nine hundred, er, two one eight»",
    ],
    Kind.EMAIL: [
        "«ada@example.org»",
        "write to «ada.b+c@mail.example.co.uk».",
        "<«ada_b@example.com»>",
        "«ADA@EXAMPLE.COM»",
        "mailto:«a@b.uk»",
        "(«b-c@example.net»)",
        "it's «ada.b at gmail dot com»",
        "«ada at example dot co dot uk»",
        "«zoë@exämple.org»",
        "it is «studio ponto jussara arroba example ponto com»",
        "write «reception at tannery row dot example»",
    ],
    Kind.WEB: [
        "see «https://example.org/ada?id=5#top».",
        "«http://example.org»",
        "«www.example.org/ada»",
        "on «example.co.uk» and «my-page.example.com/x»",
        "she is «@ada_b»",
        "(«@ada.b»)",
        "insta is «ada_b_99»",
        "Snapchat: «ada.b.c»",
        "her Telegram name is «ada77x»",
        "“«www.example.org»”",
        "he is «gazza.h.81» there",
        "snap is «cherrypop dot em», she says",
        "«saffybee_» on there",
    ],
    Kind.NHS_NUMBER: [
        "«943 476 5919»",
        "«9434765919»",
        "«943-476-5919»",
        "mine is «401 023 2137».",
        "NHS number «943 476 5918»",
        "NHS no. is «943 476 591»",
        "nhs number: «12345678»",
        "(«943 476 5870»)",
        "NHS number? «999 027 0331»",
    ],
    Kind.NI_NUMBER: [
        "«QQ 12 34 56 C»",
        "«QQ123456C»",
        "«ab123456d»",
        "«AB-12-34-56-D»",
        "«AB 12 3456 D»",
        "«AB 12 34 56»",
        "my NI number is «AB123456»",
        "National Insurance number: «ab 12 34 56 a»",
        "NINO «TN123456»",
        "I said «R, M, one one, seven four, five two, C»",
        "National Insurance? «U, V, nine, three, one, one, four, six, A»",
    ],
    Kind.PASSPORT: [
        "passport number «123456789»",
        "my passport is «123456789»",
        "Passport no. «533380006»",
        "passport: «AB1234567»",
        "passport num «A12345678»",
        "PASSPORT NUMBER IS «987654321».",
        "passport number\n«123456789»",
        "passport no «C01234567»",
    ],
    Kind.BANK_NUMBER: [
        "«4000 0566 5566 5556»",
        "«4000056655665556»",
        "«5555-5555-5555-4444»",
        "«3782 822463 10005»",
        "«6011111111111117».",
        "sort code «20-45-67»",
        "sort code is «204567» and account number «12345678»",
        "account no. «1234 5678»",
        "the card finish with «six six oh two», she said",
        "my card ending «double eight one four» then",
        "the one ending «forty-two seventeen» then",
        "sort code «forty, ninety-eight, oh seven» then",
    ],
    Kind.VEHICLE: [
        "a black «AB12 CDE»",
        "«AB12CDE»",
        "«ab12cde»",
        "«LX68 XYZ», I wrote it down",
        "«A123 BCD»",
        "«R5 YAB»",
        "«ABC 123D»",
        "reg is «ABC 123»",
        "had written down «EM01 BXD» on her hand",
        "number plate «lia1234»",
        "registration number: «1234 AB»",
        "it was «whisky papa eight six, hotel lima zulu»",
        "plate «Papa Kilo four nine something something Alpha»",
        "a fiesta, «M four one seven Q D R», old",
        "grey Golf «LD 88 something»",
        "a van «wr94 khh» outside",
    ],
    Kind.DATE: [
        "on «12/06/2024»",
        "«3-4-98», «03.04.1998»",
        "«2024-06-12»",
        "«6/25/2024»",
        "rang on «22/10» and left a number",
        "it was «22/10», I know",
        "from «03/04» to «3/05».",
        "on «3/4» she came",
        "not since «9/10»",
        "the «3rd of May»",
        "«3 May» and «4th may» and «5 may 2019»",
        "Friday «12 December 2023»",
        "«12-14 June»",
        "«May 3rd, 2019»",
        "on «March 12» we met",
        "«June the 4th»",
        "«May 2019»",
        "«Sept '19»",
        "the «twenty-third of June»",
        "«June the third»",
        "the «1st day of April»",
        "I arrive «twelve of November»",
        "happened on «Oct 27» about ten",
    ],
    Kind.TITLED_NAME: [
        "Mr «Smith»'s door",
        "Mrs. «O'Neill»",
        "Ms «Adeyemi-Clarke» and Dr «J. K. Patel».",
        "mr «smith» said",
        "PC «Jones» and Sgt «Okafor»",
        "Father «Michael»",
        "Imam «Yusuf al-Amin»",
        "Rev. «Grace de Souza»",
        "Detective Inspector «Marsh»",
        "my sister «Agnes» and Auntie «Bea»",
        "Miss «Ölmez»",
        "Councillor «Van der Berg»",
        "Mr and Mrs «Khan»",
        "it was Mr\n«Khan» then",
    ],
    Kind.KNOWN_NAME: [
        "and «Fatima» said",
        "«FATIMA» and «fatima»",
        "«Fatima Begum» came",
        "«Fatima»'s and «Fatima»’s",
        "«Fatima»s house",
        "«Zoë» and «zoé» and «Zoe\u0301»",
        "«O’Brien», «O'Brien»",
        "«Anne-Marie» or «Anne Marie»",
        "«José»!",
        "outside «the\nCrown»",
        "(«May»)",
    ],
    Kind.ADDRESS: [
        "I live at «44 Marsden Road» now",
        "we was at «number twelve Hallam Street» for years",
        "she's in «flat 3, Kingfisher Court» now",
        "they put me in «twenty two Acacia Avenue»",
        "«flat fourteen, Ashdown Tower», that was me",
        "hes at «9 tennyson rd», upstairs bell",
        "it was «118b Upper Station Road»",
        "«Flat C, 27 Marlborough Terrace»",
        "the «basement, 5 Orchard Rise»",
        "«flat 2 above 17 Hallam Street»",
        "at «88 Perrin Street, second floor» she says",
        "«number 9 on Hallam Street»",
        "at «Larkfield Road, number nine»",
        "send it «c/o 27 minnow st»",
        "in «thirty one b Bramley Rise»",
    ],
    Kind.STREET: [
        "up on «Hallam Street» most nights",
        "i was stood on «hallam street» when it happened",
        "all the girls on the «Brackenhall estate» know",
        "she lives on the «marlow estate»",
        "the lads from «Ashdown Tower»",
        "my nan's on «Larch Close»",
        "from «Station Approach» to the arches",
        "anywhere past «dock lane» is bad",
        "down The «Avenue», then on «Broadway»",
    ],
    Kind.SCHOOL: [
        "my kids go to «Hillside Primary»",
        "she went to «Thornfield High» with me",
        "I'm doing a course at «Eastgate College»",
        "i was at «parkside academy» till yr 9",
        "they go to «Greenbank Infants», both of them",
        "doing level 2 at «northfield college»",
        "at «Moorside Comp»",
        "he's at «parkside sixth form»",
        "put down «holy cross juniors»",
    ],
    Kind.LODGING: [
        "they put me in the «Beeches hostel»",
        "I was in «room 4 at Linden House»",
        "staying at the «Railway Hotel, room nine»",
        "he put me up in the «Clarendon Guest House»",
        "i was in «clarence lodge» for 2 weeks",
        "they've placed her at the «Limes, room 16»",
        "stopping at the «marigold guest house»",
        "new girl, staying «larch rm 21»",
        "i was in the «phoenix hostel»",
    ],
    Kind.PLACE: [
        "by the «swings in Victoria Park»",
        "under «Trent Bridge» most nights",
        "i kip behind the «chip shop on mill road»",
        "meet me at the «steps of the Guildhall»",
        "in the «doorway of the old Debenhams»",
        "at «Saltmarsh Rec» after dark",
        "round the back of «st anne's church»",
        "at the «bus stop outside the Red Lion»",
        "he's at «St Mary's», the nursery there",
        "«platform two at Fenny Junction»",
        "in «Hollow Wood car park»",
        "by the «car wash on Seddon Road»",
        "opposite the «wool shop on Cable Hill»",
        "the «zebra crossing on Brindle Road»",
    ],
    Kind.ORGANISATION: [
        "she's registered at «Park View Surgery»",
        "she's from the «Lighthouse Project», lovely woman",
        "i go to «harbour medical centre»",
        "the agency, «Larchfield Homecare»",
        "she goes to «Bethesda chapel»",
        "thurs at «cafe Mimosa»",
        "he is at «northgate logistics» nights",
        "with «Larch Solicitors»",
    ],
    Kind.COORDINATES: [
        "I was at «53.4808, -2.2426» when it rang",
        "«53.876 1.415»",
        "grid reference «SK 512 334»",
        "grid ref «TQ 3045 8012»",
        "«NZ 245 641» on the map",
        "it's «53° 28' N 2° 14' W»",
        "«fifty one point five oh seven and minus oh point one two seven»",
        "lat «51.50735, long -0.12776»",
        "the pin said «fifty-one point nine double two, minus six point one four»",
        "«S W two one four, oh nine three», off the map",
        "«fifty-two fifty-six north, nought thirty-six east»",
    ],
    Kind.THREE_WORDS: [
        "«filled.count.soap» was on my phone",
        "by the «///daring.lion.race» gate",
        "«/// sixpence . duvet . curl»",
        "the words are «table dot lamp dot river»",
        "what3words is «index home raft»",
        "what three words, «daring lion race»",
        "I told them «limit.broom.flip».",
        "the three words for it were put down as, «copper, hinge, almond»",
    ],
    Kind.CASE: [
        "the crime number is «14/20931/25»",
        "«CAD 412 of 4 June»",
        "her reference was «HO/E4417/2093»",
        "my case is «T20257104»",
        "log number «1022»",
        "court reference is «25EM0417722»",
        "custody number is «EM/1209/26»",
        "the file number, «HSG 20931»",
        "Incident «0417-12-26». I said well",
        "my housing number's «HSG/77120/E».",
        "the number on the letter's «2600417733»",
        "the number was like «EC stroke 7 7 1 0 stroke 93»",
        "it was «44 stroke 20871 stroke 26», on the calendar",
        "police log «four one two» for the eggs",
        "incident «four eight two of the nineteenth»",
        "claim number «K 0 0 E M 3 1 9»",
        "«CR/0091/94 G», it says",
    ],
    Kind.OFFICER: [
        "«PC 2210» was there",
        "it was «officer 5521» I think",
        "his collar number was «4 4 7 oh»",
        "shoulder number «7713», I wrote it down",
        "he told me his shoulder number like it was a joke, «two two eight one»",
        "I got his number, «PC three three one two»",
        "«Sgt 881» signed it",
        "he had the number «2207» on the shoulder",
        "«CSO 8846», «PC 3029», and so on",
        "the officer was «two two eight one»",
        '"«4471», that\'s his collar number"',
        "badge is «guard 0283»",
        "«civil enforcement officer 1160» came",
    ],
    Kind.NAME: [
        "my mate «Kelechi» was there",
        "i was with «donna» and «mandy p» got robbed",
        "ask for «Big Dave» at the door",
        "they call me «Roxie» but I'm really «Samantha»",
        "«Kelechi» said she'd wait",
        "Her name's «Xiomara»",
        "my caseworker, «Gwen Bright», left",
        "«Wojtek»'s van",
        "I told «Małgorzata» and she told «Ola»",
        "her real name is «王小红» she said",
        "it was «Наталья» who told me",
        "saw «lil jade» and my mate «big tone»",
        "he was called «Bill», a bill by name",
        "«J. Wilmot», one of three",
        "he drinks in the «Dog and Duck»",
        "saw «tash m» round the back",
        "known as «CJ Roper» there",
    ],
}
FOUND_BY_RULE = [kind for kind in Kind if kind is not Kind.ASKED]

# The same, as other programs and keyboards write it: what is hidden is what was written.
LOOK_ALIKES = {
    Kind.POSTCODE: ["in «E8\u20093PN» now", "«E8\u20113PN»", "«Ｅ８ ３ＰＮ»", "«E8-3PN»"],
    Kind.PHONE: [
        "ring «07700\u2011900\u2011123»",
        "«07700–900–123»",
        "«07700\u2009900\u2009123»",
        "«07700\u200e900123»",
        "«０７７００９００１２３»",
        "«٠٧٧٠٠٩٠٠١٢٣»",
        "«07700/900123», «07700·900·123»",
        "«0\ufe0f\u20e37\ufe0f\u20e37\ufe0f\u20e30\ufe0f\u20e30\ufe0f\u20e3900123» she typed",
    ],
    Kind.EMAIL: ["«ada＠example．org»"],
    Kind.NHS_NUMBER: ["«943\u2011476\u20115919»", "«943\u2009476\u20095919»"],
    Kind.NI_NUMBER: ["«QQ\u201112\u201134\u201156\u2011C»", "«QQ\u200912\u200934\u200956\u2009C»"],
    Kind.PASSPORT: ["passport number «１２３４５６７８９»"],
    Kind.BANK_NUMBER: ["sort code «20–45–67»"],
    Kind.VEHICLE: ["«AB12\u2011CDE»", "«AB12\u2009CDE»", "«AB12-CDE»", "«A123-BCD» and «ABC-123D»"],
    Kind.DATE: ["on «05⁄06⁄2026»", "call me on «12/06/2024»", "«12–14 June», «May ’19»"],
    Kind.TITLED_NAME: ["Mr «Gri \ufb03 th» came", "Mr «Gri\ufb03th»", "Mrs «O‘Neill»"],
    Kind.KNOWN_NAME: [
        "«Fa\u200dtima», «Fa\u00adtima», «Ｆatima»",
        "«Anne\u2011Marie», «Anne–Marie»",
        "«O\u02bcBrien» and «O`Brien»",
        "«Ti\ufb00any», «Ti \ufb00 any»",
        "«\ufee3\ufea4\ufee4\ufeaa» and «مُحَمَّد»",
        "我和«王芳»去",
    ],
}

# For each kind, what looks like it and is not.
FALSE_HITS = {
    Kind.POSTCODE: [
        "vitamin B12 helps",
        "on the A13 and the M25",
        "the E15 4th from the left",
        "an A4 sheet",
        "he is in 2B",
        "we got 10 to 3am",
        "MP3 player",
        "covid 19",
        "N1 is a bus",
        "in P1 and A1 condition",
        "the B52s",
        "I live off the M14 there, a flat on the A6, near",
    ],
    Kind.PHONE: [
        "call 999 or 101",
        "ring Childline on 0800 1111",
        "between 2019 and 2024",
        "0.0123456789",
        "£1,000,000",
        "one two three four",
        "on 01-02-2019 10:30",
        "ISBN 978-0-306-40615-7",
        "order 12345678901234",
        "one or two or three of them",
        "text me",
    ],
    Kind.EMAIL: [
        "meet @ five",
        "at home dot dot dot",
        "a@b",
        "look at that",
        "5 @ £3",
        "@ada",
        "me at work",
        "@.com",
    ],
    Kind.WEB: [
        "and so on...then",
        "e.g. this",
        "3.5 per cent",
        "meet @ 5pm",
        "dot com boom",
        "I use Instagram as well",
        "Facebook is dead",
        "snap is fun",
        "end.Then",
        "on the net. Info there",
        "i.e. this one",
        "at 7.30 p.m. or so",
    ],
    Kind.NHS_NUMBER: [
        "943 476 5918",
        "1234567890",
        "943 476 59190",
        "0943 476 5919",
        "the NHS has 12345678 people",
        "943 476",
        "9434-765-919",
        "99943 4765919",
    ],
    Kind.NI_NUMBER: [
        "AB 12 34",
        "AB123456",
        "at 12 34 56",
        "ABC 12 34 56 C",
        "QQ 12 34 567",
        "NI is in Belfast",
        "in 2012 34 56 came",
        "ab 12 34 56 e7",
    ],
    Kind.PASSPORT: [
        "123456789",
        "my passport",
        "passport in 2019",
        "passport number 12",
        "a passport costs 88",
        "two passports 123456789",
        "passport office, 1234567 people",
        "passport photo 123456789",
    ],
    Kind.BANK_NUMBER: [
        "4000 0566 5566 5557",
        "1234 5678 9012 3456",
        "4000 0566 5566",
        "12345678",
        "account of 2019",
        "on my account",
        "sort code unknown",
        "400005665566555612345",
        "ending one, two and three of the list",
    ],
    Kind.VEHICLE: [
        "the A13 BUS",
        "AB12 THE",
        "the M25",
        "in10 the",
        "MP3 and MP4",
        "B12 vitamins",
        "reg office",
        "registration 12 of them",
        "a plate of 12",
        "A4 paper",
        "iphone12pro",
        "I stayed at the hotel, Juliet came",
        "Victor, Mike and Charlie were there",
        "in 24 hrs",
    ],
    Kind.DATE: [
        "my 19th birthday",
        "in 2019",
        "in May",
        "24/7",
        "a half, 1/2",
        "1/2 hour",
        "9/10 of us",
        "on 9/10 nights",
        "10/10 for trying",
        "12/12 came",
        "50/50",
        "22/13",
        "32/10",
        "on 0/4",
        "20/20 vision",
        "in 2023/04",
        "120/80",
        "4.22/10",
        "it may 3 times",
        "in May 12 people came",
        "5 may have come",
        "march 12 miles",
        "version 1.2.10",
        "32/13/2024",
        "20-45-67",
        "third time",
        "on Monday",
        "for 10.30",
        "three of us",
    ],
    Kind.TITLED_NAME: [
        "I miss London",
        "Miss you",
        "the sergeant I spoke to",
        "mr and mrs",
        "Father said no",
        "the officer. She left",
        "my dad, son, uncle. I've seen",
        "the PC World shop",
        "I told my brother\nInterviewer: And then?",
        "Dr",
        "sir, Yes",
        "the doctor was kind",
        "Father Christmas",
        "my father-in-law",
    ],
    Kind.KNOWN_NAME: [
        "Fatimah",
        "Zoes2",
        "Brien",
        "Anne",
        "Marie",
        "Begum",
        "dismay",
        "crown",
        "Josephine",
        "maybe",
    ],
    Kind.ADDRESS: [
        "20 girls on the street",
        "in 2019 on the street",
        "twelve hours in the cold",
        "two of them walked down the road",
        "number 10 on my list",
        "flat 3 is empty",
        "we had 40 beds there",
        "a room at the top of the house",
    ],
    Kind.STREET: [
        "the lights on the street",
        "the High Street is dead",
        "walked down Oxford Street",
        "on the main road",
        "up our road",
        "in the bus lane",
        "the council estate",
        "at the Crown Court",
        "in the magistrates court",
        "no way down that dark alley",
    ],
    Kind.SCHOOL: [
        "at primary school",
        "the school run",
        "in high school",
        "went to college in London",
        "at Sunday school",
        "the nursery is shut",
        "off the college",
        "my old school",
    ],
    Kind.LODGING: [
        "in a hostel",
        "the homeless hostel",
        "the night shelter was full",
        "a hotel room 12 times",
        "meeting room 2",
        "in room 12",
        "a cheap hotel",
        "at the guest house",
    ],
    Kind.PLACE: [
        "in the car park",
        "at the bus stop outside the station",
        "by the bridge",
        "under the arches",
        "doorway of the old shop",
        "the bench in the park",
        "the police station",
        "a caravan park",
        "the steps of the court",
    ],
    Kind.ORGANISATION: [
        "the NHS clinic",
        "the social club",
        "at the night club",
        "in church",
        "with open arms",
        "the Polish shop",
        "a law firm",
        "the Job Centre",
    ],
    Kind.COORDINATES: [
        "3.5 per cent, 4.5 per cent",
        "1.25 and 2.25",
        "£53.50, £12.20",
        "one point five million",
        "NI 123 456 is",
        "the point is, two point nine",
        "PC 4471",
        "53.4808",
        "T one two and three",
    ],
    Kind.THREE_WORDS: [
        "and then...no...never",
        "www.example.example",
        "he said. she said. nothing",
        "dot dot dot",
        "what three words for you",
        "at home dot com",
        "e.g. this. that.",
        "three words, that is all",
    ],
    Kind.CASE: [
        "in any case 20 people came",
        "the case was in 2019",
        "a reference from 1998",
        "in court for 2 hours",
        "crime is up 12 per cent",
        "I called 101",
        "a ticket cost £120",
        "just in case",
        "ten stroke eleven years ago",
        "number one priority is lights",
        "a number of us, two or three",
    ],
    Kind.OFFICER: [
        "the officer said no",
        "officer, 2 of them",
        "a police officer in 2",
        "PC World",
        "my shoulder hurts",
        "the warden was 50",
        "call 101",
        "a number of officers",
    ],
    Kind.NAME: [
        "منذ ٣ سنوات",
        "On Monday I went to the Job Centre",
        "I speak English and a little Spanish",
        "in Spain, then in London",
        "the Home Office wrote to me",
        "My Name Is Not Important But The Street Is Dark",
        "What Is The Main Reason? Poor Lighting And Kerb Crawlers.",
        "ALL CAPS BECAUSE THE KEY IS STUCK",
        "Parking is a nightmare. Noise is worse.",
        "grace is not something you ration",
        "mark my words, i will rose up in may",
        "she said, Leave it with me",
        "Then in May it all kicked off",
        "Column A is initials",
    ],
}


def marked(text: str) -> tuple[str, list[str]]:
    pieces = text.replace("»", "«").split("«")
    return "".join(pieces), pieces[1::2]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in TRUE_HITS.items() for text in texts]
)
def test_it_is_found(kind: Kind, text: str) -> None:
    plain, expected = marked(text)
    assert expected
    known = KNOWN if kind is Kind.KNOWN_NAME else ()
    assert hits_of(plain, known) == [(kind, words) for words in expected]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in LOOK_ALIKES.items() for text in texts]
)
def test_it_is_found_however_it_is_written(kind: Kind, text: str) -> None:
    plain, expected = marked(text)
    names = (*KNOWN, "Tiffany", "محمد", "王芳") if kind is Kind.KNOWN_NAME else ()
    assert hits_of(plain, names) == [(kind, words) for words in expected]


def test_a_hit_never_splits_a_letter_from_its_accents_or_a_family_of_emoji() -> None:
    text = "Zoe\u0301\u0302 or Zoe👩\u200d👧"
    assert hits_of(text, ("Zoe",)) == [
        (Kind.KNOWN_NAME, "Zoe\u0301\u0302"),
        (Kind.KNOWN_NAME, "Zoe"),
    ]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in FALSE_HITS.items() for text in texts]
)
def test_what_only_looks_like_it_is_left(kind: Kind, text: str) -> None:
    assert kind not in [hit.kind for hit in find_identifiers(text, KNOWN)]


def test_every_kind_has_true_and_false_hits_and_a_placeholder() -> None:
    for kind in FOUND_BY_RULE:
        assert len(TRUE_HITS[kind]) >= 8
        assert len(FALSE_HITS[kind]) >= 8
    assert PLACEHOLDERS.keys() == set(Kind)


def test_the_longer_of_two_hits_stands() -> None:
    assert hits_of("Fatima Begum and Dr Fatima Khan", KNOWN) == [
        (Kind.KNOWN_NAME, "Fatima Begum"),
        (Kind.TITLED_NAME, "Fatima Khan"),
    ]


def test_what_a_longer_hit_overlapped_is_looked_at_again() -> None:
    """The date overlaps the longer name; without the name's "May" there is no date left."""
    assert hits_of("on 12 May Fatima", ("May Fatima",)) == [(Kind.KNOWN_NAME, "May Fatima")]
    assert hits_of("b@example.com@ada") == [(Kind.EMAIL, "b@example.com"), (Kind.WEB, "@ada")]


def test_placeholders_are_never_hits_even_where_a_known_name_spells_one() -> None:
    text = " ".join(sorted(set(PLACEHOLDERS.values())))
    assert hits_of(text, ("name", "date", "phone", "web", "NHS", "National Insurance number")) == []


def test_names_without_letters_are_passed_over() -> None:
    assert hits_of("a . - b", ("", " ", ".", "-")) == []


def test_redacting_replaces_what_was_accepted_and_nothing_else() -> None:
    text = "Mr Smith, 07700 900123, of E15 4QH"
    hits = find_identifiers(text)
    assert redact(text, hits) == "Mr [name], [phone], of [postcode]"
    assert redact(text, hits[1:2]) == "Mr Smith, [phone], of E15 4QH"
    assert redact(text, reversed(hits)) == redact(text, hits)
    assert redact(text, []) == text


def test_overlapping_hits_take_all_they_cover_and_the_longest_names_it() -> None:
    hits = [
        Hit(2, 6, Kind.DATE, "a"),
        Hit(5, 12, Kind.KNOWN_NAME, "b"),
        Hit(11, 13, Kind.PHONE, "c"),
    ]
    assert redact("0123456789abcdef", hits) == "01[name]def"
    assert (
        redact("aabb", [Hit(0, 2, Kind.DATE, "a"), Hit(2, 4, Kind.PHONE, "b")]) == "[date][phone]"
    )


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (3, 2), (2, 9)])
def test_a_hit_outside_the_text_is_an_error(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="does not lie within the text"):
        redact("a text", [Hit(start, end, Kind.DATE, "a")])


def test_something_found_far_into_a_long_text_has_the_right_place() -> None:
    filler = "we talked about the lights 😀 and the stairs. " * 500
    text = f"{filler}ring 07700 900123 or Zoë, {filler}"
    hits = find_identifiers(text, KNOWN)
    assert [text[hit.start : hit.end] for hit in hits] == ["07700 900123", "Zoë"]


# ---- What something else found -----------------------------------------------------------------


def with_others(text: str, *others: Hit) -> list[tuple[Kind, str]]:
    return [(hit.kind, text[hit.start : hit.end]) for hit in find_identifiers(text, (), others)]


def test_what_a_model_found_stands_beside_what_the_rules_find() -> None:
    text = "😀 Shanice has 07700 900123"
    assert with_others(text, Hit(2, 9, Kind.NAME, "model")) == [
        (Kind.NAME, "Shanice"),
        (Kind.PHONE, "07700 900123"),
    ]


def test_a_part_of_a_word_is_widened_to_the_word() -> None:
    text = "then Shanice's flat, with Zoe\u0301 and \ufb03ona"
    others = [Hit(7, 10, Kind.NAME, "model"), Hit(26, 28, Kind.NAME, "model")]
    assert with_others(text, *others, Hit(36, 38, Kind.NAME, "model")) == [
        (Kind.NAME, "Shanice"),
        (Kind.NAME, "Zoe\u0301"),
        (Kind.NAME, "\ufb03ona"),
    ]
    assert with_others("我和王芳去", Hit(2, 4, Kind.NAME, "model")) == [(Kind.NAME, "王芳")]


def test_what_a_longer_hit_leaves_of_another_is_a_hit_too() -> None:
    text = "zib fatima begum"
    others = [Hit(0, 10, Kind.NAME, "model")]
    hits = find_identifiers(text, ("Fatima Begum",), others)
    assert [text[hit.start : hit.end] for hit in hits] == ["zib", "fatima begum"]


def test_a_model_that_cuts_what_a_rule_finds_leaves_nothing_of_it() -> None:
    text = "they all go Larch Primary now"
    hits = find_identifiers(text, others=[Hit(0, 17, Kind.NAME, "model")])
    assert "Larch Primary" in [text[hit.start : hit.end] for hit in hits]


def test_what_is_said_with_hesitations_is_found_whole() -> None:
    text = "the reference was C R oblique, hang on, double five one eight, oblique nine three"
    [hit] = find_identifiers(text)
    assert text[hit.start : hit.end].endswith("oblique nine three")
    assert text[hit.start : hit.end].startswith("C R oblique")


def test_what_was_redacted_already_is_left_by_a_model_too() -> None:
    text = "[name] and zib"
    assert with_others(text, Hit(0, 14, Kind.NAME, "model")) == [(Kind.NAME, "and zib")]
    assert with_others("[name], ", Hit(1, 8, Kind.NAME, "model")) == []
    assert with_others("", Hit(0, 0, Kind.NAME, "model")) == []


# ---- Laws ---------------------------------------------------------------------------------------

PIECES = [
    *(marked(text)[0] for texts in TRUE_HITS.values() for text in texts),
    *(text for texts in FALSE_HITS.values() for text in texts),
    *(words for texts in TRUE_HITS.values() for text in texts for words in marked(text)[1]),
    *(marked(text)[0] for texts in LOOK_ALIKES.values() for text in texts),
    *("\ufb03", " \ufb01 ", "½", "\u200d", "👩\u200d👧", "\u00ad"),
    *PLACEHOLDERS.values(),
    *("Mr", "Dr.", "postcode", "in", "May", "12", "3rd of", "2019", "07700", "900123", "@", "."),
    *("AB12", "NI number is", "Fatima", "Begum", "\ue000", "\u0301", "é", "ß", "İ", "😀", "-", "'"),
]
# The last is long enough to be cut through where a text is looked at again in pieces.
JOINS = ["", " ", "  ", "\n", ", ", ". ", "-", "/", "'s ", " and then they said so" * 12 + " "]


@st.composite
def transcripts(draw: st.DrawFn) -> str:
    pieces = st.sampled_from(PIECES) | st.text(max_size=8)
    words = draw(st.lists(st.tuples(pieces, st.sampled_from(JOINS)), max_size=8))
    return "".join(piece + join for piece, join in words)


@given(transcripts())
def test_hits_lie_within_the_text_in_order_and_apart(text: str) -> None:
    hits = find_identifiers(text, KNOWN)
    ends = [0]
    for hit in hits:
        assert ends[-1] <= hit.start < hit.end <= len(text)
        ends.append(hit.end)


@given(transcripts(), st.randoms(use_true_random=False))
def test_accepted_hits_go_and_everything_between_stays(text: str, random: object) -> None:
    hits = find_identifiers(text, KNOWN)
    accepted = [hit for hit in hits if random.random() < 0.5]  # type: ignore[attr-defined]
    pieces, at = [], 0
    for hit in accepted:
        pieces.append(text[at : hit.start])
        at = hit.end
    pieces.append(text[at:])
    left = redact(text, accepted)
    for piece, hit in zip(pieces, accepted, strict=False):
        assert left.startswith(piece + PLACEHOLDERS[hit.kind])
        left = left.removeprefix(piece + PLACEHOLDERS[hit.kind])
    assert left == pieces[-1]


@given(transcripts())
def test_nothing_is_found_in_what_was_redacted(text: str) -> None:
    assert find_identifiers(redact(text, find_identifiers(text, KNOWN)), KNOWN) == []


@pytest.mark.parametrize("kind", FOUND_BY_RULE)
@settings(deadline=None)
@given(st.data())
def test_redacting_each_kind_leaves_none_of_it(kind: Kind, data: st.DataObject) -> None:
    texts = [marked(text)[0] for text in TRUE_HITS[kind]]
    text = "\n".join(data.draw(st.lists(st.sampled_from(texts), min_size=1, max_size=4)))
    hits = [hit for hit in find_identifiers(text, KNOWN) if hit.kind is kind]
    assert hits
    assert kind not in [hit.kind for hit in find_identifiers(redact(text, hits), KNOWN)]


@given(st.text())
def test_any_text_at_all_can_be_searched(text: str) -> None:
    assert redact(text, find_identifiers(text, KNOWN)).count("[") >= text.count("[")


def test_no_rule_passes_over_a_text_in_which_its_pattern_matches() -> None:
    marked = chain.from_iterable(TRUE_HITS.values())
    labelled = chain.from_iterable(map(read_passages, get_args(Half)))
    written = {*(text.translate(NO_MARKS) for text in marked), *(p.text for p in labelled)}
    texts = {fold(how(text), keep_case=True).text for text in written for how in WAYS_TO_WRITE}
    passed_over = {
        (rule.name, text)
        for text in texts
        for small in [SmallText.of(text)]
        for rule in RULES
        if not rule.may_hit(small) and next(rule.find(text), None)
    }
    assert len(texts) > 500
    assert passed_over == set()


def test_a_list_that_would_take_too_long_is_refused_before_it_is_looked_for() -> None:
    """Names that begin alike, in words that begin them again and again."""
    names = [f"al al x{number}" for number in range(2000)]
    assert not find_identifiers("al " * 30, names)
    with pytest.raises(Refused, match="would take too long"):
        find_identifiers("al " * 4000, names)


def test_what_a_list_takes_is_counted_over_the_whole_conversation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("saidanddone.evidence.transcripts.redaction.names.MOST_COMPARED", 500_000)
    names = KnownNames(f"al al x{number}" for number in range(100))
    passages = ["al " * 100] * 10
    with pytest.raises(Refused, match="would take too long"):
        [find_identifiers(passage, names) for passage in passages]
