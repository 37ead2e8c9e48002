-- Each station's months: warmth, rain and the share of dry days.
SELECT station,
       date_trunc('month', date)::DATE AS month,
       count(*) AS days,
       (sum(temp_max_c) / count(*))::DECIMAL(4, 1) AS mean_temp_max_c,
       (sum(temp_min_c) / count(*))::DECIMAL(4, 1) AS mean_temp_min_c,
       max(temp_max_c) AS highest_c,
       min(temp_min_c) AS lowest_c,
       sum(precipitation_mm)::DECIMAL(7, 1) AS precipitation_mm,
       (count(*) FILTER (precipitation_mm = 0) / count(*))::DECIMAL(5, 4) AS share_dry
FROM trusted.weather
GROUP BY ALL
ORDER BY station, month
