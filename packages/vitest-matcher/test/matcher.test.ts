import '@gradcheck/vitest-matcher/setup';
import { beforeEach, describe, expect, test, vi } from 'vitest';

const value = (x: number): number => x ** 3;
const right = (x: number): number => 3 * x ** 2;
const wrong = (x: number): number => 6 * x ** 2;

test('passes a right gradient and records it', context => {
  expect({ value, gradient: right }).toHaveCorrectGradients({ at: 2 });
  const [record] = context.task.meta.gradcheck ?? [];
  expect(record).toMatchObject({ passed: true, expectation: 'correct', attempt: 1, check: { verdict: 'correct' } });
  expect(JSON.parse(JSON.stringify(record))).toEqual(record);
  expect(record?.line).toBe(9);
});

test('fails a wrong one with its name', () => {
  const assertion = (): unknown => expect({ value, gradient: wrong }).toHaveCorrectGradients({ at: 2 });
  expect(assertion).toThrow(/Gradient of x is incorrect, it is 2 times too large/);
});

test('.not passes a wrong gradient and fails a right one', () => {
  expect({ value, gradient: wrong }).not.toHaveCorrectGradients({ at: 2 });
  const assertion = (): unknown => expect({ value, gradient: right }).not.toHaveCorrectGradients({ at: 2 });
  expect(assertion).toThrow(/Expected an incorrect gradient, but x is correct/);
});

test('no verdict fails with and without .not', () => {
  const subject = { value: Math.floor, gradient: () => 0 };
  expect((): unknown => expect(subject).toHaveCorrectGradients({ at: 4 })).toThrow(/No verdict: value\(\) jumps/);
  expect((): unknown => expect(subject).not.toHaveCorrectGradients({ at: 4 })).toThrow(/No verdict: value\(\) jumps/);
});

test('misuse throws even under .not', () => {
  const assertion = (): unknown => expect({ value, gradient: () => [1, 2] }).not.toHaveCorrectGradients({ at: 2 });
  expect(assertion).toThrow(/ERR_DERIVATIVE_SHAPE/);
});

test('waits for asynchronous subjects', async () => {
  const later = async (x: number): Promise<number> => value(x);
  await expect({ value: later, gradient: right }).toHaveCorrectGradients({ at: 2 });
  await expect(expect({ value: later, gradient: wrong }).toHaveCorrectGradients({ at: 2 })).rejects.toThrow(
    /incorrect/,
  );
});

test.each([
  ['a wrong gradient', wrong],
  ['misuse', () => [1, 2]],
])('%s of an asynchronous function points at the line of the assertion', async (_, gradient) => {
  const subject = { value: async (x: number) => value(x), gradient };
  const error: Error = await expect(subject)
    .toHaveCorrectGradients({ at: 2 })
    .then(
      () => new Error('passed'),
      thrown => thrown,
    );
  const frames = error.stack!.split('\n').filter(line => line.startsWith('    at '));
  expect(frames[0]).toMatch(/matcher\.test\.ts:52:/);
});

describe('the place in the report', () => {
  beforeEach(() => {
    vi.stubEnv('GRADCHECK_REPORT', 'reports/gradients.html#/');
    return () => vi.unstubAllEnvs();
  });
  const lastLine = (assertion: () => unknown): string | undefined => {
    try {
      assertion();
    } catch (error) {
      return (error as Error).message.split('\n').at(-1);
    }
    return undefined;
  };
  const fail = (): unknown => expect({ value, gradient: wrong }).toHaveCorrectGradients({ at: 2 });

  test('ends the message', () => {
    expect(lastLine(fail)).toBe('  Report: reports/gradients.html#/matcher/the-place-in-the-report-ends-the-message');
    expect(lastLine(fail)).toMatch(/-ends-the-message-2$/);
  });

  test.each([1, 2])('tells namesakes apart', k => {
    expect(lastLine(fail)).toMatch(k === 1 ? /\/the-place-in-the-report-tells-namesakes-apart$/ : /-apart-2$/);
  });

  test('is the file alone among several projects, and nothing without a page', () => {
    vi.stubEnv('GRADCHECK_REPORT', 'reports/gradients.html');
    expect(lastLine(fail)).toBe('  Report: reports/gradients.html');
    vi.stubEnv('GRADCHECK_REPORT', undefined);
    expect(lastLine(fail)).toBe('  Replay: { seed: 42 }');
  });
});
