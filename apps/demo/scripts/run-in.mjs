import { spawnSync } from 'node:child_process';

/**
 * Runs a command of an installed package, with its output as it comes.
 * @returns whether it succeeded
 */
export function runIn(folder, command) {
  return spawnSync(command, { cwd: folder, stdio: 'inherit', shell: true }).status === 0;
}
