# Runs dkimpy's own test suite, which Debian's python3-dkim brings, and prints every verification it made: the message, the DNS
# answers it was given, and what came of it. One JSON object a line.
import io
import json
import unittest

import dkim
from dkim.tests import test_suite

seen = []
current = ['']
verify_dkim = dkim.DKIM.verify
verify_arc = dkim.ARC.verify


def record(kind, verifier, index, dnsfunc, run):
    answers = {}

    def spy(name, timeout=5):
        answer = dnsfunc(name)
        key = (name.decode('latin-1') if isinstance(name, bytes) else name).rstrip('.').lower()
        answers[key] = answer.decode('latin-1') if isinstance(answer, bytes) else answer
        return answer

    word = ''
    try:
        result = run(spy)
        word = str(result)
        return result
    except Exception as error:
        word = type(error).__name__ + ': ' + str(error)[:100]
        raise
    finally:
        header = b''.join(name + b':' + value for name, value in verifier.headers)
        seen.append({
            'test': current[0],
            'kind': kind,
            'index': index,
            'message': (header + b'\r\n' + verifier.body).decode('latin-1'),
            'keys': answers,
            'leastBits': verifier.minkey,
            'result': word,
        })


def dkim_verify(self, idx=0, dnsfunc=dkim.get_txt):
    if isinstance(self, dkim.ARC):
        return verify_dkim(self, idx, dnsfunc)
    return record('dkim', self, idx, dnsfunc, lambda spy: verify_dkim(self, idx, spy))


def arc_verify(self, dnsfunc=dkim.get_txt):
    return record('arc', self, 0, dnsfunc, lambda spy: verify_arc(self, spy))


dkim.DKIM.verify = dkim_verify
dkim.ARC.verify = arc_verify


class Result(unittest.TextTestResult):
    def startTest(self, test):
        current[0] = test.id().split('.', 3)[-1]
        super().startTest(test)


unittest.TextTestRunner(stream=io.StringIO(), resultclass=Result).run(unittest.TestSuite([test_suite()]))
for entry in seen:
    print(json.dumps(entry))
