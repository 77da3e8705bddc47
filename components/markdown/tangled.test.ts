import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Streamdown } from 'streamdown';
import { describe, expect, it } from 'vitest';
import { MESSAGE_LENGTH } from '../../shared/message.ts';
import { isTangled } from './tangled.ts';

const full = (piece: string, end = '') => piece.repeat(Math.floor(MESSAGE_LENGTH / piece.length)) + end;

describe('markup', () => {
  it.each([
    ...[full('>'), full('> '), full('1. ', 'a'), full('- ', 'a'), full('*_'), full('*_\n'), full('> *_\n')],
    ...[full('[^a]'), full('['), full('~~a'), full('- \n'), full('|*_\n'), `\`\`\` \`\n${full('*_')}`],
  ])('is too much: %.12j …', (text) => {
    expect(isTangled(text)).toBe(true);
  });

  it.each([
    'Hello *you*, [here](https://example.org).',
    `> quoted\n> > twice\n\n- a\n  - b\n    1. c\n\n***\n\n- - -`,
    `\`\`\`c\n${full('*p[i]_ = ~x;\n')}\`\`\`\n`,
    `~~~\n${full('>')}\n~~~`,
    `\`\`\`\n${full('>')}`,
    Array.from({ length: 300 }, (_, n) => `- **item ${n}** of [the list](https://example.org/${n})`).join('\n'),
    `|a|b|\n|-|-|\n${Array.from({ length: 300 }, (_, n) => `| **${n}** | _x_ |`).join('\n')}`,
    full('Plain words of a long text, with **some** marks. \n\n'),
  ])('is fine: %.20j …', (text) => {
    expect(isTangled(text)).toBe(false);
  });

  it('just below the bounds can be drawn', () => {
    const deep = `${'> '.repeat(19)}a\n\n${'1. '.repeat(19)}a\n\n${'*_'.repeat(499)}`;
    expect(isTangled(deep)).toBe(false);
    expect(renderToStaticMarkup(createElement(Streamdown, { mode: 'static' }, deep))).toContain('<blockquote');
  });
});
