import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** What people unfolded stays so while its bubble is scrolled away, so that the thread keeps its height. */
const unfolded = createStore<Readonly<Record<string, true>>>(() => ({}));

/** Whether what goes by this id is unfolded, and how to fold it. */
export function useUnfolded(id: string): [open: boolean, toggle: () => void] {
  const open = useStore(unfolded, (state) => state[id] === true);
  const toggle = () => {
    unfolded.setState((state) => {
      const { [id]: was, ...others } = state;
      return was ? others : { ...others, [id]: true };
    }, true);
  };
  return [open, toggle];
}
