// The situations that every runner must handle: their source, how each test ends, and what it leaves on record.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = join(import.meta.dirname, 'projects/suites');

const right = { expectation: 'correct', passed: true, verdict: 'correct' };
const wrong = { expectation: 'correct', passed: false, verdict: 'incorrect' };
const undecided = { expectation: 'correct', passed: false, verdict: 'inconclusive' };
const misuse = code => ({ expectation: 'correct', passed: false, code });
const negated = record => ({ ...record, expectation: 'incorrect' });
const foundWrong = { expectation: 'incorrect', passed: true, verdict: 'incorrect' };

/** A test that passes. `more.again` marks one from the same source as the test before it. */
const passes = (titles, records, more = {}) => ({ titles: [titles].flat(), records, ...more });
/** A test that fails with `words` in its message. */
const fails = (titles, words, records, more = {}) => ({ titles: [titles].flat(), words, records, ...more });

const factor2 = 'Gradient of w is incorrect in 3 of 3 coordinates, it is 2 times too large';
const notDeterministic = 'No verdict: value() is not deterministic, ';

const common = [
  passes('a right gradient', [right]),
  fails('a wrong gradient', factor2, [wrong]),
  fails(['under .not', 'a right gradient'], 'Expected an incorrect gradient, but w is correct', [
    { ...right, ...negated({ passed: false }) },
  ]),
  passes(['under .not', 'a wrong gradient'], [foundWrong]),
  fails(['under .not', 'no verdict'], notDeterministic, [negated(undecided)]),
  fails(['under .not', 'misuse'], 'ERR_DERIVATIVE_SHAPE: gradient() does not return the structure of the point', [
    negated(misuse('ERR_DERIVATIVE_SHAPE')),
  ]),
  fails('no verdict', notDeterministic, [undecided]),
  fails('misuse', 'ERR_NO_DERIVATIVE: ', [misuse('ERR_NO_DERIVATIVE')]),
  passes('a right gradient of an asynchronous function', [right]),
  fails('a wrong gradient of an asynchronous function', factor2, [wrong]),
  fails('an asynchronous function that throws', 'out of memory', [misuse('ERR_USER_FUNCTION')]),
  fails('not awaited, and right', 'was not awaited', [right]),
  fails('not awaited, and wrong', 'was not awaited', [wrong]),
  passes('after the one that was not awaited', []),
  passes('a promise of the subject', [right, right]),
  passes('two checks', [right, foundWrong]),
  passes('namesakes', [right]),
  fails('namesakes', factor2, [wrong], { recordedAs: ['namesakes (2)'] }),
  passes('each 1', [right]),
  fails('each 2', 'it is 2 times too small', [wrong], { again: true }),
];

const concurrent = [
  passes(['side by side', 'slow and right'], [right]),
  fails(['side by side', 'fast and wrong'], 'Gradient of x is incorrect', [wrong]),
  passes(['side by side', 'in between and wrong as expected'], [foundWrong]),
];

const context = [
  passes(['expect of the context', 'slow and right'], [right]),
  fails(['expect of the context', 'fast and wrong'], 'Gradient of x is incorrect', [wrong]),
];

const secondAttempt = passes('right at the second attempt', [wrong, { ...right, attempt: 2 }]);

const vitestOnly = [
  fails('soft', 'Gradient of x is incorrect', [wrong, wrong, right]),
  fails('poll', 'expect.poll does not fit toHaveCorrectGradients', []),
  fails('a message of the test', 'my layer: Gradient of x is incorrect', [{ ...wrong, message: 'my layer' }]),
  secondAttempt,
  passes('repeated', [right, { ...right, repeat: 1 }]),
  passes('fake timers', [right]),
];

// Vitest 3 tells a matcher neither the message nor, after .resolves, the place; poll repeats what fails.
const lineless = { ...right, line: undefined };
const vitest3 = {
  'a promise of the subject': passes('a promise of the subject', [lineless, lineless]),
  'a message of the test': fails('a message of the test', 'Gradient of x is incorrect', [wrong]),
  poll: fails('poll', 'Matcher did not succeed in time', []),
};
const inVitest3 = situations => situations.map(test => vitest3[test.titles.join(' › ')] ?? test);

const jestOnly = [secondAttempt, passes('fake timers', [right])];
const mockedFs = [passes('mocked fs', [right])];
const typescript = [passes('a right gradient', [right]), fails('a wrong gradient', factor2, [wrong])];

const tensors = [passes('tensors', [right]), fails('tensors, a wrong operation', 'it is 2 times too large', [wrong])];

/** What a file whose worker dies in its second test leaves behind. */
const crash = [passes('before the crash', [right]), passes('the crash', [foundWrong])];

/** Suite by name → situations, for each kind of project. */
export const suitesOf = {
  // Without `concurrent`: Vitest 3 does not tell which of several running tests an assertion belongs to.
  vitest3: { common: inVitest3(common), 'vitest-only': inVitest3(vitestOnly), 'mocked-by-vitest': mockedFs },
  vitest: { common, concurrent, context, 'vitest-only': vitestOnly, 'mocked-by-vitest': mockedFs },
  browser: { common, context, tensors, 'vitest-only': vitestOnly },
  jest: { common, concurrent, 'jest-only': jestOnly, 'mocked-fs': mockedFs },
  jestModules: { common, concurrent, 'jest-only': jestOnly },
  typescript: { typescript },
  crash: { crash },
};

const headers = {
  vitest: "import { describe, expect, test, vi } from 'vitest';",
  jest: '',
  jestModules: "import { describe, expect, jest, test } from '@jest/globals';",
};

/**
 * Writes test files into a project: the source of each suite below one line that brings in the runner.
 * @param kind - whose header
 */
export function writeSuites(folder, names, kind, extension) {
  for (const name of names) {
    const source = readFileSync(join(sources, `${name}.js`), 'utf8');
    writeFileSync(join(folder, `${name}.test${extension}`), `${headers[kind]}\n${source}`);
  }
}

/** Lines of the assertions, 1-based, of each test in a file. */
function assertionLines(text) {
  const tests = [];
  for (const [k, line] of text.split('\n').entries()) {
    if (/^\s*test\b/.test(line)) tests.push([]);
    if (line.includes('toHaveCorrectGradients(')) tests.at(-1).push(k + 1);
  }
  return tests;
}

/** The records that a suite must leave, in the form of `describeRecord`. */
export function expectedRecords(folder, file, situations) {
  const lines = assertionLines(readFileSync(join(folder, file), 'utf8'));
  let source = -1;
  return situations.flatMap(({ titles, recordedAs = titles, records, again }) => {
    source += again ? 0 : 1;
    const ordinals = new Map();
    return records.map(({ attempt = 1, repeat = 0, ...record }) => {
      const ordinal = ordinals.get(`${attempt}/${repeat}`) ?? 0;
      ordinals.set(`${attempt}/${repeat}`, ordinal + 1);
      const line = lines[source][ordinal];
      return { file, project: 'unit', titles: recordedAs, attempt, repeat, ordinal, line, ...record };
    });
  });
}

/** What is compared of a RecordedCheck. */
export function describeRecord({ file, project, titles, attempt, repeat, ordinal, line, ...rest }) {
  const { expectation, passed, message, check, error } = rest;
  const found = error ? { code: error.code } : { verdict: check?.verdict };
  const said = message === undefined ? {} : { message };
  return { file, project, titles, attempt, repeat, ordinal, line, expectation, passed, ...said, ...found };
}
