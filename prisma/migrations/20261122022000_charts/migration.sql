-- Charts are found by what stands in them; there were none before.
CREATE OR REPLACE FUNCTION search_body(body TEXT, extras JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE WHEN extras IS NULL THEN left(body, 100000)
  ELSE concat_ws(' ', left(body, 100000), left((
    SELECT string_agg(part #>> '{}', ' ') FROM (
      SELECT jsonb_path_query(extras, '$.attachments[*].name') AS part
      UNION ALL SELECT jsonb_path_query(extras, '$.attachments[*].transcript')
      UNION ALL SELECT jsonb_path_query(extras, '$.poll.choices[*].text')
      UNION ALL SELECT jsonb_path_query(extras, '$.appointment.place')
      UNION ALL SELECT jsonb_path_query(extras, '$.appointment.description')
      UNION ALL SELECT jsonb_path_query(extras, '$.charts[*].title')
      UNION ALL SELECT jsonb_path_query(extras, '$.charts[*].series[*].name')
      UNION ALL SELECT jsonb_path_query(extras, '$.charts[*].labels[*]')
    ) AS parts
  ), 100000)) END;
