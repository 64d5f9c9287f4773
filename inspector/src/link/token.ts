/** The token in the address that is printed at the start: taken out at once, kept nowhere. */

/** The token in a fragment such as `#token=abc`; null without one. */
export const tokenIn = (hash: string): string | null =>
  new URLSearchParams(hash.replace(/^#\/?/, '')).get('token') || null;

/** Neither the address bar nor the browser's history keeps the token. */
export function takeToken(): string | null {
  const token = tokenIn(location.hash);
  if (token !== null) history.replaceState(null, '', location.pathname + location.search);
  return token;
}
