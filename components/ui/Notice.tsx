import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

const kinds = {
  failure: { icon: CircleAlert, className: 'bg-danger-tint text-danger', role: 'alert' },
  success: { icon: CircleCheck, className: 'bg-success-tint text-success', role: 'status' },
  note: { icon: Info, className: 'bg-tint text-ink', role: undefined },
} as const;

/** A sentence that matters here and now; failures are read out at once. */
export function Notice({ kind, children }: { kind: keyof typeof kinds; children: ReactNode }) {
  const { icon: Icon, className, role } = kinds[kind];
  return (
    <div role={role} className={cx('flex items-start gap-2.5 rounded-lg px-3 py-2.5', className)}>
      <Icon aria-hidden size={18} className="mt-px shrink-0" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
