// Shapes of the one function of mailauth's SPF that is called below its front (mailauth ships no types for it).
declare module 'mailauth/lib/spf/spf-verify.js' {
  type Resolve = (name: string, type: string) => Promise<unknown[]>;

  interface SpfVerifyOptions {
    sender: string;
    ip: string;
    helo: string;
    mta: string;
    strict: boolean;
    ctx: { warnings: Set<string>; usedLocalPart: boolean };
    resolver: Resolve;
    createSubResolver: (options?: { ignoreVoid?: boolean }) => Resolve;
    expResolver: Resolve;
  }

  /** A decided record has a qualifier, an error inside an include has `error`; false when nothing matched. */
  export function spfVerify(
    domain: string,
    options: SpfVerifyOptions,
  ): Promise<false | { qualifier?: string; error?: string; text?: string }>;
}
