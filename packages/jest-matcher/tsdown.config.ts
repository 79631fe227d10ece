import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: { index: 'src/index.ts', setup: 'src/setup.ts', globals: 'src/globals.ts', reporter: 'src/reporter.ts' },
  format: ['esm', 'cjs'],
  dts: true,
  platform: 'node',
  target: 'node20.19',
  fixedExtension: false,
  deps: { onlyBundle: [] },
});
