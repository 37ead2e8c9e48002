SELECT "Flight Date" AS flight_date,
       "Airport Name" AS airport,
       "Origin State" AS state,
       "Aircraft Make Model" AS aircraft,
       "Aircraft Airline Operator" AS operator,
       regexp_extract("Report", 'Struck by: "([^"]*)"', 1) AS species,
       "Cost Total $" AS cost_usd,
       "Speed IAS in knots" AS speed_knots,
       "Report" AS report
FROM read_csv('raw/bird_strikes/strike_reports_multiline.csv', header = true, quote = '"', escape = '"', columns = {
  'Flight Date': 'DATE', 'Airport Name': 'VARCHAR', 'Origin State': 'VARCHAR', 'Aircraft Make Model': 'VARCHAR',
  'Aircraft Airline Operator': 'VARCHAR', 'Cost Total $': 'DECIMAL(12, 2)', 'Speed IAS in knots': 'SMALLINT',
  'Report': 'VARCHAR'
})
ORDER BY flight_date, airport, aircraft, operator, report, cost_usd, speed_knots
