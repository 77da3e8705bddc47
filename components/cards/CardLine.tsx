import { cx } from '../ui/cx.ts';
import { toolIcon } from './toolIcon.ts';

export function CardIcon({ tool, working = false }: { tool: string; working?: boolean }) {
  const Icon = toolIcon(tool);
  return <Icon aria-hidden size={15} className={cx('shrink-0 text-agent', working && 'animate-breathe')} />;
}

/** What a tool is used for, after what it does. */
export function Gist({ text }: { text: string }) {
  return text === '' ? null : <span className="text-muted">: {text}</span>;
}
