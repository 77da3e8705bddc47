import { expect, test } from 'vitest';
import { roster } from '../roster/roster.ts';
import { fieldWords } from './fieldWords.ts';
import { chooseByRules } from './rules.ts';

test('takes what tells a field, each word once, and nothing that fits everywhere', () => {
  expect(fieldWords(['Answers questions about beehives and honey.', 'What should I plant for my beehives?'])).toEqual([
    'questions',
    'beehives',
    'honey',
    'plant',
  ]);
  expect(fieldWords(['Hilft dir, wenn du etwas über Bienenstöcke wissen willst.'])).toContain('bienenstöcke');
  expect(fieldWords([Array.from({ length: 500 }, (_, n) => `word${n}`).join(' ')]).length).toBeLessThanOrEqual(60);
});

test('lets the queen find an agent by what its maker says of it', () => {
  const [first] = roster;
  if (first === undefined) throw new Error('there are no agents');
  const about = 'Plans beehives, swarms and honey harvests.';
  const own = { ...first, id: 'own-1', handle: 'keeper', name: 'Keeper', about, words: fieldWords([about]) };
  expect(chooseByRules('When should I divide a beehive before it swarms?', [...roster, own]).agentIds).toEqual([
    'own-1',
  ]);
  expect(chooseByRules('Can you write a python function?', [...roster, own]).agentIds).toEqual(['coder']);
});
