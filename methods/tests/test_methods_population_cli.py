"""`population` as a person or a script runs it."""

import gzip
import json

import pytest

from saidanddone_methods.cli import main

KEYS = [
    "estimate",
    "lower",
    "upper",
    "publish",
    "may_differ",
    "n_observed",
    "pairs",
    "steps",
    "sensitivity",
    "assumptions",
    "refused",
    "reasons",
]
# Drawn with chances that differ between people.
DIFFERING = """police,health,shelter,people
1,0,0,44
0,1,0,47
0,0,1,36
1,1,0,23
1,0,1,20
0,1,1,16
1,1,1,36
"""
LISTS = """police,health,shelter,people
1,0,0,310
0,1,0,205
0,0,1,122
1,1,0,41
1,0,1,23
0,1,1,30
1,1,1,9
"""
DRAWN = "310,205,122,41,23,30,9\n"


@pytest.fixture
def written(tmp_path):
    """A way to write a file, and its path as text."""

    def write(text, name="counts.csv"):
        path = tmp_path / name
        if name.endswith(".gz"):
            path.write_bytes(gzip.compress(text.encode()))
        else:
            path.write_text(text)
        return str(path)

    return write


@pytest.fixture
def answered(capsys):
    """What a command answers: its exit code, and the object on standard output."""

    def run(*arguments):
        code = main(["population", *arguments, "--json"])
        captured = capsys.readouterr()
        assert captured.err == ""
        return code, json.loads(captured.out)

    return run


@pytest.fixture
def refused(capsys):
    """The one sentence with which a command refuses bad input."""

    def run(*arguments):
        assert main(["population", *arguments, "--json"]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.count("\n") == 1
        return captured.err

    return run


def test_overlap_answers_with_the_keys_promised(shared_data, answered):
    path = str(shared_data / "mse" / "sparsemse_UKdat_5.csv")
    code, answer = answered("overlap", path, "--count", "count")
    assert code == 0
    assert list(answer) == KEYS
    assert answer["estimate"] == pytest.approx(11312.990, rel=1e-6)
    assert (answer["lower"], answer["upper"]) == pytest.approx((9884.403, 13027.397), rel=1e-6)
    assert answer["n_observed"] == 2744
    assert ["LA", "NG"] in answer["pairs"]
    assert answer["steps"][0]["pair"] == ["LA", "NG"]
    assert answer["may_differ"]["lower"] == answer["lower"]
    assert answer["may_differ"]["upper"] > answer["upper"]
    assert answer["may_differ"]["shown"] is False
    assert {key: answer["publish"][key] for key in ("lower", "upper")} == {
        key: answer["may_differ"][key] for key in ("lower", "upper")
    }
    assert "chances of being on a list differ" in answer["publish"]["why"]
    assert answer["refused"] is False
    assert answer["reasons"] == []


def test_thin_overlap_is_estimated_and_refused_at_once(shared_data, answered):
    code, answer = answered(
        "overlap", str(shared_data / "mse" / "sparsemse_NewOrl.csv"), "--count=n"
    )
    assert code == 0
    assert answer["estimate"] == pytest.approx(1183.692, rel=1e-6)
    assert answer["refused"] is True
    assert answer["publish"] is None
    assert len(answer["reasons"]) >= 3


def test_people_who_seem_to_differ_are_a_reason_in_json_and_on_the_page(written, answered, capsys):
    path = written(DIFFERING)
    code, answer = answered("overlap", path, "--count=people")
    assert code == 0
    assert answer["may_differ"]["shown"] is True
    assert answer["refused"] is True
    [reason] = answer["reasons"]
    bound = f"{answer['may_differ']['at_least']:,.0f}"
    assert reason.endswith(f"say only that there are at least {bound} people")
    assert main(["population", "overlap", path, "--count=people"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert f"Do not publish: {reason}." in shown
    assert "Publish the limits" not in shown


def test_limits_for_people_who_may_differ_are_those_to_publish(written, capsys):
    assert main(["population", "overlap", written(LISTS), "--count=people"]) == 0
    shown = capsys.readouterr().out
    assert "may differ" in shown
    assert "Publish the limits for chances that may differ, unless you know" in shown


def test_closed_answers_with_every_model_of_rcapture(shared_data, answered):
    path = str(shared_data / "mse" / "rcapture_HIV.csv")
    code, answer = answered("closed", path, "--count=freq", "--pair", "c2", "c1")
    assert code == 0
    assert list(answer) == ["n_observed", "pairs", "models", "assumptions"]
    assert answer["pairs"] == [["c1", "c2"]]
    models = {model["model"]: model for model in answer["models"]}
    assert list(models) == [
        *("M0", "Mt", "Mh Chao", "Mh Poisson", "Mh Darroch"),
        *("Mth Chao", "Mth Poisson", "Mth Darroch"),
    ]
    paired = models["Mt"]
    assert paired["estimate"] == pytest.approx(12318.468, rel=1e-6)
    assert paired["se"] == pytest.approx(1188.722, rel=1e-6)
    assert paired["aic"] == pytest.approx(86.65, abs=0.0051)
    assert paired["lower"] < paired["estimate"] < paired["upper"]
    bounds = [name for name, model in models.items() if model["note"].startswith("at least")]
    assert bounds == ["Mh Chao", "Mth Chao"]


def test_a_person_reads_the_closed_models_and_which_are_lower_bounds(written, capsys):
    assert main(["population", "closed", written(LISTS), "--count=people"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for words in ("740 of them seen", "Mth Darroch", "at least", "A lower AIC fits better."):
        assert words in shown
    assert "Pairs of lists that depend in Mt and Mth: none." in shown


def test_closed_models_without_an_estimate_say_so(written, answered):
    nobody_thrice = LISTS.replace("1,1,1,9\n", "")
    _, answer = answered("closed", written(nobody_thrice), "--count=people")
    darroch = answer["models"][-1]
    assert darroch["estimate"] is None
    assert darroch["note"] == "no estimate exists"


def test_closed_refuses_too_few_seen_again(written, capsys):
    path = written("a,b,n\n1,0,20\n0,1,30\n1,1,3\n")
    assert main(["population", "closed", path, "--count=n", "--json"]) == 3
    answer = json.loads(capsys.readouterr().out)
    assert answer["refused"] is True
    assert "only 3 of 53 people were seen more than once" in answer["reasons"][0]


@pytest.mark.parametrize("command", ["overlap", "closed"])
def test_a_pair_that_is_none_is_refused_in_one_sentence(written, refused, command):
    says = refused(command, written(LISTS), "--count=people", "--pair", "police", "church")
    assert "police and church is no pair of the lists police, health, shelter" in says


def test_a_pair_whose_estimate_does_not_exist_is_refused_with_that_reason(shared_data, answered):
    path = str(shared_data / "mse" / "sparsemse_Artificial_3.csv")
    code, answer = answered("overlap", path, "--count=n", "--pair", "A", "B")
    assert code == 3
    assert list(answer) == KEYS
    assert answer["estimate"] is None
    assert answer["reasons"][0].startswith("the estimate does not exist with A and B depending")


def test_the_bootstrap_takes_resamples_made_elsewhere(shared_data, answered):
    folder = shared_data / "mse"
    code, answer = answered(
        "bootstrap",
        str(folder / "sparsemse_UKdat_5.csv"),
        "--count=count",
        "--resamples",
        str(folder / "bootcounts_UKdat_5_1000.csv.gz"),
    )
    assert code == 0
    assert list(answer) == [*KEYS, "limits", "replicates"]
    assert list(answer["limits"]) == ["2.5", "5", "10", "16", "84", "90", "95", "97.5"]
    assert answer["limits"]["2.5"] == pytest.approx(8784.780, rel=1e-6)
    assert answer["limits"]["97.5"] == pytest.approx(14700.550, rel=1e-6)
    assert len(answer["replicates"]) == 1000
    # Its first replicate, as SparseMSE has it.
    assert answer["replicates"][0] == pytest.approx(11907.6674010637, rel=1e-9)


def test_the_bootstrap_draws_as_often_as_asked(written, answered):
    path = written(LISTS, "counts.csv.gz")
    once, again = (answered("bootstrap", path, "--count=people", "--reps=40")[1] for _ in range(2))
    other = answered("bootstrap", path, "--count=people", "--reps=40", "--seed=2")[1]
    assert len(once["replicates"]) == 40
    assert once == again
    assert once["limits"] != other["limits"]


def test_columns_and_rows_in_another_order_are_the_same_lists(written, answered):
    draws = written(DRAWN + "300,205,132,41,23,30,9\n", "draws.csv")
    _, plain = answered("bootstrap", written(LISTS), "--count=people", "--resamples", draws)
    header, *rows = [line.split(",") for line in LISTS.split()]
    turned = [[row[at] for at in (2, 3, 0, 1)] for row in [header, *rows[::-1]]]
    path = written("".join(",".join(row) + "\n" for row in turned), "turned.csv")
    draws = written("9,30,23,41,122,205,310\n9,30,23,41,132,205,300\n", "draws.csv")
    _, other = answered("bootstrap", path, "--count=people", "--resamples", draws)
    assert other["replicates"] == pytest.approx(plain["replicates"], rel=1e-9)
    assert other["estimate"] == pytest.approx(plain["estimate"], rel=1e-9)
    assert {frozenset(pair) for pair in other["pairs"]} == {frozenset(p) for p in plain["pairs"]}


def test_a_person_reads_the_seed_what_is_assumed_and_how_far_other_choices_lie(
    written, answered, capsys
):
    asked = ["bootstrap", written(LISTS), "--count=people", "--reps=45", "--seed=8"]
    _, answer = answered(*asked)
    others = [variant["estimate"] for variant in answer["sensitivity"]]
    assert main(["population", *asked]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "From 45 replicates (seed 8), the pairs chosen anew in each." in shown
    assert "Takes everyone to have been there the whole time" in shown
    assert f"Other choices put it anywhere from {min(others):,.0f} to {max(others):,.0f}." in shown
    whole = (f"{answer[name]:,.0f}" for name in ("estimate", "lower", "upper"))
    assert " │ ".join(whole) in shown


def test_contacts_answer_with_every_estimator(shared_data, answered):
    path = str(shared_data / "mse" / "rcapture_ill.csv")
    code, answer = answered("contacts", path, "--times=nbcap", "--count=freq")
    assert code == 0
    assert list(answer) == ["n_observed", "estimators", "assumptions"]
    assert answer["estimators"]["poisson"]["estimate"] == pytest.approx(7079.928, rel=1e-6)
    chao = answer["estimators"]["chao"]
    assert list(chao) == ["estimate", "se", "lower", "upper", "note"]
    assert chao["note"].startswith("at least: a lower bound, however people differ")
    assert answer["n_observed"] == 1880
    assert sum(name.startswith("one_inflated_") for name in answer["estimators"]) == 5


def test_contacts_with_covariates_take_a_person_a_row(shared_data, answered):
    path = str(shared_data / "mse" / "singlercapture_netherlandsimmigrant.csv")
    _, answer = answered("contacts", path, "--times=capture", "--covariates", "gender,age,nation")
    assert answer["estimators"]["poisson"]["estimate"] == pytest.approx(12690.354, rel=1e-6)
    assert answer["estimators"]["poisson"]["se"] == pytest.approx(2808.169, rel=1e-6)


def test_a_person_reads_tables(written, capsys):
    path = written(LISTS)
    assert main(["population", "overlap", path, "--count=people"]) == 0
    assert main(["population", "bootstrap", path, "--count=people", "--reps=20"]) == 0
    contacts = written("times,people\n1,100\n2,10\n3,0\n", "contacts.csv")
    assert main(["population", "contacts", contacts, "--times=times", "--count=people"]) == 0
    shown = capsys.readouterr().out
    for words in ("People in all, 740 of them seen", "without list health", "97.5", "no estimate"):
        assert words in shown


def test_replicates_without_an_estimate_are_told(written, answered, capsys):
    path = written("a,b,c,n\n1,0,0,30\n0,1,0,25\n0,0,1,9\n1,1,0,2\n")
    _, answer = answered("bootstrap", path, "--count=n", "--reps=100")
    missing = answer["replicates"].count(None)
    assert missing > 5
    assert answer["limits"]["97.5"] is None
    assert any(f"{missing}% of the bootstrap replicates" in reason for reason in answer["reasons"])
    assert main(["population", "bootstrap", path, "--count=n", "--reps=100"]) == 0
    shown = capsys.readouterr().out
    assert f"{missing} replicates have no estimate; they stand as infinitely large." in shown
    assert "no limit" in shown


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (LISTS.replace("people\n", "persons\n", 1), "counts.csv has no column people"),
        (LISTS.replace(",41", ",-41"), "people must be 0 or more, but is -41 in row 5"),
        (LISTS.replace(",41", ",4.1"), "people must hold whole numbers, but is 4.1 in row 5"),
        (LISTS.replace(",41", ",nan"), "people must hold numbers, but is"),
        (LISTS.replace(",41", ","), "people is empty in row 5"),
        (LISTS.replace("1,1,0,41", "1,2,0,41"), "health must hold 0 or 1, but is 2 in row 5"),
        (LISTS.replace("1,1,0,41", "1,0,0,41"), "twice, in row 2 of counts.csv and in row 5"),
        (LISTS + "0,0,0,7\n", "every list is 0 in row 9"),
        (
            "police,people\n1,4\n",
            "1 column beside people, each taken for a list; overlap takes 2 to 10 lists",
        ),
        ("a,b,people\n1,0,4\n1,1,0\n", "column b of counts.csv is an empty list"),
        ("PK\x03\x04", "counts.csv"),
        ("", "counts.csv: the file is empty"),
    ],
)
@pytest.mark.parametrize("command", ["overlap", "closed"])
def test_bad_lists_are_refused_in_one_sentence(written, refused, command, text, says):
    assert says in refused(command, written(text), "--count=people")


def test_too_many_lists_are_refused(written, refused):
    names = ",".join(f"list{i}" for i in range(20))
    text = f"{names},people\n{','.join('1' * 20)},4\n"
    assert "has 20 columns beside people" in refused("overlap", written(text), "--count=people")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("310,205\n", "row 1 of draws.csv has 2 counts, but there are 7 combinations of lists"),
        (f"{DRAWN}1,2,3,4,5,6,x\n", "row 2 of draws.csv must hold whole numbers of 0 or more, but"),
        (f"a,b,c,d,e,f,g\n{DRAWN}", "row 1 of draws.csv must hold whole numbers of 0 or more, but"),
        (f"{DRAWN}1,2,3,4,5,6,7.5\n", "row 2 of draws.csv must hold whole numbers"),
        ("1,2,3,4,5,6,-7\n", "row 1 of draws.csv must hold whole numbers"),
        ("1,2,3,4,5,6,nan\n", "but holds 'nan'"),
        ("1,2,3,4,5,6,inf\n", "but holds 'inf'"),
        ("1,2,3,4,5,6,1_0\n", "but holds '1_0'"),
        ("1,2,3,4,5,6,\n", "but holds ''"),
        (f"{DRAWN}\n{DRAWN}", "row 2 of draws.csv is empty"),
        (f"{DRAWN},,,,,,\n{DRAWN}", "row 2 of draws.csv is empty"),
        (f"{DRAWN}0,0,0,0,0,0,0\n", "row 2 of draws.csv adds up to 0 people, but 740 were seen"),
        ("9,9,9,9,9,9,9\n", "row 1 of draws.csv adds up to 63 people, but 740 were seen"),
        ("\n\n", "draws.csv is empty"),
    ],
)
def test_bad_resamples_are_refused_in_one_sentence(written, refused, text, says):
    draws = written(text, "draws.csv")
    words = refused("bootstrap", written(LISTS), "--count=people", "--resamples", draws)
    assert says in words


@pytest.mark.parametrize(
    ("text", "options", "says"),
    [
        ("times\n0\n1\n", [], "times must be 1 or more, but is 0 in row 2"),
        ("times\n1.5\n1\n", [], "times must hold whole numbers, but is 1.5 in row 2"),
        ("times,n\n1,4\n1,3\n", ["--count=n"], "people seen 1 times stand twice, in row 2"),
        ("times,n\n1,0\n2,0\n", ["--count=n"], "column n of counts.csv counts nobody"),
        ("times,n\n1,4\n", ["--count=n", "--covariates=n"], "leave out --count"),
        ("times,n\n1,4\n", ["--count=times"], "both name the column times"),
        ("times,a\n1,x\n2,y\n", ["--covariates=a,,"], "a comma with no column"),
        ("times,a\n1,x\n2,\n", ["--covariates=a"], "column a is empty in row 3"),
        ("times,a\n1,x\n2,x\n", ["--covariates=a"], "covariate a is the same for everyone"),
        ("times,a\n1,x\n2,y\n", ["--covariates=a,a"], "the covariate a is given twice"),
        ("times,a\n1,x\n2,y\n", ["--covariates=b"], "no column b; it has times, a"),
        ("times,a\n1,x\n2,y\n", ["--covariates=times"], "cannot be a covariate of itself"),
    ],
)
def test_bad_contacts_are_refused_in_one_sentence(written, refused, text, options, says):
    assert says in refused("contacts", written(text), "--times=times", *options)


def test_contacts_that_say_too_little_are_refused(written, capsys):
    path = written("times\n1\n1\n")
    assert main(["population", "contacts", path, "--times=times", "--json"]) == 3
    captured = capsys.readouterr()
    assert json.loads(captured.out)["refused"] is True
