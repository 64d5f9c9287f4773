/** All tables that data commands speak of, in the order of a full synchronisation (observed). */

import { cardtype } from './cardtype.ts';
import type { DataTable } from './data-table.ts';
import { presskey, storeinfo } from './goods.ts';
import { fixed, mealtype, timeseg } from './hours.ts';
import { subsidylog } from './subsidylog.ts';
import { userinfo } from './userinfo.ts';

export const DATA_TABLES: readonly DataTable[] = [
  mealtype,
  storeinfo,
  presskey,
  timeseg,
  fixed,
  cardtype,
  userinfo,
  subsidylog,
];
