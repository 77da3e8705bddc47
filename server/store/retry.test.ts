import { describe, expect, it } from 'vitest';
import { errorCodes, isConflict, retrySerialisation } from './retry.ts';

function failure(fields: object): Error {
  return Object.assign(new Error('failed'), fields);
}

/** Fails as often as there are failures, then returns how often it was called. */
function failing(...failures: Error[]): () => Promise<number> {
  let calls = 0;
  return async () => {
    const failure = failures[calls++];
    if (failure !== undefined) throw failure;
    return calls;
  };
}

describe('isConflict', () => {
  it.each([
    { code: '40001' },
    { code: '40P01' },
    { code: 'P2034' },
    { code: 'P2010', meta: { code: '40001' } },
    {
      code: 'P2010',
      meta: { driverAdapterError: { cause: { kind: 'TransactionWriteConflict', originalCode: '40P01' } } },
    },
    { cause: { originalCode: '40001' } },
    { cause: failure({ cause: failure({ code: '40001' }) }) },
  ])('sees through %j', (fields) => {
    expect(isConflict(failure(fields))).toBe(true);
  });

  it.each([failure({ code: '23505' }), failure({}), 'failed', null, undefined, 40001])(
    'does not see one in %j',
    (error) => {
      expect(isConflict(error)).toBe(false);
    },
  );

  it('ends at an error that is its own cause', () => {
    const circular = failure({ code: '23505' });
    circular.cause = circular;
    expect(errorCodes(circular)).toEqual(['23505']);
  });
});

describe('retrySerialisation', () => {
  const conflict = failure({ code: '40001' });

  it('tries again, three times at most', async () => {
    expect(await retrySerialisation(failing())).toBe(1);
    expect(await retrySerialisation(failing(conflict, conflict, conflict))).toBe(4);
    await expect(retrySerialisation(failing(conflict, conflict, conflict, conflict))).rejects.toBe(conflict);
  });

  it('does not try again what failed for itself', async () => {
    const other = failure({ code: '23505' });
    await expect(retrySerialisation(failing(other, other))).rejects.toBe(other);
  });
});
