"""A server as they are usually written, that says what was recorded: Python's own, a thread a connection.

Usage: recorded_server.py CAPTURE
It prints its port, then gives each terminal its recorded replies in order, until it is ended.
Python's http.server would refuse what terminals write: their targets hold blanks.
"""

import json
import re
import sys
from collections import defaultdict
from http.client import parse_headers
from socketserver import StreamRequestHandler, ThreadingTCPServer

SERIAL = re.compile(r"SN=(\d+)")
REPLIES = defaultdict(list)
TURNS = defaultdict(int)


def serial_of(start_line):
    found = SERIAL.search(start_line)
    return found.group(1) if found else ""


def read(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            if "request" not in entry:
                continue
            reply = entry.get("response") or {}
            head = reply.get("head", "").encode("latin-1")
            body = reply.get("body", "").encode(reply.get("encoding", "utf-8"))
            REPLIES[serial_of(entry["request"]["head"].split("\r\n", 1)[0])].append(head + body)


class Handler(StreamRequestHandler):
    def handle(self):
        serial = serial_of(self.rfile.readline().decode("latin-1"))
        headers = parse_headers(self.rfile)
        self.rfile.read(int(headers.get("Content-Length", 0)))
        replies = REPLIES[serial]
        turn = TURNS[serial]
        TURNS[serial] = turn + 1
        if replies:
            self.wfile.write(replies[turn % len(replies)])


class Server(ThreadingTCPServer):
    request_queue_size = 256
    daemon_threads = True


read(sys.argv[1])
server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
