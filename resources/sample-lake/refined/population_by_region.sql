-- People in the countries of each region, and their life expectancy and fertility weighted by population.
SELECT region,
       year,
       count(*) AS countries,
       sum(population)::BIGINT AS population,
       (sum(population * life_expectancy_years) / sum(population))::DECIMAL(5, 2) AS life_expectancy_years,
       (sum(population * children_per_woman) / sum(population))::DECIMAL(4, 2) AS children_per_woman
FROM trusted.gapminder
GROUP BY ALL
ORDER BY region, year
