import { expect, test } from 'vitest';
import { renderHtml } from '../src/index.ts';
import { everyOutcome, runOf } from './runs.ts';

test('the page shows hostile names as text, loads nothing, and is the same every time', () => {
  const page = renderHtml(everyOutcome);
  expect(page).not.toContain('<img');
  expect(page.match(/<\/script/g)?.length).toBe(1);
  expect(page).not.toMatch(/\s(?:style|on\w+)=["']/);
  expect(page).not.toMatch(/(?:src|href)="https?:/);
  expect(page).toContain("default-src 'none'");
  expect(renderHtml(everyOutcome)).toBe(page);
});

test('the page says so when nothing was checked', () => {
  expect(renderHtml(runOf([]))).toContain('No gradient was checked.');
});
