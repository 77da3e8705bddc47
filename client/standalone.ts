/** Whether the page runs as an installed app, in a window of its own. */
export function isStandalone(): boolean {
  return matchMedia('(display-mode: standalone)').matches;
}
