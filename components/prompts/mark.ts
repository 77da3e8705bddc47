import type { KeyboardEvent } from 'react';
import type { PromptWords } from '../../shared/connection.ts';

/** Where the words in the composer come from; gone with them. */
export type Mark = Pick<PromptWords, 'outside' | 'warning'> & { server: string };

/** The list that is open above the text, and what keys do with it: true when one was for it. */
export type OpenList = { active: number; keys: (event: KeyboardEvent) => boolean };
