import { unavailable } from '../../client/failure.ts';
import { showToast } from './toasts.ts';
import { useFailureText } from './useFailureText.ts';

/** Says that a part of the page could not be fetched; the next try may succeed. */
export function useFetchFailed(): () => void {
  const words = useFailureText();
  return () => {
    showToast({ kind: 'failure', text: words(unavailable('A part of the page could not be fetched.')) });
  };
}
