import { Splash } from '../components/shell/Splash.tsx';

export default function Page() {
  return <Splash />;
}
