// The floor for a pool: evaluates without being told what, as often as it is told.
import { parentPort, workerData } from 'node:worker_threads';

const { value } = await import(workerData.module);

parentPort.on('message', ({ at, evaluations }) => {
  let sum = 0;
  for (let k = 0; k < evaluations; k++) sum += value(at);
  parentPort.postMessage(sum);
});
parentPort.postMessage('ready');
