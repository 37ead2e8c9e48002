-- What each distributor's films cost and earned, with its three that earned most.
SELECT coalesce(distributor, '(unknown)') AS distributor,
       count(*) AS films,
       sum(production_budget_usd)::DECIMAL(18, 2) AS production_budget_usd,
       sum(worldwide_gross_usd)::DECIMAL(18, 2) AS worldwide_gross_usd,
       (sum(ratings.imdb) / count(ratings.imdb))::DECIMAL(3, 1) AS mean_imdb_rating,
       min(release_date) AS first_release,
       max(release_date) AS last_release,
       list(title ORDER BY worldwide_gross_usd DESC NULLS LAST, title)[1:3] AS top_films
FROM trusted.movies
GROUP BY ALL
ORDER BY worldwide_gross_usd DESC NULLS LAST, distributor
