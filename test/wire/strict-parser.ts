/** What Node's own strict parser makes of bytes: the messages that it took whole, up to the first that it refused. */

import { Buffer } from 'node:buffer';
import { request as ask, createServer, type IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';

export interface StrictRequest {
  readonly method: string;
  readonly target: string;
  readonly body: string;
}

export interface StrictReply {
  readonly status: number;
  readonly body: string;
}

/** A connection that says the bytes, and hears anything. */
function speaker(): Duplex {
  return new Duplex({ read: () => {}, write: (_bytes, _encoding, taken) => taken() }).on(
    'error',
    () => {},
  );
}

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise((done) => setImmediate(done));
};

/** The requests that came whole, in order. The parser may give up for reasons of its own: then they are fewer. */
export async function strictRequests(text: string): Promise<readonly StrictRequest[]> {
  const requests: StrictRequest[] = [];
  const take = (req: IncomingMessage, answer: () => void) => {
    let body = '';
    req.setEncoding('latin1').on('data', (piece: string) => (body += piece));
    req.on('error', () => {});
    req.on('end', () => {
      requests.push({ method: req.method ?? '', target: req.url ?? '', body });
      answer();
    });
  };
  const server = createServer(
    { insecureHTTPParser: false, requireHostHeader: false, keepAliveTimeout: 0 },
    (req, res) => take(req, () => res.end()),
  );
  server.on('checkExpectation', (req, res) => take(req, () => res.end()));
  // What came whole before the offence is still told.
  server.on('clientError', () => {});
  const stream = speaker();
  server.emit('connection', stream);
  stream.push(Buffer.from(text, 'latin1'));
  await turns(4);
  stream.destroy();
  server.close();
  return requests;
}

/** The final reply to a request of that method, or null when the parser refuses it, or takes it for cut short. */
export async function strictReply(text: string, method: string): Promise<StrictReply | null> {
  const stream = speaker();
  let reply: StrictReply | null = null;
  const req = ask({ method, path: '/', createConnection: () => stream, insecureHTTPParser: false });
  req.on('error', () => {});
  req.on('response', (res) => {
    let body = '';
    res.setEncoding('latin1').on('data', (piece: string) => (body += piece));
    res.on('error', () => {});
    res.on('end', () => {
      if (res.complete) reply = { status: res.statusCode ?? 0, body };
    });
  });
  req.end();
  await turns(1);
  stream.push(Buffer.from(text, 'latin1'));
  stream.push(null);
  await turns(5);
  stream.destroy();
  return reply;
}
