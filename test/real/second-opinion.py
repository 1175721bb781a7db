# dkimpy and pyspf judge a message as its receiver: message on standard input, then the port of the DNS server, the address and the
# name of the client, and the reverse-path. Answers in JSON.
import json
import sys

import dns.resolver
import dkim
import spf

port, address, helo, reverse_path = sys.argv[1:5]
resolver = dns.resolver.Resolver(configure=False)
resolver.nameservers = ['127.0.0.1']
resolver.port = int(port)
dns.resolver.default_resolver = resolver


def txt(name, timeout=5):
    text = name.decode('ascii') if isinstance(name, bytes) else name
    try:
        return b''.join(resolver.resolve(text, 'TXT')[0].strings)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return None


message = sys.stdin.buffer.read()
verifier = dkim.DKIM(message)
result, _ = spf.check2(i=address, s=reverse_path, h=helo)
print(json.dumps({
    'dkim': verifier.verify(dnsfunc=txt),
    'domain': verifier.domain.decode('ascii'),
    'signed': sorted({name.decode('ascii').lower() for name, _ in verifier.signed_headers}),
    'spf': result,
}))
