// Draws the PNG icons in public/ from favicon.svg: `node scripts/icons.ts`, after the mark has changed.
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';

const mark = `data:image/svg+xml;base64,${readFileSync('public/favicon.svg').toString('base64')}`;

/** `fill`: how much of the side the mark takes; maskable icons keep it within the circle that every system shows. */
const icons = [
  { file: 'icon-192.png', side: 192, fill: 0.94, background: 'transparent' },
  { file: 'icon-512.png', side: 512, fill: 0.94, background: 'transparent' },
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
await browser.close();
