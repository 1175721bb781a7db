// The certificate of STARTTLS while the service runs (SECURITY.md §3): looked at every minute, at once when somebody asks (SIGHUP),
// and another one is used from the next handshake on. What cannot be read or does not fit changes nothing and is told once.
// Not known here: where the files come from and who renews them.
import type { Settings } from '../config/settings.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Log } from '../runtime/log.ts';
import { pemName } from '../runtime/pem.ts';
import { loadCertificate, type Certificate } from './certificate.ts';

const INTERVAL_MS = 60_000;

export interface CertificateWatchDeps {
  settings: Settings;
  /** What is in use. */
  current: Certificate;
  /** Throws when certificate and key do not fit. */
  use: (certificate: Certificate) => void;
  clock: Clock;
  log: Log;
}

export interface CertificateWatch extends AsyncDisposable {
  /** Looks now; never rejects. */
  look: () => Promise<void>;
}

export function watchCertificate({
  settings,
  current,
  use,
  clock,
  log,
}: CertificateWatchDeps): CertificateWatch {
  let used = current;
  let told = '';
  const lookOnce = async (): Promise<void> => {
    try {
      const found = await loadCertificate(settings, clock);
      told = '';
      if (found.cert === used.cert && found.key === used.key) return;
      use(found);
      used = found;
      log.info(
        { file: settings.tlsCert === undefined ? null : pemName(settings.tlsCert, 'TLS_CERT') },
        'the certificate was read anew',
      );
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      if (problem !== told)
        log.warn({ problem }, 'the certificate could not be read anew; the one in use stays');
      told = problem;
    }
  };
  let looking: Promise<void> = Promise.resolve();
  // One after the other: two looks at once might put the older one in use.
  const look = (): Promise<void> => (looking = looking.then(lookOnce));
  const timer = setInterval(() => void look(), INTERVAL_MS);
  timer.unref();
  return {
    look,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await looking;
    },
  };
}
