/** A number as Chinese readers write it. */

export const figures = (number: number) => number.toLocaleString('zh-CN');
