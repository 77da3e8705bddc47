-- CreateTable
CREATE TABLE "event_mail" (
    "messageId" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "contactId" TEXT,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "failure" TEXT,
    "sequence" INTEGER NOT NULL,
    "details" JSONB NOT NULL,
    "askedBy" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimedAt" TIMESTAMPTZ(3),

    CONSTRAINT "event_mail_pkey" PRIMARY KEY ("messageId","address","kind")
);

-- CreateIndex
CREATE INDEX "event_mail_state_createdAt_idx" ON "event_mail"("state", "createdAt");

-- CreateIndex
CREATE INDEX "event_mail_askedBy_createdAt_idx" ON "event_mail"("askedBy", "createdAt");

-- AddForeignKey
ALTER TABLE "event_mail" ADD CONSTRAINT "event_mail_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- An event that is called off or deleted is taken back by mail from whoever may have been invited, however that came.
CREATE FUNCTION event_mail_cancel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "event_mail" WHERE "messageId" = NEW.id AND kind = 'request' AND state IN ('queued', 'failed');
  INSERT INTO "event_mail" ("messageId", address, kind, "chatId", "contactId", sequence, details, "askedBy")
    SELECT "messageId", address, 'cancel', "chatId", "contactId", NEW.version, details, "askedBy"
    FROM "event_mail" WHERE "messageId" = NEW.id AND kind = 'request'
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER event_mail_cancel AFTER UPDATE OF extras, "deletedAt" ON "message"
  FOR EACH ROW WHEN (
    (OLD."deletedAt" IS NULL AND NEW."deletedAt" IS NOT NULL)
    OR (NEW.extras->'appointment'->>'cancelled' = 'true' AND OLD.extras->'appointment'->>'cancelled' = 'false')
  )
  EXECUTE FUNCTION event_mail_cancel();
