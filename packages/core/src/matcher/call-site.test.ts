import { afterEach, expect, it } from 'vitest';
import { callingLine, callSite } from './call-site.ts';

const path = import.meta.filename;
const { prepareStackTrace } = Error;
afterEach(() => {
  Error.prepareStackTrace = prepareStackTrace;
});

it('is the line that asks', () => {
  expect(callingLine(path, new Map())).toBe(11);
});

it('has a place in the code mapped once', () => {
  let mapped = 0;
  Error.prepareStackTrace = (error, sites) => {
    mapped++;
    return prepareStackTrace?.(error, sites);
  };
  const known = new Map<string, number>();
  const lines = [1, 2, 3].map(() => callingLine(path, known));
  expect(lines).toEqual([21, 21, 21]);
  expect(mapped).toBe(1);
  expect(callingLine(path, known)).toBe(24);
  expect(mapped).toBe(2);
});

it('leaves the runner its own way to write stacks', () => {
  callingLine(path, new Map());
  expect(Error.prepareStackTrace).toBe(prepareStackTrace);
});

it('does without frames, as in browsers other than Chromium', () => {
  // V8 itself asks nobody when there is nobody to ask.
  Object.defineProperty(Error, 'prepareStackTrace', { configurable: true, get: () => prepareStackTrace });
  try {
    expect(callingLine(path, new Map())).toBe(37);
  } finally {
    Object.defineProperty(Error, 'prepareStackTrace', { configurable: true, writable: true, value: prepareStackTrace });
  }
});

it('is unknown where the stack does not name the file', () => {
  expect(callingLine('/elsewhere/a.test.ts', new Map())).toBeUndefined();
  expect(callingLine(undefined, new Map())).toBeUndefined();
});

it.each([
  ['Chromium', 'Error\n    at http://localhost/@fs/a/b.test.js?import&v=1:12:5'],
  ['Firefox', 'open@http://localhost/core.js:1:1\n@http://localhost/a/b.test.js?v=1:12:5'],
  ['a module', 'Error\n    at core.js:1:1\n    at file:///a/b.test.js:12:5'],
])('reads a stack of %s', (_, stack) => {
  expect(callSite(stack, '/a/b.test.js')).toBe(12);
});
