/** Whether the focus is nowhere, so that giving it to something takes it from nobody. */
export function isNothingFocused(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
