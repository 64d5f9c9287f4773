/** The address of a view as text after the `#`, and back. */

export const PLACES = [
  'traffic',
  'terminals',
  'captures',
  'reference',
  'statistics',
  'commands',
  'replay',
  'findings',
  'ledger',
] as const;
/** Views that other views lead to, beside those of the bar. */
export const VIEWS = [...PLACES, 'session', 'compare', 'differences'] as const;
export const TABS = ['fields', 'headers', 'text', 'records', 'timing'] as const;

/** What the ledger adds up by. */
export const BOOKS = ['cards', 'terminals', 'days', 'totals'] as const;

export type View = (typeof VIEWS)[number];
export type Tab = (typeof TABS)[number];
export type Books = (typeof BOOKS)[number];

export interface Place {
  readonly view: View;
  /** An earlier capture by its file name; null for what is being written now. */
  readonly capture: string | null;
  readonly filter: string;
  /** A filter that lights rows and leaves none out. */
  readonly highlight: string;
  /** Whether idle polls stand in the list. */
  readonly idle: boolean;
  /** The exchange that is open. */
  readonly n: number | null;
  /** The exchange that `n` is compared with. */
  readonly with: number | null;
  /** Two captures that are compared, by their file names; empty while none is chosen. */
  readonly recorded: string;
  readonly observed: string;
  /** The terminal whose session is shown. */
  readonly sn: string;
  readonly tab: Tab;
  /** What is looked for in the reference. */
  readonly find: string;
  /** The entry of the reference that is open, such as `tables/BUYLOG`. */
  readonly topic: string;
  readonly books: Books;
  /** The card of the ledger that is open; empty while none is. */
  readonly card: string;
}

const oneOf = <Name extends string>(
  names: readonly Name[],
  given: string | null,
): Name | undefined => names.find((name) => name === given);

/** Reads any text; what it does not know falls back to the live traffic. */
export function readAddress(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const given = new URLSearchParams(query);
  const number = (name: string) => {
    const n = Number(given.get(name));
    return Number.isSafeInteger(n) && n > 0 ? n : null;
  };
  return {
    view: oneOf(VIEWS, path) ?? 'traffic',
    capture: given.get('capture') || null,
    filter: given.get('filter') ?? '',
    highlight: given.get('highlight') ?? '',
    idle: given.get('idle') === '1',
    n: number('n'),
    with: number('with'),
    recorded: given.get('recorded') ?? '',
    observed: given.get('observed') ?? '',
    sn: given.get('sn') ?? '',
    tab: oneOf(TABS, given.get('tab')) ?? 'fields',
    find: given.get('find') ?? '',
    topic: given.get('topic') ?? '',
    books: oneOf(BOOKS, given.get('books')) ?? 'cards',
    card: given.get('card') ?? '',
  };
}

export function writeAddress(place: Place): string {
  const query = new URLSearchParams();
  if (place.capture !== null) query.set('capture', place.capture);
  if (place.filter !== '') query.set('filter', place.filter);
  if (place.highlight !== '') query.set('highlight', place.highlight);
  if (place.idle) query.set('idle', '1');
  if (place.n !== null) query.set('n', String(place.n));
  if (place.view === 'compare' && place.with !== null) query.set('with', String(place.with));
  if (place.view === 'differences') {
    if (place.recorded !== '') query.set('recorded', place.recorded);
    if (place.observed !== '') query.set('observed', place.observed);
  }
  if (place.view === 'session' && place.sn !== '') query.set('sn', place.sn);
  // Only the detail has tabs.
  if (place.view === 'traffic' && place.tab !== 'fields') query.set('tab', place.tab);
  // Only the reference has use for these.
  if (place.view === 'reference') {
    if (place.find !== '') query.set('find', place.find);
    if (place.topic !== '') query.set('topic', place.topic);
  }
  if (place.view === 'ledger') {
    if (place.books !== 'cards') query.set('books', place.books);
    if (place.card !== '') query.set('card', place.card);
  }
  const text = query.toString();
  return `#/${place.view}${text === '' ? '' : `?${text}`}`;
}
