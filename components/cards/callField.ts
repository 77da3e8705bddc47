/** `truth` where the value is no text but true or false. */
export type CallField = { name: string; value: string; truth?: boolean };
