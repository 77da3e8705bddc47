/** Where in localStorage the preferences stand. */
export const PREFERENCES_KEY = 'waggle:preferences';

/**
 * Runs in the page's head before anything is painted, so that the chosen theme does not flash. Its text must not
 * change between builds without need: the content security policy allows it by its hash.
 */
export const preferencesScript = `try{var p=JSON.parse(localStorage.getItem('${PREFERENCES_KEY}')||'{}'),r=document.documentElement;if(p.theme==='light'||p.theme==='dark')r.dataset.theme=p.theme;if(p.honeycomb===false)r.dataset.honeycomb='off'}catch{}`;
