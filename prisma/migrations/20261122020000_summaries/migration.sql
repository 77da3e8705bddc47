-- CreateTable
CREATE TABLE "chat_summary" (
    "chatId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'summary',
    "fromSeq" INTEGER NOT NULL DEFAULT 0,
    "uptoSeq" INTEGER NOT NULL DEFAULT 0,
    "text" TEXT,
    "stale" TEXT,
    "characters" INTEGER NOT NULL DEFAULT 0,
    "outside" BOOLEAN NOT NULL DEFAULT false,
    "senders" TEXT[],
    "facts" JSONB,
    "madeFor" TEXT NOT NULL,
    "claim" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "chat_summary_pkey" PRIMARY KEY ("chatId", "number")
);

-- AddForeignKey
ALTER TABLE "chat_summary" ADD CONSTRAINT "chat_summary_chatId_fkey" FOREIGN KEY ("chatId") REFERENCES "chat"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whoever changes what a message says changes what was made of it: what a deleted one said is in no summary any more, and
-- one that has what was written otherwise before is not told to agents again.
CREATE FUNCTION summary_outdate() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  UPDATE chat_summary SET
    stale = CASE WHEN NEW."deletedAt" IS NOT NULL THEN 'deleted' ELSE coalesce(stale, 'edited') END,
    text = CASE WHEN NEW."deletedAt" IS NOT NULL THEN '' ELSE text END
  WHERE "chatId" = NEW."chatId" AND kind = 'summary' AND text IS NOT NULL
    AND NEW.seq BETWEEN "fromSeq" AND "uptoSeq";
  RETURN NULL;
END $$;

CREATE TRIGGER message_summary_outdate AFTER UPDATE OF text, "deletedAt" ON "message"
  FOR EACH ROW WHEN (OLD.text <> NEW.text OR OLD."deletedAt" IS DISTINCT FROM NEW."deletedAt")
  EXECUTE FUNCTION summary_outdate();
