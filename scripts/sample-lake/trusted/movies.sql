-- Two-digit years were read as 20xx: a film later than the end of the collection (2011) is a hundred years older.
SELECT "Title" AS title,
       CASE WHEN year(released) > 2011 THEN released - INTERVAL 100 YEAR ELSE released END::DATE AS release_date,
       coalesce(year(released) > 2011, false) AS release_date_corrected,
       "Distributor" AS distributor,
       "Director" AS director,
       "MPAA Rating" AS mpaa_rating,
       list_filter(["Major Genre", "Creative Type"], lambda label: label IS NOT NULL) AS labels,
       "Running Time min"::SMALLINT AS running_time_min,
       "Production Budget"::DECIMAL(14, 2) AS production_budget_usd,
       "US Gross"::DECIMAL(14, 2) AS us_gross_usd,
       "Worldwide Gross"::DECIMAL(14, 2) AS worldwide_gross_usd,
       {
         imdb: "IMDB Rating"::DECIMAL(3, 1),
         imdb_votes: "IMDB Votes"::INTEGER,
         rotten_tomatoes: "Rotten Tomatoes Rating"::TINYINT
       } AS ratings
FROM (
  SELECT *, strptime("Release Date", '%b %d %Y') AS released
  FROM read_csv('staging/films_by_title_utf8.csv', header = true, all_varchar = true)
)
ORDER BY title, release_date, production_budget_usd, us_gross_usd
