/**
 * Words by which headers say what is in a column, in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish
 * and Swedish, in lower case without accents. `a-b` is the words after one another or as one. Everyday vocabulary, written
 * for Lakeshore: taken from no database, under its licence.
 */
export const lexicon = {
  email: `email e-mail mail mailadresse correo correo-electronico courriel posta-elettronica poczta epost e-post
    mailadres email-address emailaddress adres-email`,
  phone: `phone telephone tel mobile cell cellphone fax msisdn telefon telefonnummer rufnummer handy handynummer mobil
    mobilnummer festnetz festnetznummer telefono movil celular telefone telemovel cellulare portable numero-telephone
    telefoon telefoonnummer mobiel mobielnummer komorka nr-telefonu whatsapp contact-number phone-number`,
  card: `card-number cardnumber credit-card creditcard debit-card payment-card pan ccn cc-number cc-num card-no
    kreditkarte kreditkartennummer kartennummer carte-bancaire numero-carte carte-bleue tarjeta numero-tarjeta
    carta-credito carta-di-credito numero-carta cartao numero-cartao kaartnummer creditkaart numer-karty karta
    kortnummer`,
  iban: `iban bank-account account-iban kontonummer bankverbindung rekeningnummer numer-konta nr-konta compte-bancaire
    cuenta-bancaria conto-bancario conta-bancaria`,
  nationalId: `ssn social-security social-security-number national-id national-insurance nino ni-number tax-id taxid tin
    steuer-id steuerid steuernummer identifikationsnummer idnr steueridentifikationsnummer sozialversicherungsnummer
    nir insee num-secu securite-sociale numero-securite-sociale no-secu dni nie nif documento-identidad
    codice-fiscale codicefiscale cf cod-fiscale pesel cpf nr-cpf aadhaar aadhar uidai personnummer personnr pnr
    bsn burgerservicenummer sofinummer rijksregisternummer registre-national niss cnp rut curp hetu henkilotunnus
    cpr cpr-nummer fodselsnummer fnr ahv avs ahv-nummer sin social-insurance tfn id-number identity-number citizen-id
    resident-id kimlik tckn rodne-cislo egn oib passport`,
  ip: `ip ipaddr ip-address ipaddress ip-addr ipv4 ipv6 client-ip remote-addr remote-address source-ip src-ip dst-ip
    adresse-ip ip-adresse direccion-ip indirizzo-ip endereco-ip ip-adres adres-ip`,
  mac: `mac mac-address macaddress mac-addr hwaddr hardware-address bssid adresse-mac mac-adresse`,
  personName: `full-name fullname person-name customer-name client-name contact-name employee-name patient-name
    guest-name account-holder cardholder card-holder passenger-name driver-name author-name contact-person nombre-completo
    nom-complet nom-prenom nome-completo nome-cognome ansprechpartner kundenname kontoinhaber mitarbeiter
    mitarbeitername vollstandiger-name volledige-naam klantnaam contactpersoon imie-nazwisko imie-i-nazwisko
    fullstandigt-namn kundnamn nominativo titulaire titular intestatario beneficiary nombre-cliente nom-client
    nome-cliente passenger patient employee customer recipient contact name nome nombre naam namn`,
  givenName: `first-name firstname fname given-name givenname forename christian-name vorname prenom nombre-pila
    primer-nombre nome-proprio primeiro-nome voornaam imie fornamn prenume`,
  familyName: `last-name lastname lname surname family-name familyname nachname familienname zuname nom-famille
    nom-de-famille apellido apellidos cognome sobrenome apelido achternaam nazwisko efternamn`,
  address: `address addr street street-address address-line postal-address home-address shipping-address
    billing-address adresse strasse anschrift wohnadresse lieferadresse rechnungsadresse rue adresse-postale voie
    direccion calle domicilio indirizzo via residenza endereco morada rua logradouro adres straat woonadres ulica
    adres-zamieszkania adress gatuadress gata`,
  birthDate: `birth-date birthdate date-of-birth dateofbirth dob birthday born geburtsdatum geburtstag geb-datum
    date-naissance date-de-naissance fecha-nacimiento fecha-de-nacimiento data-nascita data-di-nascita data-nascimento
    data-de-nascimento geboortedatum data-urodzenia fodelsedatum nacimiento naissance nascita`,
  date: `date day datum tag fecha data dzien dag jour dia giorno created updated modified timestamp time at on zeit
    erstellt updated-at created-at zeitpunkt zeitstempel heure hora ora czas tijd tid`,
  year: `year yr jahr annee ano anno jaar rok ar an baujahr`,
  amount: `amount price cost total subtotal revenue balance salary wage fee tax net gross payment income turnover budget
    betrag preis kosten umsatz gehalt saldo summe gesamtbetrag montant prix cout chiffre-affaires salaire solde importe
    precio coste monto sueldo ingresos importo prezzo costo stipendio valore valor preco custo salario bedrag prijs kwota
    cena koszt wartosc belopp pris kostnad fare tip usd eur gbp`,
  percent: `percent percentage pct rate ratio share prozent prozentsatz anteil pourcentage taux porcentaje tasa
    percentuale tasso porcentagem taxa procent odsetek stopa discount rabatt`,
  currency: `currency ccy currency-code waehrung wahrung devise monnaie moneda valuta moeda waluta`,
  language: `language lang locale sprache langue idioma lingua taal jezyk sprak`,
  country: `country nation country-code nationality land staat laendercode landercode pays pais paese kraj kraje herkunft
    origin destination`,
  region: `state province region bundesland county departement provincia estado wojewodztwo provincie lan regione`,
  latitude: `lat latitude breitengrad latitud latitudine breite szerokosc`,
  longitude: `lon lng long longitude langengrad laengengrad longitud longitudine laenge lange dlugosc`,
  coordinates: `coordinates coords coord geo latlon latlng location position gps geolocation koordinaten coordonnees
    coordenadas coordinate wspolrzedne koordinater geopoint`,
  postalCode: `zip zipcode zip-code postal-code postcode post-code plz postleitzahl code-postal codigo-postal cap cep
    codigo-postal kod-pocztowy postnummer cp postalcode`,
  city: `city town municipality stadt ort wohnort gemeinde ville commune ciudad localidad municipio citta comune cidade
    localidade stad plaats woonplaats miasto miejscowosc kommun`,
  identifier: `id key pk uid guid identifier no nr num number code ref reference nummer kennung schluessel identifiant
    numero clave chave codice sleutel numer klucz`,
  order: `order orders order-id order-number order-no invoice invoice-number shipment parcel tracking tracking-number
    waybill transaction ticket batch lot contract policy case auftrag auftragsnummer bestellung bestellnummer rechnung
    rechnungsnummer vertragsnummer sendungsnummer commande facture numero-commande numero-facture pedido factura ordine
    fattura fatura bestelling factuur zamowienie faktura ordernummer barcode serial serial-number seriennummer
    numero-serie transaction-id`,
  product: `product item sku article artikel artikelnummer produkt produit articolo prodotto producto producto produto
    product-code product-name product-id model part part-number teilenummer material materialnummer brand marke marque
    marca category film movie title song album book team species color colour plant vehicle car station airport street-name
    event campaign project file filename`,
  company: `company organisation organization firm vendor supplier merchant employer manufacturer business firma
    unternehmen lieferant hersteller arbeitgeber entreprise societe fournisseur empresa proveedor azienda fornitore
    bedrijf leverancier przedsiebiorstwo dostawca foretag shop store hotel school university`,
  isbn: `isbn isbn-10 isbn-13 issn`,
  productNumber: `ean gtin upc barcode strichcode code-barres codigo-barras codice-a-barre ean-code gencod`,
  imei: `imei device-imei`,
  version: `version ver release firmware build versions versione wersja softwareversion app-version os-version semver`,
  url: `url uri link website homepage webseite site-web sitio-web sito lien href endpoint page strona`,
  hash: `hash checksum digest md5 sha sha1 sha256 etag pruefsumme fingerprint signature token commit`,
  code: `code type status category class kind grade level flag statut etat typ typus estado stato tipo categoria soort
    kategoria kategorie kod group segment tier mode method gender sex`,
  bank: `bic swift swift-code bic-code`,
} as const;

/** A header that says the first does not say the others, though it has their words: `email_date`, `phone_model`. */
export const opposites: Partial<Record<keyof typeof lexicon, readonly (keyof typeof lexicon)[]>> = {
  email: ["address"],
  ip: ["address"],
  mac: ["address"],
  version: ["phone"],
  company: ["personName"],
  product: ["personName"],
  city: ["personName"],
  country: ["personName"],
  region: ["personName"],
  address: ["personName"],
  givenName: ["personName"],
  familyName: ["personName"],
};
