/** nginx as a reverse proxy with an access log: the measure of what a proxy costs. */

import { startNginx } from '../nginx.ts';
import type { Peer } from './peer.ts';

const proxied = (
  name: string,
  what: string,
  upstream: (port: number) => string,
  more: string,
): Peer => ({
  name,
  what,
  async open(ground, upstreamPort) {
    const nginx = await startNginx(
      ground,
      name,
      (folder, port) => `access_log ${folder}/access.log;
  ${upstream(upstreamPort)}
  server {
    listen 127.0.0.1:${port} backlog=4096;
    location / {
      proxy_pass http://zkeco;
      proxy_set_header Host $http_host;
      ${more}
    }
  }`,
    );
    return nginx === null ? null : { port: nginx.port, pids: [nginx.child.pid] };
  },
});

export const nginx = proxied(
  'nginx',
  'proxy_pass with access log, connections to the server kept',
  (port) =>
    `upstream zkeco { server 127.0.0.1:${port}; keepalive 64; keepalive_requests 1000000000; }`,
  'proxy_http_version 1.1;\n      proxy_set_header Connection "";',
);

/** The fairer measure for a connection each: what pushscope does for the sake of isolation. */
export const nginxConnectionEach = proxied(
  'nginx-each',
  'proxy_pass with access log, a server connection for each request',
  (port) => `upstream zkeco { server 127.0.0.1:${port}; }`,
  '',
);
