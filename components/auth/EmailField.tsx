import { useT } from '../i18n/useT.ts';
import { TextField } from '../ui/TextField.tsx';
import type { Fault } from './faults.ts';

/** The address that an account is known by; `fault` is what is to be said of it now. */
export function EmailField({
  value,
  fault,
  onText,
}: {
  value: string;
  fault: Fault | null;
  onText: (text: string) => void;
}) {
  const t = useT('auth');
  return (
    <TextField
      label={t('email')}
      type="email"
      name="email"
      autoComplete="username"
      inputMode="email"
      required
      value={value}
      error={fault && t(`fault.${fault}`)}
      onChange={(event) => {
        onText(event.target.value);
      }}
    />
  );
}
