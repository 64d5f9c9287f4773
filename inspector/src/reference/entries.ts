/** The protocol as a list of entries to read and to search, each with its fields. */

import {
  reference,
  type Reference,
  type ReferenceChoice,
  type ReferenceField,
  type ReferenceLanguage,
} from '../../../shared/spec/reference.ts';

export const GROUPS = [
  'messages',
  'tables',
  'commands',
  'options',
  'parameters',
  'exchange',
  'results',
  'info',
  'answers',
  'codes',
  'languages',
] as const;

export type Group = (typeof GROUPS)[number];
export type Trait = 'dangerous' | 'lastInReply' | 'repeatable';

export interface FieldList {
  /** Empty where the entry has but one. */
  readonly name: string;
  readonly label: string;
  readonly fields: readonly ReferenceField[];
}

export interface Entry {
  /** Such as `tables/BUYLOG`. */
  readonly id: string;
  readonly group: Group;
  readonly name: string;
  readonly label: string;
  /** Whole sentences about it. */
  readonly texts: readonly string[];
  readonly traits: readonly Trait[];
  readonly section: string;
  readonly evidence: ReferenceField['evidence'] | null;
  readonly samples: readonly string[];
  readonly lists: readonly FieldList[];
  readonly choices: readonly ReferenceChoice[];
}

const BARE = {
  texts: [],
  traits: [],
  section: '',
  evidence: null,
  samples: [],
  lists: [],
} as const;
const said = (texts: readonly string[]) => texts.filter((text) => text !== '');

type Commandlike = Readonly<Record<'dangerous' | 'last' | 'repeatable', boolean>>;
const traitsOf = ({ dangerous, last, repeatable }: Commandlike): readonly Trait[] => [
  ...(dangerous ? (['dangerous'] as const) : []),
  ...(last ? (['lastInReply'] as const) : []),
  ...(repeatable ? (['repeatable'] as const) : []),
];

/** Fields that belong to no one message: one table of them. */
const together = (group: Group, fields: readonly ReferenceField[]): Entry => ({
  ...BARE,
  id: group,
  group,
  name: '',
  label: '',
  lists: [{ name: '', label: '', fields }],
  choices: [],
});

function commandEntries({ commands }: Reference): readonly Entry[] {
  return commands.map((command) => ({
    id: `commands/${command.verb}`,
    group: 'commands',
    name: command.verb,
    label: command.label,
    texts: said([command.sentence, command.remark]),
    traits: traitsOf(command),
    section: command.section,
    evidence: command.evidence,
    samples: [...command.samples, ...command.subjects.flatMap(({ samples }) => samples)],
    lists: [
      { name: '', label: '', fields: command.arguments },
      ...command.subjects.map(({ name, label, arguments: fields }) => ({ name, label, fields })),
    ].filter(({ name, fields }) => name !== '' || fields.length > 0),
    choices: [],
  }));
}

export function entriesIn(language: ReferenceLanguage): readonly Entry[] {
  const all = reference(language);
  const choiceEntry = (group: Group, choices: readonly ReferenceChoice[]): Entry => ({
    ...BARE,
    id: group,
    group,
    name: '',
    label: '',
    choices,
  });
  return [
    ...all.messages.map((message): Entry => ({
      ...BARE,
      id: `messages/${message.kind}`,
      group: 'messages',
      name: message.kind,
      label: message.label,
      texts: said([message.body, message.reply]),
      section: message.section,
      evidence: message.evidence,
      samples: message.samples,
      lists: [
        {
          name: '',
          label: '',
          fields: all.parameters.filter(({ key, wire }) =>
            message.parameters.some((name) => name === key || name === wire),
          ),
        },
      ],
      choices: [],
    })),
    ...all.tables.map((table): Entry => ({
      ...BARE,
      id: `tables/${table.name}`,
      group: 'tables',
      name: table.name,
      label: table.label,
      texts: said([table.remark]),
      section: table.section,
      evidence: table.evidence,
      samples: table.samples,
      lists: table.layouts.map(({ name, columns }) => ({ name: '', label: name, fields: columns })),
      choices: [],
    })),
    ...commandEntries(all),
    together('options', all.options),
    together('parameters', all.parameters),
    together('exchange', all.exchange),
    together('results', all.results),
    together('info', all.info),
    ...all.answers.map((answer): Entry => ({
      ...BARE,
      id: `answers/${[answer.wire, ...answer.kinds].join(' ')}`,
      group: 'answers',
      name: answer.wire,
      label: answer.label,
      texts: said([answer.remark, answer.kinds.join(', ')]),
      section: answer.section,
      evidence: answer.evidence,
      choices: [],
    })),
    choiceEntry('codes', all.returnCodes),
    choiceEntry('languages', all.languages),
  ];
}
