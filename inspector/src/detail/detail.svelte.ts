/** The exchange that is open: its bytes, its fields, and the one selection that both read. */

import { SvelteMap } from 'svelte/reactivity';
import type { Language } from '../../../shared/codec/frame.ts';
import type { DecodedExchange } from '../../../shared/link/api.ts';
import { desk, deskErrorOf, type DeskError } from '../link/desk.ts';
import { keptForTab } from '../parts/kept.ts';
import { buildBlocks, type Block } from './blocks.ts';
import { readLine, type ExchangeLine } from './line.ts';
import { buildNodes, nodeAt, opensByItself, visibleNodes, type Node } from './nodes.ts';
import { isSamePlace, type Place } from './place.ts';
import { hiddenLine, hiddenReading, holdsSecrets, secretPlaces } from './secrets.ts';

/** Moving fast through the list asks for no exchange on its way. */
const REST_MS = 60;

interface Read {
  readonly line: ExchangeLine;
  readonly decoded: DecodedExchange;
}

interface Opened extends Read {
  readonly nodes: readonly Node[];
  readonly blocks: readonly Block[];
}

export interface Wanted {
  readonly n: number;
  readonly capture: string | null;
  readonly language: Language;
}

/** A run of bytes, and the field it was chosen by, where it was one. */
export interface Selection {
  readonly place: Place | null;
  readonly node: string | null;
}

/** The same field of another exchange, so that stepping through the list compares it. */
function sameField(chosen: Node | null, nodes: readonly Node[]): Selection {
  const node = nodes.find(({ id }) => id === chosen?.id);
  if (node === undefined || node.field?.key !== chosen?.field?.key) return NOTHING;
  return { place: node.place, node: node.id };
}

function ancestors(node: Node): Node[] {
  return node.parent === null ? [] : [node.parent, ...ancestors(node.parent)];
}

function openedFrom({ line, decoded }: Read): Opened {
  const nodes = buildNodes(line, decoded);
  return { line, decoded, nodes, blocks: buildBlocks(line, nodes) };
}

/** Built from other bytes, so that no view of it has anything to give away. */
function withoutSecrets(whole: Opened): Opened {
  const places = secretPlaces(whole.nodes);
  const line = hiddenLine(whole.line, places);
  return openedFrom({ line, decoded: hiddenReading(whole.decoded, line, places) });
}

const NOTHING: Selection = { place: null, node: null };

export class Detail {
  #whole = $state.raw<Opened | null>(null);
  readonly #secretsWish = keptForTab('secrets');
  showsSecrets = $state(this.#secretsWish.read() === 'shown');
  readonly hasSecrets: boolean = $derived(
    this.#whole !== null && holdsSecrets(this.#whole.line, this.#whole.nodes),
  );
  /** Its secrets are out of sight unless the person asked for them. */
  readonly opened: Opened | null = $derived(
    this.#whole === null || this.showsSecrets ? this.#whole : withoutSecrets(this.#whole),
  );
  failure = $state.raw<DeskError | null>(null);
  /** Chosen by click or key. */
  selected = $state.raw<Selection>(NOTHING);
  /** Pointed at: a preview. */
  hovered = $state.raw<Place | null>(null);

  /** Nodes that the user opened or closed, by id: the next exchange keeps them so. */
  readonly #turned = new SvelteMap<string, boolean>();
  readonly visible: readonly Node[] = $derived(
    visibleNodes(this.opened?.nodes ?? [], (node) => this.isOpen(node)),
  );

  readonly #onRefused: (error: unknown) => void;
  #asking: AbortController | null = null;

  constructor(onRefused: (error: unknown) => void) {
    this.#onRefused = onRefused;
  }

  async open({ n, capture, language }: Wanted): Promise<void> {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    if (this.opened !== null) await new Promise((rested) => setTimeout(rested, REST_MS));
    if (asking.signal.aborted) return;
    try {
      const { exchange, decoded } = await desk.exchange(n, {
        ...(capture === null ? {} : { capture }),
        language,
        signal: asking.signal,
      });
      const line = readLine(exchange);
      if (asking.signal.aborted) return;
      const again = this.opened?.line.n === n;
      const chosen = this.#chosen;
      this.#whole = openedFrom({ line, decoded });
      this.failure = null;
      this.hovered = null;
      if (!again) this.selected = sameField(chosen, this.#whole.nodes);
    } catch (error) {
      if (asking.signal.aborted) return;
      this.#onRefused(error);
      this.#whole = null;
      this.failure = deskErrorOf(error);
    }
  }

  close(): void {
    this.#asking?.abort();
    this.#whole = null;
    this.failure = null;
    this.selected = NOTHING;
    this.hovered = null;
  }

  showSecrets(shown: boolean): void {
    this.showsSecrets = shown;
    this.#secretsWish.write(shown ? 'shown' : 'hidden');
  }

  isOpen(node: Node): boolean {
    return this.#turned.get(node.id) ?? opensByItself(node, this.opened?.nodes.length ?? 0);
  }

  turn(node: Node, open: boolean): void {
    this.#turned.set(node.id, open);
  }

  get #chosen(): Node | null {
    return this.opened?.nodes.find(({ id }) => id === this.selected.node) ?? null;
  }

  selectNode(node: Node): void {
    this.selected = { place: node.place, node: node.id };
    for (const above of ancestors(node)) {
      if (!this.isOpen(above)) this.turn(above, true);
    }
  }

  selectPlace(place: Place | null): void {
    const node = nodeAt(this.opened?.nodes ?? [], place);
    if (node === null) this.selected = { place, node: null };
    else this.selectNode(node);
  }

  isSelected(node: Node): boolean {
    const { place, node: id } = this.selected;
    return node.id === id || (node.place !== null && isSamePlace(node.place, place));
  }

  isHovered(node: Node): boolean {
    return node.place !== null && isSamePlace(node.place, this.hovered);
  }
}
