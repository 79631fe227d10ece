import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { renderHtml } from '../src/index.ts';
import { openBrowser } from './browser.ts';
import { realRun } from './real-run.ts';

interface Picture {
  readonly name: string;
  /** Address within the page. */
  readonly at: string;
  readonly theme: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** The whole page instead of the first screen. */
  readonly whole?: boolean;
  /** What a visitor does before. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** Without script and style, as behind a server that forbids both. */
  readonly bare?: boolean;
}

const MLP = '#/mlp/two-layer-mlp-mean-squared-error';
const PHONE = { width: 390, height: 844 };

const PICTURES: readonly Picture[] = [
  { name: 'incorrect-light-1280', at: MLP, theme: 'light' },
  { name: 'incorrect-dark-1280', at: MLP, theme: 'dark' },
  { name: 'incorrect-full-light-1280', at: MLP, theme: 'light', whole: true },
  { name: 'incorrect-full-dark-1280', at: MLP, theme: 'dark', whole: true },
  { name: 'incorrect-light-390', at: MLP, theme: 'light', whole: true, ...PHONE },
  { name: 'incorrect-dark-390', at: MLP, theme: 'dark', whole: true, ...PHONE },
  { name: 'list-light-390', at: '#', theme: 'light', ...PHONE },
  { name: 'list-dark-390', at: '#', theme: 'dark', ...PHONE },
  { name: 'correct-light-1280', at: '#/layers/scaled-dot-product-attention', theme: 'light', whole: true },
  { name: 'correct-float32-dark-1280', at: '#/tfjs-ops/tf-softmax', theme: 'dark', whole: true },
  { name: 'factor-light-1280', at: '#/losses/huber-loss-1', theme: 'light', whole: true },
  { name: 'one-of-a-million-dark-1280', at: '#/layers/embedding-lookup-1-000-000-weights', theme: 'dark', whole: true },
  { name: 'inconclusive-light-1280', at: '#/layers/dropout-p-0-5', theme: 'light', whole: true },
  { name: 'warning-dark-1280', at: '#/mlp/dense-layer-relu', theme: 'dark' },
  {
    name: 'filter-light-1280',
    at: '#/layers/embedding-lookup-1-000-000-weights',
    theme: 'light',
    before: page => page.keyboard.press('2'),
  },
  { name: 'no-style-no-script', at: '', theme: 'light', bare: true, width: 900, height: 2600 },
];

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, '../reports/pictures');

async function take(browser: Browser, file: string, picture: Picture): Promise<void> {
  const { name, at, theme, width = 1280, height = 1000, whole = false, before, bare = false } = picture;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    deviceScaleFactor: width < 500 ? 2 : 1,
    javaScriptEnabled: !bare,
  });
  const page = await context.newPage();
  if (bare) {
    const headers = { 'content-security-policy': "default-src 'none'" };
    await page.route('http://report.example/', route =>
      route.fulfill({ path: file, contentType: 'text/html', headers }),
    );
    await page.goto('http://report.example/');
  } else {
    await page.goto(pathToFileURL(file).href + at);
    await page.waitForSelector('[data-ready]', { state: 'attached' });
  }
  await before?.(page);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: whole });
  await context.close();
}

mkdirSync(folder, { recursive: true });
console.log('Checking forty models…');
const file = join(folder, 'report.html');
writeFileSync(file, renderHtml(realRun()));
const browser = await openBrowser();
try {
  for (const picture of PICTURES) {
    await take(browser, file, picture);
    console.log(`reports/pictures/${picture.name}.png`);
  }
} finally {
  await browser.close();
}
