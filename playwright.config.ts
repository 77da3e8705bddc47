import { defineConfig } from '@playwright/test';
import { NOTIFIED } from './e2e/notified.ts';
import { launchChromium } from './scripts/launchChromium.ts';
import { testEnv } from './scripts/testEnv.ts';

Object.assign(process.env, testEnv);

const flags = [
  // A microphone that beeps, for voice notes.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  // A page of a journey is gone before what would be compiled for speed pays, and small enough to collect seldom.
  '--js-flags=--single-threaded-gc --no-maglev --no-turbofan --min-semi-space-size=16 --max-semi-space-size=32',
];
const notified = new RegExp(NOTIFIED.tag);
const whole = browser(process.env.CHROMIUM_PATH);
/** The same engine without what surrounds it: three quarters of the processor's time, and no notifications. */
const shell = browser(process.env.CHROMIUM_SHELL_PATH || process.env.CHROMIUM_PATH);

export default defineConfig({
  testDir: 'e2e',
  // Node reads TypeScript by itself, in a third of the time.
  build: { external: ['**/*'] },
  testMatch: '**/*.test.ts',
  globalSetup: './e2e/template.ts',
  outputDir: 'test-results',
  // A journey that passes only when tried again has shown a fault.
  retries: 0,
  workers: 3,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI === 'true',
  reporter: [['list'], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['json'] as ['json']] : [])],
  use: {
    browserName: 'chromium',
    locale: 'en-US',
    // A page that has not come by then never does.
    navigationTimeout: 30_000,
    // Journeys about it let it in; all others save what it fetches and keeps for each browser anew.
    serviceWorkers: 'block',
    // For a look at what failed: `--trace on`. Always on, it takes a tenth of the time.
    trace: 'off',
    screenshot: 'only-on-failure',
    ...whole,
  },
  projects: [
    // Its journeys are the few and long ones: begun last, they would be left when the others are done.
    { name: 'whole', grep: notified },
    { name: 'shell', grepInvert: notified, use: shell },
  ],
});

function browser(path: string | undefined) {
  return { launchOptions: launchChromium(path, flags) };
}
