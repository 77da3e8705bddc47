import { useT } from '../i18n/useT.ts';
import { PasswordField } from '../ui/TextField.tsx';
import type { Fault } from './faults.ts';

/** Where a password is chosen; `fault` is what is to be said of it now. */
export function NewPasswordField({
  label,
  value,
  fault,
  onText,
}: {
  label: string;
  value: string;
  fault: Fault | null;
  onText: (text: string) => void;
}) {
  const t = useT('auth');
  const words = useT('ui');
  return (
    <PasswordField
      label={label}
      name="password"
      autoComplete="new-password"
      required
      value={value}
      hint={t('passwordHint')}
      error={fault && t(`fault.${fault}`)}
      showLabel={words('showPassword')}
      hideLabel={words('hidePassword')}
      onChange={(event) => {
        onText(event.target.value);
      }}
    />
  );
}
