// The shapes of what the modules of the query page give each other; for the check of types only.

interface QueryToken {
  kind: string;
  text: string;
  at: number;
}

/** name, kind, label, definition, uses, list */
type KnownTerm = [string, string, string, string, number, string];

/** What the server knows of the graph. */
interface KnownTerms {
  prefixes: Record<string, string>;
  /** what the address of every thing begins with */
  things: string;
  terms: KnownTerm[];
  /** the kinds of things that a question can be told, with their labels */
  kinds: [string, string][];
}

interface Suggestion {
  insert: string;
  label: string;
  kind: string;
  detail: string;
}

interface Suggested {
  from: number;
  to: number;
  word: string;
  items: Suggestion[];
  things: string;
}

/** A term as SPARQL's JSON writes it. */
interface ResultTerm {
  type: string;
  value: string;
  datatype?: string;
  "xml:lang"?: string;
}

interface QueryAnswer {
  /** SELECT, ASK, CONSTRUCT or DESCRIBE */
  form: string;
  columns: string[];
  rows: (ResultTerm | null)[][];
  seconds: number;
}

type ColumnKind = "thing" | "number" | "date" | "text" | "empty";

interface ResultColumn {
  name: string;
  at: number;
  kind: ColumnKind;
  /** whether its numbers are years */
  isYear: boolean;
  distinct: number;
}

/** A part that a column plays in a picture. */
interface Role {
  id: string;
  words: string;
  options: string[];
  chosen: string;
}

interface Fit {
  /** why it cannot be drawn; empty where it can */
  why: string;
  roles: Role[];
}

interface QuestionParameter {
  name: string;
  need: string;
  type: string;
  kinds: string[];
  description: string;
  example: string;
}

interface ReadyQuestion {
  name: string;
  title: string;
  theme: string;
  description: string;
  query: string;
  parameters: QuestionParameter[];
}

interface FoundThing {
  name: string;
  label: string;
  kind: string;
  via: string;
  about: string;
}
