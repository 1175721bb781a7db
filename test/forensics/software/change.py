# Changes a message as mail software in Python does. Reads the message on standard input, writes it on standard output.
# python3 change.py HOW. The list footer, prefix and author rewriting follow what Mailman 3 does in its decorate, subject_prefix and
# dmarc handlers, without being them.
import base64
import email
import email.encoders
import email.policy
import quopri
import sys
from email.header import Header, decode_header, make_header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

FOOTER = "_______________________________________________\nops mailing list -- ops@lists.example.net\nTo unsubscribe send an email to ops-leave@lists.example.net\n"


def crlf(octets):
    return octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def flat(message, policy=None):
    return crlf(message.as_bytes(policy=policy) if policy else message.as_bytes())


def text_leaves(message):
    return [part for part in message.walk() if not part.is_multipart() and part.get_content_maintype() == "text"]


def parsed_again(octets):
    return flat(email.message_from_bytes(octets))


def parsed_again_smtp(octets):
    return flat(email.message_from_bytes(octets, policy=email.policy.SMTP), email.policy.SMTP)


def parsed_again_default(octets):
    return flat(email.message_from_bytes(octets, policy=email.policy.default), email.policy.default)


def parsed_again_7bit(octets):
    return flat(email.message_from_bytes(octets, policy=email.policy.SMTP.clone(cte_type="7bit")), email.policy.SMTP.clone(cte_type="7bit"))


def recoded(encoder):
    def change(octets):
        message = email.message_from_bytes(octets)
        for part in text_leaves(message):
            payload = part.get_payload(decode=True)
            del part["Content-Transfer-Encoding"]
            part.set_payload(payload)
            encoder(part)
        return flat(message)

    return change


def to_8bit(octets):
    message = email.message_from_bytes(octets)
    for part in text_leaves(message):
        payload = part.get_payload(decode=True).decode("utf-8", "surrogateescape")
        if "Content-Transfer-Encoding" in part:
            part.replace_header("Content-Transfer-Encoding", "8bit")
        else:
            part["Content-Transfer-Encoding"] = "8bit"
        part.set_payload(payload.encode("utf-8", "surrogateescape").decode("ascii", "surrogateescape"))
    return flat(message)


def quopri_body(octets):
    head, _, body = octets.partition(b"\r\n\r\n")
    return head.replace(b"Content-Transfer-Encoding: 8bit", b"Content-Transfer-Encoding: quoted-printable").replace(b"Content-Transfer-Encoding: 7bit", b"Content-Transfer-Encoding: quoted-printable") + b"\r\n\r\n" + crlf(quopri.encodestring(body))


def list_footer(octets):
    message = email.message_from_bytes(octets)
    if not message.is_multipart() and message.get_content_type() == "text/plain":
        charset = message.get_content_charset() or "us-ascii"
        payload = message.get_payload(decode=True).decode(charset, "replace").replace("\r\n", "\n")
        separator = "" if payload.endswith("\n") else "\n"
        text = payload + separator + FOOTER
        try:
            text.encode("us-ascii")
            new = "us-ascii"
        except UnicodeEncodeError:
            new = "utf-8"
        del message["Content-Transfer-Encoding"]
        del message["MIME-Version"]
        message.set_payload(text, new)
    elif message.get_content_type() == "multipart/mixed":
        footer = MIMEText(FOOTER, "plain", "us-ascii")
        footer["Content-Disposition"] = "inline"
        message.get_payload().append(footer)
    else:
        inner = email.message.Message()
        for name in ("content-type", "content-disposition", "content-transfer-encoding"):
            if name in message:
                inner[name] = message[name]
        inner.set_payload(message.get_payload())
        footer = MIMEText(FOOTER, "plain", "us-ascii")
        footer["Content-Disposition"] = "inline"
        for name in ("content-type", "content-disposition", "content-transfer-encoding"):
            del message[name]
        message["Content-Type"] = "multipart/mixed"
        message.set_payload([inner, footer])
    return flat(message)


def list_prefix(octets):
    message = email.message_from_bytes(octets)
    old = message.get("Subject", "")
    if "=?" in old:
        words = decode_header(old)
        header = Header("[Ops] ", "us-ascii", header_name="Subject")
        for text, charset in words:
            header.append(text, charset)
        new = header
    else:
        new = "[Ops] " + " ".join(old.split())
    message.replace_header("Subject", new)
    return flat(message)


def list_prefix_text(octets):
    message = email.message_from_bytes(octets)
    message.replace_header("Subject", "[Ops] " + message.get("Subject", ""))
    return flat(message)


def list_author(octets):
    message = email.message_from_bytes(octets)
    name, address = email.utils.parseaddr(message["From"])
    if "Reply-To" not in message:
        message["Reply-To"] = message["From"]
    name = str(make_header(decode_header(name))) or address.split("@")[0]
    message.replace_header("From", email.utils.formataddr((name + " via Ops", "ops@lists.example.net"), "utf-8"))
    message["List-Id"] = "Ops <ops.lists.example.net>"
    return flat(message)


def whole_list(octets):
    return list_footer(list_prefix(octets))


def subject_decoded(octets):
    message = email.message_from_bytes(octets)
    text = str(make_header(decode_header(message["Subject"])))
    head, _, body = octets.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    out, skip = [], False
    for line in lines:
        if line.lower().startswith("subject:"):
            out.append("Subject: " + text.encode("utf-8").decode("latin-1"))
            skip = True
        elif skip and line[:1] in " \t":
            continue
        else:
            skip = False
            out.append(line)
    return "\r\n".join(out).encode("latin-1") + b"\r\n\r\n" + body


def subject_encoded_anew(octets):
    message = email.message_from_bytes(octets)
    text = str(make_header(decode_header(message["Subject"])))
    message.replace_header("Subject", Header(text, "utf-8", header_name="Subject"))
    return flat(message)


def wrapped(octets):
    message = email.message_from_bytes(octets)
    outer = MIMEMultipart("mixed", boundary="=====gateway=====")
    inner = email.message.Message()
    for name in list(message.keys()):
        if name.lower().startswith("content-"):
            inner[name] = message[name]
            del message[name]
    del message["MIME-Version"]
    inner.set_payload(message.get_payload())
    outer.attach(inner)
    outer.attach(MIMEText("Checked by the gateway.\n"))
    for name, value in message.items():
        outer[name] = value
    return flat(outer)


def mbox_escaped(octets):
    import mailbox
    import os
    import tempfile
    path = os.path.join(tempfile.mkdtemp(), "box")
    box = mailbox.mbox(path)
    box.add(octets.replace(b"\r\n", b"\n"))
    box.flush()
    stored = open(path, "rb").read()
    return crlf(stored.split(b"\n", 1)[1].rstrip(b"\n") + b"\n")


CHANGES = {
    "parsed-again": parsed_again,
    "parsed-again-smtp": parsed_again_smtp,
    "parsed-again-default": parsed_again_default,
    "parsed-again-7bit": parsed_again_7bit,
    "to-quoted-printable": recoded(email.encoders.encode_quopri),
    "to-base64": recoded(email.encoders.encode_base64),
    "to-8bit": to_8bit,
    "quopri-body": quopri_body,
    "list-footer": list_footer,
    "list-prefix": list_prefix,
    "list-prefix-text": list_prefix_text,
    "list-author": list_author,
    "whole-list": whole_list,
    "subject-decoded": subject_decoded,
    "subject-encoded-anew": subject_encoded_anew,
    "wrapped": wrapped,
    "mbox": mbox_escaped,
}

sys.stdout.buffer.write(CHANGES[sys.argv[1]](sys.stdin.buffer.read()))
