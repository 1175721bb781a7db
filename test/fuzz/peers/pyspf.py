# pyspf as a second opinion: one question a line in, one answer a line out (JSON). The zone is in the question; nothing is asked
# of the network. RFC 7208 §4.4: SERVFAIL, REFUSED and time-outs are a temporary error.
import json
import sys

import spf

FAILURES = ('SERVFAIL', 'REFUSED', 'TIMEOUT', 'ERROR')
zone = {}


def sets_of(name):
    return zone.get(name.lower().rstrip('.'))


def lookup(name, qtype, strict=True, timeout=None, level=0):
    for label in name.rstrip('.').split('.'):
        if len(label) > 63:
            return
    sets = sets_of(name)
    if sets is None:
        return
    alias = sets.get('CNAME')
    if level > 8:
        raise spf.TempError('DNS CNAME loop')
    if alias is not None:
        yield ((name, 'CNAME'), alias[0])
        for found in lookup(alias[0], qtype, strict, timeout, level + 1):
            yield found
        return
    values = sets.get(qtype, [])
    if values in FAILURES:
        raise spf.TempError('DNS ' + values)
    for value in values:
        if qtype in ('TXT', 'SPF'):
            octets = value.encode('latin-1')
            value = tuple(octets[at:at + 255] for at in range(0, max(1, len(octets)), 255))
        elif qtype == 'MX':
            preference, host = value.split(' ')
            value = (int(preference), host.rstrip('.'))
        elif qtype == 'AAAA':
            value = spf.ipaddress.IPv6Address(value).packed
        yield ((name, qtype), value)


spf.DNSLookup = lookup

for line in sys.stdin:
    asked = json.loads(line)
    zone = asked['zone']
    spf.MAX_VOID_LOOKUPS = asked.get('voids', 2)
    try:
        query = spf.query(i=asked['ip'], s=asked['sender'], h=asked['helo'], strict=True, receiver='rx.example')
        query.set_default_explanation('')
        result, _, explanation = query.check()
    except Exception as error:  # a crash of the peer is an answer, too
        result, explanation = 'crash: ' + repr(error)[:120], ''
    print(json.dumps({'result': result, 'explanation': explanation if result == 'fail' else ''}), flush=True)
