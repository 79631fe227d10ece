import axe from 'axe-core';
import { expect, test } from 'vitest';
import { inBrowser } from './in-browser.ts';
import { close, open } from './opened.ts';
import { mixed } from './runs.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const VIEWS = ['#', '#/layers/dense-layer', '#/layers/dense-layer-transposed', '#/noise/dropout'];
const SIZES = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
];

inBrowser('axe finds no violation', browser => {
  test.each(
    SIZES.flatMap(viewport =>
      (['light', 'dark'] as const).map(colorScheme => [viewport.width, colorScheme, viewport] as const),
    ),
  )('at %i in %s', { timeout: 60_000 }, async (_, colorScheme, viewport) => {
    const opened = await open(browser(), mixed, { viewport, colorScheme });
    const { page } = opened;
    await page.evaluate(axe.source);
    for (const view of VIEWS) {
      await page.evaluate(hash => {
        location.hash = hash;
      }, view);
      if (view !== '#') await page.waitForSelector('article');
      await page.evaluate(() => document.querySelector<HTMLElement>('.why:not([open]) > summary')?.click());
      const { violations } = await page.evaluate(
        tags => (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly: tags }),
        RULES,
      );
      expect({ view, found: violations.map(v => `${v.id}: ${v.nodes.map(({ html }) => html).join(' ')}`) }).toEqual({
        view,
        found: [],
      });
    }
    await close(opened);
  });
});
