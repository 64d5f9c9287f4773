/** ZhiWei tables: recharges by Alipay and WeChat. Section 6 names their stamps; no column of them is known. */

import { words } from '../field.ts';
import type { TableSpec } from '../table.ts';

export const zhiweilog: TableSpec = {
  name: 'ZHIWEILOG',
  label: words('Alipay and WeChat recharges', '支付宝微信充值记录'),
  noun: {
    one: 'Alipay or WeChat recharge',
    many: 'Alipay and WeChat recharges',
    zh: '条支付宝微信充值记录',
  },
  told: [],
  section: '6',
  evidence: 'documented',
  layouts: [],
  remark: words(
    'Columns are not documented; they are shown by number.',
    '列未见于文档，按序号显示。',
  ),
  sample: '1\t2\t3',
};
