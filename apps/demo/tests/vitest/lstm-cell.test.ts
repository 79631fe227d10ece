import { expect, test } from 'vitest';
import { step, stepBackward } from '../../src/models/lstm-cell.ts';
import { cell } from '../../src/points.ts';

test.each([
  ['float64', Float64Array],
  ['float32', Float32Array],
] as const)('LSTM cell, both outputs as one vjp, %s', async (_, Storage) => {
  await expect({ value: step, vjp: stepBackward }).toHaveCorrectGradients({ at: cell(Storage), evidence: 'always' });
});
