import type { Logger } from 'pino';
import { newId } from '../../shared/ids.ts';
import type { Bus } from './bus.ts';
import { Subscribers } from './subscribers.ts';

type Peer = { bus: Bus; subscribers: Subscribers };

/** Joins buses of one process, as if each were a process of its own. */
export type BusLine = Set<Peer>;

/** The bus of the only process: there is nobody to tell, unless several share a `line`. */
export function createInProcessBus(logger: Pick<Logger, 'error'>, line: BusLine = new Set()): Bus {
  const subscribers = new Subscribers(logger);
  const bus: Bus = {
    processId: newId(),
    get hasOthers() {
      return line.size > 1;
    },
    publish(topic, message) {
      if (!bus.hasOthers) return;
      const text = JSON.stringify(message);
      setImmediate(() => {
        for (const peer of line) if (peer.bus !== bus) peer.subscribers.deliver(topic, JSON.parse(text));
      });
    },
    subscribe(topic, handler) {
      subscribers.add(topic, handler);
      return () => subscribers.remove(topic, handler);
    },
    onResumed: (handler) => subscribers.onResumed(handler),
    async close() {
      line.delete(self);
    },
  };
  const self: Peer = { bus, subscribers };
  line.add(self);
  return bus;
}
