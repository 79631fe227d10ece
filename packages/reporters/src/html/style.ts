/** Tokens and layout of the page. Charts carry presentation attributes of their own; these rules override them. */
export const STYLE = `
:root{color-scheme:light dark;--paper:light-dark(#f7f7f5,#101317);--card:light-dark(#fff,#171b21);--ink:light-dark(#1b1f24,#e8ebef);--ink2:light-dark(#545c66,#a3adb9);--line:light-dark(#e3e4e1,#2a3038);--line2:light-dark(#c9ccc8,#3c444f);--ctl:light-dark(#868c93,#6f7a87);--hover:light-dark(#f0f1ee,#1d222a);--sel:light-dark(#e9eef8,#1c2738);--good:light-dark(#17703f,#56c58a);--good-bg:light-dark(#e9f4ed,#15271e);--bad:light-dark(#c2271d,#ff8a7d);--bad-bg:light-dark(#fcedeb,#331b1a);--warn:light-dark(#875a00,#e2b13c);--warn-bg:light-dark(#fbf3e0,#2c2413);--numeric:light-dark(#0b6a83,#5cc3dd);--numeric-bg:light-dark(#dcedf1,#17323b);--analytic:light-dark(#5b3fc4,#b29cff);--low:light-dark(#2f66c4,#6ea3ff);--high:light-dark(#c5560c,#ff9d4a);--empty:light-dark(#f1f1ee,#20252d);--accent:light-dark(#2456b8,#8fb4ff)}
:root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:15px/24px system-ui,sans-serif;font-variant-numeric:tabular-nums}
a{color:var(--accent)}code,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.9em}
h1,h2,h3,p{margin:0}button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--ctl);border-radius:8px;padding:4px 12px;cursor:pointer;min-height:32px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
header.top{position:sticky;top:0;z-index:3;min-height:52px;display:flex;gap:8px 16px;align-items:center;padding:8px 24px;background:var(--card);border-bottom:1px solid var(--line);font-size:13.5px;color:var(--ink2);flex-wrap:wrap}
header.top strong{color:var(--ink);font-size:15px}header.top .tools{margin-left:auto;display:flex;gap:8px}
.wrap{max-width:1320px;margin:0 auto;padding:28px 24px}
.summary{display:grid;grid-template-columns:1fr 2fr;gap:32px;align-items:center;margin-bottom:28px}
.summary h1{font-size:30px;line-height:36px;letter-spacing:-.01em}.summary p{color:var(--ink2);margin-top:8px}
.bad{color:var(--bad)}.good{color:var(--good)}.warn{color:var(--warn)}
.columns{display:grid;grid-template-columns:372px minmax(0,1fr);gap:24px;align-items:start}
nav.list{position:sticky;top:76px;max-height:calc(100vh - 96px);overflow:auto;background:var(--card);border:1px solid var(--line);border-radius:12px}
.controls{position:sticky;top:0;background:var(--card);padding:12px;border-bottom:1px solid var(--line);z-index:1}
.controls input{width:100%;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--ctl);border-radius:8px;padding:6px 10px;min-height:36px}
.seg{display:flex;margin-top:8px;border:1px solid var(--ctl);border-radius:8px;overflow:hidden}.seg button{flex:1;border:0;border-radius:0;padding:2px 4px;font-size:12.5px;background:none}.seg button[aria-pressed=true]{background:var(--sel);font-weight:600}
.group h2{display:flex;justify-content:space-between;font:12.5px/20px ui-monospace,monospace;color:var(--ink2);padding:10px 14px 4px}
.row{display:grid;grid-template-columns:20px minmax(0,1fr) auto;gap:8px;padding:8px 14px;color:inherit;text-decoration:none;border-left:3px solid transparent;min-height:44px}.row:hover{background:var(--hover)}.row[aria-current]{background:var(--sel);border-left-color:var(--accent)}
.row b{font-weight:500;overflow-wrap:anywhere;display:block;line-height:20px}.row.not b{font-weight:650}.row small{display:block;font-size:12.5px;line-height:17px}.row .right{font-size:12.5px;color:var(--ink2);white-space:nowrap}
article{min-width:0}article .place{display:flex;justify-content:space-between;gap:12px;align-items:center;color:var(--ink2);flex-wrap:wrap}
article>h2{font-size:24px;line-height:32px;margin:10px 0 14px;overflow-wrap:anywhere}.badge{font-size:13px;line-height:20px;font-weight:600;border-radius:8px;padding:3px 10px;vertical-align:4px;margin-right:8px}
.verdict{border:1px solid;border-radius:12px;padding:18px 20px;margin-bottom:16px}.verdict h3{font-size:20px;line-height:28px;margin-bottom:4px;color:var(--ink)}.v-correct{background:var(--good-bg);border-color:var(--good)}.v-incorrect{background:var(--bad-bg);border-color:var(--bad)}.v-inconclusive{background:var(--warn-bg);border-color:var(--warn)}
.badge.v-correct{color:var(--good)}.badge.v-incorrect{color:var(--bad)}.badge.v-inconclusive{color:var(--warn)}
.warning{background:var(--warn-bg);border-radius:10px;padding:10px 14px;margin-bottom:10px}.warning small{color:var(--ink2)}
.facts{display:flex;flex-wrap:wrap;gap:4px 24px;margin:0 0 16px;font-size:13.5px}.facts div{display:flex;gap:8px}.facts dt{color:var(--ink2)}.facts dd{margin:0;font-family:ui-monospace,monospace}
.tabs{display:flex;flex-wrap:wrap;gap:8px;margin-bottom:16px}.tabs button[aria-pressed=true]{border-color:var(--ink);box-shadow:0 0 0 1px var(--ink)}
.panel{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:18px 20px;margin-bottom:16px;min-width:0}.panel h3{font-size:15.5px;line-height:24px}.panel .note{font-size:13px;line-height:19px;color:var(--ink2);margin-bottom:8px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:16px}svg{display:block;max-width:100%;height:auto}svg text{fill:var(--ink2);font:12px system-ui,sans-serif}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:13.5px}th{font-weight:500;color:var(--ink2);text-align:right;padding:4px 10px}td{padding:5px 10px;text-align:right;border-top:1px solid var(--line);font-family:ui-monospace,monospace}th:first-child,td:first-child{text-align:left;padding-left:0}
.s-line{stroke:var(--line)}.s-axis{stroke:var(--line2)}.s-bad{stroke:var(--bad)}.s-good{stroke:var(--good)}.s-numeric{stroke:var(--numeric)}.f-numeric{fill:var(--numeric-bg)}.f-bad{fill:var(--bad)}.f-good{fill:var(--good)}.f-warn{fill:var(--warn)}.f-warnbg{fill:var(--warn-bg)}.f-low{fill:var(--low)}.f-high{fill:var(--high)}.f-empty{fill:var(--empty)}.f-card{fill:var(--card)}svg text.t-bad{fill:var(--bad);font-weight:600}svg text.t-good{fill:var(--good);font-weight:600}svg text.t-numeric{fill:var(--numeric)}svg text.t-analytic{fill:var(--analytic)}
.explain{list-style:none;margin:0;padding:0}.explain li{display:grid;grid-template-columns:20px minmax(0,1fr) 90px;gap:8px;padding:5px 0;border-top:1px solid var(--line);font-size:14px}.explain li span:last-child{text-align:right;font-family:ui-monospace,monospace;font-size:13px}
details.why summary{font-size:15.5px;font-weight:600;cursor:pointer}.why ol{padding-left:22px;margin:12px 0 0;display:grid;gap:10px}.why math{margin:10px 0;font-size:17px}pre{overflow-x:auto;background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:8px 12px;margin:8px 0}
footer{color:var(--ink2);font-size:13px;padding:8px 24px 32px;max-width:1320px;margin:0 auto}.back{display:none}[hidden]{display:none!important}
.js article{display:none}.js article.shown{display:block}.js .param{display:none}.js .param.shown{display:block}.no-js-only{display:block}.js .no-js-only{display:none}html:not(.js) .js-only{display:none}
@media(max-width:899px){.wrap{padding:20px 16px}.summary,.columns,.pair{grid-template-columns:minmax(0,1fr)}.summary{gap:16px}nav.list{position:static;max-height:none}.controls input{font-size:16px}.back{display:inline-block;margin-bottom:10px}.js .columns.detail nav.list{display:none}.js .columns:not(.detail) main{display:none}.bound{display:none}header.top{position:static;padding:8px 16px}}
@media print{.js article{display:block;break-after:page}nav.list,header .tools,.tabs,.back{display:none}.columns{display:block}.js .param{display:block}}
`;
