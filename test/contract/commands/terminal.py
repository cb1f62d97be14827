"""Runs a shell in a terminal of its own, which ends with it.

What the terminal shows goes to the output. What comes in is what a person types or pastes; it is
written as fast as the terminal takes it. Usage: terminal.py PROGRAM [ARGUMENT...]
"""

import os
import pty
import select
import sys

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
os.set_blocking(terminal, False)
waiting = b""
more = True
while True:
    read = [terminal] + ([0] if more and not waiting else [])
    readable, writable, _ = select.select(read, [terminal] if waiting else [], [])
    if terminal in readable:
        try:
            shown = os.read(terminal, 65536)
        except OSError:
            break
        if not shown:
            break
        os.write(1, shown)
    if 0 in readable:
        typed = os.read(0, 65536)
        more = bool(typed)
        waiting += typed
    if terminal in writable:
        waiting = waiting[os.write(terminal, waiting[:512]) :]
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
