import { activation, huberLoss } from './activation.ts';
import { attentionRoom, layerNormRoom } from './attention.ts';
import { camera } from './camera.ts';
import { convolution } from './convolution.ts';
import { deepNetworkRoom } from './deep-network.ts';
import { gaussianProcess } from './gaussian-process.ts';
import { logisticRegression } from './logistic-regression.ts';
import { lstmCell } from './lstm-cell.ts';
import { predatorPrey } from './predator-prey.ts';
import type { Room } from './room.ts';
import { twoLayerNetwork, twoLayerNetworkWithDecay } from './two-layer-network.ts';

/** Every classic mistake, model by model. */
export const museum: readonly Room[] = [
  logisticRegression,
  twoLayerNetwork,
  twoLayerNetworkWithDecay,
  deepNetworkRoom,
  convolution,
  activation,
  huberLoss,
  lstmCell,
  layerNormRoom,
  attentionRoom,
  gaussianProcess,
  camera,
  predatorPrey,
];
