// Cases whose advice does not work yet when it is followed, each with the reason. Strict: a case that works and stands here fails the test.
export const KNOWN_FAULTS: Readonly<Record<string, string>> = {};
