/** Why a difference says nothing, in Chinese: comparison gives its reasons in English, as files keep them. */

import type { Language } from '../../../shared/codec/frame.ts';

const CHINESE: Readonly<Record<string, string>> = {
  'Date is the time of the reply': 'Date 是应答的时间',
  'terminals read 1.0 and 1.1 alike': '终端对 1.0 与 1.1 一视同仁',
  'terminals read the number of the status alone': '终端只读取状态码',
  'it follows from the body and how it was sent': '由正文及其发送方式决定',
  'a cookie belongs to its session': 'Cookie 属于各自的会话',
  'a header of the server’s own; terminals do not read it': '服务器自有的报文头，终端不读取',
  'a header of the client’s own': '客户端自有的报文头',
  'every server counts its commands its own way': '各服务器的命令编号方式不同',
  'Time is the time of the reply': 'Time 是应答的时间',
  'a stamp tells how far the server has got': '时间戳表示服务器的接收进度',
  'a stamp is the time of the upload': '时间戳是上传的时间',
  'keys are made anew each time': '密钥每次重新生成',
  'the time, told as well': '另外告知了时间',
  'the order of records says nothing': '记录的先后顺序没有意义',
  'the same value, written otherwise': '值相同，写法不同',
  'blanks around the answer': '应答前后的空白',
};

export const reasonIn = (reason: string, language: Language): string =>
  language === 'zh' ? (CHINESE[reason] ?? reason) : reason;
