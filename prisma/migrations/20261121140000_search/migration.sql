-- CreateTable
CREATE TABLE "message_search" (
    "messageId" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "message_search_pkey" PRIMARY KEY ("messageId")
);

-- Lower case, without accents, anything that is no letter and no digit a space; shared/search.ts folds in the same way.
CREATE FUNCTION search_fold(body TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  regexp_replace(
    CASE WHEN octet_length(body) = char_length(body) THEN lower(body)
    ELSE regexp_replace(normalize(replace(lower(body), 'ß', 'ss'), NFKD), '[\u0300-\u036f]+', '', 'g') END,
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u2000-\u206f\u3000-\u303f]+', ' ', 'g');

-- What was folded, with ae, oe and ue as a, o and u, as the umlauts are.
CREATE FUNCTION search_german(folded TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  regexp_replace(folded, '(?<![aeq])([aou])e', '\1', 'g');

-- What a message is found by: its text, and the words of what goes with it.
CREATE FUNCTION search_body(body TEXT, extras JSONB) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE WHEN extras IS NULL THEN left(body, 100000)
  ELSE concat_ws(' ', left(body, 100000), left((
    SELECT string_agg(part #>> '{}', ' ') FROM (
      SELECT jsonb_path_query(extras, '$.attachments[*].name') AS part
      UNION ALL SELECT jsonb_path_query(extras, '$.attachments[*].transcript')
      UNION ALL SELECT jsonb_path_query(extras, '$.poll.choices[*].text')
      UNION ALL SELECT jsonb_path_query(extras, '$.appointment.place')
      UNION ALL SELECT jsonb_path_query(extras, '$.appointment.description')
    ) AS parts
  ), 100000)) END;

-- The words as they are (with their places), their English and their German stems; and, with a colon that no word has,
-- the chat, the sender, in which eight days it was, and what is in the message.
CREATE FUNCTION search_words(chat TEXT, sender TEXT, at TIMESTAMPTZ, body TEXT, extras JSONB) RETURNS TSVECTOR
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  folded TEXT := search_fold(search_body(body, extras));
  german TEXT := search_german(folded);
  labels TEXT[] := ARRAY['c:' || right(chat, 12), 's:' || sender, 'd:' || floor(extract(epoch FROM at) / 691200)::int];
BEGIN
  IF extras -> 'attachments' IS NOT NULL THEN labels := labels || 'h:file'::TEXT; END IF;
  IF body ~* 'https?://\S' THEN labels := labels || 'h:link'::TEXT; END IF;
  IF body ~ '(^|\n) {0,3}(```|~~~)' THEN labels := labels || 'h:code'::TEXT; END IF;
  RETURN setweight(to_tsvector('pg_catalog.simple', german), 'A')
    || strip(to_tsvector('pg_catalog.english', folded) || to_tsvector('pg_catalog.german', german))
    || array_to_tsvector(labels);
END $$;

-- Keeps what is found in step with the messages, whoever writes them.
CREATE FUNCTION search_keep() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."deletedAt" IS NOT NULL OR (NEW.text = '' AND NEW.extras IS NULL) THEN
    DELETE FROM message_search WHERE "messageId" = NEW.id;
  ELSIF TG_OP = 'INSERT' OR OLD.text <> NEW.text OR OLD.text = '' OR OLD."deletedAt" IS NOT NULL
    OR search_body(OLD.text, OLD.extras) <> search_body(NEW.text, NEW.extras)
    OR (OLD.extras -> 'attachments') IS DISTINCT FROM (NEW.extras -> 'attachments') THEN
    INSERT INTO message_search ("messageId", "chatId", seq, at, words)
      VALUES (NEW.id, NEW."chatId", NEW.seq, NEW."createdAt",
        search_words(NEW."chatId", NEW."senderId", NEW."createdAt", NEW.text, NEW.extras))
      ON CONFLICT ("messageId") DO UPDATE SET words = excluded.words;
  END IF;
  RETURN NULL;
END $$;

INSERT INTO "message_search" ("messageId", "chatId", seq, at, words)
  SELECT id, "chatId", seq, "createdAt", search_words("chatId", "senderId", "createdAt", text, extras)
  FROM "message" WHERE "deletedAt" IS NULL AND (text <> '' OR extras IS NOT NULL);

-- CreateIndex
-- What is inserted is in the index at once: no insert waits while a list of earlier ones is worked in.
CREATE INDEX "message_search_words_idx" ON "message_search" USING GIN ("words") WITH (fastupdate = off);

-- CreateIndex
CREATE INDEX "message_search_chatId_at_idx" ON "message_search"("chatId", "at");

-- AddForeignKey
ALTER TABLE "message_search" ADD CONSTRAINT "message_search_messageId_fkey" FOREIGN KEY ("messageId") REFERENCES "message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TRIGGER message_search_insert AFTER INSERT ON "message"
  FOR EACH ROW WHEN (NEW.text <> '' OR NEW.extras IS NOT NULL) EXECUTE FUNCTION search_keep();
CREATE TRIGGER message_search_update AFTER UPDATE OF text, extras, "deletedAt" ON "message"
  FOR EACH ROW WHEN (OLD.text <> NEW.text OR OLD.extras IS DISTINCT FROM NEW.extras
    OR OLD."deletedAt" IS DISTINCT FROM NEW."deletedAt") EXECUTE FUNCTION search_keep();
