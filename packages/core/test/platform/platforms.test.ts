import { existsSync, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import * as core from '@gradcheck/core';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scenario } from './scenario.js';

/** What is published, unchanged, wherever it runs: the same result bit for bit. */

const dist = new URL('../../dist/', import.meta.url);
const here = scenario(core);

it('says what it should in the first place', () => {
  const verdicts = (JSON.parse(here) as core.GradientCheck[])
    .slice(0, 7)
    .map(({ verdict, reason }) => reason ?? verdict);
  expect(verdicts).toEqual(['correct', 'incorrect', 'correct', 'correct', 'correct', 'correct', 'discontinuous']);
});

it('runs in a worker thread', async () => {
  const code = `
    const { parentPort } = require('node:worker_threads');
    Promise.all([import(${JSON.stringify(new URL('index.js', dist).href)}), import(${JSON.stringify(new URL('scenario.js', import.meta.url).href)})])
      .then(([core, { scenario }]) => parentPort.postMessage(scenario(core)));
  `;
  const worker = new Worker(code, { eval: true });
  const there = await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  await worker.terminate();
  expect(there).toBe(here);
});

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
// Without a browser there is nothing to show, except where its absence must not go unnoticed.
const describeBrowser = existsSync(executablePath) || process.env.CI ? describe : describe.skip;

describeBrowser('in a browser', () => {
  const origin = 'http://core.example';
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });
  afterAll(() => browser?.close());

  const script = `
    import * as core from '${origin}/index.js';
    import { scenario } from '${origin}/scenario.js';
    const result = scenario(core);
  `;
  const files: Record<string, string> = {
    '/': '<!doctype html>',
    '/worker.js': `${script} self.postMessage(result);`,
  };

  function fileAt(path: string): string {
    if (path in files) return files[path]!;
    const folder = path === '/scenario.js' ? new URL('.', import.meta.url) : dist;
    return readFileSync(new URL(`.${path}`, folder), 'utf8');
  }

  it.each(['main thread', 'Web Worker'])('%s', async where => {
    const context = await browser.newContext();
    await context.route('**/*', route => {
      const path = new URL(route.request().url()).pathname;
      const contentType = path.endsWith('.js') ? 'text/javascript' : 'text/html';
      return route.fulfill({ contentType, body: fileAt(path) });
    });
    const page = await context.newPage();
    await page.goto(`${origin}/`);
    const there =
      where === 'main thread'
        ? await page.evaluate(`(async () => {
            const core = await import('${origin}/index.js');
            const { scenario } = await import('${origin}/scenario.js');
            return scenario(core);
          })()`)
        : await page.evaluate(`new Promise((resolve, reject) => {
            const worker = new Worker('${origin}/worker.js', { type: 'module' });
            worker.onmessage = event => resolve(event.data);
            worker.onerror = event => reject(new Error(event.message));
          })`);
    await context.close();
    expect(there).toBe(here);
  });
});
