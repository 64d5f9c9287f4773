/** Puts a text on the clipboard; where the browser forbids it, by a selection of its own. */

export async function copyText(text: string): Promise<void> {
  if ('clipboard' in navigator) return navigator.clipboard.writeText(text);
  // Pages that came over plain HTTP from another machine have no clipboard of their own.
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
