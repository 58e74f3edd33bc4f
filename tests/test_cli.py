"""kg.cli: each command does one thing, says what it did, and tells a user's slip in one line."""

import fcntl
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from commands import KG, RELEASE, Run

from kg import export as exports
from kg import results
from kg.cli import main
from kg.queries import catalogue
from kg.resources import folder
from kg.store import open_reader


def test_build_says_what_it_did(run: Run, release: Path) -> None:
    """A build ends with the documents, the facts by kind, and where they are."""
    result = run("build", release)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert re.match(r"Documents: 1 new in \d+\.\d s\nkg-store now holds \(generation 1\):\n", result.stdout)
    assert re.search(r"^  Event +1$", result.stdout, re.MULTILINE)
    assert run("build", release).stdout.splitlines()[1] == "Nothing new for kg-store"


def test_build_tells_what_it_could_not_read_and_builds_the_rest(run: Run, release: Path) -> None:
    """Bad documents cost one line each and exit 1, never the good ones."""
    (release / "empty.txt").write_text("")
    (release / "binary.txt").write_bytes(bytes(range(256)) * 40)
    result = run("build", release, "nowhere")
    assert result.exit_code == 1
    assert "1 new, 3 unreadable" in result.stdout
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("Error: ") for line in lines)
    assert {"nowhere", f"{release}/empty.txt", f"{release}/binary.txt"} == {line.split(": ")[1] for line in lines}


def test_build_tells_a_strange_file_name_in_one_line(run: Run, release: Path) -> None:
    """A line break in a file's name does not break the line that tells of it."""
    (release / "two\nlines.txt").write_text("")
    assert re.fullmatch(r"Error: .*two lines\.txt: .*\n", run("build", release).stderr)


def test_build_reads_standard_input(run: Run) -> None:
    """`kg build -` takes one document from a pipe."""
    assert "1 new" in run("build", "-", input=RELEASE).stdout


def test_build_tells_of_documents_that_are_gone(run: Run, release: Path) -> None:
    """A file that was deleted stays in the graph until `--prune` is said, and the summary says so."""
    (release / "two.txt").write_text(RELEASE.replace("2016", "2017"))
    run("build", release)
    (release / "two.txt").unlink()
    assert "drop them with: --prune" in run("build", release).stdout
    assert "1 removed" in run("build", release, "--prune").stdout


def test_unread_shows_what_the_patterns_miss(run: Run, release: Path) -> None:
    """Without a store, the sentence that yielded nothing is shown with its points; what cannot be read costs a line and exit 1."""
    (release / "one.txt").write_text(f"{RELEASE}The Ministry of Justice of Serbia bore a part of it.\n")
    result = run("unread", release)
    assert (result.exit_code, result.stderr) == (0, "1 sentence of 1 document\n")
    assert "tells of paying +4" in result.stdout
    assert "bore a part of it." in result.stdout
    bad = run("unread", release, "nowhere", "--format", "json")
    assert bad.exit_code == 1
    assert bad.stderr.splitlines()[-1] == "Error: nowhere: does not exist."
    assert bad.stdout.startswith("[")
    assert not Path("kg-store").exists()


def test_store_is_an_option_or_a_variable(run: Run, release: Path) -> None:
    """--store names the store, KG_STORE is its default."""
    assert run("build", release, "--store", "here").exit_code == 0
    assert run("generations", env={"KG_STORE": "here"}).exit_code == 0
    assert run("generations").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "overview"], "no store here, build one with: kg build PATH"),
        (["why", "x"], "no store here"),
        (["export", "turtle"], "no store here"),
        (["serve"], "no store here"),
        (["undo"], "no store here"),
        (["generations"], "no store here"),
        (["diff"], "no store here"),
        (["build", "releases", "--dry-run", "--store", "releases"], "is no store"),
        (["build", "releases", "--base", "nonsense"], "no base for IRIs"),
        (["build", "releases", "--store", "releases"], "is no store"),
        (["build", "releases", "--store", "releases/one.txt"], "is a file"),
        (["serve", "--host", "0.0.0.0"], "--public"),
        (["score", "releases"], "no store here"),
        (["unread", "releases", "--format", "xml"], "There are: text, csv, json"),
        (["unread", "releases", "--patterns", "nowhere"], "no such folder"),
    ],
)
def test_a_slip_is_one_line(run: Run, release: Path, arguments: list[str], message: str) -> None:
    """What a user can mend is one line on standard error that says what, and exit 1; nothing is printed as an answer."""
    assert release.is_dir()
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert re.fullmatch(r"Error: .*\n", result.stderr)
    assert message in result.stderr


def test_busy_store_is_one_line(run: Run, release: Path) -> None:
    """While another build holds the lock, a build says who has it and ends."""
    run("build", release)
    with Path("kg-store/lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = run("build", release)
    assert result.exit_code == 1
    assert re.fullmatch(r"Error: kg-store: .*\n", result.stderr)


def test_query_lists_the_questions(run: Run) -> None:
    """Without a name, every question is listed with its title and parameters."""
    listed = run("query").stdout
    for question in catalogue():
        assert re.search(rf"^{question.name} +{re.escape(question.title)}", listed, re.MULTILINE)
    assert "--param KEY=VALUE" in listed


def test_query_asks_by_name_file_and_standard_input(run: Run, sample_store: Path) -> None:
    """A question of ours, a file and standard input are put alike; a parameter narrows the answer."""
    everyone = run("query", "posts-over-time", "--store", sample_store).stdout
    one = run("query", "posts-over-time", "--param", "name=Elira Hoxhaj", "--store", sample_store).stdout
    assert one.count("\n") < everyone.count("\n")
    assert {line.split("  ")[0] for line in one.splitlines()[2:-2]} == {"Elira Hoxhaj"}
    Path("mine.rq").write_text("ASK { ?person a <https://w3id.org/pressgraph/ns#Person> }")
    assert run("query", "mine.rq", "--store", sample_store).stdout == "yes\n"
    assert run("query", "-", "--store", sample_store, input=Path("mine.rq").read_text()).stdout == "yes\n"


@pytest.mark.parametrize("form", [form for form in results.FORMATS if form != "turtle"])
def test_query_formats(run: Run, sample_store: Path, form: str) -> None:
    """Each form of rows holds the answer."""
    result = run("query", "posts-over-time", "--param", "name=Elira Hoxhaj", "--format", form, "--store", sample_store)
    assert result.exit_code == 0
    assert "Elira Hoxhaj" in result.stdout


def test_parameters_are_no_columns(run: Run, sample_store: Path) -> None:
    """What was asked with is not repeated in every row of the answer."""
    header = run("query", "posts-over-time", "--format", "csv", "--store", sample_store).stdout.splitlines()[0].split(",")
    assert {"name", "at"}.isdisjoint(header)
    assert "personLabel" in header


def test_query_makes_triples(run: Run, sample_store: Path) -> None:
    """A CONSTRUCT query comes out as Turtle."""
    text = "CONSTRUCT { ?person a ?class } WHERE { ?person a ?class FILTER(?class = <https://w3id.org/pressgraph/ns#Person>) }"
    assert "kg:Person" in run("query", "-", "--format", "turtle", "--store", sample_store, input=text).stdout


@pytest.mark.parametrize(
    ("arguments", "text", "message"),
    [
        (["partner-of"], "", "Did you mean partners-of"),
        (["partners-of", "--param", "named=x"], "", "Did you mean name?"),
        (["partners-of", "--param", "name"], "", "Write --param NAME=VALUE"),
        (["events", "--param", "since=yesterday"], "", "Give a day"),
        (["nowhere.rq"], "", "nowhere.rq: cannot be read"),
        (["overview", "--format", "word"], "", "There are: table"),
        (["-"], "SELECT * { ?person a foaf:Person }", "line 1, column 22"),
        (["-"], "DELETE WHERE { ?s ?p ?o }", "kg build"),
        (["-"], "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_query_slips_are_told(run: Run, sample_store: Path, arguments: list[str], text: str, message: str) -> None:
    """A slip in a question says where and what would have worked, and exits 1."""
    result = run("query", *arguments, "--store", sample_store, input=text)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert message in result.stderr


def test_query_doubts_are_notes(run: Run, sample_store: Path) -> None:
    """A misspelt property gives no rows, and a note that names the right one."""
    text = "SELECT * { ?s <https://w3id.org/pressgraph/ns#organisedBy> ?o }"
    result = run("query", "-", "--store", sample_store, input=text)
    assert result.exit_code == 0
    assert re.fullmatch(r"Note: .*organizedBy.*\n", result.stderr)


def test_why_shows_the_sentence(run: Run, sample_store: Path) -> None:
    """`kg why` prints the document, the rule and the underlined passage, and says what it left out."""
    result = run("why", "OSCE Presence in Albania", "--most", "1", "--store", sample_store)
    assert result.exit_code == 0
    assert "^^^^" in result.stdout
    assert '(rule "' in result.stdout
    assert "more statements; all of them with: --most 0" in result.stdout


def test_why_suggests(run: Run, sample_store: Path) -> None:
    """A name that nothing bears is refused with names that hold it."""
    result = run("why", "presence in alb", "--store", sample_store)
    assert result.exit_code == 1
    assert "institution/osce-presence-in-albania (OSCE Presence in Albania)" in result.stderr


@pytest.mark.parametrize("form", exports.FORMATS)
def test_export_to_a_file_and_to_a_pipe_is_the_same(run: Run, sample_store: Path, form: str) -> None:
    """Each format comes out whole, to a file and to standard output alike."""
    result = run("export", form, "--store", sample_store)
    assert result.exit_code == 0
    assert run("export", form, "--store", sample_store, "--out", "file").stdout == "Wrote file\n"
    assert Path("file").read_bytes() == result.stdout_bytes
    assert len(result.stdout_bytes) > 1000


def test_export_help_lists_the_formats(run: Run) -> None:
    """The help names every format of the table, and so does the refusal of another."""
    listed = run("export", "--help").stdout
    refused = run("export", "word").stderr
    assert all(re.search(rf"^  {form} ", listed, re.MULTILINE) for form in exports.FORMATS)
    assert refused.startswith("Error: ")


def test_score_counts_errors_and_writes(run: Run, sample_store: Path) -> None:
    """`kg score` prints both tables, tells errors by kind, and writes what the graph says in the shape of gold."""
    gold = folder("data") / "gold"
    result = run("score", gold, "--store", sample_store, "--write", "said")
    assert result.exit_code == 0
    assert re.search(r"^main event .* F1$", result.stdout, re.MULTILINE)
    assert re.search(r"^ALL +\d+ +\d+ +\d+ +0\.\d{3}", result.stdout, re.MULTILINE)
    assert len(list(Path("said").glob("*.json"))) == len(list(gold.glob("*.json")))
    errors = run("score", gold, "--store", sample_store, "--errors").stdout
    amounts = run("score", gold, "--store", sample_store, "--errors", "amounts").stdout
    assert len(result.stdout) < len(amounts) < len(errors)
    assert re.search(r"^0\.90 or more +\d+ ", run("score", gold, "--store", sample_store, "--confidence").stdout, re.MULTILINE)
    assert run("score", gold, "--store", sample_store, "--calibrate", "own/confidence.toml").stdout.endswith(
        "Wrote own/confidence.toml\n"
    )
    assert "[rule]" in Path("own/confidence.toml").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "nowhere: no such folder"),
        (["empty"], "holds no .json files"),
        (["gold", "--errors", "dates"], "There are: all"),
    ],
)
def test_score_slips_are_one_line(run: Run, sample_store: Path, arguments: list[str], message: str) -> None:
    """A folder that is no gold and a kind of fact that is none are told in one line."""
    Path("empty").mkdir()
    result = run("score", *arguments, "--store", sample_store)
    assert (result.exit_code, result.stdout) == (1, "")
    assert re.fullmatch(r"Error: .*\n", result.stderr)
    assert message in result.stderr


def test_help_names_every_command(run: Run) -> None:
    """`kg --help` fits a screen and tells each command in a whole sentence."""
    listed = run("--help", terminal_width=80).stdout
    for name in main.commands:
        assert re.search(rf"^  {name} +[A-Z][^.]*\.$", listed, re.MULTILINE), name


def test_broken_pipe_is_quiet(sample_store: Path) -> None:
    """`kg export nquads | head -1` prints one line and no complaint."""
    command = f"{' '.join(KG)} export nquads --store {sample_store} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_no_bar_without_a_terminal_and_one_with(run: Run, release: Path) -> None:
    """A bar is drawn on a terminal only, so that logs stay readable."""
    import pty

    assert run("build", release, "--store", "quiet").stderr == ""
    lead, follow = pty.openpty()
    subprocess.run([*KG, "build", str(release), "--store", "seen"], stderr=follow, stdout=subprocess.DEVNULL, check=True)
    os.close(follow)
    assert b"Reading" in os.read(lead, 10_000)
    os.close(lead)


def test_serve_answers_and_stops(sample_store: Path) -> None:
    """`kg serve` prints the address at which SPARQL is answered, and ends quietly on Ctrl+C."""
    server = subprocess.Popen([*KG, "serve", "--port", "0", "--store", str(sample_store)], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/sparql", line)
        assert address, line
        question = urllib.parse.urlencode({"query": "ASK { ?document a <https://w3id.org/pressgraph/ns#Document> }"})
        with urllib.request.urlopen(f"{address[0]}?{question}", timeout=20) as answer:
            assert b"true" in answer.read()
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) == 0
    finally:
        server.kill()
        server.communicate()


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "Error: token.txt: cannot be read: "), (" \n", "Error: token.txt: holds no token. Write one into its first line.")],
)
def test_a_token_file_that_gives_no_token_is_told(run: Run, content: str | None, message: str) -> None:
    """Neither a missing nor an empty file leaves the endpoint open to everybody."""
    if content is not None:
        Path("token.txt").write_text(content)
    result = run("serve", "--token-file", "token.txt")
    assert result.exit_code == 1
    assert result.stderr.startswith(message)


def test_serve_takes_its_settings_from_the_command_line(sample_store: Path, tmp_path: Path) -> None:
    """The token of a file, the origin, the rate, the default graph and the log come to the server."""
    (tmp_path / "token").write_text("secret\n")
    options = ["--token-file", tmp_path / "token", "--cors", "https://example.org", "--rate", "2", "--default-graph", "store"]
    command = [*KG, "serve", "--port", "0", "--store", sample_store, *options, "--log", tmp_path / "log"]
    server = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        address = re.search(r"http://[^ ]+/sparql", server.stdout.readline())
        assert address
        query = urllib.parse.urlencode({"query": "ASK { ?s ?p ?o }"})
        statuses = []
        for number in range(40):
            headers = {"Authorization": "Bearer secret", "Origin": "https://example.org"} if number else {}
            try:
                with urllib.request.urlopen(urllib.request.Request(f"{address[0]}?{query}", headers=headers), timeout=20) as answer:
                    assert b"false" in answer.read()
                    assert answer.headers["Access-Control-Allow-Origin"] == "https://example.org"
                    statuses.append(answer.status)
            except urllib.error.HTTPError as error:
                statuses.append(error.code)
                error.close()
        assert statuses[:2] == [401, 200]
        assert 429 in statuses
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) == 0
        assert '"status": 401' in (tmp_path / "log").read_text()
    finally:
        server.kill()
        server.communicate()


def test_demo_shows_everything_and_ends(run: Run) -> None:
    """`kg demo` leaves a graph and a network file, answers three questions, and names the command that serves."""
    start = time.monotonic()
    result = run("demo")
    assert result.exit_code == 0
    assert result.stdout.count("\n$ kg query") == 3
    assert "kg serve --store kg-demo" in result.stdout
    with open_reader(Path("kg-demo")) as reader:
        assert reader.count() > 1000
        assert Path("kg-demo/network.gexf").read_bytes() == exports.export(reader, "gexf")
    assert time.monotonic() - start < 60
