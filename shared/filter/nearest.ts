/** The name that was probably meant: fewest letters to change, and few enough. */

export function nearestOf(written: string, names: readonly string[]): string | null {
  const folded = written.toLowerCase();
  const most = Math.max(1, Math.floor(folded.length / 3));
  let best: string | null = null;
  let least = most + 1;
  for (const name of names) {
    const distance = distanceOf(folded, name.toLowerCase(), least);
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** Letters to insert, delete or replace, two swapped neighbours counting once; at least `enough` where it is that or more. */
function distanceOf(left: string, right: string, enough: number): number {
  if (Math.abs(left.length - right.length) >= enough) return enough;
  const width = right.length + 1;
  const costs = new Int32Array((left.length + 1) * width);
  const cost = (row: number, column: number) => costs[row * width + column] ?? 0;
  for (let row = 0; row <= left.length; row += 1) costs[row * width] = row;
  for (let column = 0; column <= right.length; column += 1) costs[column] = column;
  for (let row = 1; row <= left.length; row += 1) {
    for (let column = 1; column <= right.length; column += 1) {
      const [a, b] = [left.charAt(row - 1), right.charAt(column - 1)];
      const swapped =
        a === right.charAt(column - 2) && b === left.charAt(row - 2) && row > 1 && column > 1;
      costs[row * width + column] = Math.min(
        cost(row - 1, column) + 1,
        cost(row, column - 1) + 1,
        cost(row - 1, column - 1) + (a === b ? 0 : 1),
        swapped ? cost(row - 2, column - 2) + 1 : Infinity,
      );
    }
  }
  return cost(left.length, right.length);
}
