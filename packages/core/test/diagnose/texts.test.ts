import { describe, expect, it } from 'vitest';
import { checkGradients, type GradientCheck } from '../../src/index.ts';
import { failureMessage } from '../../src/result/message.ts';
import { map, transpose } from './models/matrix.ts';
import { fromNumbers } from './planted.ts';
import { fromBehaviour } from './planted-behaviour.ts';
import { dense, scaled, times, type Wrong } from './spoiled.ts';
import { nameless } from './unnamed.ts';

const check = ({ subject, at }: Wrong): GradientCheck =>
  checkGradients(subject as never, { at: at as never, evidence: 'never' });

/** Without the digits of rounding errors: they differ between versions of Math. */
function text(wrong: Wrong): string {
  const message = failureMessage(check(wrong), { negated: false });
  return `${message.replace(/\d\.\d+e-\d+/g, '#.#e-##')}\n`;
}

describe('the whole text', () => {
  it.each([...fromNumbers, ...fromBehaviour])('$kind, $title', async ({ kind, title, wrong }) => {
    const name = `${kind} ${title}`.replace(/[^\w-]+/g, '-').toLowerCase();
    await expect(text(wrong())).toMatchFileSnapshot(`texts/${name}.txt`);
  });

  it('of what has no name', async () => {
    await expect(text(nameless[3]![1]())).toMatchFileSnapshot('texts/unknown.txt');
  });

  it('of what is not linear', async () => {
    await expect(text(nameless[0]![1]())).toMatchFileSnapshot('texts/not-linear.txt');
  });

  it('of two mistakes in one parameter', async () => {
    const wrong = dense(g => ({ W1: scaled(transpose(g.W1), 5) }));
    await expect(text(wrong)).toMatchFileSnapshot('texts/transposed-and-scaled.txt');
  });

  it('of several parameters', async () => {
    const wrong = dense(g => ({
      X: map(g.X, v => v * v),
      W1: transpose(g.W1),
      b1: times(g.b1, -1),
      b2: times(g.b2, -1),
    }));
    await expect(text(wrong)).toMatchFileSnapshot('texts/several-parameters.txt');
  });

  it.each([...fromNumbers, ...fromBehaviour])('$kind, $title: fits a terminal and a list', ({ wrong }) => {
    const found = check(wrong());
    const lines = failureMessage(found, { negated: false }).split('\n');
    expect(lines.length).toBeLessThanOrEqual(25);
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(96);
    for (const { hint } of found.diagnoses) expect(hint.split(' ').length).toBeLessThanOrEqual(8);
  });
});
