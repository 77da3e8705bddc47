-- AlterTable
ALTER TABLE "run" ADD COLUMN "choosing" JSONB;

-- CreateTable
CREATE TABLE "kept_spending" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "askedBy" TEXT NOT NULL,
    "agentId" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "answers" INTEGER NOT NULL,

    CONSTRAINT "kept_spending_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "kept_spending_at_idx" ON "kept_spending"("at");

-- What was paid for in a chat is counted when the chat is gone, without anything that was said in it.
CREATE FUNCTION spending_keep() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO kept_spending (id, at, "askedBy", "agentId", facts, answers)
  SELECT paid.id, paid.at, paid."askedBy", paid."agentId", jsonb_build_object(
      'provider', paid.facts->'provider', 'model', paid.facts->'model', 'inputTokens', paid.facts->'inputTokens',
      'outputTokens', paid.facts->'outputTokens', 'costMicros', paid.facts->'costMicros'
    ), paid.answers
  FROM (
    SELECT step.id, step."updatedAt" AS at, run."askedBy", step."agentId", step.result->'facts' AS facts, 1 AS answers
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

CREATE TRIGGER chat_spending_keep BEFORE DELETE ON "chat" FOR EACH ROW EXECUTE FUNCTION spending_keep();
