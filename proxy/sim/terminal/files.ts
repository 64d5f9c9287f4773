/** The files of a terminal, and the few shell words it knows. */

const HOME = '/mnt/mtdblock/';
const NOT_FOUND = 127;

const absolute = (path: string): string => {
  const full = path.startsWith('/') ? path : HOME + path;
  return full.endsWith('/') ? `${full}file` : full;
};

export interface ShellOutcome {
  readonly returned: number;
  readonly output: string;
}

export class Files {
  readonly #files = new Map<string, Uint8Array>();
  /** The option file is written when it is asked for. */
  readonly #options: () => Uint8Array;

  constructor(options: () => Uint8Array) {
    this.#options = options;
  }

  get(path: string): Uint8Array | null {
    const full = absolute(path);
    if (full === `${HOME}options.cfg`) return this.#options();
    return this.#files.get(full) ?? null;
  }

  put(path: string, content: Uint8Array): void {
    this.#files.set(absolute(path), content);
  }

  shell(command: string): ShellOutcome {
    const [word = '', ...words] = command.trim().split(/\s+/);
    const paths = words.filter((each) => !each.startsWith('-'));
    switch (word) {
      case 'ls':
        return { returned: 0, output: this.#list(paths[0] ?? HOME) };
      case 'mv': {
        const [from = '', to = ''] = paths;
        const content = this.#files.get(absolute(from));
        if (content === undefined) return { returned: 1, output: `mv: cannot stat '${from}'\n` };
        this.#files.delete(absolute(from));
        this.put(to, content);
        return { returned: 0, output: '' };
      }
      default:
        return { returned: NOT_FOUND, output: `sh: ${word}: not found\n` };
    }
  }

  #list(folder: string): string {
    const under = `${absolute(folder).replace(/\/(file)?$/, '')}/`;
    const rows = [...this.#files, [`${HOME}options.cfg`, this.#options()] as const]
      .filter(([path]) => path.startsWith(under))
      .map(
        ([path, { length }]) =>
          `-rw-r--r-- 1 root root ${length} Nov  2 09:00 ${path.slice(under.length)}\n`,
      );
    return `total ${rows.length * 4}\n${rows.join('')}`;
  }
}
