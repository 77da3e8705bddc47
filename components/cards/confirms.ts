/** The tool that asks nothing but whether the person was understood: its yes and no have words of their own. */
export const CONFIRMS = 'confirm_understanding';
