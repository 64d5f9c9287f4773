"""A server of the protocol, written apart from pushscope: Python's standard library alone.

Usage: server.py FAITH.json [FAULT]
It prints its port, then answers terminals until it is ended. FAITH.json says what it knows:
options, the batches of commands it hands out poll by poll, and its answers. FAULT names one
thing that it does wrong, or (late, one-a-poll, two-in-one, gzip) does in its own way.
"""

import gzip
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

KNOWS = json.load(open(sys.argv[1], encoding="utf-8"))
FAULT = sys.argv[2] if len(sys.argv) > 2 else ""


class Session:
    """What it remembers of one terminal."""

    def __init__(self, serial):
        self.batches = regrouped(KNOWS.get("pollsOf", {}).get(serial, KNOWS["polls"]))
        self.polls = 0
        self.next_id = 70001
        self.open = {}


SESSIONS = {}


def regrouped(batches):
    """The same commands in the same order, handed out poll by poll as this server likes."""
    if FAULT == "late":
        return [[]] + batches
    if FAULT == "one-a-poll":
        return [[command] for batch in batches for command in batch]
    if FAULT == "two-in-one":
        return batches[:-2] + [batches[-2] + batches[-1]]
    return batches


def spoil(body, fault, old, new):
    """Puts one thing in place of another when that is the fault asked for."""
    if FAULT != fault:
        return body
    assert old in body, (fault, old, body)
    return body.replace(old, new, 1)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "OtherServer/9"

    def log_message(self, *_):
        pass

    def answer(self, body, status=200, charset="gb18030", extra=0):
        data = body if isinstance(body, bytes) else body.encode(charset)
        # Other names, other order, other extras than the server that was recorded.
        self.send_response_only(status)
        self.send_header("Content-Type", "text/plain; charset=" + charset)
        self.send_header("X-Request", "%d" % time.time_ns())
        self.send_header("Set-Cookie", "csrftoken=%x; Path=/" % time.time_ns())
        if FAULT == "gzip":
            data = gzip.compress(data)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data) + extra))
        self.send_header("Server", self.server_version)
        if FAULT != "no-date":
            self.send_header("Date", self.date_time_string())
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)
        self.close_connection = True

    def handle_request(self, body):
        url = urlsplit(self.path)
        query = {k.lower(): v[0] for k, v in parse_qs(url.query, keep_blank_values=True).items()}
        serial = query.get("sn", "")
        session = SESSIONS.get(serial) or SESSIONS.setdefault(serial, Session(serial))
        name = url.path.rstrip("/").split("/")[-1]
        if name == "cpos" and self.command == "GET":
            return self.time() if "type" in query else self.options(serial)
        if name == "cpos":
            return self.upload(query)
        if name == "posrequest":
            return self.card(query) if "reptype" in query else self.poll(session)
        if name == "posdevicecmd":
            return self.results(session, body)
        return self.answer("", 404)

    def do_GET(self):
        self.handle_request(b"")

    def do_POST(self):
        self.handle_request(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def time(self):
        if FAULT == "time-unreadable":
            return self.answer("Time=now\n")
        self.answer(time.strftime("Time=%Y%m%d%H%M%S\n"))

    def options(self, serial):
        if FAULT == "redirect":
            return self.answer("", 301)
        values = dict(KNOWS["options"])
        values.update({name: "2026-01-01T00:00:00" for name in values if name.endswith("Stamp")})
        if FAULT == "other-delay":
            values["Delay"] = "31"
        if FAULT == "option-lost":
            del values["TransTimes"]
        if FAULT == "encrypts":
            values["Encrypt"] = "1"
        lines = ["%s=%s" % item for item in reversed(list(values.items()))]
        if FAULT == "other-serial":
            serial = "5158181900026"
        self.answer("GET OPTION FROM: %s\n%s\n" % (serial, "\n".join(lines)))

    def upload(self, query):
        table = query.get("table", "").upper()
        if FAULT == "upload-unknown" and table == "FULLLOG":
            return self.answer("UNKNOWN")
        if FAULT == "upload-500" and table == "BUYLOG":
            return self.answer("OK", 500)
        if FAULT == "upload-silent" and table == "ALLOWLOG":
            self.close_connection = True
            return None
        self.answer("OK\n")

    def card(self, query):
        kind = query["reptype"]
        if kind == "10":
            lines = ["RET=OK"] + ["\t".join(row) for row in KNOWS["subsidies"]]
            body = "\n".join(lines) + "\n"
            body = spoil(body, "subsidy-cent", "\t30000\t", "\t30001\t")
            body = spoil(body, "subsidy-column", "\t1811\t30000\t", "\t30000\t1811\t")
            body = spoil(body, "subsidy-lost", lines[-1] + "\n", "")
            body = spoil(body, "subsidy-refused", "RET=OK", "RET=NO")
            return self.answer(body)
        answer = KNOWS["cards"][kind]
        if FAULT == "card-answer" and kind == "2":
            answer = "NO"
        self.answer(answer)

    def poll(self, session):
        batch = session.batches[session.polls] if session.polls < len(session.batches) else []
        session.polls += 1
        batch = list(batch)
        if FAULT == "reboot-not-last" and "REBOOT" in batch:
            batch.remove("REBOOT")
            batch.insert(0, "REBOOT")
        if FAULT == "reboot-lost" and "REBOOT" in batch:
            batch.remove("REBOOT")
        if FAULT == "clears-all" and "REBOOT" in batch:
            batch.insert(0, "CLEAR DATA")
        if FAULT == "command-twice" and "REBOOT" in batch:
            batch.insert(0, batch[0])
        lines = []
        for command in batch:
            session.open[str(session.next_id)] = command
            lines.append("C:%d:%s\n" % (session.next_id, command))
            session.next_id += 3
        if not lines:
            return self.answer("OK")
        body = "".join(lines)
        charset = KNOWS["charset"]
        if "Price=1200" in body:
            body = spoil(body, "a-cent", "Price=1200", "Price=1201")
            body = spoil(body, "other-key", "KeyID=2", "KeyID=3")
            body = spoil(body, "lf-lost", "KeyID=2\n", "KeyID=2")
        if "UPDATE USERINFO" in body:
            body = spoil(body, "other-card", "CardNo=10023", "CardNo=10032")
            body = spoil(body, "other-name", KNOWS["name"], KNOWS["otherName"])
            if FAULT == "other-charset":
                charset = "utf-8"
        if "DELETE USERINFO" in body:
            body = spoil(body, "deletes-all", "DELETE USERINFO SysID=10044", "DELETE USERINFO")
            if FAULT == "cut-short":
                return self.answer(body, charset=charset, extra=7)
        self.answer(body, charset=charset)

    def results(self, session, body):
        # As a real one: every id must be a number that it handed out, or nothing is acknowledged.
        ids = [dict(part.split("=", 1) for part in line.split("&"))["ID"]
               for line in body.decode("gb18030").split("\n") if line]
        if not all(number in session.open for number in ids):
            return self.answer("")
        for number in ids:
            del session.open[number]
        if FAULT == "acks-nothing":
            return self.answer("")
        self.answer("OK")


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
