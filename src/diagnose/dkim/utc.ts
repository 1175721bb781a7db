// Moments as people compare them: "2026-08-01 17:00:00 UTC".

export function utc(moment: number | string): string {
  return `${new Date(moment).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
