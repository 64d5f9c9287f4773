/** The server where nginx is missing: `OK` to everything, and one file. Arguments: port, path of the file's URL, file. */

import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';

const [port = '0', path = '', file = ''] = process.argv.slice(2);
const { size } = statSync(file);

createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  if (request.url === path) {
    response.writeHead(200, { 'Content-Length': size });
    createReadStream(file, { highWaterMark: 256 * 1024 }).pipe(response);
    return;
  }
  request.resume();
  request.once('end', () => {
    response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': 2 });
    response.end('OK');
  });
}).listen(Number(port), '127.0.0.1', 4096);
