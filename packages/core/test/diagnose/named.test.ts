import { describe, expect, it } from 'vitest';
import { checkGradients, type GradientCheck } from '../../src/index.ts';
import { fromNumbers } from './planted.ts';
import { fromBehaviour } from './planted-behaviour.ts';
import type { Wrong } from './spoiled.ts';
import { nameless } from './unnamed.ts';

const check = ({ subject, at }: Wrong): GradientCheck =>
  checkGradients(subject as never, { at: at as never, evidence: 'never' });

const planted = [...fromNumbers, ...fromBehaviour];

describe.each(planted)('$kind, $title', ({ kind, where, wrong, twin, twinTitle }) => {
  it('is named, in the parameters that are wrong', () => {
    const { verdict, diagnoses } = check(wrong());
    expect(verdict).toBe('incorrect');
    expect(diagnoses[0]).toMatchObject({ kind, where });
  });

  it(`its twin is not: ${twinTitle}`, () => {
    const { verdict, diagnoses } = check(twin());
    expect(verdict).not.toBe('correct');
    expect(diagnoses.map(found => found.kind)).not.toContain(kind);
  });
});

describe('what has no name', () => {
  it.each(nameless)('%s', (_, wrong) => {
    expect(check(wrong()).diagnoses.map(({ kind }) => kind)).toEqual(['unknown']);
  });
});
