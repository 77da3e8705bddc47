import type { Tier } from '../../shared/contact.ts';
import type { Features } from '../models/router/features.ts';
import type { ModelEvent, Usage } from '../providers/provider.ts';
import type { ToolEffect } from '../tools/effect.ts';

/** What of a run is told to those who want to know later how it went, as a tree: what an agent did stands in its step. */
export type Traced =
  | { kind: 'choice'; agentId: string; agentName: string }
  | {
      kind: 'step';
      stepId: string;
      agentId: string;
      agentName: string;
      /** It was begun before, here or by a process that is gone. */
      goesOn: boolean;
      /** By what the router went; asked for when there is time. */
      features?: () => Features;
    }
  /** One attempt, the how-manieth at this model; `round` counts the turns before it. */
  | {
      kind: 'model';
      provider: string;
      model: string;
      tier: Tier | null;
      attempt: number;
      round: number;
      because?: string;
      /** It is asked for a picture instead of words. */
      draws?: true;
    }
  | { kind: 'tool'; key: string; tool: string; effect: ToolEffect | null };

/** As a part of a message in OpenTelemetry's conventions. */
type TracedPart =
  | { type: 'text'; content: string }
  | { type: 'tool_call'; id: string; name: string; arguments: unknown }
  | { type: 'tool_call_response'; id: string; response: string };
export type TracedMessage = { role: 'system' | 'user' | 'assistant' | 'tool'; parts: readonly TracedPart[] };

/** What was said to a model or given to a tool, and what came back. */
export type TracedTexts =
  | { of: 'model'; input: readonly TracedMessage[]; output: readonly TracedMessage[] }
  | { of: 'tool'; input: unknown; output: string };

/** How it ended; with neither an error nor a stop it went well. */
export type TracedEnd = {
  /** A word of a closed list, such as a fault or a failure. */
  error?: string;
  /** It was told to stop, by a person or because the process goes down. */
  stopped?: boolean;
  usage?: Usage;
  /** Null where nobody knows it. */
  costMicros?: number | null;
  /** What the provider says it used. */
  model?: string;
  finish?: Extract<ModelEvent, { type: 'done' }>['finish'];
  /** From the beginning to the first sign of an answer. */
  firstMs?: number;
  /** So long is waited before the same is tried again. */
  retryInMs?: number;
  /** So long people took to allow it. */
  approvalMs?: number;
  /** Our own limits kept it back; nothing was sent. */
  held?: boolean;
  /** Only called where texts may be kept. */
  texts?: () => TracedTexts;
};

export interface Trace {
  begin(what: Traced): TraceSpan;
}

/** Something under way. What is never ended is never told: whoever goes on with it tells of it. */
export interface TraceSpan extends Trace {
  /** Only the first end counts. Keeps nobody waiting and never throws. */
  end(end?: TracedEnd): void;
}

/** Tells nobody. */
export const UNTRACED: TraceSpan = { begin: () => UNTRACED, end: () => {} };
