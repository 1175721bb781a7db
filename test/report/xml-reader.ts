// A strict reader of the XML that JUnit reports are written in: elements, attributes in double quotes, text, the five entities.
// Anything else (a bare <, an unknown entity, a control, a second root) throws.

export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plain(text: string): string {
  // XML 1.0 §2.2 Char
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text))
    throw new SyntaxError('a character that XML does not know');
  if (text.includes('<') || text.includes(']]>')) throw new SyntaxError(`markup in text: ${text}`);
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const char = ENTITIES[name];
    if (char === undefined || !whole.endsWith(';')) throw new SyntaxError(`no entity: ${whole}`);
    return char;
  });
}

export function readXml(text: string): XmlElement {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!text.startsWith(declaration)) throw new SyntaxError('no XML declaration');
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const stack: XmlElement[] = [root];
  for (const [, content = '', tag] of text
    .slice(declaration.length)
    .matchAll(/([^<]*)(<[^>]*>)?/g)) {
    const top = stack.at(-1);
    if (top === undefined) throw new SyntaxError('too many ends');
    top.text += plain(content);
    if (tag === undefined) continue;
    const end = /^<\/([A-Za-z-]+)>$/.exec(tag);
    if (end !== null) {
      if (stack.length < 2 || top.name !== end[1]) throw new SyntaxError(`${tag} ends ${top.name}`);
      stack.pop();
      continue;
    }
    const start = /^<([A-Za-z-]+)((?: [A-Za-z-]+="[^"<]*")*)(\/?)>$/.exec(tag);
    if (start === null) throw new SyntaxError(`no tag: ${tag}`);
    const attributes: Record<string, string> = {};
    for (const [, name = '', value = ''] of (start[2] ?? '').matchAll(/ ([A-Za-z-]+)="([^"]*)"/g)) {
      if (Object.hasOwn(attributes, name)) throw new SyntaxError(`${name} twice`);
      attributes[name] = plain(value);
    }
    const element: XmlElement = { name: start[1] ?? '', attributes, children: [], text: '' };
    top.children.push(element);
    if (start[3] === '') stack.push(element);
  }
  const [only, ...more] = root.children;
  if (stack.length !== 1 || only === undefined || more.length > 0 || root.text.trim() !== '')
    throw new SyntaxError('not one root element');
  return only;
}
