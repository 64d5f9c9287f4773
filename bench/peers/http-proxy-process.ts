/** The process of the http-proxy peer. Arguments: port, port of the server. */

import { Agent } from 'node:http';
import httpProxy from 'http-proxy';

const [port = '0', upstreamPort = '0'] = process.argv.slice(2);

httpProxy
  .createProxyServer({
    target: `http://127.0.0.1:${upstreamPort}`,
    agent: new Agent({ keepAlive: true, maxSockets: 256 }),
  })
  .on('error', (_error, _request, response) => {
    response.destroy();
  })
  .listen(Number(port), '127.0.0.1');
