/** The requests that the loads are made of, as terminals write them. */

export interface Message {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body: string;
}

/** As many terminals speak in turn. */
const TERMINALS = 16;
const UPLOAD_BYTES = 8 * 1024;

const serial = (index: number) => `58318190${String(10_001 + index)}`;

const poll = (index: number): Message => ({
  method: 'GET',
  path: `/iclock/posrequest?SN=${serial(index)}&type=pos&devno=${37 + index}`,
  body: '',
});

const record = (recNo: number): string => {
  const sysId = 10_021 + (recNo % 24);
  const minute = String(recNo % 60).padStart(2, '0');
  return `${sysId}\t${sysId}\t2018-11-02 12:${minute}:07\t850\t14150\t${recNo % 90}\t2\t2\t7039\t${recNo}\t0\n`;
};

const buylog = (index: number, recNo: number, body: string): Message => ({
  method: 'POST',
  path: `/iclock/cpos?SN=${serial(index)}&table=BUYLOG&Stamp=2018-11-02T12:59:07&StampId=${recNo}`,
  body,
});

/** A BUYLOG batch (vendor's document section 10.2) of 8 KB. */
function upload(index: number): Message {
  let body = '';
  let recNo = 1_000;
  while (body.length < UPLOAD_BYTES) body += record(recNo++);
  return buylog(index, recNo - 1, body);
}

const each = (message: (index: number) => Message): readonly Message[] =>
  Array.from({ length: TERMINALS }, (_, index) => message(index));

export const polls = each(poll);
export const uploads = each(upload);

/** As a busy site speaks: nine polls, then an upload of two records. */
export const mixed: readonly Message[] = polls.flatMap((message, index) => [
  ...Array.from({ length: 9 }, () => message),
  buylog(index, 2 * index + 2, record(2 * index + 1) + record(2 * index + 2)),
]);

/** The whole request; `connection` is what its Connection header says. */
export const bytesOf = (message: Message, connection: 'close' | 'keep-alive'): Buffer =>
  Buffer.from(
    `${message.method} ${message.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n` +
      `User-Agent: iClock Proxy/1.09\r\nConnection: ${connection}\r\nAccept: */*\r\n` +
      `${message.body === '' ? '' : `Content-Length: ${message.body.length}\r\n`}\r\n${message.body}`,
    'latin1',
  );
