import { pelts } from '../data/hares-and-lynxes.ts';
import { type Ecosystem, misfit, misfitGradient } from '../models/predator-prey.ts';
import { ecosystem } from '../points.ts';
import { type Room, withGradient } from './room.ts';

const schedule = { years: 21, stepsPerYear: 5 };
const right = {
  value: (p: Ecosystem) => misfit(p, pelts, schedule),
  gradient: (p: Ecosystem) => misfitGradient(p, pelts, schedule),
};

export const predatorPrey: Room = {
  model: 'predators and prey',
  at: ecosystem,
  right,
  mistakes: [
    {
      title: 'step size missing in the adjoint of the rates',
      story: 'The slopes are summed over the steps, each of which is a fifth of a year long',
      wrong: withGradient(right, g => ({ rates: g.rates.map(v => v * schedule.stepsPerYear) })),
      named: { scaled: ['rates'] },
    },
    {
      title: 'sign of one rate',
      story: 'Predators die at the rate γ: it enters with a minus',
      wrong: withGradient(right, g => ({ rates: g.rates.map((v, i) => (i === 2 ? -v : v)) })),
      named: { isolated: ['rates'] },
    },
    {
      title: 'adjoint over float32 states',
      story: 'The states are kept for the way back in Float32Arrays, to save memory',
      wrong: {
        value: right.value,
        gradient: ({ rates, start }: Ecosystem) =>
          right.gradient({ rates: Float32Array.from(rates), start: Float32Array.from(start) }),
      },
      named: { 'low-precision': ['rates', 'start'] },
      inFloat64Only: true,
    },
  ],
};
