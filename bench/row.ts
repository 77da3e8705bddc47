import type { Figure } from './figures.ts';
import type { Form } from './forms.ts';

/** How long and how much: everything, or only enough to see that a row runs. */
export type Effort = { quick: boolean };

/** One thing that is measured. */
export type Row = {
  /** As given to `--row`. */
  name: string;
  /** The forms of Waggle it is measured on; `once` where it makes no difference. */
  on: 'every form' | 'once';
  run(form: Form, effort: Effort): Promise<Figure[]>;
};
