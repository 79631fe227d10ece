export { checkGradientsInWorkers, type WorkerOptions } from './check-in-workers.ts';
