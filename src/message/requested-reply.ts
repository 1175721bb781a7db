// The reply that a recipient address asks for (DESIGN.md §2).

/** Languages of reports. */
export type Language = 'en' | 'id';

/** What the envelope recipient asked for (DESIGN.md §2). */
export type AddressKind =
  | 'test'
  | 'check-auth'
  | 'check-auth2'
  | 'check-auth-user'
  | 'sa-test'
  | 'autorespond-dkim'
  | 'autorespond-spf'
  | 'autorespond'
  | 'assert'
  | 'page'
  | 'postmaster';

export interface RequestedReply {
  kind: AddressKind;
  /** The recipient as given. */
  recipient: string;
  /** +id or +en; null: by the mail's Content-Language or Accept-Language. */
  language: Language | null;
  json: boolean;
  brief: boolean;
  /** check-auth-USER=DOMAIN@: USER@DOMAIN. */
  redirectTo: string | null;
  /** t-TOKEN@: the token. */
  token: string | null;
}
