/**
 * What a command's Return says (vendor's document appendix 1; the rest, and the meanings in brackets,
 * observed). An open set: unknown codes are kept. Counts that some commands return are no codes.
 */

import { words, type Words } from './field.ts';

// prettier-ignore
export const RETURN_CODES: Readonly<Record<string, Words>> = {
  '0': words('success', '成功'),
  '-1': words('parameter error (some devices: unsupported, or no data)', '参数错误（部分设备：不支持或无数据）'),
  '-2': words('photo size mismatch (some devices: file operation failed)', '传输用户照片数据与给定的Size不匹配（部分设备：文件操作失败）'),
  '-3': words('read or write error', '读写错误'),
  '-9': words('photo size mismatch', '照片大小不匹配'),
  '-10': words('no such user', '用户不存在'),
  '-11': words('illegal fingerprint template', '非法的指纹模板'),
  '-12': words('illegal template', '非法的模板'),
  '-30': words('failed', '失败'),
  '-1001': words('capacity limit', '容量限制'),
  '-1002': words('not supported by the device (some devices: bad syntax)', '设备不支持（部分设备：语法错误）'),
  '-1003': words('command timed out', '命令执行超时'),
  '-1004': words('data does not fit the configuration (some devices: table not supported)', '数据与设备配置不一致（部分设备：不支持该表）'),
  '-1005': words('device busy', '设备忙'),
  '-1006': words('data too long', '数据太长'),
  '-1007': words('memory error', '内存错误'),
  '-1008': words('data from the server could not be fetched', '获取服务器数据失败'),
};

/** Commands whose positive Return is a count: file bytes, or rows. By CMD in lower case. */
export const COUNTED: Readonly<Record<string, Words>> = {
  getfile: words('bytes', '字节'),
  putfile: words('bytes', '字节'),
  query: words('rows', '条'),
};
