// The README's picture: a piece of the demo's museum of bugs, in the report that the museum has just written.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openBrowser } from './browser.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const piece = '#/museum/two-layer-network-w1-transposed';

const browser = await openBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 978 }, colorScheme: 'light' });
  await page.goto(pathToFileURL(join(root, 'reports/museum.html')).href + piece);
  await page.waitForSelector('[data-ready]', { state: 'attached' });
  await page.screenshot({ path: join(root, 'docs/report.png') });
  console.log('docs/report.png');
} finally {
  await browser.close();
}
