/** Names that an editor completes, of Athena engine version 3 (docs, "DML queries, functions, and operators"). */
export const trinoFunctions: readonly string[] = `abs all_match any_match any_value approx_distinct approx_most_frequent
  approx_percentile approx_set arbitrary array_agg array_distinct array_except array_intersect array_join array_max
  array_min array_position array_remove array_sort array_union arrays_overlap at_timezone avg bit_count bitwise_and
  bitwise_or bitwise_xor bool_and bool_or cardinality cast ceil ceiling chr coalesce codepoint concat concat_ws contains
  corr count count_if covar_pop covar_samp cume_dist current_date current_time current_timestamp date date_add date_diff
  date_format date_parse date_trunc day day_of_month day_of_week day_of_year degrees dense_rank element_at every exp
  extract filter first_value flatten floor format format_datetime from_base64 from_hex from_iso8601_date
  from_iso8601_timestamp from_unixtime from_utf8 geometric_mean greatest hash_counts hex histogram hour if json_array_get
  json_array_length json_extract json_extract_scalar json_format json_parse json_query json_size json_value kurtosis lag
  last_day_of_month last_value lead least length levenshtein_distance like ln localtime localtimestamp log log10 log2
  lower lpad ltrim map map_agg map_concat map_entries map_filter map_from_entries map_keys map_union map_values max
  max_by md5 millisecond min min_by minute mod month multimap_agg none_match normalize now nth_value ntile nullif
  numeric_histogram parse_datetime percent_rank pi position pow power quarter radians rand random rank reduce regexp_count
  regexp_extract regexp_extract_all regexp_like regexp_replace regexp_split repeat replace reverse round row_number rpad
  rtrim second sequence sha1 sha256 sha512 shuffle sign skewness slice split split_part split_to_map sqrt starts_with
  stddev stddev_pop stddev_samp strpos substr substring sum timezone_hour to_base64 to_hex to_iso8601 to_unixtime to_utf8
  transform translate trim truncate try try_cast typeof unnest upper url_extract_host url_extract_path
  url_extract_parameter uuid var_pop var_samp variance week width_bucket year zip zip_with`.split(/\s+/);

export const trinoKeywords: readonly string[] = `all alter analyze and as asc between bucketed_by by case cast create
  cross cube current database delete desc describe distinct drop else end escape except execute exists explain external
  fetch first filter for format format_options from full group grouping having in inner insert intersect interval into is
  join last lateral left like limit location matched merge msck natural not null nulls offset on optimize or order
  ordinality outer over partition partitioned_by partitions prepare range recursive repair right rollup row rows schema
  select sets show stored table tables tablesample tblproperties then timestamp to true false unbounded union unload
  unnest update using vacuum values view views when where window with within without zone`.split(/\s+/);
