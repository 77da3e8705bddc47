import type { Devices } from '../auth/devices.ts';
import type { Handlers } from './edge.ts';

export function deviceHandlers(devices: Devices): Pick<Handlers, 'session:list' | 'session:end'> {
  return {
    'session:list': async (_input, { socket }) => ({ sessions: await devices.list(socket.data) }),
    'session:end': async (input, { socket }) => {
      await devices.end(socket.data, input);
      return {};
    },
  };
}
