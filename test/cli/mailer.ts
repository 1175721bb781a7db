// What a pipeline under test runs to send its mail: signs, changes on request, and sends; exit 1 when the server refuses.
//   mailer.ts PORT TO [--from AUTHOR] [--mail-from REVERSE-PATH] [--signed-by DOMAIN] [--unsigned] [--footer] [--ip ADDRESS]
// With --ip it states by XCLIENT where the mail would come from; without, it comes as it does.
import { parseArgs } from 'node:util';
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import { letter, send } from '../service/sender.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string', default: 'admin@good.example' },
    'mail-from': { type: 'string' },
    'signed-by': { type: 'string' },
    unsigned: { type: 'boolean' },
    footer: { type: 'boolean' },
    ip: { type: 'string' },
  },
});
const [port = '', to = ''] = positionals;
const { from, 'signed-by': signedBy, unsigned, footer, ip } = values;
const mailFrom = values['mail-from'] ?? from;
const written = await letter({
  from,
  ...(unsigned === true ? { signedBy: null } : signedBy === undefined ? {} : { signedBy }),
});
const message = footer === true ? `${written}-- \r\nScanned by amavis\r\n` : written;

async function plainly(): Promise<string> {
  const connection = new SMTPConnection({
    host: '127.0.0.1',
    port: Number(port),
    name: 'mail.good.example',
    ignoreTLS: true,
  });
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject);
    connection.connect(() => resolve());
  });
  return await new Promise<string>((resolve, reject) => {
    connection.send({ from: mailFrom, to: [to] }, message, (error, info) => {
      connection.quit();
      if (error) reject(error);
      else resolve(info.response);
    });
  });
}

if (ip === undefined) {
  console.log(await plainly());
} else {
  const { code, lines } = await send({ port: Number(port), from: mailFrom, to, ip, message });
  console.log(`${code} ${lines.join('\n')}`);
  process.exitCode = code < 400 ? 0 : 1;
}
