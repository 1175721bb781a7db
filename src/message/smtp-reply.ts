// A reply of the SMTP server (RFC 5321 §4.2).

/** A code and its lines, each beginning with its enhanced code where there is one (RFC 2034 §4). */
export interface SmtpReply {
  code: number;
  lines: string[];
}
