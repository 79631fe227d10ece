// Fails when package-lock.json lacks a binary of another platform. `npm install` writes such a lockfile without a
// word when the registry does not serve a platform yet; `npm ci` on that platform, or a later one here, then refuses it.
import { readFileSync } from 'node:fs';

const lockfile = process.argv[2] ?? 'package-lock.json';
const { packages } = JSON.parse(readFileSync(lockfile, 'utf8'));

/** Where Node would look for `name` from the package installed at `path`: beside it, then outwards. */
function isLocked(path, name) {
  for (let folder = path; ; folder = folder.slice(0, folder.lastIndexOf('node_modules/'))) {
    const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
    if (`${prefix}node_modules/${name}` in packages) return true;
    if (!folder.includes('node_modules/')) return `node_modules/${name}` in packages;
  }
}

const holes = Object.entries(packages).flatMap(([path, entry]) =>
  Object.keys(entry.optionalDependencies ?? {})
    .filter(name => !isLocked(path, name))
    .map(name => `${path || '(root)'} -> ${name}`),
);

if (holes.length > 0) {
  console.error(`${lockfile} has ${holes.length} hole(s): an optional dependency without an entry of its own.`);
  for (const hole of holes) console.error(`  ${hole}`);
  console.error('Choose a version whose every platform resolves, or override it in package.json, and install again.');
  process.exit(1);
}
console.log(`${lockfile}: ${Object.keys(packages).length} entries, no hole`);
