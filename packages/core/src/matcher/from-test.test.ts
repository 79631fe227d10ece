import { expect, it } from 'vitest';
import { fromTest } from './from-test.ts';

const stackOf = (stack: string, testPath?: string): string | undefined => {
  const error = Object.assign(new Error('no point'), { stack });
  fromTest(error, testPath);
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
