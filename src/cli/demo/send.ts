// The sender of the demonstration: one SMTP session from loopback that states, by the PROXY protocol, the address it stands for.
import { connect } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';

export interface Sending {
  port: number;
  ip: string;
  helo: string;
  from: string;
  to: string;
  message: string;
}

/** The final reply to DATA, as lines with their code, whether it was accepted or refused. */
export async function send({ port, ip, helo, from, to, message }: Sending): Promise<string[]> {
  const socket = connect(port, '127.0.0.1');
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  socket.write(`PROXY TCP4 ${ip} 127.0.0.1 25000 ${port}\r\n`);
  const connection = new SMTPConnection({
    connection: socket,
    name: helo,
    ignoreTLS: true,
    host: '127.0.0.1',
    port,
  });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.connect(() => resolve());
    });
    const reply = await new Promise<string>((resolve, reject) => {
      connection.send({ from, to: [to] }, message, (error, info) => {
        if (error === null || error === undefined) resolve(info.response);
        else if ('response' in error && typeof error.response === 'string') resolve(error.response);
        else reject(error);
      });
    });
    return reply.split(/\r?\n/);
  } finally {
    connection.quit();
  }
}
