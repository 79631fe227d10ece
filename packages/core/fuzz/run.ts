// Random programs with exact gradients, checked as they are and with a planted error, for as long as asked.
//   npm run fuzz -- --minutes 5        npm run fuzz -- --seed 1234      (replays one program)
//   --vector: programs of several outputs with their vjp, instead of a result with its gradient

import { parseArgs } from 'node:util';
import { trial, vectorTrial } from './promises.ts';

const { values: flags } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    programs: { type: 'string', default: 'Infinity' },
    from: { type: 'string' },
    seed: { type: 'string' },
    list: { type: 'boolean' },
    vector: { type: 'boolean' },
  },
});

const trialOf = flags.vector ? vectorTrial : trial;

if (flags.seed !== undefined) {
  const { right, spoiled, failures } = trialOf(Number(flags.seed));
  console.log(`right: ${right?.summary ?? 'no fair program'}\nspoiled: ${spoiled?.summary ?? '–'}`);
  for (const { kind, text } of failures) console.log(`${kind}: ${text}`);
  process.exit(failures.length > 0 ? 1 : 0);
}

// A new start each time, printed, unless one is given: the same programs twice prove nothing new.
const from = flags.from === undefined ? Math.floor(Date.now() / 1000) % 2 ** 31 : Number(flags.from);
const until = Date.now() + 60_000 * Number(flags.minutes);
const most = Number(flags.programs);
const counts = {
  programs: 0,
  unfair: 0,
  'false alarm': 0,
  invisible: 0,
  miss: 0,
  undecided: 0,
  noticed: 0,
  correct: 0,
};
let calls = 0;
for (let k = 0; k < most && Date.now() < until; k++) {
  const { right, spoiled, failures } = trialOf(from + k);
  if (!right || !spoiled) {
    counts.unfair++;
    continue;
  }
  counts.programs++;
  calls += right.cost.valueCalls;
  if (right.verdict === 'inconclusive') {
    counts.undecided++;
    if (flags.list) console.log(`undecided: seed ${from + k}: ${right.summary}`);
  }
  if (spoiled.verdict === 'incorrect') counts.noticed++;
  if (spoiled.verdict === 'correct') counts.correct++;
  for (const { kind, seed, text } of failures) {
    counts[kind]++;
    if (kind !== 'invisible' || flags.list) console.log(`${kind}: seed ${seed}: ${text}`);
  }
}
console.log(`seeds ${from} to ${from + counts.programs + counts.unfair - 1}`);
console.log(
  `${counts.programs} programs (${counts.unfair} drawn in vain): ${counts['false alarm']} false alarms (${counts.invisible} slopes that the arithmetic does not show), ${counts.undecided} undecided on a right gradient; ` +
    `of the planted errors ${counts.noticed} were found, ${counts.correct} stayed below the resolution stated, ${counts.miss} above it. ` +
    `${(calls / Math.max(1, counts.programs)).toFixed(1)} value calls per right gradient.`,
);
process.exitCode = counts['false alarm'] + counts.miss > 0 ? 1 : 0;
