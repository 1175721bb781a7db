// What is known of a service that sends mail for its customers: how its hosts are named, and what a customer has to do there. Shapes only.

export interface Provider {
  name: string;
  /** How the verified PTR names of its sending hosts end (`.x.example`), or begin and end (`mo*.x.example`). */
  hosts: readonly string[];
  /** What its customers put into the SPF record of the MAIL FROM domain; null where it gives each customer another name, or needs none. */
  include: string | null;
  /** DNS lookups that the include costs (RFC 7208 §4.6.4), counted generously. */
  cost: number;
  /** Domains that it signs with (d=) and sends from (MAIL FROM) until the customer has set up the own domain. */
  ownDomains: readonly string[];
  dkim: {
    /** Where signing for the customer's domain is turned on, in the words of the service. */
    menu: string;
    /** What the service then asks for in DNS, with names relative to the domain: "TXT google._domainkey"; null where it shows names that cannot be foreseen. */
    records: string | null;
  };
  /** Where MAIL FROM becomes the customer's domain; null where it is so anyway or cannot be set. */
  returnPath: string | null;
}
