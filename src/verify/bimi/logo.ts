// Whether a logo keeps to the profile that BIMI demands: SVG Portable/Secure (SVG Tiny PS, draft-svg-tiny-ps-abrotman). A look at the text, not
// at the picture: nothing of it is ever rendered or passed on.

/** The draft's recommendation, and what receivers take. */
const MAX_OCTETS = 32_768;
/** §2: no scripts, no references to anything outside, no animation, no raster images. */
const FORBIDDEN = [
  'script',
  'image',
  'foreignObject',
  'animate',
  'animateMotion',
  'animateTransform',
  'animateColor',
  'set',
  'a',
  'audio',
  'video',
  'handler',
  'listener',
];

/** Each fault in a few plain words; empty when nothing is wrong. */
export function logoFaults(body: Uint8Array): string[] {
  // What is too big is not looked into: every search below stays short.
  if (body.length > MAX_OCTETS) return [`it has ${body.length} bytes, ${MAX_OCTETS} are the most`];
  if (body[0] === 0x1f && body[1] === 0x8b) return ['it is compressed'];
  const text = withoutComments(Buffer.from(body).toString('utf8'));
  const start = text.search(/<svg[\s>]/);
  const end = text.indexOf('>', start);
  if (start < 0 || end < 0) return ['it is no SVG picture'];
  const faults: string[] = [];
  const attributes = new Map(
    [
      ...text
        .slice(start + 4, Math.min(end, start + 4000))
        .matchAll(/(?<![\w:-])([\w:-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)')/g),
    ].map(([, name = '', one, other]) => [name, one ?? other ?? '']),
  );
  if (attributes.get('version') !== '1.2') faults.push('version="1.2" is missing in <svg>');
  if (attributes.get('baseProfile') !== 'tiny-ps')
    faults.push('baseProfile="tiny-ps" is missing in <svg>');
  if (attributes.has('x') || attributes.has('y')) faults.push('<svg> has x= or y=');
  const view = (attributes.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  if (view.length === 4 && view[2] !== view[3]) faults.push('it is not square');
  if (!/<title[^>]{0,200}>\s{0,200}[^<\s]/.test(text)) faults.push('it has no <title>');
  for (const name of FORBIDDEN)
    if (new RegExp(`<${name}[\\s/>]`).test(text)) faults.push(`it has <${name}>`);
  if (/<!ENTITY|<!DOCTYPE[^>]{0,500}\[/i.test(text)) faults.push('it declares entities');
  if (/href\s{0,20}=\s{0,20}["'](?!#)/.test(text)) faults.push('it refers to something outside');
  return faults;
}

function withoutComments(text: string): string {
  let kept = '';
  let at = 0;
  for (let open = text.indexOf('<!--'); open >= 0; open = text.indexOf('<!--', at)) {
    const close = text.indexOf('-->', open + 4);
    if (close < 0) break;
    kept += text.slice(at, open);
    at = close + 3;
  }
  return kept + text.slice(at);
}
