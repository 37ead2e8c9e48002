SELECT flight_ref AS flight_id,
       departure AS departure_at,
       departure::DATE AS flight_date,
       origin,
       destination,
       distance AS distance_mi,
       (distance * 1.609344)::DECIMAL(7, 2) AS distance_km,
       delay AS delay_min,
       year(departure)::SMALLINT AS year,
       month(departure)::TINYINT AS month
FROM (
  SELECT *, strptime(date, '%Y/%m/%d %H:%M') AS departure
  FROM read_csv('raw/flights/*.csv.gz', header = true, columns = {
    flight_ref: 'BIGINT', date: 'VARCHAR', delay: 'SMALLINT', distance: 'SMALLINT',
    origin: 'VARCHAR', destination: 'VARCHAR'
  })
)
ORDER BY flight_id
