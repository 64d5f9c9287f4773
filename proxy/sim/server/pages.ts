/** The few pages a ZKECO shows to people: a login, and a list of terminals behind it. */

import type { KnownTerminal } from './registry.ts';
import { escapeHtml, html, type Reply } from './reply.ts';

const LOGIN = '/iclock/accounts/login/';
const HOME = '/iclock/data/';

const page = (title: string, content: string): string => `<!DOCTYPE html>
<html lang="zh-cn"><head><meta charset="utf-8"><title>${title}</title></head>
<body><h1>${title}</h1>${content}</body></html>
`;

const loginPage = page(
  'ZKECO 消费管理',
  `<form method="post" action="${LOGIN}">
<label>用户名 <input name="username"></label>
<label>密码 <input name="password" type="password"></label>
<button>登录</button>
</form><p>Built-in demonstration server: any name will do.</p>`,
);

const terminalRow = (terminal: KnownTerminal): string =>
  `<tr><td>${escapeHtml(terminal.sn)}</td><td>${escapeHtml(terminal.firmware ?? '')}</td>` +
  `<td>${escapeHtml(terminal.stampIds['PosLog'] ?? '0')}</td></tr>`;

const homePage = (terminals: Iterable<KnownTerminal>): string =>
  page(
    '设备',
    `<table><tr><th>序列号</th><th>固件</th><th>消费流水号</th></tr>${[...terminals].map(terminalRow).join('')}</table>`,
  );

/** A server of that time redirects to an absolute address made from Host. */
const redirect = (host: string, path: string, cookies: readonly string[]): Reply =>
  html(302, '', [
    ['Location', `http://${host}${path}`],
    ...cookies.map((cookie) => ['Set-Cookie', cookie] as const),
  ]);

export interface PageRequest {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly cookie: string;
}

/** Null when no page lives at that path. */
export function pageFor(request: PageRequest, terminals: Iterable<KnownTerminal>): Reply | null {
  const { method, path, host } = request;
  switch (path) {
    case LOGIN:
      if (method === 'POST')
        return redirect(host, HOME, ['sessionid=demonstration; Path=/; HttpOnly']);
      return html(200, loginPage, [['Set-Cookie', 'csrftoken=demonstration; Path=/']]);
    case '/':
    case '/iclock/':
    case HOME:
      if (!/\bsessionid=demonstration\b/.test(request.cookie)) {
        return redirect(host, `${LOGIN}?next=${HOME}`, []);
      }
      return html(200, homePage(terminals));
    default:
      return null;
  }
}
