// Where mailed replies go: an SMTP server in a process of its own that takes everything and keeps nothing.
import { createServer } from 'node:net';

let taken = 0;

const server = createServer((socket) => {
  let held = '';
  let isData = false;
  socket.setEncoding('latin1');
  socket.on('error', () => socket.destroy());
  socket.write('220 sink.example ESMTP\r\n');
  socket.on('data', (chunk) => {
    held += String(chunk);
    for (;;) {
      const end = held.indexOf(isData ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const line = held.slice(0, end);
      held = held.slice(end + (isData ? 5 : 2));
      if (isData) {
        isData = false;
        taken += 1;
        socket.write('250 2.0.0 taken\r\n');
      } else if (/^EHLO/i.test(line))
        socket.write('250-sink.example\r\n250-PIPELINING\r\n250 8BITMIME\r\n');
      else if (/^DATA/i.test(line)) {
        isData = true;
        socket.write('354 go on\r\n');
      } else if (/^QUIT/i.test(line)) socket.end('221 2.0.0 bye\r\n');
      else socket.write('250 2.1.0 fine\r\n');
    }
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});
process.on('message', () => void process.send?.(taken));
process.once('disconnect', () => process.exit());
