import { defineConfig } from 'tsdown';

const shared = { platform: 'node', target: 'node20.19', fixedExtension: false, deps: { onlyBundle: [] } } as const;

export default defineConfig([
  {
    ...shared,
    entry: { index: 'src/index.ts', 'side-car': 'src/side-car/worker.ts' },
    format: ['esm', 'cjs'],
    dts: true,
  },
  { ...shared, entry: { cli: 'src/cli.ts' }, format: ['esm'], dts: false, clean: false },
]);
