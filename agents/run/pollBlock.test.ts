import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takePoll } from './pollBlock.ts';

const block = (...lines: string[]) => ['```poll', ...lines, '```'].join('\n');
const lunch = block('Where do we eat?', '- Thai', '- Pizza');

describe('a poll in an answer', () => {
  it('is taken out of the text', () => {
    expect(takePoll(`Let us decide.\n\n${lunch}\n\nUntil noon.`)).toEqual({
      question: 'Where do we eat?',
      poll: { choices: ['Thai', 'Pizza'], several: false },
      rest: 'Let us decide.\n\nUntil noon.',
    });
    expect(takePoll(lunch)?.rest).toBe('');
  });

  it.each([
    ['several: yes', true],
    ['several: no', false],
    ['Several : TRUE', true],
  ])('is for several where it says so: %s', (line, several) => {
    expect(takePoll(block('What?', '- a', '- b', line))?.poll.several).toBe(several);
    expect(takePoll(block('What?', line, '- a', '- b'))?.poll.several).toBe(several);
  });

  it.each([
    ['other marks of lists', block('What?', '* a', '2) b', '3. c'), ['a', 'b', 'c']],
    ['blank lines', block('', 'What?', '', '- a', '', '- b', ''), ['a', 'b']],
    ['line ends of another kind', lunch.replaceAll('\n', '\r\n'), ['Thai', 'Pizza']],
    ['a head before the question', block('Question: What?', '- a', '- b'), ['a', 'b']],
    ['tildes', '~~~ poll\nWhat?\n- a\n- b\n~~~', ['a', 'b']],
    ['a choice named twice', block('What?', '- a', '- b', '- a'), ['a', 'b']],
    ['a longer fence at its end', '```Poll\nWhat?\n- a\n- b\n`````', ['a', 'b']],
  ])('may be written with %s', (_how, text, choices) => {
    expect(takePoll(text)?.poll.choices).toEqual(choices);
  });

  it('is cut where it is too long', () => {
    const found = takePoll(block('q'.repeat(600), `- ${'x'.repeat(200)}`, '- b'));
    expect(found?.question).toHaveLength(500);
    expect(found?.poll.choices[0]).toHaveLength(100);
  });

  it.each([
    ['no block', 'What?\n- a\n- b'],
    ['another language', '```text\nWhat?\n- a\n- b\n```'],
    ['no end', '```poll\nWhat?\n- a\n- b'],
    ['no question', block('- a', '- b')],
    ['one choice', block('What?', '- a')],
    ['the same choice alone', block('What?', '- a', '- a')],
    ['too many choices', block('What?', ...Array.from({ length: 13 }, (_, at) => `- ${at}`))],
    ['other text in it', block('What?', '- a', '- b', 'So vote!')],
    ['nothing', block()],
    ['a block within another', `\`\`\`\`md\n${lunch}\n\`\`\`\``],
  ])('is none: %s', (_why, text) => {
    expect(takePoll(text)).toBeNull();
  });

  it('is the first that can be one; the others stay', () => {
    const text = [block('broken'), lunch, block('And then?', '- a', '- b')].join('\n');
    const found = takePoll(text);
    expect(found?.question).toBe('Where do we eat?');
    expect(found?.rest).toBe(`${block('broken')}\n\n${block('And then?', '- a', '- b')}`);
  });

  it('never fails, and never leaves the block it took', () => {
    const piece = fc.constantFrom(
      '```poll\n',
      '```\n',
      '- a\n',
      '- b\n',
      'What?\n',
      'several: yes\n',
      '\n',
      '~~~\n',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const found = takePoll(pieces.join(''));
        if (found === null) return;
        expect(found.poll.choices.length).toBeGreaterThanOrEqual(2);
        expect(found.rest.length).toBeLessThan(pieces.join('').length);
      }),
    );
  });
});
