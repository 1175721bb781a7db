// Takes parts apart in the reverse order of their making, each to its end before the next.

export class Disposables {
  readonly #parts: AsyncDisposable[] = [];
  #ended: Promise<void> | null = null;

  add<T extends AsyncDisposable>(part: T): T {
    this.#parts.push(part);
    return part;
  }

  /** Ends everything once, however often it is called; the first trouble is thrown after all had their turn. */
  run(): Promise<void> {
    this.#ended ??= this.#runAll();
    return this.#ended;
  }

  async #runAll(): Promise<void> {
    const problems: unknown[] = [];
    for (const part of this.#parts.toReversed()) {
      try {
        await part[Symbol.asyncDispose]();
      } catch (problem) {
        problems.push(problem);
      }
    }
    if (problems.length > 0) throw problems[0];
  }
}
