import { plain } from "../headers/header-words.ts";

/**
 * Given names that are widely borne, by language, without accents. Written down for Lakeshore from general knowledge: no
 * database was copied, so that they are under its licence. Few on purpose: a column needs a share of them, not all.
 */
const byLanguage = {
  en: `james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark
    donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary
    nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick
    jack dennis jerry tyler aaron henry nathan douglas peter zachary kyle noah ethan jeremy walter keith roger austin
    sean harold carl dylan logan liam oliver harry luke adam simon ian craig stuart gavin graham alfie oscar archie leo
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley
    kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia kathleen amy
    angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet
    catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith
    megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail
    alice sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte
    marie kayla alexis chloe lily amelia poppy jade zoe lucy claire fiona gemma tracy dawn wendy gillian hazel`,
  de: `hans peter wolfgang klaus jurgen dieter manfred uwe helmut gunter horst werner bernd heinz rainer jorg stefan
    frank ralf jens sven markus thorsten torsten matthias holger dirk kai lars christian sebastian tobias florian
    philipp lukas leon finn jonas felix maximilian moritz niklas tim jan fabian marcel dennis kurt karl otto ernst fritz
    friedrich wilhelm gerhard herbert walter rudolf josef franz ludwig konrad ulrich joachim norbert axel detlef egon
    ursula monika petra sabine renate helga karin brigitte ingrid gisela christa elke gabriele heike susanne andrea
    birgit kerstin martina claudia anja katrin silke stefanie nicole tanja sandra julia lena lea hannah mia leonie lara
    johanna katharina franziska antje ute barbara angelika cornelia marion anke britta dagmar doris edith elfriede
    hannelore hildegard ilse inge irmgard jutta regina rosemarie ruth sigrid waltraud annegret heidi marlies`,
  fr: `jean pierre michel philippe alain nicolas christophe patrick daniel bernard christian jacques gerard laurent
    frederic eric stephane olivier julien sebastien david thierry pascal francois bruno vincent guillaume antoine
    alexandre thomas maxime romain benoit jerome matthieu mathieu hugo lucas louis gabriel arthur jules raphael adrien
    henri andre rene claude marcel roger georges robert gilles serge didier yves xavier emmanuel marc luc etienne
    marie nathalie isabelle sylvie catherine francoise martine christine monique valerie sandrine veronique nicole
    stephanie sophie celine chantal patricia anne brigitte julie aurelie christelle emilie camille lea manon chloe
    ines emma louise alice juliette charlotte margaux agathe elodie laetitia virginie dominique jacqueline jeanne
    madeleine marguerite therese suzanne denise simone odette josephine claire helene florence corinne laurence
    agnes cecile delphine audrey caroline elise margot zoe noemi yvonne genevieve`,
  es: `antonio jose manuel francisco juan javier luis carlos miguel pedro jesus angel rafael fernando jorge ramon
    enrique vicente diego andres alvaro sergio pablo adrian alberto raul ivan ruben roberto victor eduardo joaquin
    alfonso ricardo emilio julio alejandro hugo mateo santiago gonzalo ignacio tomas felipe guillermo gustavo hector
    marcos oscar salvador agustin domingo esteban gabriel german gregorio lorenzo mariano nicolas rodrigo samuel
    maria carmen josefa isabel ana dolores pilar teresa rosa cristina angeles antonia laura francisca mercedes elena
    luisa concepcion marta rosario lucia paula sara juana raquel beatriz encarnacion sonia silvia patricia susana
    rocio irene nuria eva margarita alba andrea inmaculada esther julia amparo daniela sofia martina valeria
    alejandra carla claudia esperanza gloria guadalupe lorena manuela miriam monica natalia noelia olga veronica
    victoria yolanda ximena camila mariana fernanda gabriela`,
  it: `giuseppe giovanni antonio mario luigi francesco angelo vincenzo pietro salvatore carlo franco domenico bruno
    paolo michele giorgio aldo sergio luciano roberto stefano marco andrea alessandro matteo lorenzo davide federico
    luca simone riccardo daniele massimo fabio claudio maurizio alberto enrico filippo gabriele giacomo leonardo
    tommaso nicola raffaele renato silvio umberto vittorio emanuele dario cesare gianluca gianni mirko piero ugo
    maria anna giuseppina rosa angela giovanna teresa lucia carmela caterina francesca antonietta carla elena
    concetta rita margherita franca paola laura giulia chiara sara martina alessia silvia valentina federica elisa
    alice giorgia aurora ginevra sofia beatrice camilla bianca daniela patrizia roberta simona stefania barbara
    cristina emanuela gabriella ilaria ivana loredana luisa manuela monica nadia ornella raffaella serena sonia`,
  pt: `jose joao antonio francisco carlos paulo pedro lucas luiz luis marcos gabriel rafael daniel marcelo bruno
    eduardo felipe rodrigo manuel mateus andre fernando fabio leonardo gustavo guilherme leandro tiago thiago ricardo
    diogo rui nuno miguel duarte goncalo henrique joaquim jorge sergio vasco vitor caio davi enzo heitor igor vinicius
    maria ana francisca antonia adriana juliana marcia fernanda patricia aline sandra camila amanda bruna jessica
    leticia julia luciana vanessa mariana gabriela vera larissa claudia beatriz rita ines catarina leonor matilde
    joana sofia carolina mafalda lara margarida helena teresa isabel raquel susana lurdes conceicao fatima graca luana
    rafaela isadora lavinia melissa yasmin clara alice laura manuela heloisa valentina cecilia eloa`,
  nl: `jan johannes cornelis hendrik willem pieter jacobus peter gerrit petrus dirk martin marcel erik rob henk piet
    kees wim ronald bas bram daan sem lucas finn levi milan jesse thijs ruben lars luuk stijn joost jeroen maarten
    sander tim rik niels koen wouter sjoerd theo arjan bart frans gijs hans jaap jasper job joris klaas leo mark
    maria johanna anna cornelia elisabeth wilhelmina hendrika petra monique ingrid anja saskia marieke sanne lotte
    emma tess sophie julia anouk fleur femke eva lieke noa isa mila sara roos britt esther annemarie els greetje
    hanneke ineke jolanda karin linda loes margriet marijke mirjam nienke riet sonja tineke truus willemijn yvonne`,
  pl: `jan stanislaw andrzej jozef tadeusz jerzy zbigniew krzysztof henryk ryszard kazimierz marek marian piotr janusz
    wladyslaw adam wieslaw zdzislaw edward mieczyslaw roman miroslaw grzegorz czeslaw dariusz wojciech jacek eugeniusz
    tomasz pawel michal lukasz marcin mateusz jakub kacper szymon filip maciej rafal robert bartosz artur kamil
    sebastian przemyslaw damian hubert igor leszek mariusz slawomir waldemar bogdan boguslaw
    maria krystyna anna barbara teresa elzbieta janina zofia jadwiga danuta halina irena ewa malgorzata helena grazyna
    bozena stanislawa jolanta marianna urszula wanda alicja dorota agnieszka beata katarzyna joanna wieslawa renata
    iwona monika magdalena aleksandra zuzanna julia maja hanna lena natalia oliwia karolina justyna aneta sylwia
    izabela kinga paulina patrycja weronika marta edyta ewelina kamila marzena mariola`,
  north: `lars anders johan erik per karl peter jan thomas mikael fredrik bjorn gustav axel oskar elias nils olof sven
    hakan mats magnus stefan goran leif ulf bengt bo kjell ole hans morten henrik kristian jens niels soren knut odd
    anna eva maria karin kristina lena kerstin ingrid birgitta marie elisabeth linnea astrid freja alva maja elsa
    wilma ebba signe inger anne hanne mette kirsten helle gitte susanne pia annika malin jenny sofia johanna gunilla
    marianne ulla monica helena camilla therese ida sara emelie hanna mikko juha matti timo kari antti pekka jari
    tapio johannes juhani anneli hannele marjatta liisa tuula pirjo paivi sari tiina`,
  world: `mohammed mohamed muhammad ahmed ali hassan hussein omar khalid ibrahim youssef yusuf mustafa mehmet ahmet
    murat emre huseyin fatma ayse emine zeynep hatice elif fatima aisha khadija zainab maryam layla nour amir reza
    raj rahul amit vijay sanjay anil suresh ramesh rajesh arjun rohan aarav vihaan priya anjali pooja neha sunita
    kavita anita deepika lakshmi sita divya wei li ming jun hui yan lei hiroshi takashi kenji yuki sakura haruto
    minjun jiwoo seojun ivan dmitri dmitry sergei alexei andrei vladimir mikhail nikolai olga natalia svetlana tatiana
    irina elena anastasia ekaterina jiri petr josef pavel vaclav jana eva hana lenka ion andrei mihai elena ioana
    istvan laszlo gabor katalin giorgos dimitris maria nikos`,
} as const;

const names = new Set(Object.values(byLanguage).flatMap((text) => text.split(/\s+/)));

/** Whether a text is a given name, or several (Anna Maria, Jean-Pierre). */
export function isGivenName(text: string): boolean {
  const parts = plain(text).split(/[\s-]+/);
  return parts.length <= 3 && names.has(parts[0] ?? "");
}
