// Mail that a web site writes in its visitor's name: a program on the server made it, and From is a domain that is not the site's.
import type { Verification } from '../../verify/verification.ts';
import { authorDomain } from '../message/author.ts';
import { isSameOrganization, organizationOf } from './organization.ts';

/** Written by PHP's mail(), and by hosts that name the script. */
const SCRIPT =
  /^(?:x-php-originating-script|x-php-script|x-source-args|x-web-form|x-contact-form)$/i;
/** Handed to sendmail by a user of the machine: Postfix writes the user's number, Exim and sendmail the word "local" or the name. */
const LOCAL =
  /\(Postfix, from userid [1-9]\d*\)|\bwith local\b|\(envelope-from <?(?:www-data|apache|nginx|nobody|wwwrun|httpd)@|\bfrom (?:www-data|apache|nginx|nobody|wwwrun|httpd)@/i;

export function webForm(
  facts: Verification,
  host: string | null,
): { site: string; evidence: string } | null {
  const author = authorDomain(facts);
  const sender = facts.spf.mailFrom.domain;
  if (author === null || sender === '') return null;
  // The site is where the program runs; its own mail in its own name is no form.
  if (
    isSameOrganization(facts, author, sender) ||
    (host !== null && isSameOrganization(facts, author, host))
  )
    return null;
  for (const { name, value } of facts.message.fields) {
    const local = name.toLowerCase() === 'received' && LOCAL.test(value.slice(0, 600));
    const mailer = name.toLowerCase() === 'x-mailer' && /^(?:PHP\b|PHPMailer\b)/i.test(value);
    if (local || mailer || SCRIPT.test(name))
      return { site: organizationOf(facts, sender), evidence: `${name}: ${value.slice(0, 200)}` };
  }
  return null;
}
