/** POST /api/session swaps the token for a cookie, DELETE /api/session gives the cookie back. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SignIn } from '../../../shared/link/api.ts';
import { Refused } from '../answer.ts';
import type { Credentials } from '../credentials.ts';
import { readJsonBody } from '../json-body.ts';
import { readQuery } from '../query.ts';
import { SECURITY_HEADERS } from '../security-headers.ts';
import type { Route } from './route.ts';

const MOST_BYTES = 4_096;

const badBody = () => new Refused(400, 'BODY', 'Send {"token":"…"} as application/json.');

async function readSignIn(request: IncomingMessage): Promise<SignIn> {
  const body = (await readJsonBody(request, MOST_BYTES, badBody)) as Partial<SignIn> | null;
  if (typeof body?.token !== 'string') throw badBody();
  return { token: body.token };
}

function sendCookie(response: ServerResponse, cookie: string): void {
  response.writeHead(204, {
    ...SECURITY_HEADERS,
    'Cache-Control': 'no-store',
    'Set-Cookie': cookie,
  });
  response.end();
}

export const sessionRoutes = (credentials: Credentials, port: () => number): Route[] => [
  {
    method: 'POST',
    path: /^\/api\/session$/,
    async answer({ request, response, query }) {
      readQuery(query, []);
      const { token } = await readSignIn(request);
      if (!credentials.isToken(token)) {
        throw new Refused(
          401,
          'TOKEN',
          'This is not the token that pushscope printed when it was started.',
        );
      }
      sendCookie(response, credentials.signIn(port()));
    },
  },
  {
    method: 'DELETE',
    path: /^\/api\/session$/,
    answer({ response, query }) {
      readQuery(query, []);
      sendCookie(response, credentials.signOut(port()));
    },
  },
];
