// smtp-server as a maker of sessions: its TLS contexts and its EHLO, without its own port. Sockets are brought by front.ts.
import type { Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { SMTPServer } from 'smtp-server';
import type { Client } from './client.ts';
import { Session, type SessionDeps } from './session.ts';

export interface TlsFiles {
  /** PEM. */
  cert: string;
  key: string;
}

/** RFC 8996: 1.0 and 1.1 are dead; smtp-server would allow them. */
const MIN_VERSION = 'TLSv1.2';

export class SmtpEndpoint extends SMTPServer {
  readonly #parts: SessionDeps;

  /** Throws when certificate and key do not fit. */
  constructor(name: string, tls: TlsFiles, parts: SessionDeps) {
    createSecureContext(tls);
    super({
      name,
      banner: 'mailassay',
      heloResponse: '%s greets %s',
      size: parts.maxSize,
      hideENHANCEDSTATUSCODES: false,
      authMethods: ['PLAIN'],
      disabledCommands: ['AUTH'],
      // The PTR is looked up as evidence, by verification.
      disableReverseLookup: true,
      logger: false,
      minVersion: MIN_VERSION,
      cert: tls.cert,
      key: tls.key,
    });
    this.#parts = parts;
    // Without a listener one RST in the middle of a message ends the process (LIBRARIES.md row 15).
    this.on('error', (error) => {
      parts.log.debug({ err: error }, 'connection error');
    });
  }

  /** Begins a session on a socket whose client is known. */
  begin(socket: Socket, client: Client): Session {
    const session = new Session(this, socket, client, this.#parts);
    this.connections.add(session);
    session.on('error', (error: Error) => this._onError(error));
    session.init();
    return session;
  }

  /** From the next handshake on. Throws when certificate and key do not fit, and keeps the old ones. */
  reloadTls(tls: TlsFiles): void {
    createSecureContext(tls);
    this.updateSecureContext({ cert: tls.cert, key: tls.key });
  }
}
