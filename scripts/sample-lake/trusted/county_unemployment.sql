SELECT lpad(id, 5, '0') AS county_fips,
       left(lpad(id, 5, '0'), 2) AS state_fips,
       rate::DECIMAL(4, 3) AS unemployment_rate
FROM read_csv('raw/unemployment/county_unemployment_2009.tsv', delim = '\t', header = true, all_varchar = true)
ORDER BY county_fips
