/** USERINFO: persons and their cards, on the white list, the black list, or as staff. */

import { words } from '../../field.ts';
import { argument, saying } from '../argument.ts';
import type { DataTable } from './data-table.ts';

export const userinfo: DataTable = {
  name: 'USERINFO',
  label: words('Persons and cards', '人员与卡'),
  remark: words(
    'The print names UserID twice; the second is UserType. Staff cards carry SysID, UserID, CardNo, PassWord and Privage only.',
    '文档中 UserID 出现两次，第二个应为 UserType。管理卡只有 SysID、UserID、CardNo、PassWord、Privage。',
  ),
  columns: [
    argument('SysID', 'sysId', 'integer', 'Card account', '系统ID', {
      required: true,
      example: '10023',
    }),
    argument('UserID', 'userId', 'integer', 'Person in the terminal', '用户ID', {
      example: '10023',
      again: 'UserType',
    }),
    argument('PIN', 'pin', 'text', 'Person number', '工号', { example: '000000123' }),
    argument('CardNo', 'cardNo', 'integer', 'Card number', '卡号', { example: '10023' }),
    argument('Name', 'name', 'text', 'Name', '姓名', {
      example: '王伟',
      remark: words(
        'GB18030 for Chinese terminals, UTF-8 for others (section 2.1).',
        '中文终端用 GB18030，其他用 UTF-8（2.1）。',
      ),
    }),
    argument('PassWord', 'password', 'text', 'Password', '密码', {
      secret: true,
      remark: words('Printed as Password.', '文档写作 Password。'),
    }),
    argument('SegNo', 'segNo', 'integer', 'Time segment', '时间段编号', { evidence: 'documented' }),
    argument('UserType', 'userType', 'choice', 'List', '名单', {
      evidence: 'observed',
      choices: { 0: words('white list', '白名单'), 1: words('black list', '黑名单') },
    }),
    argument('Privage', 'privilege', 'choice', 'Privilege', '权限', {
      choices: {
        0: words('cardholder', '普通卡'),
        1: words('management card', '管理卡'),
        2: words('operator card', '操作卡'),
      },
    }),
  ],
  update: [
    saying('make card {CardNo} a management card', '将卡 {CardNo} 设为管理卡', { Privage: '1' }),
    saying('make card {CardNo} an operator card', '将卡 {CardNo} 设为操作卡', { Privage: '2' }),
    saying(
      'put on the black list: person {SysID}[ {Name}][, card {CardNo}]',
      '加入黑名单：人员 {SysID}[ {Name}][，卡号 {CardNo}]',
      { UserType: '1' },
    ),
    saying(
      'update person {SysID}[ {Name}][, card {CardNo}]',
      '更新人员 {SysID}[ {Name}][，卡号 {CardNo}]',
    ),
  ],
  remove: [
    saying(
      'take off the black list: person {SysID}[ {Name}][, card {CardNo}]',
      '移出黑名单：人员 {SysID}[ {Name}][，卡号 {CardNo}]',
      { UserType: '1' },
    ),
    saying('delete person {SysID}', '删除人员 {SysID}'),
  ],
  samples: {
    update: [
      'UPDATE USERINFO SysID=10023\tUserID=10023\tPIN=000000123\tCardNo=10023\tName=王伟\tPassWord=123456\tUserType=0\tPrivage=0',
      'UPDATE USERINFO SysID=90001\tUserID=90001\tCardNo=90001\tPassWord=888888\tPrivage=2',
    ],
    remove: [
      'DELETE USERINFO SysID=10044',
      'DELETE USERINFO SysID=10023\tUserID=10023\tPIN=000000123\tCardNo=10023\tName=王伟\tPassWord=123456\tUserType=1\tPrivage=0',
    ],
    query: ['QUERY USERINFO PIN=000000123'],
  },
};
