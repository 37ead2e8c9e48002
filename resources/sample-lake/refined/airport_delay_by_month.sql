-- Departures of each airport, month by month, and how late they were.
SELECT flights.origin AS airport,
       airports.name AS airport_name,
       airports.state,
       make_date(flights.year, flights.month, 1) AS month,
       count(*) AS flights,
       (sum(flights.delay_min) / count(*))::DECIMAL(7, 2) AS mean_delay_min,
       quantile_disc(flights.delay_min, 0.9) AS p90_delay_min,
       (count(*) FILTER (flights.delay_min > 15) / count(*))::DECIMAL(5, 4) AS share_late,
       sum(flights.distance_km) AS distance_km
FROM trusted.flights AS flights
LEFT JOIN trusted.airports AS airports ON airports.iata = flights.origin
GROUP BY ALL
ORDER BY airport, month
