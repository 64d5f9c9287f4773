/** What stops the start of `run`, as a sentence with the next step. */

import { formatAddress, type Address } from './address.ts';

export interface StartError extends NodeJS.ErrnoException {
  readonly address?: string;
  readonly hostname?: string;
  readonly port?: number;
}

export interface StartPlaces {
  readonly listen: Address;
  readonly inspector: Address;
  readonly captures: string;
}

/** The option whose address failed. Terminals come first: the inspector is not tried before they can connect. */
function failedOption(
  error: StartError,
  { listen, inspector }: StartPlaces,
): readonly [string, Address] {
  // An error that crossed a thread has its message left, and the host in it.
  const at = error.address ?? error.hostname;
  const isOf = ({ host, port }: Address) =>
    (at === undefined ? error.message.includes(host) : at === host) &&
    (error.port ?? port) === port;
  return isOf(listen) ? ['--listen', listen] : ['--inspector', inspector];
}

export function startSentence(error: StartError, places: StartPlaces): string {
  const { code, syscall, message } = error;
  if (code === 'FOLDER_IN_USE') {
    return `another run of pushscope records to ${places.captures}; stop it or choose another folder with --captures.`;
  }
  if (syscall === 'mkdir' || syscall === 'open') {
    return `captures cannot be written to ${places.captures} (${code}); choose another folder with --captures.`;
  }
  const [option, address] = failedOption(error, places);
  const where = `${option} ${formatAddress(address)}`;
  switch (code) {
    case 'EADDRINUSE':
      return `${where} is in use by another program; stop it or choose another port with ${option}.`;
    case 'EACCES':
      return `${where} may not be opened by this user; choose a port from 1024 up or give the right to bind it.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${where} is no address of this machine; choose one that is (0.0.0.0 means all).`;
    default:
      return message;
  }
}
