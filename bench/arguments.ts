/** Readers of options; each throws InvalidArgumentError with what is wanted. */

import { InvalidArgumentError } from 'commander';

export const numberFrom = (least: number, most: number, whole: boolean) => (text: string) => {
  const number = Number(text);
  if (!(number >= least && number <= most) || (whole && !Number.isInteger(number))) {
    throw new InvalidArgumentError(`a number from ${least} to ${most} is wanted.`);
  }
  return number;
};

/** A list of names separated by commas; throws for a name that is none of the choices. */
export const namesFrom = (choices: readonly string[]) => (text: string) => {
  const names = text.split(',');
  const strange = names.find((name) => !choices.includes(name));
  if (strange !== undefined) {
    throw new InvalidArgumentError(`${strange} is none of ${choices.join(', ')}.`);
  }
  return names;
};
