import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import bundle from '../page/dist/page.json' with { type: 'json' };
import { openBrowser } from '../pictures/browser.ts';
import { realRun } from '../pictures/real-run.ts';
import { renderHtml } from '../src/index.ts';
import { largeRun } from './large-run.ts';

const KIB = 1024;
const MIB = KIB * KIB;

interface Budget {
  readonly checks: number;
  readonly evidence: 'always' | 'on-failure';
  readonly bytes: number;
  readonly milliseconds: number;
}

/** Sizes and times that a page may have. */
const BUDGETS: readonly Budget[] = [
  { checks: 40, evidence: 'always', bytes: 450 * KIB, milliseconds: 1000 },
  { checks: 1000, evidence: 'on-failure', bytes: MIB, milliseconds: 1000 },
  { checks: 10_000, evidence: 'on-failure', bytes: 2 * MIB, milliseconds: 1000 },
];

const kib = (bytes: number): string => `${(bytes / KIB).toFixed(0)} KiB`;
const verdict = (holds: boolean): string => (holds ? 'holds' : 'EXCEEDED');

const [script, style] = [Buffer.byteLength(bundle.script), Buffer.byteLength(bundle.style)];
const packed = gzipSync(bundle.script, { level: 9 }).length + gzipSync(bundle.style, { level: 9 }).length;
console.log(`script ${kib(script)}, style ${kib(style)}, together ${kib(script + style)} (${kib(packed)} gzip)`);
console.log(`  budget 110 KiB (35 KiB gzip): ${verdict(script + style < 110 * KIB && packed < 35 * KIB)}\n`);

const real = realRun();
const folder = mkdtempSync(join(tmpdir(), 'gradcheck-bench-'));
const browser = await openBrowser();
try {
  for (const { checks, evidence, bytes, milliseconds } of BUDGETS) {
    const started = performance.now();
    const page = renderHtml(largeRun(real, checks, evidence));
    const rendered = performance.now() - started;
    const file = join(folder, `${checks}.html`);
    writeFileSync(file, page);
    // The best of three: what else the machine does is not the page's.
    let ready = Number.POSITIVE_INFINITY;
    let tab: Page | undefined;
    for (let k = 0; k < 3; k++) {
      await tab?.close();
      tab = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
      await tab.goto(pathToFileURL(file).href);
      await tab.waitForSelector('[data-ready]', { state: 'attached' });
      const now = await tab.evaluate(() => performance.getEntriesByName('gradcheck-ready')[0]!.startTime);
      ready = Math.min(ready, now);
    }
    if (!tab) continue;
    const filtering: number[] = [];
    for (const word of ['conv', 'variant 7', 'tf -exp', 'nothing like it', '']) {
      filtering.push(
        await tab.evaluate(async text => {
          const input = document.querySelector<HTMLInputElement>('#search')!;
          const start = performance.now();
          input.value = text;
          input.dispatchEvent(new InputEvent('input', { bubbles: true }));
          await new Promise(resolve => setTimeout(resolve));
          document.body.getBoundingClientRect();
          return performance.now() - start;
        }, word),
      );
    }
    await tab.close();
    const size = Buffer.byteLength(page);
    console.log(
      `${String(checks).padStart(6)} checks: ${kib(size)} (budget ${kib(bytes)}: ${verdict(size < bytes)}), written in ${rendered.toFixed(0)} ms, ` +
        `ready in ${ready.toFixed(0)} ms (budget ${milliseconds} ms: ${verdict(ready < milliseconds)}), ` +
        `a search ${Math.min(...filtering).toFixed(0)} to ${Math.max(...filtering).toFixed(0)} ms`,
    );
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
