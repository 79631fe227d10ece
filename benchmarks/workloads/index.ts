import { logisticRegression } from './logistic-regression.ts';
import { network } from './network.ts';
import { convolution, matrixProduct, silu, softmax } from './operations.ts';
import { rosenbrock } from './rosenbrock.ts';
import type { Precision, Workload } from './types.ts';

const net = (inputs: number, hidden: number, batch: number, activation: 'tanh' | 'relu', precision: Precision) => () =>
  network({ inputs, hidden, batch, activation, precision });

const sizes = [10, 100, 1e3, 1e4, 1e5, 1e6];

/** Functions from ten to ten million parameters, made on demand. */
export const workloads: Readonly<Record<string, () => Workload>> = {
  ...Object.fromEntries(sizes.map(n => [`rosenbrock ${n}`, () => rosenbrock(n)])),
  'logistic regression 100': () => logisticRegression(100, 200, 'float64'),
  'logistic regression 100 f32': () => logisticRegression(100, 200, 'float32'),
  'tanh network 1e3': net(30, 32, 32, 'tanh', 'float64'),
  'tanh network 1e3 f32': net(30, 32, 32, 'tanh', 'float32'),
  'relu network 1e3': net(30, 32, 32, 'relu', 'float64'),
  'tanh network 1e4': net(98, 100, 64, 'tanh', 'float64'),
  'tanh network 1e4 f32': net(98, 100, 64, 'tanh', 'float32'),
  'relu network 1e4': net(98, 100, 64, 'relu', 'float64'),
  'tanh network 1e5': net(398, 250, 32, 'tanh', 'float64'),
  'tanh network 1e6': net(998, 1000, 32, 'tanh', 'float64'),
  'tanh network 1e7': net(2498, 4000, 32, 'tanh', 'float64'),
  'silu 100': () => silu(100, 'float64'),
  'silu 1e4': () => silu(1e4, 'float64'),
  'silu 1e4 f32': () => silu(1e4, 'float32'),
  'silu 1e6': () => silu(1e6, 'float64'),
  'matrix product 8×8': () => matrixProduct(8),
  'matrix product 64×64': () => matrixProduct(64),
  'convolution 3×16×16, 8×3×3': () => convolution(3, 16, 8),
  'softmax 128×100': () => softmax(128, 100),
};
