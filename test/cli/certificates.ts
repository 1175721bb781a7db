// Certificates for tests, made by openssl: a certification authority of the test, and what it signs.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CertificateFiles {
  cert: string;
  key: string;
}

/** An authority in a folder; `issue` makes a certificate for a host that is valid for so many days from now, or until yesterday. */
export function certificateAuthority(folder: string): {
  cert: string;
  issue: (name: string, host: string, days: number) => CertificateFiles;
  selfSigned: (name: string, host: string) => CertificateFiles;
} {
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  };
  const day = (days: number): string =>
    `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  const root = (name: string, host: string): CertificateFiles => {
    const files = { cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
    openssl(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-subj',
      `/CN=${host}`,
      '-addext',
      `subjectAltName=DNS:${host}`,
      '-days',
      '400',
      '-out',
      files.cert,
      '-keyout',
      files.key,
    );
    return files;
  };
  const authority = root('ca', 'ca.test.example');
  writeFileSync(join(folder, 'index.txt'), '');
  writeFileSync(
    join(folder, 'ca.cnf'),
    [
      '[ca]\ndefault_ca = ca_default\n[ca_default]\ndatabase = index.txt\nnew_certs_dir = .',
      'rand_serial = yes\ndefault_md = sha256\npolicy = any\ncopy_extensions = copy',
      'unique_subject = no\n[any]\ncommonName = supplied\n',
    ].join('\n'),
  );
  return {
    cert: authority.cert,
    selfSigned: root,
    issue(name, host, days) {
      const files = { cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
      openssl(
        'req',
        '-new',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-subj',
        `/CN=${host}`,
        '-addext',
        `subjectAltName=DNS:${host}`,
        '-out',
        `${name}.csr`,
        '-keyout',
        files.key,
      );
      openssl(
        'ca',
        '-batch',
        '-config',
        'ca.cnf',
        '-notext',
        '-in',
        `${name}.csr`,
        '-out',
        files.cert,
        '-cert',
        authority.cert,
        '-keyfile',
        authority.key,
        '-startdate',
        day(-60),
        '-enddate',
        day(days),
      );
      return files;
    },
  };
}
