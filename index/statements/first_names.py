"""First names that tell whether their bearer is a man or a woman.

Those of the United States census of 1990 that at least one in 20,000 people bears and that
three times as many of one sex bear as of the other, with short forms and common names of
other countries; words that news uses otherwise ("will", "may") are left out.
"""

MEN = frozenset(
    """
    aaron abdul abdullah abe abel abraham abram adalberto adam adan adolfo adolph adrian agustin
    ahmad ahmed al alan albert alberto alden aldo alec alejandro alex alexander alfonso alfonzo
    alfred alfredo ali alistair allan allen alonzo alphonse alphonso alton alvaro alvin amado
    amos anderson andre andrei andres andrew andy angelo angus anibal anthony antoine anton
    antone antonio antony antwan archie armand armando armin arnold arnulfo aron arron arthur
    arturo arun augustus aurelio avery avi barney barrett barry bart barton bashar basil ben
    benito benjamin bennett bennie benny bernard bernardo bernie berry bert bertram bill billy
    binyamin bjorn blaine blake bo bob bobby booker boris boyd brad bradford bradley bradly
    brady brain branden brandon brant brendan brendon brent brenton bret brett brian brice brock
    brooks bruce bruno bryan bryant bryce bryon buddy buford burl burt burton byron caleb callum
    calvin cameron carl carlo carlos carlton carmelo carmine carroll carson cary cecil cedric
    cesar chad chadwick chang charles charley charlie chauncey chester chris christian
    christoper christopher chuck clarence clark claude claudio clayton clement cletus cleveland
    clifford clifton clint clinton clyde cody colby cole coleman colin collin columbus conor
    conrad corey cornelius cornell cory coy craig curt curtis cyril cyrus dalton damian damien
    damion damon dan dane danial daniel dannie danny dante daren darin dario darius darnell
    darrel darrell darren darrick darrin darryl darwin daryl dave david davis dean deandre
    declan delbert delmar delmer demarcus demetrius denis dennis denny deon derek derick derrick
    desmond devin dewayne dewey dewitt dexter dick diego dieter dillon dino dion dirk dmitry
    domingo dominic dominick don donald donn donnell donnie donny donovan donte dorian doug
    douglas doyle drew duane dudley duncan dustin dwain dwayne dwight dylan earl earle earnest
    ed eddie eddy edgar edgardo edmond edmund eduardo edward edwardo edwin efrain efren elbert
    eldon eli elias elijah eliseo elliot elliott ellis elmer elmo eloy elton elvin elvis elwood
    emanuel emerson emery emil emile emilio emmanuel emmett emory enoch enrique enzo eoin eric
    erich erick erik ernest ernesto ernie errol ervin erwin esteban ethan eugene eugenio evan
    everett everette ewan ezra fabian faustino federico felipe felix ferdinand fermin fernando
    fidel fletcher florencio floyd forrest foster francis francisco francois frank franklin fred
    freddie freddy frederic frederick fredric fredrick freeman fritz gabriel galen garfield
    garland garrett garry garth gary gavin genaro gene geoffrey george gerald geraldo gerard
    gerardo gerhard german gil gilbert gilberto giles gino giovanni giuseppe glen glenn gonzalo
    gordon grady graham greg gregg gregorio gregory grover guillermo gus gustavo hal hank hans
    harlan harley harold harris harrison harry harvey hassan heath hector heinz henry herbert
    heriberto herman herschel hershel hilario hilton hipolito hiram hiroshi hollis homer horace
    horacio howard hubert huey hugh hugo humberto hussein ian ibrahim ignacio igor ike imran ira
    irvin irving irwin isaac isaiah isaias isiah isidro ismael issac ivan jack jackson jacob
    jacques jake jamaal jamal jamar jame jamel james jamison jared jarred jarrett jarrod jarvis
    jason jasper javier jay jayson jean-claude jed jeff jefferey jeffery jeffrey jeffry jens
    jerald jeremiah jeremy jermaine jerold jerome jerrod jerrold jerry jess jesse jesus jim
    jimmie jimmy joao joaquin joe joel joesph joey john johnathan johnathon johnny jon jonah
    jonas jonathan jonathon jordan jorge jose josef joseph josh joshua josiah josue juan judson
    jules julian julio julius junior jurgen justin kareem karl keenan keir keith kelvin ken
    kendall kendrick kenji kenneth kennith kenny kent kenton kermit keven kevin khalid kieth kip
    kirby kirk klaus kory kristopher kurt kurtis kyle lamar lamont lance landon lane lanny larry
    lars laurence laurent lawerence lawrence lazaro leland lemuel lenard lenny leo leon leonard
    leonardo leonel leopoldo leroy les lester levi lewis liam linwood lionel lloyd logan lon
    lonnie loren lorenzo louie louis lowell loyd lucas luciano lucien lucio luigi luis luiz luke
    luther lyle lyman lyndon mac mack mahmoud malcolm manuel marc marcel marcelino marcelo marco
    marcos marcus margarito mariano mario mark markus marlin marlon marquis marshall martin
    marty marvin mason mathew matt matteo matthew maurice mauricio mauro max maximo maxwell
    maynard mckinley mel melvin merlin merrill mervin micah michael micheal michel mickey miguel
    mike mikel mikhail miles milford millard milo milton mitch mitchel mitchell mohamed mohammad
    mohammed moises monroe monte monty morris morton moses moshe muhammad murray mustafa myles
    myron napoleon narendra nathan nathaniel nawaz neal ned neil nelson nestor newton niall
    nicholas nick nickolas nicolas nigel nikolai noah noe noel nolan norbert norberto norman
    normand norris octavio odell odis olaf oleg olen olin oliver olivier omar omer oren orlando
    orval orville oscar osvaldo otis otto owen pablo paolo parker pasquale patrick paul paulo
    pavel pedro percy perry pete peter phil philip phillip pierre porfirio preston quentin
    quincy quinn quintin quinton rafael rahul rajiv raleigh ralf ralph ramiro ramon randal
    randall randell randolph randy raphael raul ray raymond raymundo reed refugio reggie
    reginald reid reinaldo rene reuben rex reyes reynaldo ricardo richard richie rick rickey
    rickie ricky rico rigoberto riley rob robby robert roberto robt rocco rod roderick rodger
    rodney rodolfo rodrick rodrigo rogelio roger roland rolando rolland roman romeo ron ronald
    ronnie ronny roosevelt rory roscoe rosendo ross roy royce ruben rubin rudolph rudy rufus
    rupert russ russel russell ryan sal salvador salvatore sam sammy samuel sanford sanjay
    santiago santos saul scot scott scottie scotty seamus sean sebastian sergei sergey sergio
    seth seymour shane shaun shawn sheldon shelton sherman shinzo sidney silas silvio simon sol
    solomon sonny spencer stan stanford stanley stefan stephan stephen steve steven stevie
    stewart stuart sven sylvester tad takeshi tanner tariq ted teddy teodoro terence terrance
    terrell terrence terry thad thaddeus theodore theron thomas thurman tim timmy timothy tobias
    toby tod todd tom tomas tommy tony tory travis trent trenton trevor trey tristan troy truman
    ty tyler tyree tyrell tyron tyrone tyson ulysses valentin valentine vance vaughn vern vernon
    vicente victor viktor vince vincent virgil vito vladimir volodymyr wade waldo walker wallace
    walter warren wayne weldon wendell werner wesley weston wilbert wilbur wilburn wiley wilford
    wilfred wilfredo willard william williams willie willis willy wilmer wilson wilton winfred
    winston wm wolfgang woodrow wyatt xavier yuri yusuf zach zachariah zachary zachery zane
    """.split()
)

WOMEN = frozenset(
    """
    abbie abby abigail ada addie adela adelaide adele adelina adeline adell adriana adrianne
    adrienne agatha agnes aida aileen aimee aisha alaina alana alba alberta alecia alejandra
    alene aletha alexa alexandra alexandria alfreda alice alicia alina aline alisa alisha alison
    alissa allene allie allison allyson alma alta althea alvina alyce alyson alyssa amalia
    amanda amelia amie amparo amy ana anastasia andra andrea andria angela angelia angelica
    angelina angeline angelique angelita angie anissa anita anke ann anna annabelle annamarie
    anne annemarie annetta annette annie annmarie antionette antoinette antonette antonia aoife
    araceli aretha ariana arleen arlene arline ashlee ashleigh ashley astrid athena audra audrey
    augusta aura aurelia aurora ava avis ayesha barb barbara barbra beatrice beatriz becky belen
    belinda bella belle belva benazir benita bernadette bernadine bernice berniece berta bertha
    bertie beryl bess bessie beth bethany betsy bette bettie bettina betty bettye beulah
    beverley beverly bianca billie birdie birgit blanca blanche bobbi bobbie bonita bonnie
    brandi brandie brandy breanna brenda brenna briana brianna brianne bridget bridgett
    bridgette brigitte britney brittany brittney brooke caitlin callie camilla camille candace
    candi candice candida cara caren cari caridad carissa carla carlene carly carmel carmela
    carmelita carmella carmen carol carole caroline carolyn carrie caryn casandra cassandra
    cassie catalina catharine catherine cathleen cathrine cathryn cathy catrina cecelia cecile
    cecilia celeste celestine celia celina chandra chanel chantal chantel charla charleen
    charlene charline charlotte charmaine chasity chastity chelsea chelsey cheri cherie cheryl
    chiara chiquita chloe christa christal christen christi christie christin christina
    christine christy chrystal cindi cindy claire clara clare clarice clarissa claudette claudia
    claudine clementine coleen colette colleen collette concepcion concetta connie consuelo cora
    cordelia cori corina corine corinne cornelia corrie corrine cortney courtney cristal
    cristina cristy cynthia dalia damaris danelle danette daniela danielle danita danna daphne
    dara darcy darla darleen darlene dawn dayna deana deann deanna deanne debbie debby debi
    debora deborah debra debrah deena deidra deidre deirdre delfina delia delilah della delma
    delois delores deloris delphine demetria dena denice denise desiree dessie diana diane diann
    dianna dianne dilma dina dinah dionne dixie dollie dolly dolores dominga dona donna dora
    dorcas doreen dorene doretha doris dorothea dorothy dorris dortha dorthy dottie dovie dulce
    earlene earline earnestine ebony edith edna edwina edythe effie eileen ekaterina elaine elba
    elda eleanor eleanore elena elia elida elinor elisa elisabeth elise elissa eliza elizabeth
    ella ellen ellie elma elnora eloisa eloise elouise elsa elsie elva elvia elvira elyse emilia
    emilie emily emma enid erica ericka erika erin erlinda erma erna ernestina ernestine
    esmeralda esperanza essie estela estella estelle ester esther ethel etta eugenia eula
    eulalia eunice eva evangelina evangeline eve evelyn evette fabiola fannie fanny fatima fay
    faye felecia felicia felicita filomena fiona flor flora florence florine flossie floy fran
    frances francesca francine francisca freda freida frieda gabriela gabriella gabrielle gail
    gay gaye gayla gayle gena geneva genevieve genoveva georgette georgia georgiana georgianna
    georgina geraldine geri germaine gerri gertie gertrude gilda gillian gina ginny giorgia
    gisela giulia gladys glenda glenna gloria goldie grace gracie graciela gregoria greta
    gretchen griselda guillermina gussie gwen gwendolyn haley hallie hanna hannah harriet
    harriett harriette hattie haydee hayley heather heidi helen helena helene helga hellen
    henrietta herlinda herminia hester hilary hilda hildegard hillary hollie hortencia ida
    idella ila ilene ilse ima imelda imogene ina indira ines inez ingrid iola iona ione irene
    irina irma isabel isabell isabella isabelle iva ivette ivonne jacinda jacklyn jaclyn jacque
    jacquelin jacqueline jacquelyn jacquline jami jana jane janel janell janelle janet janette
    janice janie janine janis janna jannette jannie jaqueline jasmin jasmine jayme jayne jean
    jeana jeanette jeanie jeanine jeanna jeanne jeannette jeannie jeannine jena jenifer jenna
    jennie jennifer jenny jeri jerri jesica jessica jewel jewell jill jillian jo joan joann
    joanna joanne jocelyn jodi jodie joelle johanna johnna jolene joni josefa josefina josephine
    josette josie jovita joyce juana juanita judi judith judy juli julia juliana julianna
    julianne julie juliet juliette justina justine kaitlin kaitlyn kara karen kari karin karina
    karla karol karon karrie karyn kate katelyn katharine katherine katheryn kathi kathie
    kathleen kathrine kathryn kathy katie katina katrina katy kay kaye kayla keisha kelley kelli
    kellie kelly kelsey kendra keri kerri kerrie kesha keshia kia kim kimberlee kimberley
    kimberly kira kirsten kisha kitty krista kristal kristen kristi kristie kristin kristina
    kristine kristy krystal krystle kyla kylie lacey ladonna lakeisha lakesha lakisha lana
    laquita lara larissa lashawn lashonda latanya latasha latisha latonia latonya latoya latrice
    latricia laura laurel lauren lauretta lauri laurie laverne lavonne lawanda lea leah leann
    leanna leanne leeann leigh leila leilani lela lelia lena lenora lenore leola leona leone
    leonor leonora leora leota lesa lesley lessie leta letha leticia letitia lettie lia libby
    lidia lila lilia lilian liliana lillian lillie lilly lina linda lindsay lindsey lindy lisa
    liz liza lizette lizzie lois lola lolita lona lora loraine lorena lorene loretta lori lorie
    lorine lorna lorraine lorri lorrie lottie lou louann louella louisa louise lourdes luann
    luanne lucia lucila lucile lucille lucinda lucretia lucy luella luisa lula lupe lura luz
    lydia lyn lynda lynette lynn lynne lynnette mabel mable madeleine madeline madelyn madge
    madonna mae magda magdalena maggie majorie malala malinda malissa mallory mamata mamie mandi
    mandy manuela mara marcela marcella marcelle marci marcia marcie marcy margaret margarita
    marge margery margie margo margot margret marguerite mari maria mariah mariam marian mariana
    marianna marianne maribel maricela marie marietta marilyn marilynn marina marine marisa
    marisela marisol marissa maritza marjorie marjory marla marlena marlene marlyn marlys
    marquita marsha marta martha martina marva mary maryann maryanne marybeth maryellen maryjane
    marylou matilda matilde mattie maud maude maudie maura maureen maurine mavis maxine maya
    mayme mayra meagan meg megan meghan mei melanie melba melinda melisa melissa mellisa
    mellissa melodie melva melvina mercedes meredith merry mette mia micaela michaela michele
    michell michelle migdalia milagros mildred millicent millie mimi mina mindy minerva minnie
    miranda miriam mirna missy misti mitzi moira mollie molly mona monica monika monique mozelle
    muriel myra myrna myrtis nadia nadine nakia nancy nanette nannie naomi natalia natalie
    natasha nathalie nedra nelda nell nellie nelly nereida nettie neva niamh nichole nicki
    nicola nicole niki nikita nikki nilda nina nita noelle noemi nola nona nora noreen norma
    octavia odessa ofelia oksana ola oleta olga olivia oma ona opal ophelia ora oralia paige pam
    pamala pamela pansy patrica patrice patricia patsy patti pattie patty paula paulette paulina
    pauline pearlie pearline peg peggy penelope penny perla petra phillis philomena phoebe
    phyllis pilar polly portia pricilla priscilla priyanka rachael racheal rachel rachelle rae
    rafaela ramona randi raquel raven reba rebeca rebecca rebekah regina reina rena renae renata
    renate renee renita reta retha reva reyna rhea rhoda rhonda richelle rita robbin roberta
    robin robyn rochelle rocio roma romona ronda rosa rosalba rosalee rosalia rosalie rosalina
    rosalind rosalinda rosalyn rosanna rosanne rosario rose roseann roseanne rosella roselyn
    rosemarie rosemary rosetta rosie rosita roslyn rowena roxana roxann roxanna roxanne roxie
    ruth ruthie sabina sabine sabrina sadie sallie sally samantha samatha sandi sandra sandy
    sanna santa saoirse sara sarah sasha saundra segolene selena selina selma serena shana
    shanda shanna shannon shanon shantel shari sharlene sharon sharonda sharron sharyn shauna
    shawna shayla sheena sheila shelia shelley shelli shellie shelly sheree sheri sherri sherrie
    sherry sheryl shiela shirley shonda silke silvia simone siobhan socorro sofia soledad sondra
    sonia sonja sonya sophia sophie stacey staci stacia stacie stacy stefanie stella stephanie
    stephany stephenie sue susan susana susanna susanne susie suzan suzanna suzanne suzette
    svetlana sybil sylvia tabatha tabitha tamara tameka tamela tamera tami tamika tammi tammie
    tammy tamra tana tania tanisha tanya tara taryn tasha tatiana tena tera teresa teresita teri
    terra terri terrie tessa tessie thea theda thelma theodora theresa therese tia tiana tiara
    tiffani tiffany tillie tina tisha tomasa toni tonia tonja tonya tori tosha tracey traci
    tracie tracy treva tricia trina trish trisha trista trudy twila twyla tyra una ursula vada
    valarie valencia valentina valeria valerie valorie vanessa veda velda velma venessa venus
    vera verda verla verna vernell vernice veronica vesta vicki vickie vicky victoria vida vikki
    vilma viola violeta virgie virgina virginia vivian viviana vonda wanda wendi wendy whitney
    wilda wilhelmina willa wilma winifred winnie winona yadira yesenia yolanda yulia yvette
    yvonne zelda zella zelma zenaida zoe zoila
    """.split()
)
