/** The names of the built-in tools, in the order in which models are told of them. */
export const TOOL_NAMES = [
  'search_web',
  'read_page',
  'calculate',
  'time',
  'calendar',
  'run_python',
  'run_javascript',
  'make_table',
  'chart',
  'write_document',
  'make_image',
  'post_event',
  'post_poll',
  'confirm_understanding',
  'ask_agent',
] as const;

export type ToolName = (typeof TOOL_NAMES)[number];
