-- Which of its folders a space is in: another one since old versions were left behind.
ALTER TABLE "space" ADD COLUMN "generation" INTEGER NOT NULL DEFAULT 0;
