import { plain } from "../headers/header-words.ts";

/**
 * Large and well-known cities, as they are called at home and in English, without accents. Written down for Lakeshore
 * from general knowledge: no database was copied, so that they are under its licence.
 */
const cities = new Set(
  `new york|los angeles|chicago|houston|phoenix|philadelphia|san antonio|san diego|dallas|austin|san francisco|seattle|
  denver|boston|washington|nashville|detroit|portland|las vegas|memphis|baltimore|milwaukee|atlanta|miami|minneapolis|
  cleveland|new orleans|sacramento|kansas city|toronto|montreal|vancouver|calgary|ottawa|london|birmingham|manchester|
  glasgow|liverpool|leeds|sheffield|edinburgh|bristol|cardiff|belfast|leicester|nottingham|newcastle|dublin|cork|berlin|
  hamburg|munchen|munich|koln|cologne|frankfurt|frankfurt am main|stuttgart|dusseldorf|dortmund|essen|leipzig|bremen|
  dresden|hannover|nurnberg|duisburg|bochum|wuppertal|bielefeld|bonn|munster|karlsruhe|mannheim|augsburg|wiesbaden|
  wien|vienna|graz|linz|salzburg|innsbruck|zurich|geneve|geneva|basel|bern|lausanne|paris|marseille|lyon|toulouse|nice|
  nantes|strasbourg|montpellier|bordeaux|lille|rennes|reims|toulon|grenoble|dijon|angers|nimes|brest|tours|amiens|
  limoges|madrid|barcelona|valencia|sevilla|seville|zaragoza|malaga|murcia|palma|bilbao|alicante|cordoba|valladolid|
  vigo|gijon|granada|roma|rome|milano|milan|napoli|naples|torino|turin|palermo|genova|bologna|firenze|florence|bari|
  catania|venezia|venice|verona|messina|padova|trieste|lisboa|lisbon|porto|braga|coimbra|funchal|faro|sao paulo|
  rio de janeiro|brasilia|salvador|fortaleza|belo horizonte|manaus|curitiba|recife|porto alegre|amsterdam|rotterdam|
  den haag|the hague|utrecht|eindhoven|groningen|tilburg|almere|breda|nijmegen|haarlem|arnhem|brussel|bruxelles|brussels|
  antwerpen|antwerp|gent|charleroi|liege|brugge|warszawa|warsaw|krakow|lodz|wroclaw|poznan|gdansk|szczecin|bydgoszcz|
  lublin|katowice|bialystok|gdynia|stockholm|goteborg|malmo|uppsala|kobenhavn|copenhagen|aarhus|odense|oslo|bergen|
  trondheim|helsinki|espoo|tampere|turku|praha|prague|brno|ostrava|bratislava|budapest|bucuresti|bucharest|sofia|athens|
  istanbul|ankara|izmir|moscow|kyiv|minsk|vilnius|riga|tallinn|zagreb|ljubljana|beograd|belgrade|sarajevo|cairo|lagos|
  nairobi|johannesburg|cape town|casablanca|tel aviv|jerusalem|dubai|riyadh|tehran|baghdad|karachi|lahore|mumbai|delhi|
  new delhi|bangalore|bengaluru|hyderabad|chennai|kolkata|pune|ahmedabad|dhaka|bangkok|singapore|kuala lumpur|jakarta|
  manila|hanoi|ho chi minh city|hong kong|shanghai|beijing|shenzhen|guangzhou|chengdu|taipei|seoul|busan|tokyo|osaka|
  kyoto|nagoya|yokohama|sapporo|sydney|melbourne|brisbane|perth|adelaide|auckland|wellington|mexico city|
  ciudad de mexico|guadalajara|monterrey|bogota|medellin|lima|santiago|buenos aires|caracas|quito|montevideo|havana`
    .split("|")
    .map((name) => name.trim()),
);

export function isCity(text: string): boolean {
  return cities.has(plain(text));
}
