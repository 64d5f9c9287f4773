"""A terminal of the protocol, written apart from pushscope: Python's standard library alone.

Usage: terminal.py PORT SERIAL DAY.json
It lives through the day: a list of what it does, in order. It reads every reply as a terminal
does, obeys commands, acknowledges them by the numbers it was given, and prints what it has
become at the end, and what it has seen: each reply without its time. It fails at the first
reply that it cannot read.
"""

import datetime
import email.utils
import http.client
import json
import sys
import time

PORT, SERIAL = int(sys.argv[1]), sys.argv[2]
DAY = json.load(open(sys.argv[3], encoding="utf-8"))


def ask(method, path, body=None):
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10)
    headers = {"User-Agent": "iClock Proxy/1.09", "Connection": "close", "Accept": "*/*"}
    line.request(method, "/iclock/" + path, body=body, headers=headers)
    reply = line.getresponse()
    data = reply.read()
    assert reply.status == 200, (path, reply.status)
    # It sets its clock by Date, so an old one would put it back.
    age = time.time() - email.utils.parsedate_to_datetime(reply.headers["Date"]).timestamp()
    assert abs(age) < 60, (path, reply.headers["Date"])
    line.close()
    others = [[name, value] for name, value in reply.getheaders() if name != "Date"]
    became["seen"].append([method, reply.version, reply.status, reply.reason, others, data.decode("latin1")])
    return data


became = {"options": {}, "people": {}, "obeyed": [], "answers": [], "seen": []}


def obey(text):
    """One command; what it changes."""
    verb = text.split("\t")[0]
    became["obeyed"].append(verb)
    if verb.startswith("UPDATE USERINFO "):
        person = dict(pair.split("=", 1) for pair in text[len("UPDATE USERINFO "):].split("\t") if pair)
        became["people"][person["SysID"]] = person["Name"]
    if verb.startswith("SET OPTION "):
        for pair in text[len("SET OPTION "):].split("\t"):
            if pair.strip():
                name, value = pair.split("=", 1)
                became["options"][name] = value


for step in DAY:
    what = step["do"]
    if what == "init":
        lines = ask("GET", "cpos?SN=%s&options=all&language=83&device_type=30" % SERIAL).decode("ascii").split("\n")
        assert lines[0] == "GET OPTION FROM: " + SERIAL, lines[0]
        became["options"].update(line.split("=", 1) for line in lines[1:] if "=" in line)
    elif what == "time":
        text = ask("GET", "cpos?SN=%s&type=time" % SERIAL).decode("ascii").strip()
        text = text[len("Time="):]
        said = datetime.datetime.strptime(text, "%Y%m%d%H%M%S") if text.isdigit() else datetime.datetime.fromisoformat(text)
        assert abs(said.timestamp() - time.time()) < 60, text
        became["seen"][-1][-1] = "Time"
    elif what == "poll":
        body = ask("GET", "posrequest?SN=%s&type=pos&devno=37" % SERIAL)
        if body.strip() == b"OK":
            continue
        results = []
        for line in body.decode("gb18030").split("\n"):
            if not line:
                continue
            letter, number, text = line.split(":", 2)
            assert letter == "C", line
            obey(text)
            results.append("ID=%s&Return=0&CMD=%s" % (number, text.split(" ")[0]))
        assert ask("POST", "posdevicecmd?SN=" + SERIAL, "\n".join(results) + "\n") == b"OK"
    elif what == "upload":
        path = "cpos?SN=%s&table=%s&Stamp=%s&StampId=%s" % (SERIAL, step["table"], step["stamp"], step["id"])
        body = "".join("\t".join(row) + "\n" for row in step["rows"])
        assert ask("POST", path, body).strip() == b"OK"
    elif what == "card":
        became["answers"].append(ask("GET", "posrequest?SN=%s&%s" % (SERIAL, step["query"])).decode("gb18030"))

print(json.dumps(became, ensure_ascii=False))
