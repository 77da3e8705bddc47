import { createHash } from 'node:crypto';
import { type Body, finishOf, type Frame, isCutAt, type Play, piecesOf, textOf, type Usage } from './vendorPlay.ts';

type MakeFrame = (data: { type: string; [field: string]: unknown }) => Frame;

export function responseOf(model: string, more: Body): Body {
  return {
    id: 'resp_01',
    object: 'response',
    created_at: 1_790_000_000,
    model,
    status: 'in_progress',
    error: null,
    incomplete_details: null,
    output: [],
    usage: null,
    ...more,
  };
}

export function countedOf(usage: Usage): Body {
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: { cached_tokens: usage.cachedTokens ?? 0, cache_write_tokens: usage.writtenTokens ?? 0 },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.thinkingTokens ?? 0 },
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
}

/** How a thought goes over the wire where it is not stored: only this server can read it. */
export function encryptedOf(id: string, summary: string): string {
  return createHash('sha256').update(`${id} ${summary}`).digest('base64');
}

/** The frames of an answer with thoughts, calls and citations, up to where it is cut. */
export function openAiPlay(frame: MakeFrame, play: Play, { body, usage }: { body: Body; usage: Usage }): Frame[] {
  const model = textOf(body.model);
  const output: Body[] = [];
  const frames: Frame[] = [
    frame({ type: 'response.created', response: responseOf(model, {}) }),
    frame({ type: 'response.in_progress', response: responseOf(model, {}) }),
  ];
  for (const [index, part] of play.parts.entries()) {
    if ('frames' in part) {
      frames.push(...part.frames);
      continue;
    }
    const isCut = isCutAt(play, index);
    const item = itemOf(part, index);
    const place = { item_id: item.id, output_index: index };
    frames.push(frame({ type: 'response.output_item.added', output_index: index, item: begun(item) }));
    frames.push(...within(part, { frame, place, isCut }));
    if (isCut) continue;
    const isLastOfCut = finishOf(play) === 'length' && index === play.parts.length - 1;
    const done = { ...item, status: isLastOfCut ? 'incomplete' : 'completed' };
    frames.push(frame({ type: 'response.output_item.done', output_index: index, item: done }));
    output.push(done);
  }
  if (play.cut !== undefined) return frames;
  const finish = finishOf(play);
  if (finish === 'length' || finish === 'refused') {
    const reason = finish === 'length' ? 'max_output_tokens' : 'content_filter';
    const more = { status: 'incomplete', incomplete_details: { reason }, output, usage: countedOf(usage) };
    return [...frames, frame({ type: 'response.incomplete', response: responseOf(model, more) })];
  }
  const more = { status: 'completed', output, usage: countedOf(usage) };
  return [...frames, frame({ type: 'response.completed', response: responseOf(model, more) })];
}

type Plain = Exclude<Play['parts'][number], { frames: unknown }>;

function itemOf(part: Plain, index: number): Body {
  if ('thought' in part) {
    const id = `rs_0${index}`;
    const summary = [{ type: 'summary_text', text: part.thought }];
    return { id, type: 'reasoning', summary, encrypted_content: encryptedOf(id, part.thought) };
  }
  if ('call' in part) {
    const { call: name, json, id } = part;
    return { id: `fc_0${index}`, type: 'function_call', call_id: id ?? `call_0${index}`, name, arguments: json };
  }
  const text = 'text' in part ? part.text : 'Cited.';
  const content = [{ type: 'output_text', text, annotations: [] }];
  return { id: `msg_0${index}`, type: 'message', role: 'assistant', phase: 'commentary', content };
}

function begun(whole: Body): Body {
  const item = { ...whole, status: 'in_progress' };
  if (whole.type === 'reasoning') return { ...item, summary: [], encrypted_content: '' };
  return whole.type === 'function_call' ? { ...item, arguments: '' } : { ...item, content: [] };
}

type At = { frame: MakeFrame; place: Body; isCut: boolean };

function within(part: Plain, { frame, place, isCut }: At): Frame[] {
  if ('thought' in part) {
    const at = { ...place, summary_index: 0 };
    const summary = { type: 'summary_text', text: '' };
    return [
      frame({ type: 'response.reasoning_summary_part.added', ...at, part: summary }),
      ...piecesOf(part.thought).map((delta) => frame({ type: 'response.reasoning_summary_text.delta', ...at, delta })),
      frame({ type: 'response.reasoning_summary_text.done', ...at, text: part.thought }),
    ];
  }
  if ('call' in part) {
    const deltas = piecesOf(part.json, isCut).map((delta) =>
      frame({ type: 'response.function_call_arguments.delta', ...place, delta }),
    );
    if (isCut) return deltas;
    return [...deltas, frame({ type: 'response.function_call_arguments.done', ...place, arguments: part.json })];
  }
  const at = { ...place, content_index: 0 };
  const text = 'text' in part ? part.text : 'Cited.';
  const cited = 'sources' in part ? part.sources : [];
  return [
    ...piecesOf(text).map((delta) => frame({ type: 'response.output_text.delta', ...at, delta, logprobs: [] })),
    ...cited.map(({ url, title }, annotation_index) => {
      const annotation = { type: 'url_citation', url, title, start_index: 0, end_index: 5 };
      return frame({ type: 'response.output_text.annotation.added', ...at, annotation_index, annotation });
    }),
    frame({ type: 'response.output_text.done', ...at, text, logprobs: [] }),
  ];
}
