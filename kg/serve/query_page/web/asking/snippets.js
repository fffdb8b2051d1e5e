// A query as a program of a few lines that asks it of this server.

export const LANGUAGES = { curl: "curl", python: "Python", r: "R" };

// Returns the program in one of the languages.
/** @param {string} language @param {string} endpoint @param {string} query @param {boolean} isGraph */
export function writeSnippet(language, endpoint, query, isGraph) {
  const accept = isGraph ? "text/turtle" : "text/csv";
  const write = { curl: writeCurl, python: writePython, r: writeR }[language];
  return write?.(endpoint, query, accept, isGraph) ?? "";
}

function writeCurl(endpoint, query, accept) {
  const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  return `curl ${quote(endpoint)} -H ${quote(`Accept: ${accept}`)} \\
  --data-urlencode ${quote(`query=${query}`)}
`;
}

function writePython(endpoint, query, accept, isGraph) {
  const text = query.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"');
  const imports = [...(isGraph ? [] : ["csv", "io"]), "urllib.parse", "urllib.request"];
  const read = isGraph
    ? ["    print(answer.read().decode())"]
    : [
        '    for row in csv.DictReader(io.TextIOWrapper(answer, "utf-8", newline="")):',
        "        print(row)",
      ];
  return [
    ...imports.map((name) => `import ${name}`),
    "",
    `QUERY = """\\\n${text}\n"""`,
    "request = urllib.request.Request(",
    `    ${JSON.stringify(endpoint)},`,
    '    data=urllib.parse.urlencode({"query": QUERY}).encode(),',
    `    headers={"Accept": ${JSON.stringify(accept)}},`,
    ")",
    "with urllib.request.urlopen(request) as answer:",
    ...read,
    "",
  ].join("\n");
}

function writeR(endpoint, query, accept, isGraph) {
  const dashes = "-".repeat(1 + longestRun(query));
  const read = isGraph
    ? 'cat(readLines(answer), sep = "\\n")\nclose(answer)'
    : 'rows <- read.csv(answer, encoding = "UTF-8")\nprint(rows)';
  return `query <- r"${dashes}(${query}
)${dashes}"
address <- paste0(${JSON.stringify(endpoint)}, "?query=", URLencode(query, reserved = TRUE))
answer <- url(address, headers = c(Accept = ${JSON.stringify(accept)}))
${read}
`;
}

function longestRun(text) {
  return Math.max(0, ...[...text.matchAll(/-+/g)].map(([run]) => run.length));
}
