# OpenDKIM's library as a second opinion: one message a line in, one answer a line out (JSON), every signature's own result. Keys
# are in the question, by name. The clock is the machine's. Needs libopendkim.so.11 (Debian: libopendkim11, which opendkim brings).
import ctypes
import json
import sys

lib = ctypes.CDLL('libopendkim.so.11')
pointer = ctypes.c_void_p
for name, restype, argtypes in (
    ('dkim_init', pointer, (pointer, pointer)),
    ('dkim_verify', pointer, (pointer, ctypes.c_char_p, pointer, ctypes.POINTER(ctypes.c_int))),
    ('dkim_options', ctypes.c_int, (pointer, ctypes.c_int, ctypes.c_int, pointer, ctypes.c_size_t)),
    ('dkim_header', ctypes.c_int, (pointer, ctypes.c_char_p, ctypes.c_size_t)),
    ('dkim_eoh', ctypes.c_int, (pointer,)),
    ('dkim_body', ctypes.c_int, (pointer, ctypes.c_char_p, ctypes.c_size_t)),
    ('dkim_eom', ctypes.c_int, (pointer, pointer)),
    ('dkim_free', ctypes.c_int, (pointer,)),
    ('dkim_getsiglist', ctypes.c_int, (pointer, ctypes.POINTER(ctypes.POINTER(pointer)), ctypes.POINTER(ctypes.c_int))),
    ('dkim_sig_process', ctypes.c_int, (pointer, pointer)),
    ('dkim_sig_getflags', ctypes.c_uint, (pointer,)),
    ('dkim_sig_getbh', ctypes.c_int, (pointer,)),
    ('dkim_sig_geterror', ctypes.c_int, (pointer,)),
    ('dkim_sig_geterrorstr', ctypes.c_char_p, (ctypes.c_int,)),
    ('dkim_sig_getselector', ctypes.c_char_p, (pointer,)),
    ('dkim_sig_getdomain', ctypes.c_char_p, (pointer,)),
):
    function = getattr(lib, name)
    function.restype = restype
    function.argtypes = argtypes

SETOPT = 1
FLAGS, MINKEYBITS = 0, 14
BADSIGHANDLES = 0x400
PASSED = 0x04
keys = {}


@ctypes.CFUNCTYPE(ctypes.c_int, pointer, pointer, pointer, ctypes.c_size_t)
def key_of(_dkim, signature, buffer, size):
    selector = lib.dkim_sig_getselector(signature) or b''
    domain = lib.dkim_sig_getdomain(signature) or b''
    text = keys.get((selector + b'._domainkey.' + domain).decode('latin-1').lower())
    if text is None:
        return 3  # not found
    octets = text.encode('latin-1') + b'\0'
    if len(octets) > size:
        return 4  # error
    ctypes.memmove(buffer, octets, len(octets))
    return 0


handle = lib.dkim_init(None, None)


def option(which, value, kind):
    holder = kind(value)
    lib.dkim_options(handle, SETOPT, which, ctypes.byref(holder), ctypes.sizeof(holder))


option(FLAGS, BADSIGHANDLES, ctypes.c_uint)
option(MINKEYBITS, 1024, ctypes.c_uint)
lib.dkim_set_key_lookup(pointer(handle), key_of)


def answer(asked):
    global keys
    keys = asked['keys']
    message = asked['message'].encode('latin-1')
    header, _, body = message.partition(b'\r\n\r\n')
    status = ctypes.c_int()
    verifying = lib.dkim_verify(handle, b'fuzz', None, ctypes.byref(status))
    try:
        fields = []
        for line in header.split(b'\r\n'):
            if line[:1] in (b' ', b'\t') and fields:
                fields[-1] += b'\r\n' + line
            else:
                fields.append(line)
        for field in fields:
            status = lib.dkim_header(verifying, field, len(field))
            if status != 0:
                return {'dkim': None, 'whole': 'header status %d' % status}
        status = lib.dkim_eoh(verifying)
        if status not in (0, 1, 3, 4, 8):
            return {'dkim': None, 'whole': 'eoh status %d' % status}
        if body:
            lib.dkim_body(verifying, body, len(body))
        lib.dkim_eom(verifying, None)
        found = ctypes.POINTER(pointer)()
        count = ctypes.c_int()
        results = []
        if lib.dkim_getsiglist(verifying, ctypes.byref(found), ctypes.byref(count)) == 0:
            for index in range(count.value):
                signature = found[index]
                if lib.dkim_sig_geterror(signature) <= 0:
                    lib.dkim_sig_process(verifying, signature)
                passed = lib.dkim_sig_getflags(signature) & PASSED and lib.dkim_sig_getbh(signature) == 0
                error = lib.dkim_sig_geterror(signature)
                text = (lib.dkim_sig_geterrorstr(error) or b'').decode('latin-1')
                results.append('pass' if passed else 'fail %d %s bh=%d' % (error, text, lib.dkim_sig_getbh(signature)))
        return {'dkim': results}
    finally:
        lib.dkim_free(verifying)


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
