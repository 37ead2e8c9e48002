SELECT station,
       strptime(date, '%d.%m.%Y')::DATE AS date,
       replace(precipitation_mm, ',', '.')::DECIMAL(5, 1) AS precipitation_mm,
       replace(temp_max_c, ',', '.')::DECIMAL(4, 1) AS temp_max_c,
       replace(temp_min_c, ',', '.')::DECIMAL(4, 1) AS temp_min_c,
       replace(wind_ms, ',', '.')::DECIMAL(4, 1) AS wind_ms,
       weather,
       year(strptime(date, '%d.%m.%Y'))::SMALLINT AS year
FROM read_csv('raw/weather/daily_weather_semicolon.csv', delim = ';', header = true, all_varchar = true)
ORDER BY station, date
