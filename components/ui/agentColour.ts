import type { CSSProperties } from 'react';

type Colour = { light: string; dark: string };

/** Hands an agent's colours to an element and what is in it; `text-agent`, `bg-agent`, `border-agent` then use them. */
export function agentColour({ light, dark }: Colour): CSSProperties {
  const variables: Record<`--${string}`, string> = { '--agent-light': light, '--agent-dark': dark };
  return variables;
}
