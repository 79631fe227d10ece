import { describe, expect, test } from 'vitest';
import { pelts } from '../../src/data/hares-and-lynxes.ts';
import * as model from '../../src/models/predator-prey.ts';
import { ecosystem } from '../../src/points.ts';

const schedule = { years: 21, stepsPerYear: 5 };

describe.each([
  ['float64', Float64Array],
  ['float32', Float32Array],
] as const)('predators and prey through Runge-Kutta, %s', (_, Storage) => {
  test('adjoint and forward sensitivities of the populations', async () => {
    const subject = {
      value: (p: model.Ecosystem) => model.populations(p, schedule),
      vjp: (p: model.Ecosystem, dy: typeof pelts) => model.adjoint(p, dy, schedule),
      jvp: (p: model.Ecosystem, tangent: model.Ecosystem) => model.sensitivities(p, tangent, schedule),
    };
    await expect(subject).toHaveCorrectGradients({ at: ecosystem(Storage), evidence: 'always' });
  });

  test('fitted to the pelts of hares and lynxes', async () => {
    const value = (p: model.Ecosystem) => model.misfit(p, pelts, schedule);
    const gradient = (p: model.Ecosystem) => model.misfitGradient(p, pelts, schedule);
    await expect({ value, gradient }).toHaveCorrectGradients({ at: ecosystem(Storage), evidence: 'always' });
  });
});
