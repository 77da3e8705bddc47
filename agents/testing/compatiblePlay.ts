import { type Body, finishOf, type Frame, isCutAt, type Play, piecesOf, textOf, type Usage } from './vendorPlay.ts';

export function chunk(model: string, choices: unknown[], more: Body = {}): Frame {
  return {
    data: {
      id: 'chatcmpl-01',
      object: 'chat.completion.chunk',
      created: 1_790_000_000,
      model,
      system_fingerprint: 'fp_test',
      choices,
      ...more,
    },
  };
}

function said(model: string, delta: Body, more: Body = {}): Frame {
  return chunk(model, [{ index: 0, delta, logprobs: null, finish_reason: null }], more);
}

/** The frames of an answer with thoughts, calls and citations, up to where it is cut. */
export function compatiblePlay(play: Play, body: Body, usage: Usage): Frame[] {
  const model = textOf(body.model);
  const frames: Frame[] = [said(model, { role: 'assistant', content: '' })];
  let calls = 0;
  for (const [index, part] of play.parts.entries()) {
    if ('frames' in part) frames.push(...part.frames);
    else if ('text' in part) frames.push(...piecesOf(part.text).map((content) => said(model, { content })));
    else if ('thought' in part) {
      frames.push(
        ...piecesOf(part.thought).map((reasoning_content) => said(model, { reasoning_content, content: null })),
      );
    } else if ('sources' in part) {
      const cited = { citations: part.sources.map(({ url }) => url), search_results: part.sources };
      frames.push(said(model, { content: 'Cited ' }, cited), said(model, { content: '[1].' }, cited));
    } else {
      const id = part.id ?? `call_0${index}`;
      const pieces = callOf({ ...part, id }, { at: calls, isCut: isCutAt(play, index), manner: play.manner });
      frames.push(...pieces.map((piece) => said(model, { tool_calls: [piece] })));
      calls += 1;
    }
  }
  if (play.cut !== undefined) return frames;
  // Ollama has said `stop` here, and so have others.
  const forCalls = play.manner === 'whole-at-index-0' ? 'stop' : 'tool_calls';
  const reason = { calls: forCalls, complete: 'stop', length: 'length', refused: 'content_filter' }[finishOf(play)];
  const counted = {
    prompt_tokens: usage.inputTokens,
    prompt_tokens_details:
      usage.cachedTokens === undefined
        ? null
        : { cached_tokens: usage.cachedTokens, cache_write_tokens: usage.writtenTokens },
    completion_tokens: usage.outputTokens,
    completion_tokens_details: usage.thinkingTokens === undefined ? null : { reasoning_tokens: usage.thinkingTokens },
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
  return [
    ...frames,
    chunk(model, [{ index: 0, delta: {}, logprobs: null, finish_reason: reason }]),
    chunk(model, [], { usage: counted }),
    { data: '[DONE]' },
  ];
}

type At = { at: number; isCut: boolean; manner: Play['manner'] };

function callOf(
  { call: name, json, id }: { call: string; json: string; id: string },
  { at, isCut, manner }: At,
): Body[] {
  const type = 'function';
  switch (manner) {
    case 'whole-at-index-0':
      return [{ index: 0, id, type, function: { name, arguments: json } }];
    case 'without-ids':
      return [{ type, function: { name, arguments: json } }];
    case 'arguments-as-object':
      return [{ index: at, id, type, function: { name, arguments: JSON.parse(json) as unknown } }];
    case 'name-at-each-piece':
      return piecesOf(json, isCut).map((piece) => ({ index: at, id, type, function: { name, arguments: piece } }));
    default: {
      const first = { index: at, id, type, function: { name, arguments: '' } };
      const rest = piecesOf(json, isCut).map((piece) => ({ index: at, function: { arguments: piece } }));
      // What Gemini signs its calls with.
      return [{ ...first, extra_content: { google: { thought_signature: `signed-${id}` } } }, ...rest];
    }
  }
}
