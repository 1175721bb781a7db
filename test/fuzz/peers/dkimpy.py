# dkimpy as a second opinion on DKIM and ARC: one message a line in, one answer a line out (JSON). Keys are in the question, by
# name; time stands where the question says. 'pass' or why not, one for each DKIM-Signature in order, and the chain's cv.
import json
import sys

import dkim


class Stopped:
    at = 0

    def time(self):
        return self.at


clock = Stopped()
dkim.time = clock


def answer(asked):
    clock.at = asked['at']
    keys = asked['keys']
    message = asked['message'].encode('latin-1')

    def txt(name, timeout=5):
        text = keys.get(name.decode('ascii', 'replace').rstrip('.').lower())
        return None if text is None else text.encode('latin-1')

    results = []
    for index in range(asked['signatures']):
        try:
            results.append('pass' if dkim.DKIM(message, minkey=1024).verify(idx=index, dnsfunc=txt) else 'fail')
        except Exception as error:
            results.append(type(error).__name__ + ': ' + str(error)[:100])
    cv = None
    if asked.get('arc'):
        try:
            cv, _, reason = dkim.ARC(message, minkey=1024).verify(dnsfunc=txt)
            cv = cv.decode('ascii') if cv else 'none'
            if cv == 'fail':
                cv = 'fail: ' + str(reason)[:100]
        except Exception as error:
            cv = type(error).__name__ + ': ' + str(error)[:100]
    return {'dkim': results, 'arc': cv}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
