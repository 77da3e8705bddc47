import type { Features } from '../features.ts';

/** Of a request that asks nothing special: difficulty 0. */
export const NO_FEATURES: Features = {
  characters: 0,
  codeLines: 0,
  maths: 0,
  questions: 0,
  otherLanguages: 0,
  tools: 0,
  attachments: 0,
  depth: 0,
};
