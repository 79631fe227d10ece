import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import bundle from '../../page/dist/page.json' with { type: 'json' };
import { renderHtml } from '../../src/index.ts';
import { HOSTILE, recorded, runOf } from '../runs.ts';
import { correct, incorrect, mixed } from './runs.ts';

const markupOf = (page: string): string => page.slice(page.indexOf('<div id="page">'), page.indexOf('<script type='));

test('same run, same bytes', () => {
  expect(renderHtml(mixed)).toBe(renderHtml(structuredClone(mixed)));
});

test('hostile names end no element and start none', () => {
  const hostile = runOf(
    [recorded(HOSTILE, { ...incorrect, parameters: incorrect.parameters.map(p => ({ ...p, path: HOSTILE })) })],
    { project: HOSTILE, branch: HOSTILE, problems: [HOSTILE] },
  );
  const page = renderHtml(hostile);
  expect(page.match(/<script/g)?.length).toBe(2);
  expect(page.match(/<\/script/g)?.length).toBe(2);
  expect(page).not.toContain('<img');
  expect(page).not.toContain('<!--');
  expect(markupOf(page)).toContain('&lt;/script>&lt;img src=x onerror=alert(1)>');
});

test('no attribute that the policy forbids, nothing that is loaded', () => {
  const page = markupOf(renderHtml(mixed));
  expect(page).not.toMatch(/<[^>]*\s(?:style|on\w+)=/);
  expect(page).not.toMatch(/<[^>]*\s(?:src|href)="(?:https?:|\/\/)/);
  expect(renderHtml(mixed)).toContain("default-src 'none'; script-src 'sha256-");
});

test('every check that is not correct, and the list, are static markup', () => {
  const page = markupOf(renderHtml(mixed));
  expect(page).toContain('1 of 4');
  for (const said of [
    'dense layer, transposed',
    'looks transposed',
    'No verdict: the function is not deterministic',
    'no option is called',
  ])
    expect(page).toContain(said);
  expect(page.match(/class="row /g)?.length).toBe(4);
  expect(page.match(/<article/g)?.length).toBe(3);
});

test('of a large run, correct checks are listed on demand and lose their evidence beyond 200', () => {
  const many = Array.from({ length: 600 }, (_, k) =>
    recorded(`check ${k}`, correct, { file: `test/f${k % 7}.test.ts` }),
  );
  const page = renderHtml(runOf([...many, recorded('wrong', incorrect)]));
  const markup = markupOf(page);
  expect(markup.match(/class="row /g)?.length).toBe(1);
  expect(markup).toContain('and 86 more');
  expect(page.length).toBeLessThan(1024 * 1024);
});

test('a run without checks says how to write the first', () => {
  const page = markupOf(renderHtml(runOf([])));
  expect(page).toContain('No gradient was checked.');
  expect(page).toContain('toHaveCorrectGradients');
});

test('a check that a newer gradcheck recorded is listed, and said to be newer', () => {
  const newer = { ...incorrect, schemaVersion: 2 as never, parameters: 'of another form' as never };
  const page = markupOf(renderHtml(runOf([recorded('from the future', newer)])));
  expect(page).toContain('from the future');
  expect(page).toContain('A newer gradcheck recorded this (schema 2)');
});

test('script and style stay within what a page of its kind may weigh', () => {
  const { script, style } = bundle;
  expect(Buffer.byteLength(script + style)).toBeLessThan(110 * 1024);
  expect(gzipSync(script, { level: 9 }).length + gzipSync(style, { level: 9 }).length).toBeLessThan(35 * 1024);
});
