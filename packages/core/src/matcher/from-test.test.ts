import { expect, it } from 'vitest';
import { fromTest } from './from-test.ts';

const stackOf = (stack: string, testPath?: string, call?: string): string | undefined => {
  const error = Object.assign(new Error('no point'), { stack });
  fromTest(error, testPath, call === undefined ? undefined : Object.assign(new Error(), { stack: call }));
  return error.stack;
};

const stack =
  'Error: no point\n\n  path   at\n    at trap (/n/expect.js:1:1)\n    at /t/a.test.js:2:3\n    at run (/n/circus.js:4:5)';

it('leaves the message, and the frames from the test on', () => {
  expect(stackOf(stack, '/t/a.test.js')).toBe(
    'Error: no point\n\n  path   at\n    at /t/a.test.js:2:3\n    at run (/n/circus.js:4:5)',
  );
});

it('leaves a stack alone that does not name the test', () => {
  expect(stackOf(stack, '/t/b.test.js')).toBe(stack);
  expect(stackOf(stack)).toBe(stack);
  expect(stackOf('no frames', '/t/a.test.js')).toBe('no frames');
});

it('takes the frames of the call when the error was made after it', () => {
  const later = 'Error: no point\n\n  path   at\n    at settle (/n/expect.js:1:1)';
  const call = 'Error\n    at matcher (/n/core.js:1:1)\n    at /t/a.test.js:2:3\n    at run (/n/circus.js:4:5)';
  expect(stackOf(later, '/t/a.test.js', call)).toBe(
    'Error: no point\n\n  path   at\n    at /t/a.test.js:2:3\n    at run (/n/circus.js:4:5)',
  );
  expect(stackOf(stack, '/t/a.test.js', call)).toBe(stackOf(stack, '/t/a.test.js'));
  expect(stackOf(later, '/t/b.test.js', call)).toBe(later);
});
