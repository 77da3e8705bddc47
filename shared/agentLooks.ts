/** The colours that own agents choose from; a pair each, readable at 4.5:1 wherever a name stands in that theme. */
export const agentColours = {
  blue: { light: '#1D4ED8', dark: '#7FB2FF' },
  cyan: { light: '#0E7490', dark: '#67D1E8' },
  teal: { light: '#0F766E', dark: '#5ED3C8' },
  green: { light: '#147A3A', dark: '#5FD38D' },
  olive: { light: '#4A770E', dark: '#B5D76B' },
  brown: { light: '#92400E', dark: '#E3B083' },
  orange: { light: '#BD3F0B', dark: '#FFA366' },
  red: { light: '#B91C1C', dark: '#FF9A9A' },
  pink: { light: '#BE185D', dark: '#FF8FC0' },
  purple: { light: '#7C3AED', dark: '#C4A6FF' },
  indigo: { light: '#4338CA', dark: '#A9B4FF' },
  slate: { light: '#475569', dark: '#AEBBCB' },
} as const;

export type AgentColour = keyof typeof agentColours;

export const AGENT_COLOURS = Object.keys(agentColours) as AgentColour[];

/** The icons that own agents choose from, by their lucide names. */
export const AGENT_ICONS = [
  'bot',
  'sparkles',
  'lightbulb',
  'search',
  'telescope',
  'microscope',
  'flask-conical',
  'book-open',
  'graduation-cap',
  'pen-tool',
  'palette',
  'music',
  'code-xml',
  'wrench',
  'briefcase',
  'chart-line',
  'scale',
  'compass',
  'globe',
  'languages',
  'life-buoy',
  'heart-pulse',
  'stethoscope',
] as const;
