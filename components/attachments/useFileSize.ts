import { useCallback } from 'react';
import { useFormatter } from 'use-intl';
import { fileSize } from './fileSize.ts';

/** Says a number of bytes in the person's language. */
export function useFileSize(): (bytes: number) => string {
  const format = useFormatter();
  return useCallback(
    (bytes) => {
      const { value, unit, digits } = fileSize(bytes);
      return format.number(value, {
        style: 'unit',
        unit,
        unitDisplay: unit === 'byte' ? 'long' : 'short',
        maximumFractionDigits: digits,
      });
    },
    [format],
  );
}
