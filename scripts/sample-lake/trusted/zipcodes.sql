SELECT zip_code, city, state, county, latitude, longitude
FROM read_csv('raw/zipcodes/zipcodes.csv', header = true, columns = {
  zip_code: 'VARCHAR', latitude: 'DOUBLE', longitude: 'DOUBLE',
  city: 'VARCHAR', state: 'VARCHAR', county: 'VARCHAR'
})
ORDER BY zip_code
