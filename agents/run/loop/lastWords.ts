import type { ToolContext } from '../../tools/tool.ts';
import type { Asides } from './asides.ts';
import type { Ending } from './nextStep.ts';
import { GAVE_UP, HANDED_OVER, WOULD_HAND_OVER } from './words.ts';

/** What the loop itself tells people at the end. */
export function lastWords(
  ending: Ending,
  { language, asides }: Pick<ToolContext, 'language'> & { asides: Asides },
): string {
  switch (ending.kind) {
    case 'give-up':
      return GAVE_UP[language][ending.reason];
    case 'ask':
      return ending.question;
    case 'hand-off': {
      const said = asides.held === true ? WOULD_HAND_OVER : HANDED_OVER;
      return said[language](asides.colleagues.find(({ id }) => id === ending.to)?.name ?? ending.to);
    }
    default:
      return '';
  }
}
