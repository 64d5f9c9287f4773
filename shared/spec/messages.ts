/** The messages of the protocol: what terminals say, and what servers answer (vendor's document sections 6 to 13). */

import { words, type Evidence, type Words } from './field.ts';

export interface MessageSpec {
  /** The kind of a frame. */
  readonly kind: string;
  readonly label: Words;
  /** Method and target as a terminal sends them; `…` stands for a value. */
  readonly request: string;
  /** Names of its parameters, as in PARAMETERS. */
  readonly parameters: readonly string[];
  /** What the body holds; absent when there is none. */
  readonly body?: Words;
  readonly reply: Words;
  readonly section: string;
  readonly evidence: Evidence;
}

const OK_OR_NO = words('OK or NO', 'OK 或 NO');
const card = (repType: number): string => `GET /iclock/posrequest?SN=…&RepType=${repType}`;

export const MESSAGES: readonly MessageSpec[] = [
  {
    kind: 'init',
    label: words('Initialisation', '初始化信息交互'),
    request:
      'GET /iclock/cpos?SN=…&options=all&fireVer=…&build=…&ip=…&language=…&deviceName=…&device_type=30&IsConsumeFunType=…&pushver=…',
    parameters: [
      'SN',
      'options',
      'fireVer',
      'build',
      'ip',
      'language',
      'deviceName',
      'device_type',
      'IsConsumeFunType',
      'pushver',
      'pushcommkey',
    ],
    reply: words('GET OPTION FROM and an option a line', 'GET OPTION FROM，每行一项参数'),
    section: '6',
    evidence: 'both',
  },
  {
    kind: 'key-exchange',
    label: words('Exchange of public keys', '交换公钥'),
    request: 'POST /iclock/exchange?SN=…&type=publickey',
    parameters: ['SN', 'type'],
    body: words('PublicKey=…', 'PublicKey=…'),
    reply: words('PublicKey=…', 'PublicKey=…'),
    section: '7',
    evidence: 'documented',
  },
  {
    kind: 'factor-exchange',
    label: words('Exchange of factors', '交换因子'),
    request: 'POST /iclock/exchange?SN=…&type=factors',
    parameters: ['SN', 'type'],
    body: words('Factors=…', 'Factors=…'),
    reply: words('Factors=…', 'Factors=…'),
    section: '8',
    evidence: 'documented',
  },
  {
    kind: 'time',
    label: words('Question for the time', '获取时间请求'),
    request: 'GET /iclock/cpos?SN=…&type=time',
    parameters: ['SN', 'type'],
    reply: words(
      'Time=YYYY-MM-DDThh:mm:ss+hh:mm, from real servers YYYYMMDDhhmmss',
      'Time=YYYY-MM-DDThh:mm:ss+hh:mm，真实服务器为 YYYYMMDDhhmmss',
    ),
    section: '9',
    evidence: 'both',
  },
  {
    kind: 'upload',
    label: words('Upload of records', '上传数据'),
    request: 'POST /iclock/cpos?SN=…&table=…&Stamp=…&StampId=…',
    parameters: ['SN', 'table', 'Stamp', 'StampId'],
    body: words('a record a line, columns separated by TAB', '每行一条记录，各列以 TAB 分隔'),
    reply: words('OK, or the text of an error', 'OK，或错误描述'),
    section: '10',
    evidence: 'both',
  },
  {
    kind: 'poll',
    label: words('Poll for commands', '获取命令'),
    request: 'GET /iclock/posrequest?SN=…&type=…&devno=…',
    parameters: ['SN', 'type', 'devno'],
    reply: words('OK, or C:id:command lines', 'OK，或 C:编号:命令 各行'),
    section: '11',
    evidence: 'both',
  },
  {
    kind: 'command-result',
    label: words('Results of commands', '命令回复'),
    request: 'POST /iclock/posdevicecmd?SN=…',
    parameters: ['SN'],
    body: words(
      'ID=…&Return=…&CMD=… lines; a file or output instead',
      'ID=…&Return=…&CMD=… 各行；或文件、输出内容',
    ),
    reply: words('OK; an empty reply acknowledges nothing', 'OK；空回复表示未确认任何结果'),
    section: '13',
    evidence: 'both',
  },
  {
    kind: 'file-download',
    label: words('Download of a file', '下载文件'),
    request: 'GET /iclock/file/…',
    parameters: [],
    reply: words('the file', '文件内容'),
    section: '11.11',
    evidence: 'both',
  },
  {
    kind: 'card-loss',
    label: words('Report a card lost', '挂失'),
    request: `${card(2)}&Card=…&Pwd=…`,
    parameters: ['SN', 'RepType', 'Card', 'Pwd'],
    reply: OK_OR_NO,
    section: '12.1',
    evidence: 'both',
  },
  {
    kind: 'card-restore',
    label: words('Restore a card', '解挂'),
    request: `${card(3)}&Card=…&Pwd=…`,
    parameters: ['SN', 'RepType', 'Card', 'Pwd'],
    reply: OK_OR_NO,
    section: '12.2',
    evidence: 'both',
  },
  {
    kind: 'password-check',
    label: words('May the password be changed', '请求修改密码'),
    request: `${card(4)}&Card=…&OldPwd=…&NewPwd=…`,
    parameters: ['SN', 'RepType', 'Card', 'OldPwd', 'NewPwd'],
    reply: OK_OR_NO,
    section: '12.3',
    evidence: 'both',
  },
  {
    kind: 'password-change',
    label: words('The password is changed', '改密完成'),
    request: `${card(5)}&Card=…&OldPwd=…&NewPwd=…`,
    parameters: ['SN', 'RepType', 'Card', 'OldPwd', 'NewPwd'],
    reply: OK_OR_NO,
    section: '12.3',
    evidence: 'both',
  },
  {
    kind: 'subsidy-query',
    label: words('Ask for a subsidy', '查询补贴'),
    request: `${card(10)}&Card=…&Batch=…`,
    parameters: ['SN', 'RepType', 'Card', 'Batch'],
    reply: words(
      'RET=OK and a subsidy a line, or RET=NO and a reason',
      'RET=OK 及每行一条补贴，或 RET=NO 及原因',
    ),
    section: 'observed',
    evidence: 'observed',
  },
];
