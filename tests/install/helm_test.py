"""Runs `helm lint` and `helm template` on the chart and reads what they make.

helm is taken from the PATH, else from build/tools, else built there with Go 1.22 or later (about 95 s, once).
Where it can't be had the test says so and counts as skipped; with CI=true it fails.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHART = ROOT / "helm" / "nextmove"
HELM_MODULE = "helm.sh/helm/v3/cmd/helm@v3.16.4"
SKIPPED = 77  # SKIP_RETURN_CODE in CMake

helm_binary = None


def find_helm():
    """Returns the path of helm, or the reason why there is none."""
    found = shutil.which("helm")
    if found:
        return found, None
    tools = ROOT / "build" / "tools"
    if (tools / "helm").exists():
        return str(tools / "helm"), None
    go = shutil.which("go")
    if not go:
        return None, "neither helm nor go is on the PATH"
    tools.mkdir(parents=True, exist_ok=True)
    print(f"building {HELM_MODULE} into {tools}", flush=True)
    try:
        build = subprocess.run([go, "install", "-p", "2", HELM_MODULE], env={**os.environ, "GOBIN": str(tools)},
                               capture_output=True, text=True, timeout=540)
    except subprocess.TimeoutExpired:
        return None, "building helm took longer than 540 s"
    if build.returncode != 0:
        return None, "helm could not be built: " + build.stderr.strip()[-500:]
    return str(tools / "helm"), None


def helm(*arguments):
    with tempfile.TemporaryDirectory() as home:  # keeps the user's own settings and repositories out
        return subprocess.run([helm_binary, *arguments], capture_output=True, text=True, timeout=60,
                              env={**os.environ, "HOME": home, "KUBECONFIG": os.path.join(home, "none")})


def render(*settings, chart=CHART):
    """Returns the objects of the chart by kind."""
    result = helm("template", "shop", str(chart), "--namespace", "web", *settings)
    if result.returncode != 0:
        raise AssertionError(result.stderr)
    objects = [o for o in yaml.safe_load_all(result.stdout) if o]
    kinds = {"Configuration" if o["metadata"]["name"].endswith("-config") else o["kind"]: o
             for o in objects if "metadata" in o} | {o["kind"]: o for o in objects if "metadata" not in o}
    assert len(kinds) == len(objects), "two objects of one kind"
    return kinds


class HelmTest(unittest.TestCase):
    FILES = ("--set-string", r"rules.files.shop\.rules=# a shop")
    CONFIG_MAP = ("--set", "rules.configMap=shop-rules")
    CLAIM = ("--set", "rules.volume.persistentVolumeClaim.claimName=shop-claim,rules.subPath=current")

    def test_lint_finds_nothing(self):
        for settings in ((), self.FILES, self.CONFIG_MAP, self.CLAIM):
            result = helm("lint", "--strict", str(CHART), *settings)
            self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
            self.assertIn("0 chart(s) failed", result.stdout)

    def test_the_pod_runs_without_root_on_a_read_only_root(self):
        spec = render(*self.CONFIG_MAP)["Deployment"]["spec"]["template"]["spec"]
        self.assertTrue(spec["securityContext"]["runAsNonRoot"])
        self.assertGreater(spec["securityContext"]["runAsUser"], 0)
        self.assertEqual(spec["securityContext"]["seccompProfile"]["type"], "RuntimeDefault")
        self.assertFalse(spec["automountServiceAccountToken"])
        container = spec["containers"][0]["securityContext"]
        self.assertTrue(container["readOnlyRootFilesystem"])
        self.assertFalse(container["allowPrivilegeEscalation"])
        self.assertEqual(container["capabilities"]["drop"], ["ALL"])

    def test_probes_and_service_lead_to_the_port_that_the_server_listens_on(self):
        objects = render(*self.CONFIG_MAP, "--set", "service.port=7000,metrics.port=9001")
        container = objects["Deployment"]["spec"]["template"]["spec"]["containers"][0]
        ports = {p["name"]: p["containerPort"] for p in container["ports"]}
        self.assertIn(f"--listen=0.0.0.0:{ports['grpc']}", container["args"])
        self.assertIn("--metrics=0.0.0.0:9001", container["args"])
        self.assertEqual(ports["metrics"], 9001)
        for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
            self.assertEqual(container[probe]["grpc"]["port"], ports["grpc"])
        service = {p["name"]: p for p in objects["Service"]["spec"]["ports"]}
        self.assertEqual(service["grpc"]["port"], 7000)
        for port in service.values():
            self.assertIn(port["targetPort"], ports)

    def test_a_stopping_pod_takes_calls_until_all_have_learnt_that_it_leaves(self):
        objects = render(*self.CONFIG_MAP, "--set", "config.limits.call_bytes=2097152")
        pod = objects["Deployment"]["spec"]["template"]["spec"]
        container = pod["containers"][0]
        mounts = {m["name"]: m["mountPath"] for m in container["volumeMounts"]}
        self.assertIn(f"--config={mounts['config']}/nextmoved.yaml", container["args"])
        volume = next(v for v in pod["volumes"] if v["name"] == "config")
        self.assertEqual(volume["configMap"]["name"], objects["Configuration"]["metadata"]["name"])
        configuration = yaml.safe_load(objects["Configuration"]["data"]["nextmoved.yaml"])
        drain = configuration["drain"]
        self.assertGreaterEqual(drain["delay_ms"], 5000)
        self.assertGreater(1000 * pod["terminationGracePeriodSeconds"], drain["delay_ms"] + drain["timeout_ms"])
        self.assertLess(1.1 * configuration["connections"]["max_age_ms"], drain["delay_ms"])
        self.assertEqual(configuration["limits"]["call_bytes"], 2097152)

    def test_the_service_selects_the_pods(self):
        objects = render(*self.CONFIG_MAP)
        selector = objects["Service"]["spec"]["selector"]
        labels = objects["Deployment"]["spec"]["template"]["metadata"]["labels"]
        self.assertTrue(selector)
        self.assertEqual(selector, objects["Deployment"]["spec"]["selector"]["matchLabels"])
        self.assertEqual(selector, {name: labels[name] for name in selector})

    def test_rules_given_as_files_are_mounted_and_a_change_rolls_the_pods(self):
        text = "# first line\nsegment x \"y\"\n  {{ not a template }}\n"
        with tempfile.NamedTemporaryFile("w", suffix=".rules") as file:
            file.write(text)
            file.flush()
            objects = render("--set-file", rf"rules.files.shop\.rules={file.name}",
                             "--set-file", rf"rules.files.catalogues/category\.csv={file.name}")
        keys = {"shop.rules": "shop.rules", "catalogues/category.csv": "catalogues__category.csv"}
        self.assertEqual(objects["ConfigMap"]["data"], {key: text for key in keys.values()})
        volume = self.rules_volume(objects)["configMap"]
        self.assertEqual(volume["name"], objects["ConfigMap"]["metadata"]["name"])
        self.assertEqual({item["path"]: item["key"] for item in volume["items"]}, keys)

        def checksum(found):
            return found["Deployment"]["spec"]["template"]["metadata"]["annotations"]["checksum/rules"]

        self.assertNotEqual(checksum(objects), checksum(render(*self.FILES)))

    def test_rules_come_from_a_config_map_or_a_volume(self):
        objects = render(*self.CONFIG_MAP)
        self.assertNotIn("ConfigMap", objects)
        self.assertEqual(self.rules_volume(objects), {"projected": {"sources": [{"configMap": {"name": "shop-rules"}}]}})
        objects = render(*self.CONFIG_MAP, "--set", "rules.catalogues.files={category.csv}")
        self.assertEqual(self.rules_volume(objects)["projected"]["sources"][1]["configMap"], {
            "name": "nextmove-catalogues", "items": [{"key": "category.csv", "path": "catalogues/category.csv"}]})
        self.assertEqual(self.rules_volume(render(*self.CLAIM)),
                         {"persistentVolumeClaim": {"claimName": "shop-claim"}})

    def test_no_rules_or_two_sources_are_refused(self):
        none = helm("template", "shop", str(CHART), "--set", "rules.configMap=")
        self.assertNotEqual(none.returncode, 0)
        self.assertIn("no rules: set rules.configMap, rules.files or rules.volume", none.stderr)
        both = helm("template", "shop", str(CHART), *self.CLAIM, *self.FILES)
        self.assertNotEqual(both.returncode, 0)
        self.assertIn("rules.files and rules.volume are both set", both.stderr)

    def test_the_default_values_make_a_chart(self):
        self.assertEqual(self.rules_volume(render()),
                         {"projected": {"sources": [{"configMap": {"name": "nextmove-rules"}}]}})

    def test_a_misspelt_value_is_refused(self):
        result = helm("template", "shop", str(CHART), *self.CONFIG_MAP, "--set", "replica=3")
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("replica", result.stderr)

    def test_the_service_monitor_is_optional(self):
        self.assertNotIn("ServiceMonitor", render(*self.CONFIG_MAP))
        objects = render(*self.CONFIG_MAP, "--set", "serviceMonitor.enabled=true,serviceMonitor.labels.team=shop")
        monitor = objects["ServiceMonitor"]
        self.assertEqual(monitor["metadata"]["labels"]["team"], "shop")
        port = monitor["spec"]["endpoints"][0]["port"]
        self.assertIn(port, [p["name"] for p in objects["Service"]["spec"]["ports"]])
        labels = objects["Service"]["metadata"]["labels"]
        wanted = monitor["spec"]["selector"]["matchLabels"]
        self.assertEqual(wanted, {name: labels.get(name) for name in wanted})

    def test_a_headless_service_has_no_address(self):
        objects = render(*self.CONFIG_MAP, "--set", "service.headless=true")
        self.assertEqual(objects["Service"]["spec"]["clusterIP"], "None")

    def test_the_notes_name_the_next_command(self):
        # `helm template` leaves the notes out, and `helm install` asks a cluster: so a copy renders them as an object.
        with tempfile.TemporaryDirectory() as folder:
            chart = pathlib.Path(folder) / "nextmove"
            shutil.copytree(CHART, chart)
            notes = (chart / "templates" / "NOTES.txt").read_text()
            (chart / "templates" / "_notes.tpl").write_text('{{ define "notes" }}' + notes + "{{ end }}")
            (chart / "templates" / "notes.yaml").write_text('kind: Notes\ntext: {{ include "notes" . | quote }}\n')
            text = render(*self.CONFIG_MAP, chart=chart)["Notes"]["text"]
            with_files = render(*self.FILES, chart=chart)["Notes"]["text"]
        self.assertIn("kubectl -n web create configmap shop-rules --from-file=", text)
        self.assertIn("kubectl -n web rollout status deployment/shop-nextmove", text)
        self.assertIn("kubectl -n web port-forward service/shop-nextmove 50051:50051", text)
        self.assertNotIn("create configmap", with_files)

    def test_the_server_knows_the_flags_of_the_chart(self):
        server = pathlib.Path(os.environ.get("NEXTMOVE_BINARY_DIR", ROOT / "build" / "dev")) / "bin" / "nextmoved"
        if not server.exists():
            self.skipTest(f"{server} is not built")
        known = subprocess.run([str(server), "--help"], capture_output=True, text=True, timeout=30).stdout
        container = render(*self.CONFIG_MAP)["Deployment"]["spec"]["template"]["spec"]["containers"][0]
        for argument in container["args"]:
            self.assertRegex(known, re.escape(argument.split("=")[0]) + r"\b")

    def rules_volume(self, objects):
        spec = objects["Deployment"]["spec"]["template"]["spec"]
        mounts = {m["name"]: m for m in spec["containers"][0]["volumeMounts"]}
        self.assertTrue(mounts["rules"]["readOnly"])
        self.assertIn(f"--rules={mounts['rules']['mountPath']}", spec["containers"][0]["args"])
        return {k: v for k, v in next(v for v in spec["volumes"] if v["name"] == "rules").items() if k != "name"}


if __name__ == "__main__":
    helm_binary, reason = find_helm()
    if helm_binary is None:
        print(f"SKIPPED: the chart was not tested: {reason}", file=sys.stderr)
        sys.exit(1 if os.environ.get("CI") == "true" else SKIPPED)
    unittest.main(verbosity=2)
