import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { KeptUpload } from './upload.ts';
import { openUploadBox } from './uploadBox.ts';

function file(): KeptUpload {
  return {
    ...{ id: newId(), chatId: newId(), name: 'note.txt', mime: 'text/plain', size: 3, kind: 'other' as const },
    ...{ width: null, height: null, durationMs: null, waveform: null, createdAt: 1 },
    ...{ messageId: null, fileId: null, stored: false },
  };
}

test('what is being kept when the page goes is kept', async () => {
  const rows = [file(), file()];
  const box = openUploadBox('uploads-going');
  const kept = rows.map((row) => box.add(row, new Blob(['one'])));
  box.close();
  expect(await Promise.all(kept)).toEqual([true, true]);

  const next = openUploadBox('uploads-going');
  expect((await next.all()).map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
  expect(await next.bytes(rows[0]?.id ?? '')).toBeInstanceOf(Blob);
  next.close();
});

test('what is being kept when all is wiped goes with it', async () => {
  const box = openUploadBox('uploads-wiped');
  const kept = box.add(file(), new Blob(['one']));
  await box.wipe();
  expect(await kept).toBe(true);
  const next = openUploadBox('uploads-wiped');
  expect(await next.all()).toEqual([]);
  next.close();
});
