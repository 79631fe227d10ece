import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Chromium's executable, from CHROMIUM_PATH or where Linux keeps it; undefined when there is none. */
export const chromiumPath: string | undefined = [process.env.CHROMIUM_PATH, ...PLACES].find(
  path => path !== undefined && existsSync(path),
);

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
];

/** `system-ui` on a bare Linux is whatever font comes first; these are what a desktop would answer, if they are installed. */
const FONTS = [
  ['system-ui', 'Inter'],
  ['sans-serif', 'Inter'],
  ['sans', 'Inter'],
  ['ui-monospace', 'JetBrains Mono'],
];

function fontConfiguration(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'gradcheck-fonts-')), 'fonts.conf');
  const rules = FONTS.map(
    ([family, font]) =>
      `<match target="pattern"><test name="family"><string>${family}</string></test><edit name="family" mode="prepend" binding="strong"><string>${font}</string></edit></match>`,
  );
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>${rules.join('')}</fontconfig>`,
  );
  return file;
}

/** @throws Error when there is no Chromium, saying how to name one */
export function openBrowser(): Promise<Browser> {
  if (!chromiumPath) {
    throw new Error(`No Chromium found at ${PLACES.join(', ')}: install it, or name its executable in CHROMIUM_PATH.`);
  }
  const env = { ...(process.env as Record<string, string>), FONTCONFIG_FILE: fontConfiguration() };
  return chromium.launch({ executablePath: chromiumPath, args: ARGUMENTS, env });
}
