import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inBrowser } from './in-browser.ts';
import { close, open } from './opened.ts';
import { asExpected, farDown, mixed } from './runs.ts';

const NARROW = { width: 390, height: 844 };

const name = (page: Page): Promise<string> => page.locator('h2 .name').innerText();
const rows = (page: Page): Promise<string[]> => page.locator('a.row .name').allTextContents();
const pressed = (page: Page): Promise<string> => page.locator('.segments [aria-pressed=true]').innerText();
const tab = (page: Page): Promise<string> => page.locator('.tabs [aria-current] code').innerText();

inBrowser('a reader', browser => {
  test('opens what is not correct first; addresses lead to checks and parameters, and back works', async () => {
    const opened = await open(browser(), mixed);
    const { page } = opened;
    expect(await name(page)).toBe('dense layer, transposed');
    await page.locator('a.row', { hasText: 'dropout' }).click();
    expect(page.url()).toMatch(/#\/noise\/dropout$/);
    expect(await name(page)).toBe('dropout');
    await page.locator('a.row').first().click();
    await page.locator('.tabs a', { hasText: 'b' }).click();
    expect(page.url()).toMatch(/#\/layers\/dense-layer\?t=b$/);
    expect(await tab(page)).toBe('b');
    await page.goBack();
    expect(await tab(page)).toBe('W');
    await page.goBack();
    expect(await name(page)).toBe('dropout');
    expect(await page.locator('a.row[aria-current]').innerText()).toContain('dropout');
    await close(opened);
  });

  test('sees in the list what is shown first, however far down it stands', async () => {
    const opened = await open(browser(), farDown);
    const shown = await opened.page.locator('a.row[aria-current]').evaluate(row => {
      const list = row.closest('.groups')!.getBoundingClientRect();
      const { top, bottom } = row.getBoundingClientRect();
      return top >= list.top && bottom <= list.bottom;
    });
    expect(shown).toBe(true);
    await close(opened);
  });

  test('finds a link that leads nowhere told', async () => {
    const opened = await open(browser(), mixed, { hash: '#/layers/gone' });
    expect(await opened.page.locator('.unknown').innerText()).toBe('This check is not in this report.');
    expect((await rows(opened.page)).length).toBe(4);
    await close(opened);
  });

  test('steps, turns, filters and opens with single keys', async () => {
    const opened = await open(browser(), mixed, { hash: '#/layers/dense-layer' });
    const { page } = opened;
    const press = (key: string): Promise<void> => page.keyboard.press(key);
    const steps: string[] = [];
    for (const key of ['j', 'j', 'k', 'n', 'n', 'n', 'p']) {
      await press(key);
      await page.waitForTimeout(30);
      steps.push(await name(page));
    }
    expect(steps).toEqual([
      'dense layer, transposed',
      'dropout',
      'dense layer, transposed',
      'dropout',
      'misuse',
      'dense layer, transposed',
      'misuse',
    ]);
    await page.evaluate(() => {
      location.hash = '#/layers/dense-layer';
    });
    await page.waitForSelector('.tabs');
    await press(']');
    await expect.poll(() => tab(page)).toBe('b');
    await press('[');
    await expect.poll(() => tab(page)).toBe('W');
    for (const [key, filter] of [
      ['2', 'Incorrect 1'],
      ['3', 'Inconclusive 2'],
      ['4', 'Correct 1'],
      ['1', 'All 4'],
    ] as const) {
      await press(key);
      expect(await pressed(page)).toBe(filter);
    }
    const why = page.locator('details.why');
    expect(await why.getAttribute('open')).toBe(null);
    await press('w');
    expect(await why.getAttribute('open')).not.toBe(null);
    await press('?');
    expect(await page.locator('dialog').innerText()).toContain('next, previous check');
    await press('j');
    expect(await name(page)).toBe('dense layer');
    await press('Escape');
    expect(await page.locator('dialog').isVisible()).toBe(false);
    await press('Control+j');
    expect(await name(page)).toBe('dense layer');
    await close(opened);
  });

  test('searches by words, excludes words, combines with the filter, and gets out again', async () => {
    const opened = await open(browser(), mixed);
    const { page } = opened;
    await page.keyboard.press('/');
    await page.keyboard.type('layer float64');
    expect(await rows(page)).toEqual(['dense layer', 'dense layer, transposed']);
    expect(await name(page)).toBe('dense layer, transposed');
    await page.fill('#search', 'dense -TRANSPOSED');
    expect(await rows(page)).toEqual(['dense layer']);
    await page.locator('.segments button', { hasText: 'Inconclusive' }).click();
    expect(await page.locator('.list').innerText()).toContain('Nothing matches.');
    await page.locator('.list button', { hasText: 'Show all' }).click();
    expect((await rows(page)).length).toBe(4);
    await page.keyboard.press('/');
    await page.keyboard.type('dropout');
    await page.keyboard.press('Escape');
    expect((await rows(page)).length).toBe(4);
    expect(await page.evaluate(() => document.activeElement === document.querySelector('#search'))).toBe(false);
    await close(opened);
  });

  test('sees beside a file how many of its checks are left', async () => {
    const opened = await open(browser(), mixed);
    const { page } = opened;
    const left = async (query: string): Promise<string[]> => {
      await page.fill('#search', query);
      return page.locator('.tally').evaluateAll(all => all.map(tally => tally.innerHTML));
    };
    expect(await left('')).toEqual(['<b class="incorrect">1</b> of 2', '2']);
    expect(await left('dense -transposed')).toEqual(['<b>1</b> of 2']);
    expect(await left('transposed')).toEqual(['<b class="incorrect">1</b> of 2']);
    expect(await left('dropout')).toEqual(['<b>1</b> of 2']);
    await close(opened);
  });

  test('reaches every check, parameter and the why with the keyboard alone', async () => {
    const opened = await open(browser(), mixed);
    const { page } = opened;
    const seen: string[] = [];
    for (let k = 0; k < 40; k++) {
      await page.keyboard.press('Tab');
      seen.push(await page.evaluate(() => document.activeElement?.textContent ?? ''));
    }
    const all = seen.join('\n');
    for (const text of [
      'Skip to the checks',
      'dense layer',
      'dropout',
      'misuse',
      'W 3×3',
      'Why this comparison proves it',
    ])
      expect(all).toContain(text);
    await close(opened);
  });

  test('is led from a correct verdict to why it is proved', async () => {
    const opened = await open(browser(), mixed, { hash: '#/layers/dense-layer' });
    const { page } = opened;
    expect(await page.locator('.why').getAttribute('open')).toBeNull();
    await page.getByRole('button', { name: 'Why does this prove it?' }).click();
    expect(await page.locator('.why').getAttribute('open')).toBe('');
    expect(await page.locator('.why summary').evaluate(summary => summary === document.activeElement)).toBe(true);
    expect(await page.locator('.why').boundingBox()).toMatchObject({ y: expect.closeTo(64, 0) });
    await close(opened);
  });

  test('of a run as expected, sees no alarm', async () => {
    const opened = await open(browser(), asExpected);
    const { page } = opened;
    expect(await page.locator('h1').innerText()).toBe('All 2 gradients are as the tests expect.');
    expect(await page.locator('.segments button').allInnerTexts()).toEqual([
      'All 2',
      'Incorrect 0',
      'Inconclusive 0',
      'As expected 2',
    ]);
    await page.locator('a.row', { hasText: 'transposed' }).click();
    expect(await page.locator('.badge').innerText()).toBe('Incorrect, as expected');
    expect(await page.locator('.list .incorrect, .badge.on-incorrect, .verdict.on-incorrect').count()).toBe(0);
    await close(opened);
  });

  test('clicks a dot of the overview', async () => {
    const opened = await open(browser(), mixed);
    const { page } = opened;
    const box = (await page.locator('svg.overview').boundingBox())!;
    // The slot of checks without a verdict is on the right; its lowest dot stands on the ground.
    await page.mouse.click(box.x + box.width - 44, box.y + 101);
    await page.waitForFunction(() => location.hash.startsWith('#/noise/'));
    await close(opened);
  });

  test('learns what the pointer is over', async () => {
    const opened = await open(browser(), mixed);
    const { page } = opened;
    const map = page.locator('.half', { hasText: 'Where in' });
    await map.locator('svg').scrollIntoViewIfNeeded();
    const box = (await map.locator('svg').boundingBox())!;
    await page.mouse.move(box.x + box.width / 2 + 8, box.y + 22 + 60);
    await page.mouse.move(box.x + box.width / 2 + 9, box.y + 22 + 61);
    await expect
      .poll(() => map.locator('.pointed-line').innerText())
      .toMatch(/^W\[\d,\d\]: analytic -?\d.*, numeric -?\d/);
    expect(await map.locator('rect.s-ink').count()).toBe(1);
    await page.mouse.move(5, 5);
    await expect.poll(() => map.locator('rect.s-ink').count()).toBe(0);
    await close(opened);
  });

  test('copies a link and Markdown, and is told so', async () => {
    const opened = await open(browser(), mixed, { permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = opened;
    const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await page.locator('button', { hasText: 'Copy link' }).click();
    await page.waitForSelector('button:has-text("Copied")');
    expect(await copied()).toMatch(/\.html#\/layers\/dense-layer-transposed$/);
    await page.locator('button', { hasText: 'Copy as Markdown' }).click();
    await page.waitForSelector('.copy button:last-child:has-text("Copied")');
    expect(
      (await copied())
        .split('\n')
        .slice(0, 8)
        .join('\n')
        .replace(/-?\d\.\d+(e-\d+)?/g, 'N'),
    ).toMatch(
      /^### .*dense layer, transposed\n\n\*\*The gradient of `W` looks transposed\.\*\* .*\n\n\| coordinate \| analytic/,
    );
    expect(await copied()).toMatch(/`test\/layers\.test\.ts:7`, seed 1\n$/);
    await page.waitForSelector('button:has-text("Copy link")');
    await close(opened);
  });

  test('chooses a theme, and finds it again', async () => {
    const opened = await open(browser(), mixed, { colorScheme: 'dark' });
    const { page } = opened;
    const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await paper()).toBe('rgb(16, 19, 23)');
    await page.locator('button[aria-label^=Switch]').click();
    expect(await paper()).toBe('rgb(247, 247, 245)');
    await page.reload();
    await page.waitForSelector('[data-ready]', { state: 'attached' });
    expect(await paper()).toBe('rgb(247, 247, 245)');
    await close(opened);
  });

  test('has the list and the detail as two views on a phone', async () => {
    const opened = await open(browser(), mixed, { viewport: NARROW });
    const { page } = opened;
    expect(await page.locator('article:visible').count()).toBe(0);
    for (const box of await page
      .locator('a.row')
      .evaluateAll(all => all.map(row => row.getBoundingClientRect().height)))
      expect(box).toBeGreaterThanOrEqual(44);
    expect(await page.locator('#search').evaluate(input => getComputedStyle(input).fontSize)).toBe('16px');
    await page.locator('a.row', { hasText: 'transposed' }).click();
    await page.waitForSelector('article:visible');
    expect(await page.locator('a.row:visible').count()).toBe(0);
    await page.locator('a.back').click();
    await page.waitForSelector('a.row:visible');
    await page.locator('a.row', { hasText: 'dropout' }).click();
    await page.waitForSelector('article:visible');
    await page.keyboard.press('Escape');
    await page.waitForSelector('a.row:visible');
    await close(opened);
  });
});
