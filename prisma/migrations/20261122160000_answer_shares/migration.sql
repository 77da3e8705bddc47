-- Who used what of an answer is kept of chats that are gone, too; what failed and was paid for all the same is no answer.
CREATE OR REPLACE FUNCTION spending_keep() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kept_spending (id, at, "askedBy", "agentId", facts, answers)
  SELECT paid.id, paid.at, paid."askedBy", paid."agentId", jsonb_build_object(
      'provider', paid.facts->'provider', 'model', paid.facts->'model', 'inputTokens', paid.facts->'inputTokens',
      'outputTokens', paid.facts->'outputTokens', 'costMicros', paid.facts->'costMicros', 'shares', paid.facts->'shares',
      'others', COALESCE(paid.facts->'others', CASE WHEN jsonb_typeof(paid.facts->'first') = 'object' THEN
        jsonb_build_array(jsonb_build_object('provider', paid.facts->'first'->'provider',
          'model', paid.facts->'first'->'model', 'costMicros', paid.facts->'first'->'costMicros')) END)
    ), paid.answers
  FROM (
    SELECT step.id, step."updatedAt" AS at, run."askedBy", step."agentId", step.result->'facts' AS facts,
      (step.result->>'kind' <> 'failed')::int AS answers
    FROM run JOIN step ON step."runId" = run.id WHERE run."chatId" = OLD.id
    UNION ALL
    SELECT 'choice/' || run.id, run."createdAt", run."askedBy", 'queen', run.choosing, 0
    FROM run WHERE run."chatId" = OLD.id
    UNION ALL
    SELECT 'summary/' || "chatId" || '/' || number, "createdAt", "madeFor", 'queen', facts, 0
    FROM chat_summary WHERE "chatId" = OLD.id
  ) paid
  WHERE jsonb_typeof(paid.facts) = 'object'
  ON CONFLICT DO NOTHING;
  RETURN OLD;
END
$$;
