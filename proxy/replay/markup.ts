/** Text that may stand in XML and HTML. */

const NAMES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// XML knows no control characters but TAB, LF and CR, not even as numbers; those of eight bits steer windows of text.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g; // eslint-disable-line no-control-regex

export const escaped = (text: string): string =>
  text.replace(CONTROL, '\ufffd').replace(/[&<>"']/g, (sign) => NAMES[sign] ?? sign);
