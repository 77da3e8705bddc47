// Draws the PNG icons in public/ from favicon.svg: `node scripts/icons.ts`, after the mark has changed.
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const mark = `data:image/svg+xml;base64,${readFileSync('public/favicon.svg').toString('base64')}`;

/** `fill`: how much of the side the mark takes; maskable icons keep it within the circle that every system shows. */
const icons = [
  { file: 'icon-192.png', side: 192, fill: 0.94, background: 'transparent' },
  { file: 'icon-512.png', side: 512, fill: 0.94, background: 'transparent' },
  { file: 'icon-maskable-192.png', side: 192, fill: 0.62, background: '#fdecc8' },
  { file: 'icon-maskable-512.png', side: 512, fill: 0.62, background: '#fdecc8' },
  { file: 'apple-touch-icon.png', side: 180, fill: 0.72, background: '#fdecc8' },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
for (const { file, side, fill, background } of icons) {
  await page.setViewportSize({ width: side, height: side });
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${background}">
      <img src="${mark}" style="width:${fill * 100}%;height:${fill * 100}%"></body>`,
  );
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode());
  await page.screenshot({ path: `public/${file}`, omitBackground: background === 'transparent' });
}
// Systems draw it in one colour: only what is opaque counts.
const badge = await browser.newPage({ viewport: { width: 96, height: 96 } });
const shape = readFileSync('public/favicon.svg', 'utf8').match(/<path id="h"[^>]*d="([^"]+)"/)?.[1] ?? '';
await badge.setContent(
  `<body style="margin:0"><svg width="96" height="96" viewBox="0 6 64 64"><defs><mask id="m">
    <path fill="#fff" d="${shape}"/><path d="M0 31h64v7.5H0zM0 46h64v7.5H0z"/></mask></defs>
    <path mask="url(#m)" fill="#fff" d="M0 0h64v70H0z"/></svg></body>`,
);
await badge.screenshot({ path: 'public/badge-96.png', omitBackground: true });
await browser.close();
