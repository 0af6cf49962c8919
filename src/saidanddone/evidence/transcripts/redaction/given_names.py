"""First names that are common in the United Kingdom, in small letters.

They are the names that Faker's provider `en_GB` holds (MIT), which counted those given from 1944 to
1994, then short forms, and names common among people who came from elsewhere. A name that is also
a word ("grace", "mark") is in `ALSO_WORDS`: only a capital in mid-sentence tells it.
"""

_COUNTED = """
aaron abbie abdul abigail adam adrian aimee alan albert alex alexander alexandra alice alison allan amanda amber
amelia amy andrea andrew angela ann anna anne annette anthony antony arthur ashleigh ashley barbara barry ben benjamin
bernard beth bethan bethany beverley billy bradley brandon brenda brett brian bruce bryan callum cameron carl carly
carol carole caroline carolyn catherine charlene charles charlie charlotte chelsea cheryl chloe christian christine
christopher claire clare clifford clive colin connor conor craig dale damian damien daniel danielle danny darren david
dawn dean deborah debra declan denis denise dennis derek diana diane dominic donald donna dorothy douglas duncan dylan
edward eileen elaine eleanor elizabeth ellie elliot elliott emily emma eric fiona frances francesca francis frank
frederick gail gareth garry gary gavin gemma geoffrey george georgia georgina gerald geraldine gerard gillian glen
glenn gordon grace graeme graham gregory guy hannah harriet harry hayley hazel heather helen henry hilary hollie holly
howard hugh iain ian irene jack jacob jacqueline jade jake james jamie jane janet janice jasmine jason jay jayne jean
jeffrey jemma jenna jennifer jeremy jessica jill joan joanna joanne jodie joe joel john jonathan jordan joseph
josephine josh joshua joyce judith julia julian julie june justin karen karl kate katherine kathleen kathryn katie
katy kayleigh keith kelly kenneth kerry kevin kieran kim kimberley kirsty kyle laura lauren lawrence leah leanne lee
leigh leon leonard lesley leslie lewis liam linda lindsey lisa lorraine louis louise lucy luke lydia lynda lynn lynne
malcolm mandy marc marcus margaret maria marian marie marilyn marion mark martin martyn mary mathew matthew maureen
maurice max megan melanie melissa michael michelle mitchell mohamed mohammad mohammed molly naomi natalie natasha
nathan neil nicholas nicola nicole nigel norman oliver olivia owen paige pamela patricia patrick paul paula pauline
peter philip phillip rachael rachel raymond rebecca reece rhys richard ricky rita robert robin roger ronald rosemary
rosie ross roy russell ruth ryan sally sam samantha samuel sandra sara sarah scott sean shane shannon sharon shaun
sheila shirley sian simon sophie stacey stanley stephanie stephen steven stewart stuart susan suzanne sylvia terence
teresa terry thomas timothy tina toby tom tony tracey tracy trevor valerie vanessa victor victoria vincent wayne wendy
william yvonne zoe
"""
_SHORT_FORMS = """
abby aggie aggy aidan aiden alf alfie alfred ali amelie andy angie angus annie archie arlo ash ava babs becca becky
bella bernie bertie betsy betty bev bex billie blake bobby brad brooke caitlin cal caleb callie carla carys cass
cassie cath cathy cazza cerys chantal chantelle charlene charley chaz chrissie chrissy ciara cindy cody connie daisy
darcy daz dazza deb debbie debs demi des dev dex di dolly dom dominique dot dougie ebony ed eddie effie eilidh eliza
ellie elsa elsie erin ernie esme ethan ethel ettie eva evan evelyn evie ewan faye finlay finn fran frankie fred
freddie freya gabby gav gaz gazza geoff georgie ginny greg gus gwen gwyneth harley harvey hattie heidi hugo
imogen isaac isabel isabella isabelle isla isobel izzy jackie jacky jayden jaz jeanette jed jen jenny jess jez jim
jimmy jo jodi johnny jojo jonny jools jorja jos josie jules kai kat kath kathy katya kaz kel kenny kev kiera kirsten
kit kris kylie kyra lacey lara layla leila len lenny lex lexi lil lila lily lindy lisa liz lizzie lizzy logan lola
lottie lou luca lucas luce lyn mabel maddie madge madison maeve maggie mags maisie mandy mared marge margie marj
martha mason matilda matt mattie meg mel mia michaela mick mickey mike mikey mila millie milly minnie mitch mo moll
mollie monica morgan morwenna nan nancy nat nate natty ned nell nellie nessa nia niamh nicki nicky nige nikki nina
noah noel nora norm norma oli ollie oscar ossie paddy pam patsy patty pete phil phoebe pip polly quentin rach rae
ralph raz reg reggie rhi rhiannon rhona ricky ritchie rob robbie robyn roisin ron ronan ronnie rory rosa roxanne roxy
rudy sadie saff sal sammy sandie sasha seb shaz shazza shell shelley shelly si sid sienna simone sinead siobhan skye
sophia stace stan steff stella steph steve stevie stu summer suzie suzy sylvie tabs tam tamara tammy tania tara tash
tasha taylor ted teddy tegan terri tess tessa thea theo tiff tiffany tilly tim tommy tori toya tricia trish tristan
trudy una val vera verity vicki vicky viki viv wilf will willow winnie wyn yaz ysabel zac zach zachary zack zak zara
zena zoey
"""
_FROM_ELSEWHERE = """
abdi abdullah abu adaeze adamu ade adel adele adriana agata agnieszka ahmed aisha alejandra alejandro aleksander
aleksandra alina alya ama amal amara amina amir amira amit ana anastasia anca andreea andrei andrzej aneta anh anita
anjali anya arben arjun arta asha asif asma aurel ayesha ayo azadeh bashir bianca bilal blessing bogdan bojan camila
carlos carmen chidi chioma cristian cristina daniela danuta daria deepak dilip dimitri dmytro doina dorota drita ebele
edona efua elena elira emeka emilia esra ewa eyob fadumo faisal farah farhana farid farida fatima fatma fatou fernanda
florin florina funmi gabriela gheorghe giulia grazyna guadalupe habib hadiza hafsa halima hamid hamza hana hanan hasan
hassan hawa helena hodan hussain ibrahim idris ikram ilham ilir imran ioana ion ionut iqbal irina ivan iwona jagoda
jamal jana jasmin jasvinder javier jawad jelena joanna joao jorge jose juan juana juliana kamal kamila karim karolina
kasia katarzyna katerina khadija khalid krzysztof ksenia kujtim kumar kwabena kwame lakshmi lamin larisa laszlo latifa
li ling lucia luis luiz luiza lyudmila magda magdalena mahmoud malgorzata malik manuel marek maria mariam mariana
mariia marta maryam mateus meera mehmet miguel mihai mikhail mikolaj milan mina mira mirela miriam mohammad mohamud
mohsin monika moussa muhammad mustafa nadeem nadia nadiya nasir nasreen natalia natalya neha ngozi nia nikita nikola
nikolai nina noor nour obi oksana olamide olena olga olha oluwaseun omar osman paola patrycja pawel pedro petra petru
piotr prakash priya radu rafael rahul raj rajesh ramona rana rania rashid raul rekha reza ricardo rosaria roxana
rukhsana ruxandra sabina sabrina sadia saeed sahra salma samir samira sana sandeep sanjay sarita selam sergei seyi
shabnam shahid shanelle shanti shazia shirin shreya simona sofia soraya stefan stefania suleiman sunil sunita svetlana
syed taiwo tanisha tanya tariq tatiana tatyana temi teodora thanh thiago tomasz tunde uche usha usman valentina vasile
vasyl veronica vijay viktor viktoriia vlad vladimir volodymyr waleed wanjiru wei xin yan yasir yasmin yasmine yemi
yousef yuki yulia yuliia yusuf zahra zainab zeynep zofia zsuzsa zuzanna
"""
# Also a word, a month, a place or a thing, so that small letters do not tell a name.
_ALSO_WORDS = """
ali ama amber ana anh april art ash autumn basil bay bea bell bill blessing bob bobby brook carol chance charity chase
chelsea christian chuck clay cliff clifford crystal dale darling dawn dean dolly dom dot drew duke earl ed eve faith
fern flora frank gay gene ginger glen grace grant guy hale han harry hazel heather holly hope ion iris ivy jack jade
jasmine jay jet jordan joy june kai kay ken kent kim kit kitty lance lee li lil lily ling mark max may mercy milan
miles min mina mini mo nan nat nick norm olive paddy page paige paris pat patience patty peg penny perry pete pip
poppy prince queen rae ray reed reg rich rick rob robin rocky rod roman rose rosemary rosie ruby rusty sally salt sana
sandy scarlet scott shell shy si sid skip sky sonny spike spring star stew stone sue summer sunny tab tabs tam tan
temp tiger tim toya troy tunde usha van vera verity vic victor victoria violet viv wade ward wei will willow wren xin
yen york
"""
ALSO_WORDS = frozenset(_ALSO_WORDS.split())
GIVEN_NAMES = frozenset((_COUNTED + _SHORT_FORMS + _FROM_ELSEWHERE).split()) | ALSO_WORDS
