/**
 * How streets and house numbers are written, by language: everyday vocabulary, written for Lakeshore and taken from no
 * database, under its licence.
 */
const number = String.raw`\d{1,5}(?:\s?[a-z]|\s?[-/]\s?\d{1,4}[a-z]?)?`;
const name = String.raw`[\p{L}\d.'’ -]{2,60}`;
/** A house number stands at the end of its part of the address. */
const end = String.raw`(?=$|[\s,;/])`;

function form(source: string): RegExp {
  return new RegExp(source, "iu");
}

export const streetForms: readonly (readonly [string, RegExp])[] = [
  [
    "en",
    form(
      String.raw`^(?:(?:flat|apt|unit|suite|studio)\.? ?\w+,?\s+)?\d{1,6}[a-z]?,?\s+${name}\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|ct|boulevard|blvd|way|place|pl|square|sq|terrace|close|crescent|highway|hwy|parkway|pkwy|circle|trail|grove|gardens?|hill|walk|mews|alley|manor|view|fields?|loop|path|ridge|plaza|turnpike|estates?|ferry|heights|junction|meadows?|mills?|parks?|shores?|station|summit|valley|village|port|mount|mountain|lakes?|landing|island|forest|crossing|corner|center|bridge|brook|springs?|union|spur|wells?|ramp|route)\b`,
    ),
  ],
  [
    "de",
    form(
      String.raw`(?:\p{L}(?:str\.?|straße|strasse|weg|platz|allee|gasse|ring|damm|ufer|berg|feld|hof|stieg|kamp)|\b(?:straße|strasse|weg|platz|allee|gasse|ring|damm|ufer|am|an der|im|in der|auf dem|zum|zur)\b[\p{L} .-]{0,40})\s+${number}${end}`,
    ),
  ],
  [
    "fr",
    form(
      String.raw`\b\d{1,5}(?:\s?(?:bis|ter|quater))?,?\s+(?:rue|avenue|av\.?|boulevard|bd\.?|place|chemin|impasse|allée|allee|quai|route|cours|passage|voie|square|sentier)\s+\p{L}|^(?:rue|avenue|boulevard|place|chemin|impasse|quai)\s+${name}$`,
    ),
  ],
  [
    "es",
    form(
      String.raw`\b(?:calle|c\/|avenida|avda?\.?|plaza|pza\.?|paseo|p\.º|camino|carrer|carretera|ronda|vía|vial|pasaje|pasadizo|glorieta|cuesta|callejón|alameda|acceso|urbanización|cañada|rambla)\s+${name}`,
    ),
  ],
  [
    "it",
    form(
      String.raw`\b(?:via|viale|v\.le|piazza|p\.zza|piazzale|corso|vicolo|largo|strada|contrada|borgo|lungomare|rotonda|incrocio|canale|stretto)\s+${name}\b,?\s*(?:n\.?\s*)?${number}|^(?:via|viale|piazza|corso|vicolo|largo)\s+${name}$`,
    ),
  ],
  [
    "pt",
    form(
      String.raw`\b(?:rua|r\.|avenida|av\.|travessa|praça|largo|alameda|estrada|rodovia|beco|ladeira|quinta|vereda|residencial|condomínio|jardim|loteamento|fazenda|lagoa|núcleo|setor|aeroporto|campo|chácara|colônia|conjunto|distrito|esplanada|estação|favela|feira|morro|parque|passarela|pátio|recanto|sítio|trecho|trevo|vale|vila|viaduto|viela)\s+${name}`,
    ),
  ],
  [
    "nl",
    form(
      String.raw`\p{L}{2,}(?:straat|laan|weg|plein|gracht|kade|dijk|singel|dreef|steeg|hof|pad|baan|boulevard|ring|park|plantsoen)\s+${number}${end}`,
    ),
  ],
  [
    "pl",
    form(String.raw`\b(?:ul\.?|ulica|al\.?|aleja|aleje|os\.?|osiedle|pl\.?|plac|rondo|skwer)\s+${name}\s+${number}`),
  ],
  [
    "sv",
    form(
      String.raw`\p{L}{2,}(?:gatan|gata|vägen|väg|gränd|torget|torg|stigen|allén|backen|plan|kajen)\s+${number}${end}`,
    ),
  ],
];
