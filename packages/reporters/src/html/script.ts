/** Navigation, filter, keys and theme. The page reads without it. */
export const SCRIPT = `
(() => {
  const root = document.documentElement;
  root.classList.add('js');
  const all = selector => [...document.querySelectorAll(selector)];
  const rows = all('a.row'), articles = all('article'), columns = document.querySelector('.columns');
  const search = document.querySelector('#search'), segments = all('.seg button'), nothing = document.querySelector('#nothing');
  const wide = matchMedia('(min-width:900px)');
  let filter = 'all';
  const store = (key, value) => { try { if (value === undefined) return localStorage.getItem(key); localStorage.setItem(key, value); } catch { return null; } };
  const theme = store('gradcheck-theme');
  if (theme) root.dataset.theme = theme;
  const visible = () => rows.filter(row => !row.hidden);
  function show() {
    const id = decodeURIComponent(location.hash.slice(2));
    let row = rows.find(r => r.dataset.id === id);
    if (!row && wide.matches) row = rows.find(r => r.dataset.verdict !== 'correct') || rows[0];
    const unknown = id && !rows.some(r => r.dataset.id === id);
    document.querySelector('#unknown').hidden = !unknown;
    for (const r of rows) r === row ? r.setAttribute('aria-current', 'page') : r.removeAttribute('aria-current');
    for (const a of articles) a.classList.toggle('shown', !!row && a.dataset.id === row.dataset.id);
    columns.classList.toggle('detail', !!row && (wide.matches || !!id));
    if (id && row && !wide.matches) scrollTo(0, 0);
  }
  function apply() {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    for (const row of rows) {
      const text = row.dataset.text;
      const fits = words.every(w => w[0] === '-' && w.length > 1 ? !text.includes(w.slice(1)) : text.includes(w));
      row.hidden = !(fits && (filter === 'all' || row.dataset.verdict === filter));
    }
    for (const group of all('.group')) group.hidden = !group.querySelector('a.row:not([hidden])');
    nothing.hidden = visible().length > 0 || rows.length === 0;
    for (const s of segments) s.setAttribute('aria-pressed', String(s.dataset.filter === filter));
  }
  const choose = value => { filter = value; apply(); };
  for (const s of segments) s.addEventListener('click', () => choose(s.dataset.filter));
  search.addEventListener('input', apply);
  nothing.querySelector('button').addEventListener('click', () => { search.value = ''; choose('all'); });
  const pick = (article, k) => {
    const tabs = [...article.querySelectorAll('.tabs button')];
    tabs.forEach((b, j) => b.setAttribute('aria-pressed', String(j === k)));
    article.querySelectorAll('.param').forEach((p, j) => p.classList.toggle('shown', j === k));
  };
  for (const article of articles) {
    article.removeAttribute('id');
    article.querySelectorAll('.tabs button').forEach((b, k) => b.addEventListener('click', () => pick(article, k)));
    pick(article, Number(article.dataset.first || 0));
    const copy = (selector, text) => { const b = article.querySelector(selector); if (b) b.addEventListener('click', async () => { const was = b.textContent; try { await navigator.clipboard.writeText(text()); b.textContent = 'Copied'; } catch { b.textContent = 'Not allowed'; } setTimeout(() => { b.textContent = was; }, 1500); }); };
    copy('.copy-link', () => location.href.split('#')[0] + '#/' + encodeURIComponent(article.dataset.id));
    copy('.copy-md', () => article.dataset.markdown);
    article.querySelectorAll('[data-say]').forEach(mark => mark.addEventListener('pointerenter', () => { const line = mark.closest('.panel').querySelector('.say'); if (line) line.textContent = mark.dataset.say; }));
  }
  const toggleTheme = () => { const dark = getComputedStyle(root).colorScheme === 'dark' || (!root.dataset.theme && matchMedia('(prefers-color-scheme:dark)').matches); const next = dark ? 'light' : 'dark'; root.dataset.theme = next; store('gradcheck-theme', next); };
  document.querySelector('#theme').addEventListener('click', toggleTheme);
  const keys = document.querySelector('#keys');
  const toggleKeys = () => keys.open ? keys.close() : keys.showModal();
  document.querySelector('#help').addEventListener('click', toggleKeys);
  const step = (by, only) => { const list = visible().filter(r => !only || r.dataset.verdict !== 'correct'); if (!list.length) return; const now = list.findIndex(r => r.hasAttribute('aria-current')); const next = list[(now + by + list.length) % list.length]; location.hash = next.getAttribute('href').slice(1); next.scrollIntoView({ block: 'nearest' }); };
  addEventListener('keydown', event => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === 'Escape') { if (typing) { search.value = ''; apply(); search.blur(); } else if (!wide.matches) location.hash = ''; return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const shown = document.querySelector('article.shown');
    const tabs = shown ? [...shown.querySelectorAll('.tabs button')] : [];
    const current = tabs.findIndex(b => b.getAttribute('aria-pressed') === 'true');
    const actions = { j: () => step(1), k: () => step(-1), n: () => step(1, true), p: () => step(-1, true), ']': () => tabs.length && pick(shown, (current + 1) % tabs.length), '[': () => tabs.length && pick(shown, (current + tabs.length - 1) % tabs.length), '/': () => search.focus(), w: () => { const d = shown && shown.querySelector('details.why'); if (d) d.open = !d.open; }, t: toggleTheme, '?': toggleKeys, 1: () => choose('all'), 2: () => choose('incorrect'), 3: () => choose('inconclusive'), 4: () => choose('correct') };
    if (actions[event.key]) { event.preventDefault(); actions[event.key](); }
  });
  addEventListener('hashchange', show);
  wide.addEventListener('change', show);
  apply();
  show();
})();
`;
