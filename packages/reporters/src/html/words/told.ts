import type { GradientCheck, RecordedCheck } from '@gradcheck/core';
import { SCHEMA, type Told } from '../../../page/src/data/page-data.ts';
import { hintOf } from './hint.ts';
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
  return {
    ...verdictWords(check),
    hint: hintOf(check),
    ...(inconclusive ? { undecided: { ...pictureWords(inconclusive), remedies: remedies(inconclusive) } } : {}),
  };
}

function newer({ schemaVersion, summary }: GradientCheck): Told {
  const normal = `A newer gradcheck recorded this (schema ${schemaVersion}): update @gradcheck/reporters to see it.`;
  return { large: [summary], normal: [normal], hint: 'recorded by a newer gradcheck' };
}
