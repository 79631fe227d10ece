import type { GradientRun } from '@gradcheck/core';
import { expect, test } from 'vitest';
import { HOSTILE, recorded, runOf } from '../runs.ts';
import { inBrowser } from './in-browser.ts';
import { close, open } from './opened.ts';
import { asExpected, correct, incorrect, longNames, mixed, titled } from './runs.ts';

const hostile: GradientRun = runOf(
  [
    recorded(
      HOSTILE,
      {
        ...incorrect,
        parameters: incorrect.parameters.map(p => ({ ...p, path: `${p.path}${HOSTILE}` })),
        warnings: [{ kind: 'kink', parameter: HOSTILE, message: HOSTILE, remedy: HOSTILE }],
      },
      { titles: [HOSTILE] },
    ),
  ],
  { project: HOSTILE, branch: HOSTILE, commit: HOSTILE, problems: [HOSTILE] },
);

inBrowser('whoever opens it', browser => {
  test('without script, the list and every check that is not correct are there, and no dead control', async () => {
    const opened = await open(browser(), mixed, { javaScriptEnabled: false });
    const { page } = opened;
    expect(await page.locator('a.row:visible').count()).toBe(4);
    expect(await page.locator('article:visible').count()).toBe(3);
    expect(await page.locator('button:visible, input:visible').count()).toBe(0);
    expect(await page.locator('article svg:visible').count()).toBeGreaterThan(5);
    await page.locator('a.row').nth(1).click();
    expect(page.url()).toMatch(/#\/layers\/dense-layer-transposed$/);
    expect(
      await page
        .locator('article')
        .first()
        .evaluate(article => article.matches(':target')),
    ).toBe(true);
    await close(opened);
  });

  test('without script and style, it reads from top to bottom', async () => {
    const opened = await open(browser(), mixed, { policy: "default-src 'none'" });
    const { page } = opened;
    expect(await page.evaluate(() => getComputedStyle(document.body).marginLeft)).toBe('8px');
    const text = (await page.locator('body').innerText()).replace(/\s+/g, ' ');
    for (const said of [
      '1 of 4 gradients is incorrect.',
      'Correct dense layer',
      'Incorrect dense layer, transposed W looks transposed',
      'The gradient of W looks transposed.',
      'computed in float64',
      'coordinate analytic numeric ± bound relative error',
      'No verdict: the function is not deterministic.',
    ])
      expect(text).toContain(said);
    expect(await page.locator('button:visible').count()).toBe(0);
    // Figures carry colours and sizes of their own.
    const line = page.locator('article svg path[stroke="#c2271d"]').first();
    expect(await line.evaluate(path => getComputedStyle(path).stroke)).toBe('rgb(194, 39, 29)');
    expect(opened.noise.every(said => said.includes('Content Security Policy'))).toBe(true);
    await page.context().close();
  });

  test('where storage is forbidden, only the theme is forgotten', async () => {
    const opened = await open(browser(), mixed, { policy: 'sandbox allow-scripts', colorScheme: 'light' });
    await opened.page.keyboard.press('t');
    expect(await opened.page.locator('html').getAttribute('data-theme')).toBe('dark');
    await close(opened);
  });

  test.each([true, false])('hostile names are text (script %s)', async javaScriptEnabled => {
    const opened = await open(browser(), hostile, { javaScriptEnabled });
    const { page } = opened;
    // What no document can hold: half a character becomes the sign for it, the zero character is dropped.
    const shown = javaScriptEnabled ? HOSTILE : HOSTILE.toWellFormed().replaceAll('\u0000', '');
    const read = (await page.locator('h2 .name').first().textContent()) ?? '';
    expect(read.replace(/\s+/g, ' ')).toBe(shown.replace(/\s+/g, ' '));
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('body > *').count()).toBe(3);
    await close(opened);
  });

  test.each([320, 390, 899, 900, 1100])('at %i px nothing sticks out', async width => {
    const opened = await open(browser(), mixed, { viewport: { width, height: 800 } });
    const { page } = opened;
    for (const hash of ['#', '#/layers/dense-layer-transposed', '#/noise/dropout', '#/noise/misuse']) {
      await page.evaluate(to => {
        location.hash = to;
      }, hash);
      await page.waitForTimeout(50);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
    await close(opened);
  });

  test.each([320, 1280])('at %i px long names stick out of nothing and hide no number', async width => {
    const opened = await open(browser(), longNames, {
      viewport: { width, height: 800 },
      hash: '#/attention/attention',
    });
    const { page } = opened;
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    const hidden = await page
      .locator('.scroll, .explain')
      .evaluateAll(parts => parts.filter(part => part.scrollWidth > part.clientWidth + 1).length);
    if (width > 320) expect(hidden).toBe(0);
    await close(opened);
  });

  test.each([390, 1280])('at %i px the filters stay in their bar, in a wide font too', async width => {
    const opened = await open(browser(), asExpected, { viewport: { width, height: 800 }, hash: '#', bypassCSP: true });
    const { page } = opened;
    await page.addStyleTag({ content: '.segments button { letter-spacing: 2px }' });
    const beyond = await page.locator('.segments').evaluate(bar => {
      const { right } = bar.getBoundingClientRect();
      return [...bar.children].filter(button => button.getBoundingClientRect().right > right).length;
    });
    expect(beyond).toBe(0);
    await close(opened);
  });

  test('figures are drawn for the width they have', async () => {
    const opened = await open(browser(), mixed, { hash: '#/layers/dense-layer-transposed' });
    const { page } = opened;
    const drawn = (): Promise<number[]> =>
      page
        .locator('.measured > svg, .measured .pointed > svg')
        .evaluateAll(all => all.map(svg => svg.clientWidth - (svg.closest('.measured')?.clientWidth ?? 0)));
    expect((await drawn()).every(off => Math.abs(off) <= 1)).toBe(true);
    await page.setViewportSize({ width: 390, height: 800 });
    await page.waitForTimeout(100);
    expect((await drawn()).every(off => Math.abs(off) <= 1)).toBe(true);
    await close(opened);
  });

  test('on paper, every check has a page of its own', async () => {
    const opened = await open(browser(), mixed);
    const { page } = opened;
    const pdf = (await page.pdf()).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThanOrEqual(5);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('article').count()).toBe(4);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await page.waitForFunction(() => document.querySelectorAll('article').length === 1);
    await close(opened);
  });

  test('on paper, a narrow window shows every check as well', async () => {
    const opened = await open(browser(), mixed, { viewport: { width: 390, height: 844 } });
    const { page } = opened;
    expect(await page.locator('article:visible').count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('article:visible').count()).toBe(4);
    expect(await page.locator('nav.list').isVisible()).toBe(true);
    await close(opened);
  });

  test('of a large run, correct checks are listed when asked for', async () => {
    const many = Array.from({ length: 700 }, (_, k) => titled(`check ${k}`, correct, `test/f${k % 7}.test.ts`));
    const opened = await open(browser(), runOf([...many, titled('wrong one', incorrect, 'test/f0.test.ts')]));
    const { page } = opened;
    expect(await page.locator('a.row').count()).toBe(1);
    await page.locator('button.more').first().click();
    expect(await page.locator('a.row').count()).toBe(101);
    await page.fill('#search', 'check 613');
    expect(await page.locator('a.row .name').allTextContents()).toEqual(['check 613']);
    await page.locator('a.row').click();
    await page.waitForSelector('h2:has-text("check 613")');
    expect(await page.locator('.panel').first().innerText()).toContain('Left out to keep this report small');
    await close(opened);
  });
});
