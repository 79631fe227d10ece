import './style/index.css';
import { render } from 'preact';
import { App } from './browser/app.tsx';
import { readData } from './browser/read-data.ts';
import { restoreTheme } from './browser/theme.ts';

/** Version of the data that this page reads. */
const SCHEMA = 1;

/** The static markup gives way to the page with a reader; if the data cannot be read it stays, and reads as it is. */
async function start(): Promise<void> {
  restoreTheme();
  document.documentElement.classList.add('js');
  const block = document.getElementById('data');
  const root = document.getElementById('page');
  if (!block || !root) return;
  const data = await readData(block.textContent ?? '');
  if (data.run.schemaVersion > SCHEMA) throw new Error(`data of schema ${data.run.schemaVersion}`);
  root.replaceChildren();
  render(<App data={data} />, root);
  // The address led to a place in the static markup; the page with a reader begins at its top.
  if (location.hash) scrollTo(0, 0);
  root.dataset.ready = '';
  performance.mark('gradcheck-ready');
}

start().catch(() => {
  // An old browser without DecompressionStream, or data of a newer version: what is static is all that can be shown.
  document.documentElement.classList.remove('js');
});
