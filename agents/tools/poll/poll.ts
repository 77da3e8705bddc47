import * as z from 'zod';
import { CHOICES, NewPoll } from '../../../shared/poll.ts';
import { cleanName } from '../../../shared/text.ts';
import { notPosted, type Posted } from '../posted.ts';
import type { Tool } from '../tool.ts';

/** Puts a poll into the chat as a message of the agent that uses the tool, where that may still be done. */
export type PostPoll = (poll: NewPoll & { question: string }) => Promise<Posted>;

const Poll = z.strictObject({
  question: z.string().trim().min(1).max(500),
  choices: z.array(z.string().trim().min(1).max(100)).min(CHOICES.least).max(CHOICES.most),
  several: z.boolean().default(false).describe('Whether one may vote for several'),
});
export type Poll = z.infer<typeof Poll>;

/** Posts a poll that the people of the chat vote in. */
export function pollTool(post: PostPoll): Tool<Poll> {
  return {
    name: 'post_poll',
    about: [
      'Posts a poll into this chat, in which people vote and see how the others did. A person is asked before it is done.',
      `{"question":"When do we meet?","choices":["Tuesday","Thursday"],"several":true}; ${CHOICES.least} to ${CHOICES.most} different choices.`,
      'Only where people are to decide something together and asked for it, or agreed to it.',
    ].join('\n'),
    effect: 'write',
    input: Poll,
    limits: { timeMs: 20_000, characters: 1_000 },
    async run({ question, choices, several }) {
      const asked = cleanName(question);
      const poll = NewPoll.safeParse({ choices: choices.map(cleanName), several });
      if (asked === '' || !poll.success) return wrong('The question or a choice has no letters that can be seen.');
      const twice = poll.data.choices.find((choice, at, all) => all.indexOf(choice) !== at);
      if (twice !== undefined) return wrong(`“${twice}” is there twice; give each choice once.`);
      if ((await post({ ...poll.data, question: asked })) === 'not-allowed') return notPosted();
      const text = `The poll “${asked}” stands in the chat with ${choices.length} choices. Votes come with time; nobody has voted yet.`;
      return { kind: 'done', text, fromOutside: false };
    },
  };
}

function wrong(text: string) {
  return { kind: 'failed', failure: 'bad-input', text: `${text} Nothing was done.` } as const;
}
