"""First names that tell whether their bearer is a man or a woman.

Those of the United States census of 1990 that at least one in 8,000 people bears and that
six times as many of one sex bear as of the other, with short forms and common names of
other countries; words that news uses otherwise ("will", "may") are left out.
"""

MEN = frozenset(
    """
    aaron abdul abdullah abe abel abraham adam adolfo adrian agustin ahmed al alan albert
    alberto alejandro alex alexander alfonso alfred alfredo ali alistair allan allen alonzo
    alton alvaro alvin amos andre andrei andres andrew andy angelo angus anthony antoine anton
    antonio archie armand armando armin arnold arthur arturo arun avi barry bart bashar ben
    benito benjamin benny bernard bert bill billy binyamin bjorn blaine blake bo bob bobby boris
    boyd brad bradford bradley brady brain brandon brendan brent bret brett brian bruce bryan
    bryant bryce bryon buddy burton byron caleb callum calvin cameron carl carlos carlton cecil
    cedric cesar chad charles charlie chester chris christopher chuck clarence clark claude
    clayton cleveland clifford clifton clint clinton clyde cody colin conor conrad corey
    cornelius cory craig curt curtis damian damien damon dan dane daniel danny darin darius
    darnell darrel darrell darren darrin darryl darwin daryl dave david dean declan delbert
    demetrius denis dennis derek derrick desmond devin dewayne dewey dexter dick diego dieter
    dmitry domingo dominic dominick don donald donnie doug douglas doyle drew duane dustin
    dwayne dwight dylan earl earnest ed eddie edgar edmond edmund eduardo edward edwin efrain
    elbert eldon eli elias elijah elliot elliott ellis elmer elton elvin elwood emanuel emil
    emilio emmanuel emmett enrique enzo eoin eric erick erik ernest ernesto ernie ervin erwin
    esteban ethan eugene evan everett ewan ezra fabian felipe felix fernando fidel floyd forrest
    francisco francois frank franklin fred freddie freddy frederick fredrick gabriel garland
    garrett garry gary gene geoffrey george gerald gerard gerardo gerhard gilbert gilberto giles
    giovanni giuseppe glen glenn gordon grady graham greg gregg gregorio gregory grover
    guillermo gus gustavo hal hans harlan harley harold harrison harry harvey hassan heath
    hector heinz henry herbert herman hiroshi homer horace howard hubert hugh hugo humberto
    hussein ian ibrahim ignacio igor ike imran ira irvin irving isaac ismael ivan jack jackson
    jacob jacques jake jamal james jared jarrod jason jasper javier jay jean-claude jeff jeffery
    jeffrey jeffry jens jerald jeremiah jeremy jermaine jerome jerry jess jesse jesus jim jimmy
    joao joaquin joe joel joesph joey john johnathan johnny jon jonathan jonathon jorge jose
    joseph josh joshua juan julian julio julius junior jurgen justin karl keir keith kelvin ken
    kendrick kenji kenneth kenny kent kermit kevin khalid kirk klaus kristopher kurt kyle lamar
    lamont lance larry lars laurence laurent lawrence leland leo leon leonard leonardo leroy
    lester levi lewis liam lionel lloyd logan lonnie loren lorenzo louie louis lowell lucas
    luigi luis luiz luke luther lyle mack mahmoud malcolm manuel marc marcel marco marcos marcus
    mariano mario mark marlin marlon marshall martin marty marvin mason mathew matt matteo
    matthew maurice max melvin micah michael micheal michel miguel mike mikhail miles milton
    mitch mitchell mohamed mohammed moises monte monty morris moses moshe muhammad murray
    mustafa myron narendra nathan nathaniel nawaz neal ned neil nelson niall nicholas nick
    nicolas nigel nikolai noah nolan norbert norman olaf oleg oliver olivier omar orlando
    orville oscar otis otto owen pablo paolo patrick paul paulo pavel pedro percy perry pete
    peter phil philip phillip pierre preston quentin quinton rafael rahul rajiv ralf ralph
    ramiro ramon randal randall randolph randy raphael raul ray raymond reggie reginald reuben
    rex reynaldo ricardo richard rick rickey ricky rob robert roberto rod roderick rodger rodney
    rodolfo rogelio roger roland rolando roman ron ronald ronnie roosevelt rory roscoe ross roy
    royce ruben rudolph rudy rufus rupert russel russell ryan salvador salvatore sam sammy
    samuel sanjay santiago saul scott scotty seamus sean sergei sergey sergio seth shane shaun
    shawn sheldon sherman shinzo sidney silvio simon solomon spencer stan stanley stefan stephan
    stephen steve steven stewart stuart sven sylvester takeshi tariq ted teddy terence terrance
    terrell terrence thaddeus theodore thomas thurman tim timmy timothy todd tom tomas tommy
    tony travis trent trevor troy tyler tyrone tyson vance vernon vicente victor viktor vince
    vincent virgil vladimir volodymyr wade wallace walter warren wayne wendell wesley wilbert
    wilbur wilfred wilfredo willard william williams willis wilson winston wm wolfgang woodrow
    xavier yuri yusuf zach zachary
    """.split()
)

WOMEN = frozenset(
    """
    abby abigail ada addie adela adele adeline adriana adrienne agnes aida aileen aimee aisha
    alana alberta alejandra alexandra alexandria alice alicia alisa alisha alison allie allison
    allyson alma alta althea alyssa amanda amelia amie amy ana anastasia andrea angela angelia
    angelica angelina angeline angie anita anke ann anna annabelle anne annette annie antoinette
    antonia aoife arlene ashlee ashley astrid audra audrey aurora ava avis ayesha barbara barbra
    beatrice beatriz becky belinda benazir benita bernadette bernadine bernice bertha bessie
    beth bethany betsy bette bettie betty bettye beulah beverly bianca birgit blanca blanche
    bobbi bobbie bonita bonnie brandi brandy brenda brianna bridget bridgette brittany brittney
    brooke caitlin callie camille candace candice cara carla carlene carly carmela carmella
    carmen carol carole caroline carolyn carrie cassandra cassie catalina catherine cathleen
    cathy cecelia cecile cecilia celeste celia chandra charlene charlotte chelsea cheri cherie
    cheryl chiara christa christi christie christina christine christy cindy claire clara clare
    clarice clarissa claudette claudia colleen concepcion connie consuelo cora corinne cornelia
    corrine cristina cynthia danielle daphne darcy darla darlene dawn deana deanna debbie debora
    deborah debra delia della delores deloris dena denise desiree diana diane dianna dianne
    dilma dina dixie dolly dolores dona donna dora doreen doris dorothea dorothy dorthy earlene
    earline earnestine ebony edith edna effie eileen ekaterina elaine eleanor elena elinor elisa
    elisabeth elise eliza elizabeth ella ellen ellie elma elnora eloise elsa elsie elva elvira
    emilia emily emma erica ericka erika erin erma ernestine esmeralda esperanza estela estella
    estelle ester esther ethel etta eugenia eula eunice eva eve evelyn fannie fatima fay faye
    felicia fiona flora florence flossie frances francesca francine francisca freda frieda
    gabriela gabrielle gail gay gayle geneva genevieve georgia georgina geraldine gertrude gina
    giorgia giulia gladys glenda glenna gloria goldie grace gracie graciela greta gretchen gwen
    gwendolyn haley hannah harriet harriett hattie heather heidi helen helena helene helga
    henrietta hilary hilda hillary ida ila ilse imogene ina indira ines inez ingrid irene irina
    irma isabel isabelle iva jacinda jaclyn jacqueline jacquelyn jami jana jane janelle janet
    janette janice janie janine janis jasmine jayne jean jeanette jeanie jeanine jeanne
    jeannette jeannie jeannine jenifer jenna jennie jennifer jenny jeri jerri jessica jewel jill
    jillian jo joan joann joanna joanne jocelyn jodi jodie johanna jolene joni josefina
    josephine josie joyce juana juanita judith judy julia julianne julie justine kara karen kari
    karin karina karla kate katharine katherine kathleen kathryn kathy katie katrina katy kay
    kayla keisha kelley kelli kellie kelsey kendra keri kerri kim kimberley kimberly kirsten
    krista kristen kristi kristie kristin kristina kristine kristy krystal lacey ladonna lana
    lara latasha latisha latonya latoya laura laurel lauren laurie lea leah leann leanne leigh
    leila lela lena lenora lenore leola leona letha leticia lidia lila lilia lillian lillie
    lilly linda lindsay lindsey lisa liz liza lizzie lois lola lora loraine lorena lorene
    loretta lori lorie lorna lorraine lorrie lottie louisa louise lourdes lucia lucile lucille
    lucinda lucy luella luisa lula luz lydia lynda lynette lynne mabel mable madeline mae
    magdalena maggie malala malinda mallory mamata mamie mandy manuela marcella marcia marcie
    marcy margaret margarita margie margo margret marguerite maria marian mariana marianne
    maribel marie marilyn marina marine marisa marisol marissa maritza marjorie marla marlene
    marsha marta martha martina mary maryann marylou matilda mattie maude maureen mavis maxine
    mayra meagan meg megan meghan melanie melba melinda melisa melissa mercedes meredith mette
    mia michele michelle milagros mildred millie mindy minerva minnie miranda miriam moira
    mollie molly mona monica monique muriel myra myrna nadia nadine nancy nannie naomi natalia
    natalie natasha nelda nell nellie nettie neva niamh nichole nicola nicole nikki nina nita
    noemi nola nora noreen norma odessa ofelia oksana ola olga olivia opal ora paige pam pamela
    patrica patrice patricia patsy patti patty paula paulette pauline pearlie peg peggy penelope
    penny petra phyllis polly priscilla priyanka rachael rachel rachelle rae ramona randi raquel
    reba rebecca rebekah regina rena renee rhoda rhonda rita roberta robin robyn rochelle ronda
    rosa rosalie rosalind rosalinda rosalyn rose rosemarie rosemary rosetta rosie roxanne ruth
    ruthie sabine sabrina sadie sallie sally samantha sandra sandy sanna saoirse sara sarah
    saundra segolene selena selma serena shana shanna shari sharon sharron shauna shawna sheena
    sheila shelia shelley shelly sheri sherri sherrie sherry sheryl shirley silke silvia simone
    siobhan socorro sofia sondra sonia sonja sonya sophia sophie stacey staci stacie stacy
    stefanie stella stephanie sue susan susana susanne susie suzanne svetlana sybil sylvia
    tabatha tabitha tamara tameka tami tamika tammie tammy tania tanisha tanya tara tasha
    tatiana teresa teri terri terrie thelma theresa therese tia tiffany tina toni tonia tonya
    tracey traci tracie tricia trina trish trisha trudy ursula valarie valerie vanessa velma
    vera verna veronica vicki vickie vicky victoria viola virgie virginia vivian wanda wendy
    whitney willa wilma winifred winnie yolanda yulia yvette yvonne zelma
    """.split()
)
