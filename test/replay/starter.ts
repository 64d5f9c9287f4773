/** The starter set of goldens: every message, table and command of the protocol, from the samples and definitions. */

import { join } from 'node:path';
import { COMMANDS } from '../../shared/spec/commands/index.ts';
import { TABLES } from '../../shared/spec/tables/index.ts';
import { SERIAL, get, post, reply, writeCapture, type Said } from './day.ts';

const OK = 'b01-upload-response-ok';
const poll = get(`/iclock/posrequest?SN=${SERIAL}&type=pos&devno=36`);
const card = (query: string) => get(`/iclock/posrequest?SN=${SERIAL}&${query}`);

const uploadOf = (table: string, sample: string) =>
  post(
    `/iclock/cpos?SN=${SERIAL}&table=${table}&Stamp=2018-11-02T12:01:07&StampId=37`,
    `${sample}\n`,
  );

const commandTexts = COMMANDS.flatMap(({ samples, form }) => [
  ...samples,
  ...(form.kind === 'subject' ? form.subjects.flatMap((subject) => subject.samples) : []),
]);

/** A poll that hands it out, and the acknowledgement. */
const given = (text: string, at: number): readonly Said[] => [
  [poll, reply(`C:${2000 + at}:${text}\n`)],
  [
    post(
      `/iclock/posdevicecmd?SN=${SERIAL}`,
      `ID=${2000 + at}&Return=0&CMD=${text.split(/[ \t]/)[0]}\n`,
    ),
    'd02-ack-response-ok',
  ],
];

const BACKUPS = ['Pos', 'Full', 'Allow', 'ZhiWei']
  .map((name) => `${name}BakLogStamp=2018-11-02T09:05:36\n${name}BakLogStampId=36\n`)
  .join('');

export const STARTER: Readonly<Record<string, readonly Said[]>> = {
  handshake: [
    ['a01-init-request', 'a01-init-response'],
    ['a02-init-request-first-contact', 'a01-init-response'],
    ['a07-time-request', 'a08-time-response-spec'],
    ['a09-exchange-publickey-request', 'a09-exchange-publickey-response'],
    ['a10-exchange-factors-request', 'a10-exchange-factors-response'],
  ],
  uploads: [
    ['b01-buylog-single-request', OK],
    ['b02-buylog-batch-request', OK],
    ['b03-buylog-batch-no-final-lf-request', OK],
    ['b04-buylog-dual-wallet-request', OK],
    ['b08-fulllog-request-spec-order', OK],
    ['b11-allowlog-request', OK],
    ['b13-storedetail-with-stamp-request', OK],
    ['b14-storedetail-without-stamp-request', reply('UNKNOWN')],
    ['b15-keydetail-request', OK],
    ['b16-timedetail-request', OK],
    ...TABLES.map(({ name, sample }): Said => [uploadOf(name, sample), OK]),
  ],
  commands: [
    ['c01-poll-request', 'c01-poll-response-ok'],
    ['c02-poll-full-request', 'c06-poll-response-clear-data'],
    ['c03-poll-allow-request', 'c16-poll-response-subsidy-dual-spec'],
    ['c01-poll-request', 'c12-poll-response-check-poslog'],
    ['c01-poll-request', 'c14-poll-response-reboot-last'],
    ['c01-poll-request', 'c17-poll-response-delete'],
    ['c01-poll-request', 'c18-poll-response-spec-control'],
    ['c01-poll-request', 'c20-poll-response-putfile-space'],
    [get('/iclock/file/fw/X938/main.tgz'), reply('firmware')],
    ['c01-poll-request', 'c23-poll-response-coll-space'],
    ['c01-poll-request', 'c24-poll-response-chunked'],
    ['c01-poll-request', 'c26-poll-response-utf8-name'],
    ['d01-ack-spec-literal-request', 'd02-ack-response-ok'],
    ['d02-ack-spec-corrected-request', 'd02-ack-response-ok'],
    ['d03-ack-batch-request', 'd02-ack-response-ok'],
    ['d09-ack-shell-request', 'd02-ack-response-ok'],
    ['d10-ack-putfile-request', 'd02-ack-response-ok'],
    ...commandTexts.flatMap(given),
  ],
  cards: [
    ['e01-loss-request', 'e05-reptype-response-ok'],
    ['e02-unloss-request', 'e05-reptype-response-ok'],
    ['e03-pwd-check-request', 'e05-reptype-response-no'],
    ['e03-pwd-check-request', 'e05-reptype-response-ok'],
    ['e04-pwd-done-request', 'e05-reptype-response-ok'],
    [card('RepType=10&Card=10023&Batch=1811'), reply('RET=OK\n10023\t10023\t1811\t30000\t7099\n')],
    [card('RepType=10&Card=10044&Batch=1811'), reply('RET=NO\tRESON=无补贴')],
  ],
  // Other names of the same, older and newer terminals, and terminals that ask the server for each sale.
  dialects: [
    [
      get(`/iclock/cpos?SN=${SERIAL}&options=all&pushver=2.4.1&language=69&pushcommkey=d41d8cd98f`),
      reply(
        `GET OPTION FROM: ${SERIAL}\n${BACKUPS}Timeout=60\nServerVer=2.4.1\nPushProtVer=2.4.1\nEncrypt=0\n`,
      ),
    ],
    [get(`/iclock/cdata?SN=${SERIAL}&options=all&device_type=30`), 'a01-init-response'],
    [get(`/iclock/getrequest?SN=${SERIAL}&INFO=Ver 8.0.1.3-20151229,0,0,0,192.168.1.201`), 'c01-poll-response-ok'], // prettier-ignore
    [get(`/iclock/getrequest.aspx?SN=${SERIAL}`), reply('C:401:INFO\n')],
    [post(`/iclock/devicecmd?SN=${SERIAL}`, 'ID=401&Return=0&CMD=INFO\n'), 'd02-ack-response-ok'],
    [post(`/iclock/devicemd?SN=${SERIAL}`, 'ID=402&Return=-1002&CMD=CHECK\n'), 'd02-ack-response-ok'], // prettier-ignore
    [get(`/iclock/postrequest?SN=${SERIAL}&RepType=4&Card=10023&OldPwd=123456&NewPwd=654321`), 'e05-reptype-response-ok'], // prettier-ignore
    [uploadOf('BUYLOGBAK', '10023\t10023\t2018-11-02 12:10:00\t500\t14500\t28\t2\t2\t7039\t41\t0\t350\t2650\t000000123'), OK], // prettier-ignore
    ...[1, 2, 3, 4, 5, 6].map((type): Said => [
      get(`/iclock/pos_getdata?SN=${SERIAL}&device_type=30&datatype=${type}`),
      reply('Ret=NO\nretnumber=-1\nerrmsg=IC\n'),
    ]),
    ...['pos_getrequest', 'pos_getreback', 'pos_setoptions'].map((name): Said => [
      get(`/iclock/${name}?SN=${SERIAL}&sequ=97600&card=10023&posmoney=100&postype=1`),
      reply('Ret=OK\nretnumber=0\n'),
    ]),
  ],
  oddities: [
    ['f06-connection-starting-request', 'c01-poll-response-ok'],
    ['c01-poll-request', 'f07-redirect-response'],
    ['c01-poll-request', 'f09-no-space-after-colon-response'],
    ['c01-poll-request', 'f10-keepalive-response'],
    ['c01-poll-request', 'f11-read-until-close-response'],
    ['c01-poll-request', null],
    [
      get(`/iclock/pos_getdata?SN=${SERIAL}&device_type=30&datatype=1`),
      reply('Ret=NO\nretnumber=-1\nerrmsg=IC\n'),
    ],
  ],
};

/** The same bytes at every call, so that what is committed can be compared. */
export const SALT = 'starter set';

export function writeStarter(folder: string): readonly string[] {
  return Object.entries(STARTER).map(([name, said]) => {
    const path = join(folder, `${name}.jsonl`);
    writeCapture(path, said);
    return path;
  });
}
