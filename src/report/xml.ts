// XML 1.0 text and attribute values out of foreign strings: controls are shown, never written.
import { printable } from './untrusted-text.ts';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Safe in content and in attributes of either quote; one line. */
export function xml(text: string, limit: number = 2000): string {
  return printable(text, limit).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? '');
}

/** `name="value"` pairs with a leading space each. */
export function attributes(values: Record<string, string | number>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xml(String(value))}"`)
    .join('');
}
