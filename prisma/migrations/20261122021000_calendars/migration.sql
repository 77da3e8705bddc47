-- CreateTable
CREATE TABLE "calendar" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "colour" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "ics" TEXT,
    "fetchedAt" TIMESTAMPTZ(3),
    "etag" TEXT,
    "modified" TEXT,
    "lookedAt" TIMESTAMPTZ(3),
    "failure" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "calendar_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "calendar_userId_idx" ON "calendar"("userId");

-- AddForeignKey
ALTER TABLE "calendar" ADD CONSTRAINT "calendar_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
