import { type LookTask, look } from './look.ts';

// What people send is opened here and not in the server: whatever it does to this process, the server goes on.
process.on('message', (task: LookTask) => {
  look(task).then(
    (looked) => process.send?.({ looked }),
    (error: unknown) => {
      const { message, code } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
      process.send?.({ fault: message, code });
    },
  );
});
process.on('disconnect', () => process.exit(0));
