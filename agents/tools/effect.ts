/** What a tool does to the world: `read` changes nothing; `write` changes what is ours; `dangerous` reaches further. */
export type ToolEffect = 'read' | 'write' | 'dangerous';
