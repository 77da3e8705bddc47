/** Those for the files of a project, which are there in projects alone. */
export const FILE_TOOLS = [
  'list_files',
  'read_file',
  'write_file',
  'patch_file',
  'move_file',
  'delete_file',
  'file_history',
  'diff_file',
] as const;

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
  'mail_event',
  'post_poll',
  ...FILE_TOOLS,
  'confirm_understanding',
  'ask_agent',
] as const;

export type ToolName = (typeof TOOL_NAMES)[number];
