SELECT iata, name, city, state, country, latitude, longitude
FROM read_csv('raw/airports/airports_bom.csv', header = true, columns = {
  iata: 'VARCHAR', name: 'VARCHAR', city: 'VARCHAR', state: 'VARCHAR', country: 'VARCHAR',
  latitude: 'DOUBLE', longitude: 'DOUBLE'
})
ORDER BY iata
