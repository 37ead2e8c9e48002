WITH flat AS (
  SELECT id, time, updated, mag, "magType", place, status, type, felt, types, sources, lon, lat, depth
  FROM read_json(
    ['raw/earthquakes/events-2018-01-31.ndjson', 'raw/earthquakes/events-2018-02-01.ndjson',
     'raw/earthquakes/events-2018-02-02.ndjson', 'raw/earthquakes/events-2018-02-03.ndjson'],
    format = 'newline_delimited',
    columns = {
      id: 'VARCHAR', time: 'BIGINT', updated: 'BIGINT', mag: 'DECIMAL(4, 2)', "magType": 'VARCHAR', place: 'VARCHAR',
      status: 'VARCHAR', type: 'VARCHAR', felt: 'INTEGER', types: 'VARCHAR', sources: 'VARCHAR',
      lon: 'DOUBLE', lat: 'DOUBLE', depth: 'DOUBLE'
    }
  )
),
nested AS (
  SELECT id, p.time, p.updated, p.mag, p."magType", p.place, p.status, p.type, p.felt, p.types, p.sources,
         geometry.coordinates[1] AS lon, geometry.coordinates[2] AS lat, geometry.coordinates[3] AS depth
  FROM (
    SELECT id, properties AS p, geometry
    FROM read_json(
      ['raw/earthquakes/events-2018-02-04.ndjson', 'raw/earthquakes/events-2018-02-05.ndjson',
       'raw/earthquakes/events-2018-02-06.ndjson', 'raw/earthquakes/events-2018-02-07.ndjson'],
      format = 'newline_delimited',
      columns = {
        id: 'VARCHAR',
        properties: 'STRUCT(time BIGINT, updated BIGINT, mag DECIMAL(4, 2), "magType" VARCHAR, place VARCHAR,
          status VARCHAR, type VARCHAR, felt INTEGER, types VARCHAR, sources VARCHAR)',
        geometry: 'STRUCT(coordinates DOUBLE[])'
      }
    )
  )
)
SELECT id AS event_id,
       make_timestamp(time * 1000)::TIMESTAMPTZ AS occurred_at,
       make_timestamp(updated * 1000)::TIMESTAMPTZ AS updated_at,
       mag AS magnitude,
       "magType" AS magnitude_type,
       place,
       {longitude: lon, latitude: lat, depth_km: depth} AS location,
       string_split(trim(types, ','), ',') AS products,
       string_split(trim(sources, ','), ',') AS networks,
       felt AS felt_reports,
       status,
       type AS event_type,
       make_timestamp(time * 1000)::DATE AS day
FROM (FROM flat UNION ALL FROM nested)
ORDER BY time, id
