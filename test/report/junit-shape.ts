// What may stand where in a JUnit document: the part that both schemas in use have in common (the one of Jenkins' xUnit plugin and
// the older jenkins-junit.xsd), closed: an element or attribute that either does not know is an error. GitLab reads the same.
import type { XmlElement } from './xml-reader.ts';

interface Shape {
  required: readonly string[];
  optional: readonly string[];
  /** Children in the order in which they may come; `*`: any number of them. */
  children: readonly string[];
  text: boolean;
}

const SHAPES: Record<string, Shape> = {
  testsuites: {
    required: [],
    optional: ['name', 'time', 'tests', 'failures', 'errors'],
    children: ['testsuite*'],
    text: false,
  },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['time', 'skipped', 'timestamp', 'hostname', 'id', 'package'],
    children: ['properties', 'testcase*', 'system-out', 'system-err'],
    text: false,
  },
  properties: { required: [], optional: [], children: ['property*'], text: false },
  property: { required: ['name', 'value'], optional: [], children: [], text: false },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname'],
    children: ['skipped', 'error*', 'failure*', 'system-out*', 'system-err*'],
    text: false,
  },
  skipped: { required: [], optional: ['type', 'message'], children: [], text: true },
  failure: { required: [], optional: ['type', 'message'], children: [], text: true },
  error: { required: [], optional: ['type', 'message'], children: [], text: true },
  'system-out': { required: [], optional: [], children: [], text: true },
  'system-err': { required: [], optional: [], children: [], text: true },
};

const VALUES: Record<string, RegExp> = {
  time: /^\d+(?:\.\d+)?$/,
  tests: /^\d+$/,
  failures: /^\d+$/,
  errors: /^\d+$/,
  skipped: /^\d+$/,
  timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
};

/** What is wrong with a document, one line each; none when both schemas take it. */
export function junitFaults(root: XmlElement): string[] {
  return root.name === 'testsuites' ? faultsIn(root, 'testsuites') : [`the root is ${root.name}`];
}

function faultsIn(element: XmlElement, path: string): string[] {
  const shape = SHAPES[element.name];
  if (shape === undefined) return [`${path}: no such element`];
  const names = Object.keys(element.attributes);
  return [
    ...shape.required
      .filter((name) => !names.includes(name))
      .map((name) => `${path}: ${name} is missing`),
    ...names
      .filter((name) => ![...shape.required, ...shape.optional].includes(name))
      .map((name) => `${path}: ${name} is not known`),
    ...names.flatMap((name) =>
      VALUES[name]?.test(element.attributes[name] ?? '') === false
        ? [`${path}: ${name}=${element.attributes[name]}`]
        : [],
    ),
    ...(shape.text || element.text.trim() === '' ? [] : [`${path}: text ${element.text.trim()}`]),
    ...misplaced(
      element.children.map(({ name }) => name),
      shape.children,
    ).map((name) => `${path}: ${name} must not stand there`),
    ...element.children.flatMap((child) => faultsIn(child, `${path}/${child.name}`)),
  ];
}

function misplaced(names: readonly string[], allowed: readonly string[]): string[] {
  let at = 0;
  for (const name of names) {
    while (at < allowed.length && allowed[at]?.replace('*', '') !== name) at += 1;
    if (at === allowed.length) return [name];
    if (allowed[at] === name) at += 1;
  }
  return [];
}
