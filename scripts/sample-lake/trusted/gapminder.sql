SELECT country,
       year,
       CASE cluster
         WHEN 0 THEN 'South Asia'
         WHEN 1 THEN 'Europe and Central Asia'
         WHEN 2 THEN 'Sub-Saharan Africa'
         WHEN 3 THEN 'America'
         WHEN 4 THEN 'East Asia and Pacific'
         WHEN 5 THEN 'Middle East and North Africa'
       END AS region,
       pop AS population,
       life_expect AS life_expectancy_years,
       fertility AS children_per_woman
FROM read_json('raw/gapminder/gapminder.json', format = 'array', columns = {
  year: 'SMALLINT', country: 'VARCHAR', cluster: 'TINYINT', pop: 'BIGINT',
  life_expect: 'DECIMAL(5, 2)', fertility: 'DECIMAL(4, 2)'
})
ORDER BY country, year
