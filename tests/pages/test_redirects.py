"""The rules of Apache, read as Apache reads them: conditions, then the first rule that fits."""

from __future__ import annotations

import re

import pytest

from kg.model.terms import Space
from kg.pages.redirects import Targets, prefix_of, write_htaccess, write_netlify, write_nginx

SPACE = Space("https://w3id.org/nhs-it/", "https://w3id.org/nhs-it/ns#", "nhsit")
SITE = "https://example.org/kg/"
TO = Targets("ontology/all.html", "ontology/nhs-it.ttl", "data.html", "dcat.ttl",
             {"hscic": "nhs-digital"})  # fmt: skip
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_RULE = re.compile(r"RewriteRule (\S+) (\S+) \[(?:R=(\d+))[^\]]*\]")


def _follow(rules: str, path: str, accept: str) -> tuple[int, str]:
    conditions: list[str] = []
    for line in rules.splitlines():
        if line.startswith("RewriteCond %{HTTP_ACCEPT} "):
            conditions.append(line.split(" ", 2)[2])
        elif rule := _RULE.fullmatch(line):
            fits = all(
                not re.search(c[1:], accept) if c.startswith("!") else re.search(c, accept)
                for c in conditions
            )
            conditions = []
            if fits and (match := re.search(rule[1], path)):
                return int(rule[3]), re.sub(
                    r"\$(\d)", lambda m, match=match: match[int(m[1])], rule[2]
                )
    raise AssertionError(f"no rule for {path}")


@pytest.mark.parametrize(
    ("path", "accept", "status", "target"),
    [
        pytest.param("id/nhsx", BROWSER, 303, "thing/nhsx.html", id="a browser gets the page"),
        pytest.param("id/nhsx", "*/*", 303, "thing/nhsx.html", id="so does who takes anything"),
        pytest.param("id/nhsx", "text/turtle", 303, "thing/nhsx.ttl", id="Turtle"),
        pytest.param("id/nhsx", "application/json;q=0.9", 303, "thing/nhsx.json", id="JSON"),
        pytest.param("id/nhsx", "text/csv, */*", 303, "thing/nhsx.csv", id="CSV"),
        pytest.param("id/hscic", BROWSER, 303, "thing/nhs-digital.html", id="a given-up id"),
        pytest.param("ns", BROWSER, 303, "ontology/all.html", id="the vocabulary"),
        pytest.param("ns", "text/turtle", 303, "ontology/nhs-it.ttl", id="its file"),
        pytest.param("dataset", BROWSER, 303, "data.html", id="the record"),
        pytest.param("dataset", "text/turtle", 303, "dcat.ttl", id="its description"),
        pytest.param("claim/0a1b2c3d4e5f", BROWSER, 303, "data.html", id="a claim"),
        pytest.param("feed/all.xml", BROWSER, 302, "feed/all.xml", id="what stands on the site"),
        pytest.param("", BROWSER, 302, "", id="the first page"),
    ],
)
def test_an_address_leads_to_what_is_asked_for(
    path: str, accept: str, status: int, target: str
) -> None:
    rules = write_htaccess(SPACE, "A record", SITE, TO)
    assert _follow(rules, path, accept) == (status, SITE + target)


def test_each_term_of_a_vocabulary_with_slashes_leads_to_its_place() -> None:
    space = Space("https://example.org/rail/", "https://example.org/rail/terms/", "rail")
    rules = write_htaccess(space, "Rail", SITE, TO)
    assert _follow(rules, "terms/Body", BROWSER) == (303, f"{SITE}ontology/all.html#Body")


def test_a_title_cannot_begin_a_line_of_its_own() -> None:
    title = "A\nRewriteRule ^.*$ https://evil.example/ [R]\r\u2028}"
    for text in (
        write_htaccess(SPACE, title, SITE, TO),
        write_nginx(SPACE, title, "/", TO),
    ):
        assert [line for line in text.splitlines() if "evil" in line] == [
            next(line for line in text.splitlines() if line.startswith("#"))
        ]


def test_nginx_and_netlify_lead_things_below_the_path_of_the_site() -> None:
    prefix = prefix_of(SITE)
    netlify = write_netlify(SPACE, prefix, TO).splitlines()
    assert netlify[0] == "/kg/id/hscic /kg/thing/nhs-digital.html 303"
    assert "/kg/id/:slug /kg/thing/:slug.html 303" in netlify
    nginx = write_nginx(SPACE, "A record", prefix, TO)
    assert "return 303 /kg/thing/$1.$kg_form;" in nginx
    assert nginx.count("{") == nginx.count("}") + 0
