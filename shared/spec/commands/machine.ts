/** SHELL, INFO, REBOOT, RESTART, RELOAD OPTIONS: commands to the machine itself (vendor's document section 11). */

import type { CommandSpec } from '../command.ts';
import { words } from '../field.ts';
import { argument, saying } from './argument.ts';

export const shell: CommandSpec = {
  verb: 'SHELL',
  label: words('Run a system command', '执行系统命令'),
  sentence: words(
    'Runs a command of the operating system on the terminal and returns its output.',
    '在终端上执行操作系统命令并返回输出。',
  ),
  form: {
    kind: 'rest',
    argument: argument('Shell_String', 'shell', 'text', 'Command line', '命令行', {
      section: '11.1',
      required: true,
      example: 'ls -l /mnt/mtdblock',
    }),
  },
  sayings: [saying('run: {Shell_String}', '执行：{Shell_String}')],
  dangerous: true,
  last: false,
  repeatable: false,
  result: 'output',
  section: '11.1',
  evidence: 'both',
  remark: words(
    'Servers also write Shell; results say CMD=Shell.',
    '服务器也写作 Shell；结果为 CMD=Shell。',
  ),
  samples: ['SHELL ls -l /mnt/mtdblock'],
};

const machine = { form: { kind: 'nothing' }, result: 'plain' } as const;

export const info: CommandSpec = {
  ...machine,
  verb: 'INFO',
  label: words('Ask for the state', '查询机器信息'),
  sentence: words(
    'Returns counts of persons and records, memory and versions.',
    '返回人数、记录数、内存与版本等信息。',
  ),
  sayings: [saying('report the state', '上报机器信息')],
  result: 'values',
  dangerous: false,
  last: false,
  repeatable: true,
  section: '11.3',
  evidence: 'both',
  samples: ['INFO'],
};

export const reboot: CommandSpec = {
  ...machine,
  verb: 'REBOOT',
  label: words('Reboot', '重启设备'),
  sentence: words(
    'Reboots the terminal. What follows in the same reply is ignored.',
    '重启终端。同一回复中其后的命令会被忽略。',
  ),
  sayings: [saying('reboot the terminal', '重启设备')],
  dangerous: true,
  last: true,
  repeatable: false,
  section: '11.5',
  evidence: 'both',
  samples: ['REBOOT'],
};

export const restart: CommandSpec = {
  ...machine,
  verb: 'RESTART',
  label: words('Restart the program', '重启程序'),
  sentence: words('Restarts the program of the terminal.', '重启终端程序。'),
  sayings: [saying('restart the program', '重启程序')],
  dangerous: true,
  last: true,
  repeatable: false,
  section: 'observed',
  evidence: 'observed',
  samples: ['RESTART'],
};

export const reloadOptions: CommandSpec = {
  ...machine,
  verb: 'RELOAD OPTIONS',
  label: words('Reload options', '重新加载选项'),
  sentence: words(
    'Has the terminal read its stored options again.',
    '让终端重新读取已保存的选项。',
  ),
  sayings: [saying('reload the options', '重新加载选项')],
  dangerous: false,
  last: true,
  repeatable: true,
  section: 'observed',
  evidence: 'observed',
  samples: ['RELOAD OPTIONS'],
};
