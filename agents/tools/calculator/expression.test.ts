import { expect, test } from 'vitest';
import { readExpression } from './expression.ts';

test.each([
  ['3,5 km in m', '3.5 km in m'],
  ['1.234,56 + 1', '1234.56 + 1'],
  ['1,234.56 + 1', '1234.56 + 1'],
  ['1.234.567 / 2', '1234567 / 2'],
  ['1,234,567 / 2', '1234567 / 2'],
  ['1.234', '1.234'],
  ['0,125 * 8', '0.125 * 8'],
  ['1234,567', '1234.567'],
  ['1,5e3', '1.5e3'],
  ['(3,5 + 1) * 2', '(3.5 + 1) * 2'],
  ['max(1,5)', 'max(1,5)'],
  ['max(1,234)', 'max(1,234)'],
  ['max(1,5; 2,25)', 'max(1.5, 2.25)'],
  ['max((1,5), sqrt(2,25; 1))', 'max((1,5), sqrt(2.25, 1))'],
  ['mean([1,5])', 'mean([1,5])'],
  ['log10(2,5)', 'log10(2,5)'],
  ['2(3,5)', '2(3.5)'],
  ['15% of 80', '15% * 80'],
  ['15 % von 80', '15 % * 80'],
  ['2 × 3 ÷ 4 − 1', '2 * 3 / 4 - 1'],
  ['5 m² + 2**3', '5 m^2 + 2^3'],
  ['20 °C in °F', '20 degC in degF'],
  ['√(2)·π', 'sqrt(2)*pi'],
  ['1\u202f000', '1 000'],
])('%j is read as %j', (written, read) => {
  expect(readExpression(written)).toEqual({ kind: 'read', text: read });
});

test.each(['1,234', '2 * 12,345', '1,2,3', '1.2,3,4'])('%j is refused', (written) => {
  expect(readExpression(written).kind).toBe('refused');
});
