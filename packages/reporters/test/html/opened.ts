import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { GradientRun } from '@gradcheck/core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { renderHtml } from '../../src/index.ts';

export interface Opened {
  readonly page: Page;
  /** What the page printed, threw, or asked the network for; empty for a good page. */
  readonly noise: readonly string[];
}

export interface How extends BrowserContextOptions {
  readonly hash?: string;
  /** Policy of a server in between, for a page that is not opened from disk. */
  readonly policy?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'gradcheck-page-'));
const files = new Map<GradientRun, string>();

function fileOf(run: GradientRun): string {
  const known = files.get(run);
  if (known) return known;
  const file = join(folder, `${files.size}.html`);
  writeFileSync(file, renderHtml(run));
  files.set(run, file);
  return file;
}

const WIDE = { width: 1280, height: 900 };

/** Opens the report of a run from disk, or from a server that sends a policy, and listens to it. */
export async function open(browser: Browser, run: GradientRun, how: How = {}): Promise<Opened> {
  const { hash = '', policy, ...options } = how;
  const context = await browser.newContext({ viewport: WIDE, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const noise: string[] = [];
  page.on('console', message => noise.push(message.text()));
  page.on('pageerror', error => noise.push(error.message));
  page.on('dialog', dialog => {
    noise.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  const file = fileOf(run);
  const url = policy === undefined ? pathToFileURL(file).href : 'http://report.example/';
  page.on('request', request => {
    if (request.url().split('#')[0] !== url && !request.url().startsWith('data:'))
      noise.push(`request ${request.url()}`);
  });
  if (policy !== undefined) {
    await page.route(url, route =>
      route.fulfill({ path: file, contentType: 'text/html', headers: { 'content-security-policy': policy } }),
    );
  }
  await page.goto(url + hash);
  const runs = options.javaScriptEnabled !== false && (policy === undefined || policy.includes('allow-scripts'));
  if (runs) await page.waitForSelector('[data-ready]', { state: 'attached' });
  return { page, noise };
}

/** Closes a page that had nothing to say. */
export async function close({ page, noise }: Opened): Promise<void> {
  expect(noise).toEqual([]);
  await page.context().close();
}
