import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findProgram, installPackages, isProgram, Missing } from './machine.ts';

const SHELL = 'chromium-headless-shell';

const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path of a Chromium: the one asked for, the system's, Playwright's own, or one installed now. */
export async function findChromium(): Promise<string> {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted !== undefined && wanted !== '') {
    if (isProgram(wanted)) return wanted;
    throw new Missing(`CHROMIUM_PATH names ${wanted}, which is no program`);
  }
  return systemChromium() ?? ownChromium() ?? installChromium();
}

/** The path of Chromium's headless shell, as `findChromium` finds a Chromium; undefined where there is none to be had. */
export async function findShell(): Promise<string | undefined> {
  const wanted = process.env.CHROMIUM_SHELL_PATH;
  if (wanted !== undefined && wanted !== '') {
    if (isProgram(wanted)) return wanted;
    throw new Missing(`CHROMIUM_SHELL_PATH names ${wanted}, which is no program`);
  }
  return findProgram(SHELL) ?? installShell();
}

async function installShell(): Promise<string | undefined> {
  try {
    await installPackages('the headless shell of Chromium', [SHELL]);
  } catch (error) {
    if (error instanceof Missing) return undefined;
    throw error;
  }
  return findProgram(SHELL);
}

function systemChromium(): string | undefined {
  return (
    findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') ??
    macApplications.find(isProgram)
  );
}

function ownChromium(): string | undefined {
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

async function installChromium(): Promise<string> {
  let why: string;
  try {
    await installPackages('Chromium', ['chromium', 'fonts-dejavu-core']);
    const found = systemChromium();
    if (found !== undefined) return found;
    why = 'apt-get installed no Chromium';
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    why = error.message;
  }
  console.log("Installing Playwright's Chromium …");
  const { status } = spawnSync('playwright', ['install', 'chromium'], { stdio: 'inherit' });
  const own = ownChromium();
  if (status !== 0 || own === undefined) throw new Missing(`${why}, and Playwright could not fetch its own`);
  return own;
}
