/** GetFile and PutFile: files from and to the terminal (vendor's document sections 11.10 and 11.11). */

import type { CommandSpec } from '../command.ts';
import { words } from '../field.ts';
import { argument, saying } from './argument.ts';

export const getFile: CommandSpec = {
  verb: 'GetFile',
  aliases: ['\\getfile'],
  label: words('Fetch a file', '获取设备文件'),
  sentence: words(
    'Has the terminal send one of its files in the result.',
    '让终端在命令结果中发送一个文件。',
  ),
  form: {
    kind: 'rest',
    argument: argument('FilePath', 'filePath', 'text', 'Path in the terminal', '设备内路径', {
      section: '11.10',
      required: true,
      example: '/mnt/mtdblock/options.cfg',
    }),
  },
  sayings: [saying('fetch the file {FilePath}', '获取文件 {FilePath}')],
  dangerous: false,
  last: false,
  repeatable: true,
  result: 'file',
  section: '11.10',
  evidence: 'both',
  remark: words('Printed once as \\GetFile.', '文档有一处印作 \\GetFile。'),
  samples: ['GetFile /mnt/mtdblock/options.cfg'],
};

export const putFile: CommandSpec = {
  verb: 'PutFile',
  label: words('Send a file', '发送文件到设备'),
  sentence: words(
    'Has the terminal download a file from the server and keep it; a tgz is unpacked.',
    '让终端从服务器下载文件并保存；tgz 会自动解压。',
  ),
  form: {
    kind: 'words',
    arguments: [
      argument('URL', 'url', 'text', 'File on the server', '服务器上的文件', {
        section: '11.11',
        required: true,
        example: 'file/fw/X938/main.tgz',
        remark: words(
          'Without http:// it is taken below /iclock/ of this server.',
          '不以 http:// 开头时，位于本服务器 /iclock/ 之下。',
        ),
      }),
      argument('FilePath', 'filePath', 'text', 'Path in the terminal', '设备内路径', {
        section: '11.11',
        example: '/mnt/mtdblock/ssruser.dat',
      }),
    ],
  },
  sayings: [saying('download {URL}[ to {FilePath}]', '下载 {URL}[ 到 {FilePath}]')],
  dangerous: true,
  last: false,
  repeatable: true,
  result: 'plain',
  section: '11.11',
  evidence: 'both',
  remark: words(
    'Printed with a blank between the two; servers write a TAB. Return is the number of bytes.',
    '文档用空格分隔；服务器用 TAB。Return 为字节数。',
  ),
  samples: ['PutFile file/fw/X938/main.tgz\tmain.tgz', 'PutFile file/fw/X938/main.tgz'],
};
