import { Main } from '../components/shell/Main.tsx';

export default function Page() {
  return <Main />;
}
