import { plain } from "../headers/header-words.ts";

/**
 * Family names that are widely borne, by language, without accents. Written down for Lakeshore from general knowledge: no
 * database was copied, so that they are under its licence.
 */
const byLanguage = {
  en: `smith johnson williams brown jones garcia miller davis wilson anderson thomas taylor moore jackson martin lee
    thompson white harris clark lewis robinson walker young allen king wright scott torres hill green adams baker nelson
    hall campbell mitchell carter roberts gomez phillips evans turner parker collins edwards stewart morris murphy cook
    rogers morgan peterson cooper reed bailey bell kelly howard ward cox richardson wood watson brooks bennett gray
    hughes price myers foster ross long powell jenkins perry russell sullivan butler barnes fisher henderson cole
    simmons patterson jordan reynolds hamilton graham kim gonzales alexander ramos wallace griffin west hayes woods
    gibson bryant ellis stevens murray ford marshall owens mcdonald kennedy wells hunt palmer robertson black stone
    obrien o'brien o'connor o'neill macdonald davies khan patel singh shaw hunter knight mason webb simpson`,
  de: `muller mueller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schafer koch bauer richter klein
    wolf schroder neumann schwarz zimmermann braun kruger hofmann hartmann lange schmitt werner schmitz krause meier
    lehmann schmid schulze maier kohler herrmann konig walter mayer huber kaiser fuchs peters lang scholz moller weiss
    jung hahn schubert vogel friedrich keller gunther frank berger winkler roth beck lorenz baumann franke albrecht
    schuster simon ludwig bohm winter kraus martin schumacher kramer vogt stein jager otto sommer gross seidel heinrich
    brandt haas schreiber graf schulte dietrich ziegler kuhn kuhn pohl engel horn busch bergmann thomas voigt sauer
    arnold wolff pfeiffer gruber steiner moser hofer leitner berger eder fuchs`,
  fr: `martin bernard thomas petit robert richard durand dubois moreau laurent simon michel lefebvre leroy roux david
    bertrand morel fournier girard bonnet dupont lambert fontaine rousseau vincent muller lefevre faure andre mercier
    blanc guerin boyer garnier chevalier francois legrand gauthier garcia perrin robin clement morin nicolas henry
    roussel mathieu gautier masson marchand duval denis dumont marie lemaire noel meyer dufour meunier brun blanchard
    giraud joly riviere lucas brunet gaillard barbier arnaud martinez gerard roche renard schmitt roy leroux colin vidal
    caron picard roger fabre aubert lemoine renaud dumas lacroix olivier philippe bourgeois pierre benoit rey leclerc
    payet rolland leclercq guillaume lecomte lopez jean dupuy guillot hubert berger carpentier sanchez dupuis moulin
    louis deschamps huet vasseur perez boucher fleury royer klein jacquet adam paris poirier marty aubry guyot carre
    charles renault charpentier menard maillard baron bertin bailly herve schneider fernandez collet leger bouvier
    julien prevost millet perrot daniel`,
  es: `garcia rodriguez gonzalez fernandez lopez martinez sanchez perez gomez martin jimenez ruiz hernandez diaz moreno
    munoz alvarez romero alonso gutierrez navarro torres dominguez vazquez ramos gil ramirez serrano blanco molina morales
    suarez ortega delgado castro ortiz rubio marin sanz nunez iglesias medina garrido cortes castillo santos lozano
    guerrero cano prieto mendez cruz calvo gallego vidal leon marquez herrera pena flores cabrera campos vega fuentes
    carrasco diez reyes caballero nieto aguilar pascual santana herrero lorenzo hidalgo montero ibanez gimenez ferrer
    duran vicente benitez mora santiago arias vargas carmona crespo roman pastor soto saez velasco moya soler parra
    esteban bravo gallardo rojas mendoza silva rivera espinoza contreras guzman salazar chavez juarez estrada`,
  it: `rossi russo ferrari esposito bianchi romano colombo ricci marino greco bruno gallo conti mancini costa
    giordano rizzo lombardi moretti barbieri fontana santoro mariani rinaldi caruso ferrara galli martini leone longo
    gentile martinelli vitale lombardo serra coppola marchetti parisi villa conte ferraro ferri fabbri bianco marini
    grasso valentini messina sala gatti pellegrini palumbo sanna farina rizzi monti cattaneo morelli amato silvestri
    mazza testa grassi pellegrino carbone giuliani benedetti barone orlando damico palmieri bernardi martino fiore
    deluca ferretti bellini basile riva donati piras vitali battaglia sartori neri costantini milani pagano ruggiero
    sorrentino orlandi negri mantovani`,
  pt: `silva santos ferreira pereira oliveira costa rodrigues martins jesus sousa souza fernandes goncalves gomes lopes
    marques alves almeida ribeiro pinto carvalho teixeira moreira correia mendes nunes soares vieira monteiro cardoso
    rocha raposo neves coelho cruz cunha pires ramos reis simoes antunes matos fonseca machado araujo barbosa tavares
    lima barros castro azevedo melo campos dias cardoso moura freitas nascimento andrade borges freire duarte rezende
    peixoto farias novaes viana porto sales caldeira aragao moraes cavalcanti fogaca nogueira pimenta`,
  nl: `jong jansen vries berg bakker dijk visser janssen smit meijer boer mulder groot bos vos peters hendriks
    leeuwen dekker brouwer wit dijkstra smits graaf meer linden kok jacobs haan vermeulen heuvel veen broek schouten beek
    willems vliet hoekstra maas verhoeven koster dam prins blom huisman bruin koning schipper wal peeters maes
    claes wouters goossens mertens hermans martens devos pauwels timmermans kuipers postma veenstra kuiper sanders bosch
    vink molenaar hoek scholten pol jonge gerritsen`,
  pl: `nowak kowalski kowalska wisniewski wisniewska wojcik kowalczyk kaminski kaminska lewandowski lewandowska
    zielinski zielinska szymanski szymanska wozniak dabrowski dabrowska kozlowski kozlowska jankowski jankowska mazur
    kwiatkowski kwiatkowska wojciechowski krawczyk kaczmarek piotrowski piotrowska grabowski grabowska zajac pawlowski
    michalski michalska krol wieczorek jablonski wrobel nowakowski majewski majewska olszewski stepien malinowski
    jaworski adamczyk dudek nowicki pawlak gorski witkowski walczak sikora baran rutkowski michalak szewczyk ostrowski
    tomaszewski pietrzak zalewski wroblewski marciniak jasinski zawadzki bak jakubowski sadowski duda wlodarczyk wilk
    chmielewski borkowski sokolowski szczepanski sawicki kucharski lis maciejewski kubiak kalinowski mazurek`,
  north: `andersson johansson karlsson nilsson eriksson larsson olsson persson svensson gustafsson pettersson jonsson
    jansson hansson bengtsson jonasson lindberg jakobsson magnusson lindstrom olofsson lindqvist lindgren berg axelsson
    bergstrom lundberg lind lundgren lundqvist mattsson berglund fredriksson sandberg henriksson forsberg sjoberg
    wallin engstrom eklund danielsson nielsen jensen hansen pedersen andersen christensen larsen sorensen rasmussen
    jorgensen petersen madsen kristensen olsen johansen nilsen kristiansen karlsen johnsen korhonen virtanen makinen
    nieminen makela hamalainen laine heikkinen koskinen jarvinen`,
  world: `wang li zhang liu chen yang huang zhao wu zhou tanaka suzuki sato watanabe ito yamamoto nakamura kim park choi
    jung nguyen tran pham sharma verma gupta kumar reddy singh das mehta shah joshi nair iyer chopra malhotra kapoor
    yilmaz kaya demir sahin celik yildiz ozturk aydin khan ahmed hussain ivanov petrov sidorov smirnov kuznetsov popov
    ivanova petrova novak svoboda novotny dvorak cerny horvat popescu ionescu nagy kovacs toth szabo papadopoulos
    cohen levy haddad mansour`,
} as const;

const names = new Set(Object.values(byLanguage).flatMap((text) => text.split(/\s+/)));
const particle = /^(?:von|van|der|den|de|del|della|di|da|dos|das|do|du|la|le|el|al|bin|ter|zu|af|d|l)$/;

/** Whether a text is a family name, or a compound with one: van der Berg, García López, Müller-Lüdenscheidt. */
export function isFamilyName(text: string): boolean {
  const parts = plain(text)
    .split(/[\s-]+/)
    .filter((part) => !particle.test(part));
  return parts.length <= 3 && parts.some((part) => names.has(part));
}
