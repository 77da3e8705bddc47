import { createHash } from 'node:crypto';

/** How an exported page looks: it takes nothing from elsewhere. */
export const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; background: light-dark(#faf8f5, #12110f); color: light-dark(#1f1b15, #f3efe7);
  font: 15px/1.4 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1rem; margin: 1rem 0 .25rem; }
header { border-bottom: 1px solid light-dark(#e9e3d9, #302d27); padding-bottom: 1rem; margin-bottom: 1rem; }
header ul { margin: 0; padding-left: 1.25rem; }
.day { text-align: center; margin: 1.5rem 0 .75rem; font-weight: 600; font-size: .85rem;
  color: light-dark(#685f53, #aea596); }
article { background: light-dark(#fff, #26241f); border: 1px solid light-dark(#efe8dc, #302d27); border-radius: .875rem;
  padding: .5rem .75rem; margin: .4rem 3rem .4rem 0; }
article.own { background: light-dark(#fdecc8, #4a3413); margin: .4rem 0 .4rem 3rem; }
article:target { outline: 2px solid light-dark(#9f4808, #fbbf24); }
.who { font-weight: 600; }
.meta, .note, time { color: light-dark(#685f53, #aea596); font-size: .8rem; }
article.own .meta, article.own .note, article.own time { color: light-dark(#5a4a2c, #d6c6a4); }
.text { white-space: pre-wrap; margin: .15rem 0; }
.quote { border-left: 3px solid light-dark(#9f4808, #fbbf24); padding-left: .5rem; margin: .25rem 0; font-size: .85rem; }
ul.files, ul.choices { margin: .25rem 0; padding-left: 1.25rem; }
img, video { display: block; max-width: 100%; max-height: 24rem; border-radius: .5rem; margin: .25rem 0; }
audio { display: block; max-width: 100%; margin: .25rem 0; }
a { color: light-dark(#9f4808, #fbbf24); }
table { border-collapse: collapse; margin: .5rem 0; font-size: .85rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .25rem; }
th, td { border: 1px solid light-dark(#e9e3d9, #302d27); padding: .15rem .5rem; text-align: left; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
@media print { article { break-inside: avoid; } }
`;

const hash = createHash('sha256').update(STYLE).digest('base64');

/** What an exported page may do wherever it is opened: show its style and the files beside it, and nothing else. */
export const POLICY = `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self' file:; media-src 'self' file:; base-uri 'none'; form-action 'none'`;
