"""A rolling restart behind one plain address, as a Service of Kubernetes is: no call fails.

A forwarder stands for the Service: it sends new connections to the newer server, and old ones stay where they are.
Exits 77 (skipped) without python3-grpcio.
"""

import os
import pathlib
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

try:
    import grpc
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

SOURCE = pathlib.Path(os.environ.get("NEXTMOVE_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
BINARY = pathlib.Path(os.environ["NEXTMOVE_BINARY_DIR"])
REQUEST = b"\x12\x02p1"  # DecideRequest with visitor_id "p1"


class Server:
    def __init__(self, folder, name, configuration):
        (folder / f"{name}.yaml").write_text(configuration)
        ports = folder / f"{name}.ports"
        self.log = (folder / f"{name}.log").open("w")
        self.process = subprocess.Popen(
            [BINARY / "bin" / "nextmoved", "--config", folder / f"{name}.yaml", "--rules", SOURCE / "tests/e2e/rules",
             "--listen", "127.0.0.1:0", "--metrics", "", "--port-file", ports], stderr=self.log)
        for _ in range(2000):
            if ports.exists() or self.process.poll() is not None:
                break
            time.sleep(0.01)
        self.port = int(ports.read_text().split("grpc=127.0.0.1:")[1].split()[0])

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def wait(self):
        code = self.process.wait(timeout=30)
        self.log.close()
        return code


class Forwarder:
    """Sends each new connection to `self.target`."""

    def __init__(self, target):
        self.target = target
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                near, _ = self.door.accept()
            except OSError:  # closed
                return
            far = socket.create_connection(("127.0.0.1", self.target))
            threading.Thread(target=self.carry, args=(near, far), daemon=True).start()

    @staticmethod
    def carry(near, far):
        other = {near: far, far: near}
        with near, far:
            while True:
                for side in select.select([near, far], [], [])[0]:
                    try:
                        piece = side.recv(65536)
                        if not piece:
                            return
                        other[side].sendall(piece)
                    except OSError:
                        return


class RollingRestartTest(unittest.TestCase):
    def restart_under_load(self, configuration):
        """Returns how many calls were answered, and the failures."""
        failures, answered, stop = [], [0], threading.Event()

        def load(port):
            with grpc.insecure_channel(f"127.0.0.1:{port}",
                                       options=[("grpc.use_local_subchannel_pool", 1)]) as channel:
                decide = channel.unary_unary("/nextmove.v1.DecisionService/Decide")
                while not stop.is_set():
                    try:
                        decide(REQUEST, timeout=10)
                        answered[0] += 1
                    except grpc.RpcError as error:
                        failures.append(f"{error.code()} {error.details()}")

        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            old, new = Server(folder, "old", configuration), Server(folder, "new", configuration)
            forwarder = Forwarder(old.port)
            clients = [threading.Thread(target=load, args=(forwarder.port,)) for _ in range(4)]
            for client in clients:
                client.start()
            time.sleep(0.5)
            old.terminate()
            forwarder.target = new.port  # as Kubernetes takes a stopping pod out of the Service
            self.assertEqual(old.wait(), 0)
            time.sleep(0.3)
            stop.set()
            for client in clients:
                client.join()
            new.terminate()
            self.assertEqual(new.wait(), 0)
            forwarder.door.close()
        return answered[0], failures

    def test_no_call_fails_when_connections_age_before_the_server_closes(self):
        answered, failures = self.restart_under_load(
            "connections:\n  max_age_ms: 300\ndrain:\n  delay_ms: 1500\n")
        self.assertGreater(answered, 100)
        self.assertEqual(failures, [])


if __name__ == "__main__":
    unittest.main()
