import { createHash } from 'node:crypto';
import {
  type Body,
  finishOf,
  type Frame,
  isCutAt,
  listOf,
  type Play,
  piecesOf,
  textOf,
  type Usage,
} from './vendorPlay.ts';

export function frame(data: { type: string; [field: string]: unknown }): Frame {
  return { event: data.type, data };
}

export function messageStart(model: string, usage: Usage): Frame {
  const cached = usage.cachedTokens ?? 1;
  const written = usage.writtenTokens ?? 0;
  return frame({
    type: 'message_start',
    message: {
      id: 'msg_01',
      type: 'message',
      role: 'assistant',
      model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: {
        input_tokens: usage.inputTokens - cached - written,
        cache_creation_input_tokens: written,
        cache_read_input_tokens: cached,
        output_tokens: 1,
      },
    },
  });
}

/**
 * What a thought is signed with: it is good for one model, and only after exactly what stood before it.
 * https://platform.claude.com/docs/en/build-with-claude/preserved-thinking
 */
export function signatureOf(body: Body, before: readonly Body[], thought: string): string {
  const system = contentOf(body.system);
  const all = [body.model, system, listOf(body.tools).map(unmarked), before.map(plainOf), thought];
  return createHash('sha256').update(JSON.stringify(all)).digest('base64');
}

function plainOf({ role, content }: Body) {
  return { role, content: contentOf(content) };
}

export function contentOf(content: unknown): Body[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : listOf(content).map(unmarked);
}

function unmarked({ cache_control: _, ...rest }: Body): Body {
  return rest;
}

/** The frames of an answer with thoughts, calls and citations, up to where it is cut. */
export function anthropicPlay(play: Play, body: Body, usage: Usage): Frame[] {
  const frames: Frame[] = [messageStart(textOf(body.model), usage)];
  for (const [index, part] of play.parts.entries()) {
    if ('frames' in part) frames.push(...part.frames);
    else frames.push(...blockOf(part, { index, isCut: isCutAt(play, index), body }));
  }
  if (play.cut !== undefined) return frames;
  const reason = { calls: 'tool_use', complete: 'end_turn', length: 'max_tokens', refused: 'refusal' }[finishOf(play)];
  return [
    ...frames,
    frame({
      type: 'message_delta',
      delta: { stop_reason: reason, stop_sequence: null },
      usage: {
        output_tokens: usage.outputTokens,
        output_tokens_details: usage.thinkingTokens === undefined ? null : { thinking_tokens: usage.thinkingTokens },
      },
    }),
    frame({ type: 'message_stop' }),
  ];
}

type At = { index: number; isCut: boolean; body: Body };

function blockOf(part: Exclude<Play['parts'][number], { frames: unknown }>, { index, isCut, body }: At): Frame[] {
  const start = (content_block: Body) => frame({ type: 'content_block_start', index, content_block });
  const delta = (what: Body) => frame({ type: 'content_block_delta', index, delta: what });
  const stop = frame({ type: 'content_block_stop', index });
  if ('text' in part) {
    return [
      start({ type: 'text', text: '', citations: null }),
      ...piecesOf(part.text).map((text) => delta({ type: 'text_delta', text })),
      stop,
    ];
  }
  if ('thought' in part) {
    const { type, display } = (body.thinking ?? {}) as Body;
    const thought = display === 'summarized' || type === 'enabled' ? part.thought : '';
    const signature = signatureOf(body, listOf(body.messages), thought);
    return [
      start({ type: 'thinking', thinking: '', signature: '' }),
      ...piecesOf(thought).map((thinking) => delta({ type: 'thinking_delta', thinking })),
      delta({ type: 'signature_delta', signature }),
      stop,
    ];
  }
  if ('sources' in part) {
    return [
      start({ type: 'text', text: '', citations: [] }),
      ...part.sources.map(({ url, title }) => {
        const citation = { type: 'web_search_result_location', url, title, cited_text: '…', encrypted_index: 'ZW5j' };
        return delta({ type: 'citations_delta', citation });
      }),
      delta({ type: 'text_delta', text: 'Cited.' }),
      stop,
    ];
  }
  const id = part.id ?? `toolu_0${index}`;
  const pieces = ['', ...piecesOf(part.json, isCut)];
  return [
    start({ type: 'tool_use', id, name: part.call, input: {}, caller: { type: 'direct' } }),
    ...pieces.map((partial_json) => delta({ type: 'input_json_delta', partial_json })),
    ...(isCut ? [] : [stop]),
  ];
}
