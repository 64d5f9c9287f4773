/** What the desk asks of the main thread about injected commands, and what it hears. */

import type { Language } from '../codec/frame.ts';
import type {
  InjectionItem,
  InjectionRefusal,
  InjectionRequest,
  PutFileRequest,
  Submitted,
} from './injection.ts';

export type InjectionAsk =
  | { readonly kind: 'submit'; readonly request: InjectionRequest }
  | { readonly kind: 'submit-file'; readonly request: PutFileRequest }
  | { readonly kind: 'list'; readonly sn?: string; readonly language: Language }
  | { readonly kind: 'get'; readonly id: string; readonly language: Language }
  | { readonly kind: 'content'; readonly id: string }
  | { readonly kind: 'cancel'; readonly id: string; readonly language: Language };

export type InjectionAnswer =
  | { readonly kind: 'submitted'; readonly submitted: Submitted }
  | { readonly kind: 'items'; readonly items: readonly InjectionItem[] }
  /** Null: there is no such command. */
  | { readonly kind: 'item'; readonly item: InjectionItem | null }
  | { readonly kind: 'content'; readonly bytes: Uint8Array | null }
  | { readonly kind: 'refused'; readonly refusal: InjectionRefusal }
  /** The asking itself failed. */
  | { readonly kind: 'failed'; readonly message: string };
