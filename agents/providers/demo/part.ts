const OPEN = '\uE0F0';
const CLOSE = '\uE0F1';
const KEPT = /\uE0F0(\d+)\uE0F1/g;
const MENTION = /(?<![\p{L}\p{N}_.+\-@])@([\p{L}\p{N}_-]+)/gu;

/**
 * The part of a request that is meant for one agent: what follows its mention up to the next one; the whole, without
 * mentions, where it is not mentioned or nothing follows (`@research @coder do this` asks both the same).
 */
export function partFor(handle: string, request: string): string {
  const blocks: string[] = [];
  // What stands in code is neither addressed to anybody nor may it lose its spaces.
  const prose = request.replace(/```[\s\S]*?(?:```|$)/g, (block) => `${OPEN}${blocks.push(block) - 1}${CLOSE}`);
  return proseFor(handle, prose).replace(KEPT, (_, at: string) => blocks[Number(at)] ?? '');
}

function proseFor(handle: string, request: string): string {
  const mentions = [...request.matchAll(MENTION)];
  const head = clean(request.slice(0, mentions[0]?.index ?? request.length));
  const parts = mentions.map((mention, at) => ({
    handle: (mention[1] ?? '').toLowerCase(),
    text: clean(request.slice(mention.index + mention[0].length, mentions[at + 1]?.index)),
  }));
  const own = parts.findIndex((part) => part.handle === handle);
  if (own === -1) return clean(request.replace(MENTION, ' '));
  const text = parts.slice(own).find((part) => part.text !== '')?.text ?? '';
  return [head, text].filter((piece) => piece !== '').join(' ') || clean(request.replace(MENTION, ' '));
}

function clean(text: string): string {
  return text
    .replace(/[^\S\n\t]+/g, ' ')
    .replace(/^[\s,;:–-]+/, '')
    .trim();
}
