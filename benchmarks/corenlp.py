"""Stanford CoreNLP as a peer, in a process of its own (GPL: measured here, never a part of the product).

The jars come from Maven Central into a cache folder the first time (about 1 GB).
"""

import shutil
import subprocess
from pathlib import Path

from benchmarks.process import Cost, measure

VERSION = "4.5.10"
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>peer</groupId><artifactId>corenlp</artifactId><version>1</version><dependencies>{}</dependencies></project>"""
DEPENDENCY = "<dependency><groupId>edu.stanford.nlp</groupId><artifactId>stanford-corenlp</artifactId><version>{}</version>{}</dependency>"


def jars(cache: Path) -> Path | None:
    """Folder of the jars, fetched when it is not there yet; None without Maven and Java."""
    lib = cache / f"corenlp-{VERSION}"
    if lib.exists():
        return lib
    if not (shutil.which("mvn") and shutil.which("java")):
        return None
    cache.mkdir(parents=True, exist_ok=True)
    classifiers = ["", *(f"<classifier>{name}</classifier>" for name in ("models", "models-english"))]
    (cache / "pom.xml").write_text(POM.format("".join(DEPENDENCY.format(VERSION, c) for c in classifiers)), encoding="utf-8")
    subprocess.run(
        ["mvn", "-q", "-B", "-f", cache / "pom.xml", "dependency:copy-dependencies", f"-DoutputDirectory={lib}.part"], check=True
    )
    Path(f"{lib}.part").rename(lib)
    return lib


def run(lib: Path, texts: list[str], folder: Path, annotators: str) -> Cost:
    """Cost of one CoreNLP process over `texts`, start included; its output goes below `folder`."""
    inputs = folder / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    names = []
    for number, text in enumerate(texts):
        path = inputs / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        names.append(str(path))
    (folder / "files").write_text("\n".join(names), encoding="utf-8")
    command = [
        "java",
        "-Xmx6g",
        "-cp",
        f"{lib}/*",
        "edu.stanford.nlp.pipeline.StanfordCoreNLP",
        "-annotators",
        annotators,
        "-threads",
        "2",
        "-filelist",
        str(folder / "files"),
        "-outputFormat",
        "json",
        "-outputDirectory",
        str(folder),
    ]
    return measure(command, stderr=Path(folder / "log"))
