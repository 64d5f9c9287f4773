/** How the page stands with the desk. */

export type Link = 'connecting' | 'open' | 'lost';
