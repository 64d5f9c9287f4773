/** Clients and servers that we did not write work through the product: curl, nginx in front and behind, a browser. */

import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { root, runToEnd, startProduct, temporaryFolder } from '../kit/product.ts';

const run = promisify(execFile);
const installed = (program: string) => spawnSync(program, ['-V']).error === undefined;
const samples = join(root, 'test/fixtures/samples');
const body = (file: string) => {
  const bytes = readFileSync(join(samples, file));
  return bytes.subarray(bytes.indexOf('\r\n\r\n') + 4);
};

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function startServer(handler: (req: IncomingMessage, res: ServerResponse) => void) {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  cleanUps.push(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

async function start(upstream: string, args: readonly string[] = []) {
  const product = await startProduct(['--upstream', upstream, ...args]);
  cleanUps.push(() => product.stop('SIGKILL'));
  return product;
}

const freePort = () =>
  new Promise<number>((done) => {
    const server = createTcpServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });

/** Starts nginx with that `server { … }` block on a free port; resolves once it accepts. */
async function startNginx(block: (port: number) => string): Promise<number> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'logs'));
  const port = await freePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(' ');
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
     events {} http { access_log off; ${temporary} ${block(port)} }`,
  );
  const nginx: ChildProcess = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')]);
  cleanUps.push(() => nginx.kill('SIGTERM'));
  await expect
    .poll(
      () =>
        new Promise((done) => {
          const socket = connect(port, '127.0.0.1', () => done(socket.destroy() && true));
          socket.on('error', () => done(false));
        }),
    )
    .toBe(true);
  return port;
}

describe.runIf(installed('curl'))('curl', () => {
  test('polls and uploads; the server hears the same headers in the same order', async () => {
    const heard: { rawHeaders: string[]; body: Buffer }[] = [];
    const upstream = await startServer((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.on('end', () => {
        heard.push({ rawHeaders: req.rawHeaders, body: Buffer.concat(chunks) });
        res.end('OK');
      });
    });
    const product = await start(upstream);
    const records = body('b02-buylog-batch-request.http');
    const file = join(temporaryFolder(), 'body');
    writeFileSync(file, records);
    const { stdout } = await run('curl', [
      ...['-sS', '--data-binary', `@${file}`, '-H', 'User-Agent: iClock Proxy/1.09'],
      ...['-H', 'x-ODD-Case: 1', '-H', 'x-odd-case: 2', '-H', 'Content-Type:'],
      `http://${product.listen}/iclock/cpos?SN=5158181900025&table=BUYLOG&Stamp=2018-11-02T12:04:55&StampId=40`,
    ]);
    expect(stdout).toBe('OK');
    expect(heard).toHaveLength(1);
    expect(heard[0]?.body.equals(records)).toBe(true);
    expect(heard[0]?.rawHeaders.join('|')).toMatch(/x-ODD-Case\|1\|x-odd-case\|2/);
    expect(heard[0]?.rawHeaders).toContain(product.listen);

    await product.stop();
    const shown = await runToEnd(['show', '--json', product.capture]);
    // RecNo 39 takes 8.50 back; sales and corrections are summed apart.
    expect(JSON.parse(shown.stdout)).toMatchObject({
      kind: 'upload',
      summary: '4 consumption records, 21.50, 1 × correction 8.50, RecNo 37-40',
    });
  });

  test('a body sent with Expect: 100-continue and chunks arrives whole', async () => {
    const upstream = await startServer((req, res) => {
      let size = 0;
      req.on('data', (chunk: Buffer) => (size += chunk.length));
      req.on('end', () => res.end(String(size)));
    });
    const product = await start(upstream);
    const file = join(temporaryFolder(), 'body');
    writeFileSync(file, Buffer.alloc(3_000_000, 'x'));
    for (const header of ['Expect: 100-continue', 'Transfer-Encoding: chunked']) {
      const { stdout } = await run('curl', [
        ...['-sS', '--data-binary', `@${file}`, '-H', header],
        `http://${product.listen}/iclock/cpos?SN=5158181900025&table=BUYLOG&Stamp=1`,
      ]);
      expect(stdout).toBe('3000000');
    }
  });

  test('pages for people arrive through the console lane and are not recorded', async () => {
    const upstream = await startServer((req, res) => {
      res.writeHead(req.url === '/' ? 302 : 200, {
        Location: '/iclock/accounts/login/',
        'Set-Cookie': ['sessionid=1; Path=/', 'csrftoken=2; Path=/'],
      });
      res.end(`<h1>${req.headers.host}</h1>`);
    });
    const product = await start(upstream);
    const { stdout } = await run('curl', ['-sSLi', `http://${product.listen}/`]);
    expect(stdout).toMatch(/302 Found[\s\S]*200 OK/);
    expect(stdout.match(/set-cookie: (sessionid=1|csrftoken=2)/gi)).toHaveLength(4);
    const { counters } = await product.api<{ counters: { exchanges: number } }>('/api/status');
    expect(counters.exchanges).toBe(0);
  });
});

describe.runIf(installed('nginx') && installed('curl'))('nginx', () => {
  const poll = '/iclock/posrequest?SN=5158181900025&type=pos&devno=36';

  test('behind: it is the server', async () => {
    const port = await startNginx(
      (own) =>
        `server { listen 127.0.0.1:${own}; location / { default_type text/plain; return 200 "OK"; } }`,
    );
    const product = await start(`http://127.0.0.1:${port}`);
    const { stdout } = await run('curl', ['-sSi', `http://${product.listen}${poll}`]);
    expect(stdout).toMatch(/^HTTP\/1\.1 200 OK\r\nServer: nginx[\s\S]*\r\n\r\nOK$/);
  });

  test('in front with kept connections: pages and polls mixed on one, the polls are recorded', async () => {
    const upstream = await startServer((req, res) => res.end(req.url === poll ? 'OK' : 'a page'));
    const product = await start(upstream);
    const port = await startNginx(
      (own) => `upstream pushscope { server ${product.listen}; keepalive 1; }
        server { listen 127.0.0.1:${own}; location / {
          proxy_pass http://pushscope; proxy_http_version 1.1; proxy_set_header Connection ""; } }`,
    );
    const paths = ['/', poll, '/', poll, poll, '/iclock/accounts/login/', poll];
    for (const path of paths) {
      const { stdout } = await run('curl', ['-sS', `http://127.0.0.1:${port}${path}`]);
      expect(stdout).toBe(path === poll ? 'OK' : 'a page');
    }
    await product.stop();
    const shown = await runToEnd(['show', '--json', product.capture]);
    const kinds = shown.stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(kinds).toEqual(['poll', 'poll', 'poll', 'poll']);
  });
});
