// Checks as annotations of their tests, shown by Vitest's own reporters.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './workbench.mjs';

const source = `import { expect, test } from 'vitest';
const value = x => x * x;
test('right', () => {
  expect({ value, gradient: x => 2 * x }).toHaveCorrectGradients({ at: 3 });
});
test('wrong as expected', async () => {
  await expect({ value: async x => x * x, gradient: x => 4 * x }).not.toHaveCorrectGradients({ at: 3 });
});
test('misuse', () => {
  expect({ value }).toHaveCorrectGradients({ at: 3 });
});
`;

const config = setupFiles => `export default { test: {
  include: ['annotated.test.mjs'], setupFiles: ${JSON.stringify(setupFiles)},
  reporters: ['verbose', ['junit', { outputFile: 'annotated.xml' }]],
} };
`;

/** What a check says in one line, whoever shows it. */
const lines = [
  /The partial derivative is correct; a relative error of \d\.\de-\d+ would have been noticed/,
  /Gradient of x is incorrect, it is 2 times too large, as expected/,
  /ERR_NO_DERIVATIVE: the subject states no derivative, there is nothing to check/,
];

/** @returns problems, none when all is well */
export function judgeAnnotations(folder, node) {
  const start = setupFiles => {
    writeFileSync(join(folder, 'annotated.test.mjs'), source);
    writeFileSync(join(folder, 'annotated.config.mjs'), config(setupFiles));
    const command = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'annotated.config.mjs'];
    const { output } = run(node, command, { cwd: folder });
    return { output, xml: readFileSync(join(folder, 'annotated.xml'), 'utf8') };
  };
  const setup = '@gradcheck/vitest-matcher/setup';
  const { output, xml } = start([setup, '@gradcheck/vitest-matcher/annotate']);
  const plain = start([setup]);
  return [
    ...lines.flatMap(line => (new RegExp(`↳ ${line.source}`).test(output) ? [] : [`${line} is not in\n${output}`])),
    ...lines.flatMap(line =>
      new RegExp(`<property name="gradcheck" value="${line.source}"`).test(xml) ? [] : [`${line} is not in\n${xml}`],
    ),
    ...(plain.output.includes('↳') || plain.xml.includes('<property ') ? ['annotated although nobody asked'] : []),
  ];
}
