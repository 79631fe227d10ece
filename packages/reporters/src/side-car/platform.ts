/** Node's own modules for a worker that may run in a browser, where there are none. */
export const node: NodeJS.Process['getBuiltinModule'] | undefined = globalThis.process?.getBuiltinModule;

/** Names this worker among those of a run. */
export const workerName: string | undefined =
  node && `${globalThis.process.pid}-${node('node:worker_threads').threadId}`;
