/** The shape of a command's definition: what servers ask of terminals (vendor's document section 11). */

import type { Evidence, FieldSpec, Words } from './field.ts';

/** One argument of a command. */
export interface ArgumentSpec extends FieldSpec {
  /** Whether the composer insists on it. */
  readonly required?: boolean;
  /** Longest value in bytes, where something tells it. */
  readonly maxBytes?: number;
  /** A value as it stands on the wire. */
  readonly example?: string;
  /** What the composer accepts (a pattern for the whole value), where the type does not say it. */
  readonly pattern?: string;
  /** Observed: servers write a blank before the name. */
  readonly blankBefore?: true;
  /** What a second argument of the same name is to be read as (the print names one twice). */
  readonly again?: string;
}

/**
 * A command in words. `{SysID}` is the argument of that wire name, in words; a part in `[ ]` is left out
 * when one of its arguments is absent or empty. `{#conditions}` and `{#assignments}` are all arguments listed.
 */
export interface Saying {
  /** Arguments (by wire name) that must have these values for this saying; the first that fits is taken. */
  readonly when?: Readonly<Record<string, string>>;
  readonly text: Words;
}

/** What stands behind the verb and names the matter: a table, or a word such as DATA. */
export interface SubjectSpec {
  /** As in the command; compared without regard to case. */
  readonly name: string;
  /** Other spellings, lower case. */
  readonly aliases?: readonly string[];
  readonly label: Words;
  readonly arguments: readonly ArgumentSpec[];
  readonly sayings: readonly Saying[];
  /** Overrides of what the command says of all its subjects. */
  readonly last?: boolean;
  readonly repeatable?: boolean;
  readonly section?: string;
  readonly evidence?: Evidence;
  readonly remark?: Words;
  /** Command texts, each as some server or the document writes it. */
  readonly samples: readonly string[];
}

/**
 * What follows the verb:
 * nothing · rest: all of the line is one argument · words: arguments by position ·
 * pairs: `KEY=value` · subject: a word, then `KEY=value`.
 */
export type CommandForm =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'rest'; readonly argument: ArgumentSpec }
  | { readonly kind: 'words'; readonly arguments: readonly ArgumentSpec[] }
  | {
      readonly kind: 'pairs';
      readonly arguments: readonly ArgumentSpec[];
      readonly style: PairStyle;
    }
  | {
      readonly kind: 'subject';
      readonly subjects: readonly SubjectSpec[];
      readonly style: PairStyle;
    };

/** How we write pairs; TABs and blanks are read everywhere. */
export interface PairStyle {
  readonly separator: '\t' | ' ';
  /** Observed: some generators put a separator after the last pair too. */
  readonly closed?: 'always' | 'when-several';
  /** The print separates these by blanks, so blanks count beside TABs too. */
  readonly blanksToo?: true;
}

/** plain: a return code · values: `KEY=value` lines · file: the bytes of a file · output: text · uploads: records, in POSTs of their own. */
export type CommandResult = 'plain' | 'values' | 'file' | 'output' | 'uploads';

export interface CommandSpec {
  /** As we write it; compared without regard to case. */
  readonly verb: string;
  /** Other spellings, lower case. */
  readonly aliases?: readonly string[];
  readonly label: Words;
  /** What it does, in a sentence. */
  readonly sentence: Words;
  readonly form: CommandForm;
  /** The command in words, for forms without subjects. */
  readonly sayings?: readonly Saying[];
  /** It destroys, reconfigures or restarts: to be confirmed by naming the terminal. */
  readonly dangerous: boolean;
  /** Nothing after it in the same reply is obeyed, or servers stop the batch there. */
  readonly last: boolean;
  /** Whether a second delivery does no harm. */
  readonly repeatable: boolean;
  readonly result: CommandResult;
  readonly section: string;
  readonly evidence: Evidence;
  readonly remark?: Words;
  readonly samples: readonly string[];
}

/** Every argument that a form knows, of all its subjects. */
export function allArgumentsOf(form: CommandForm): readonly ArgumentSpec[] {
  switch (form.kind) {
    case 'nothing':
      return [];
    case 'rest':
      return [form.argument];
    case 'words':
    case 'pairs':
      return form.arguments;
    case 'subject':
      return form.subjects.flatMap((subject) => subject.arguments);
  }
}
