import type { GradientCheck, RecordedCheck } from '@gradcheck/core';
import { SCHEMA, type Told } from '../../../page/src/data/page-data.ts';
import { code, type Sentence, say, strong } from '../../../page/src/words/say.tsx';
import { hintOf, plantedHint } from './hint.ts';
import { pictureWords } from './pictures.ts';
import { remedies } from './remedies.ts';
import { verdictWords } from './verdict.ts';

/** All that the page says of a check in sentences. */
export function toldOf(recorded: RecordedCheck): Told {
  const { check, error } = recorded;
  if (!check) {
    const [said] = (error?.message ?? 'No check was recorded.').split('\n');
    return { large: [said!], normal: [], hint: error?.code ?? 'nothing was recorded' };
  }
  if (check.schemaVersion > SCHEMA) return newer(check);
  const { inconclusive } = check;
  const { large, normal } = verdictWords(check);
  return {
    large,
    normal: say`${normal}${expected(recorded)}`,
    hint: recorded.expectation === 'correct' ? hintOf(check) : plantedHint(check),
    ...(inconclusive ? { undecided: { ...pictureWords(inconclusive), remedies: remedies(inconclusive) } } : {}),
  };
}

/** What a test under `.not` makes of the verdict. */
function expected({ expectation, check }: RecordedCheck): Sentence {
  if (expectation === 'correct' || !check) return [];
  switch (check.verdict) {
    case 'incorrect':
      return say` ${strong('As expected:')} the test asserts ${code('.not')}, and passes.`;
    case 'correct':
      return say` ${strong('A mistake was expected:')} the test asserts ${code('.not')}, and fails.`;
    case 'inconclusive':
      return say` The test asserts ${code('.not')}, which takes a verdict as well.`;
  }
}

function newer({ schemaVersion, summary }: GradientCheck): Told {
  const normal = `A newer gradcheck recorded this (schema ${schemaVersion}): update @gradcheck/reporters to see it.`;
  return { large: [summary], normal: [normal], hint: 'recorded by a newer gradcheck' };
}
