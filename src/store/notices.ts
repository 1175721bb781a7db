// What nodes tell each other: short texts that may be lost, so nothing may stand on them but speed. The embedded store has one node and
// none of this.

export interface Notices extends AsyncDisposable {
  /** To all other nodes; returns at once. What is too long, or comes while there is no connection, is dropped. */
  publish(topic: string, text: string): void;
  /** What other nodes publish on this topic, in their order. */
  subscribe(topic: string, listener: (text: string) => void): void;
}
