// The shapes of what the modules of the page give each other; for the check of types only.

type Verdict = "certain" | "possible" | "no";
type Existence = Verdict | "going on";

/** A date as stated: both bounds are null for "..", an end that has not come. */
interface StatedDate {
  text?: string;
  earliest: string | null;
  latest: string | null;
}

/** The first and the last day that a date can mean, as ISO days. */
type Bounds = [string, string];

interface Named {
  name: string;
  kind?: string;
  start?: string;
  end?: string;
  date?: string;
  evidence: number[];
}

/** A body, person, programme, report, post, topic ...: what a link can look at, but for records. */
interface Thing {
  id: string;
  kind: string;
  label: string;
  /** whether it has a label, and is not called by its id */
  isNamed: boolean;
  aliases: string[];
  names: Named[];
  codes: Coded[];
  evidence: number[];
  ongoing: boolean;
  born: Bounds | null;
  ended: Bounds | null;
  dated: Bounds | null;
  /** the days between which it existed for certain, as other rows show */
  attested: Bounds | null;
  alive?: boolean;
  /** whether it is told in a part only as far as it is joined to what the part is about */
  edge?: boolean;
  /** when it was planned to begin and to end */
  begins?: string;
  ends?: string;
  description?: string;
  definition?: string;
  citation?: string;
  note?: string;
  start?: string;
  end?: string;
  date?: string;
  tier?: string;
  itRole?: string;
  jurisdiction?: string;
  systemKind?: string;
  status?: string;
  groupSize?: string;
  office?: string;
  body?: string;
  url?: string;
  law?: string;
  number?: string;
  /** what it says of itself, folded for the filter; made on first use */
  folded?: string;
}

/** A statement with its dates and its sources. */
interface Stated {
  start?: string;
  end?: string;
  date?: string;
  note?: string;
  confidence?: string;
  /** whether it does not count */
  void?: boolean;
  seen?: string[];
  against?: number[];
  evidence: number[];
}

/** A code that a register gave a thing. */
interface Coded extends Stated {
  of: string;
  register: string;
  code: string;
}

/** A number that somebody stated of a thing; `date` is when, `start` and `end` those of its period. */
interface StatedNumber extends Stated {
  of: string;
  measure: string;
  unit: string;
  value?: string;
  low?: string;
  high?: string;
  by?: string;
}

/** The things that an event ended, created, changed ..., by their part in it. */
type Roles = Record<
  | "ended"
  | "created"
  | "gaining"
  | "losing"
  | "wouldGain"
  | "wouldLose"
  | "opens"
  | "closes"
  | "continuedIn"
  | "concerns"
  | "laws"
  | "triggers",
  string[]
>;

interface HistoryEvent extends Stated, Roles {
  id: string;
  kind: string;
  label: string;
  aliases: string[];
  names: Named[];
  codes: Coded[];
  status: string;
  /** whether it happened, and nothing that it is a part of was cancelled */
  counts: boolean;
  partOf?: string;
  dated: Bounds | null;
}

interface Tenure extends Stated {
  person: string;
  post: string;
  body: string;
  capacity?: string;
  seen: string[];
}

interface Assessment extends Stated {
  facet: "response" | "implementation";
  verdict: string;
  by?: string;
  dated: Bounds | null;
}

interface Recommendation {
  id: string;
  report: string;
  number?: string;
  text?: string;
  label?: string;
  addresseeNote?: string;
  contested: boolean;
  /** whether it stands for all the advice of a document, and is not counted */
  whole: boolean;
  outcomeBy?: string;
  outcomeDate?: string;
  /** where it stands, as auditors keep it */
  state: string;
  /** the last official answer, with by whom and when */
  response?: string;
  responseBy?: string;
  responseDate?: string;
  due?: string;
  /** by how many days at the least it was done late, or is late now */
  late?: number;
  /** who has the duty of addressees that have ended */
  heirs: string[];
  /** who has said what became of it */
  judges: string[];
  addressees: string[];
  topics: string[];
  under: string[];
  reiterates: string[];
  evidence: number[];
  verdicts: Assessment[];
  outcome: string;
  date: string;
  dated: Bounds | null;
  folded?: string;
}

interface Opinion extends Stated {
  id: string;
  by: string;
  stance: string;
  text?: string;
  about: string[];
}

interface Contract extends Stated {
  id: string;
  label?: string;
  value?: string;
  valueKind?: string;
  valueNote?: string;
  announced?: string;
  agreedEnd?: string;
  ending?: string;
  outcome?: string;
  buyers: string[];
  suppliers: string[];
  subjects: string[];
  codes: Coded[];
}

/** What joins two things; `via` is the record behind it, if it is not a claim. */
interface Relation extends Stated {
  s: string;
  p: string;
  o: string;
  label: string;
  inverse: string;
  seen: string[];
  against: number[];
  via?: object;
  opinion?: boolean;
  isMoment?: boolean;
}

/** A node of the graph that is about several things, and so joins them. */
interface Fact {
  kind: "claim" | "event" | "tenure" | "contract" | "advice" | "view" | "post";
  row: any;
}

interface Step {
  before: string;
  after: string;
  how: "succession" | "functions" | "continued";
  event: HistoryEvent;
}

interface Source {
  id: string;
  title: string;
  publisher?: string;
  date?: string;
  kind?: string;
  url?: string;
  archive?: string;
}

/** What can be found by a name. */
interface Entity {
  id: string;
  kind: string;
  label: string;
  weight: number;
}

/** The names of all that can be found, and which of them hold a word. */
interface Names {
  names: { entity: Entity; text: string; kind: string; length: number; key: string }[];
  keys: string[];
  words: string[];
  postings: Map<string, number[]>;
}

interface HeadlineRow {
  id: string;
  value: string;
  label: string;
  note: string;
  view: string;
  ids: string[];
}

type FoundRecord =
  | { table: "events"; row: HistoryEvent }
  | { table: "recommendations"; row: Recommendation }
  | { table: "opinions"; row: Opinion }
  | { table: "contracts"; row: Contract };

/** What the data of the page says, with its look-ups (model.js, relations.js). */
/** Texts by their words: the numbers of those that have each, and how often. */
interface Shelf {
  stems: Record<string, number[]>;
  meant: Record<string, number[]>;
  lengths: number[];
  own: number[];
  own_meant: number[];
}

/** The recommendations by what they say, each by its place in every list. */
interface HeldAdvice {
  ids: string[];
  last: string[];
  topics: number[][];
  heirs: number[][];
  texts: Shelf;
  topic_texts: Shelf;
  lexicon: {
    meanings: [string[], Record<string, number[]>];
    actions: [string[], Record<string, number[]>];
    bodies: [Record<string, number[]>, string[]];
  };
  rules: {
    stop: string[];
    irregular: Record<string, string>;
    steps: [[string, string][], [string, string][], string[]];
  };
  weights: {
    order: Record<string, number>;
    sameness: Record<string, number>;
    least: number;
    same: number;
  };
}

interface Model {
  now: string | null;
  /** the day up to which the record was read */
  readUpTo: string | null;
  base: string;
  /** where the page of a thing stands, by its id; null where the file stands alone */
  pages: { begin: string; end: string; others: Record<string, string> } | null;
  /** words that the names of many things share: [short, words that it stands for] */
  spelt: [string, string][];
  /** how many attempts there are at each aim */
  aims: Record<string, number>;
  /** those, the first to begin first; they stand in the page packed until things are compared */
  attempts: Record<string, Attempt[]>;
  /** who wrote or published each report */
  makers: Map<string, string[]>;
  stories: ToldStory[];
  /** the title of each ready question and the names of what it is told */
  questions: Record<string, [string, string[]]>;
  part: string;
  /** where the page stands on the web; nothing where nobody said */
  address: string;
  dataset: {
    title: string;
    licence: string;
    home: string;
    /** what the record is called; `title` is what the page is */
    record: string;
    iri: string;
    creators: string[];
    publisher: string;
    emphasis: string;
    citation: string;
    name: string;
    national: string[];
    dropped: string[];
  };
  schemes: Record<string, string[]>;
  heads: Set<string>;
  joins: Record<string, string[]>;
  headline: HeadlineRow[];
  kinds: { living: Set<string>; documents: Set<string> };
  near: Set<string>;
  plural(kind: string): string;
  switches: {
    id: string;
    label: string;
    kinds: string[];
    tiers?: string[];
    beside?: string[];
    or?: string[];
  }[];
  opening: { tiers: string[]; roles: string[] };
  /** the offices of state with what they answer for; the terms of the chief one are governments */
  offices: { id: string; label: string; things: string[]; chief?: boolean }[];
  /** how cards are made: the questions in order, and what is told under which */
  cards: {
    questions: [string, string, Record<string, string>][];
    lanes: [string, string[]][];
    advice: string[];
    headings: Record<string, string>;
    moments: string[];
    unsaid: string[];
  };
  network: { places: Record<string, [number, number, number]>; options: Record<string, any> };
  things: Map<string, Thing>;
  sources: Source[];
  topics: Thing[];
  moved: Map<string, string>;
  events: HistoryEvent[];
  tenures: Tenure[];
  recommendations: Recommendation[];
  opinions: Opinion[];
  contracts: Contract[];
  figures: StatedNumber[];
  wrong: (Stated & { s: string; p: string; o: string; reason?: string })[];
  /** what claims that count state, between things and records alike */
  claims: Relation[];
  relations: Relation[];
  connections: Relation[];
  steps: Step[];
  word(term: string): string;
  inverse(term: string): string;
  label(id: string): string;
  knows(id: string): boolean;
  record(id: string | undefined): FoundRecord | null;
  eventsOf(id: string): HistoryEvent[];
  citation(number: number): { source: Source; locator: string };
  source(id: string): Source | null;
  relationsOf(id: string): Relation[];
  connectionsOf(id: string): Relation[];
  neighbours(id: string): Set<string>;
  before(id: string): Step[];
  after(id: string): Step[];
  lineage(id: string): Set<string>;
  heirs(id: string): string[];
}

/** What filters and date leave. */
interface Found {
  things: Set<string>;
  relations: Relation[];
  recommendations: Recommendation[];
  events: HistoryEvent[];
}

/** What is in sight of the network: its middle, and its size on the screen. */
interface Sight {
  x: number;
  y: number;
  scale: number;
  width: number;
  height: number;
}

type Lists = Record<
  "kinds" | "relations" | "topics" | "jurisdictions" | "verdicts" | "confidence" | "tiers" | "show",
  readonly string[]
>;

/** What is looked at and how, as it stands in the address (state.js). */
interface State extends Lists {
  view: string;
  id: string;
  other: string;
  on: string;
  q: string;
  set: string;
  rows: string;
  sort: string;
  /** what views have of their own */
  [field: string]: any;
}

interface StateStore {
  empty: Readonly<State>;
  get(): State;
  set(patch: Partial<State>, options?: { isPassing?: boolean }): void;
  /** notes where one is in a view: no step to undo, and nobody is told */
  place(patch: Partial<State>): void;
  address(patch?: Partial<State>): string;
  /** what is to be as it was when one comes back: taken when one leaves, put when one returns */
  keepPlaces(kept: { take(): any; put(places: any): void }): void;
  /** the state that an address names */
  read(address: string): State;
  reset(): void;
  undo(): void;
  redo(): void;
  canUndo(): boolean;
  canRedo(): boolean;
  subscribe(listener: (now: State, before: State) => void): () => void;
}

type Say = (words: string, options?: { isSeen?: boolean }) => void;

/** What every view is given. */
interface Context {
  model: Model;
  state: StateStore;
  /** looks at a thing or record by its id; null for none */
  select(id: string | null): void;
  /** vis-network, which stands in the page as text until it is needed */
  loadLibrary(): Promise<any>;
  tip: { show(lines: string[], x: number, y: number): void; hide(): void };
  say: Say;
  /** the title and subtitle of the step of a story whose picture is seen; null where none is */
  toldOf?(now: State): { title: string; subtitle: string } | null;
  /** says which days the picture spans, from the first to the last */
  seeYears?(from: number, to: number): void;
}

/** What a view offers; main.js says when each is called. */
interface View {
  id: string;
  label: string;
  mount(root: HTMLElement, context: Context): void;
  update(context: Context): void;
  /** its picture for a room, as the text of an SVG, or that with its size, key and what to say of it */
  picture?(room: Room): string | Drawn;
  /** whether its rows are printed, and not its picture */
  printsRows?: boolean;
  /** the name of the file of its rows, where it says more than the filters do */
  name?(): string;
  /** whether there is no picture now */
  isTable?(): boolean;
  /** what is said over its picture, where it can say more than its name and what is selected */
  caption?(now: State): { title?: string; subtitle?: string };
  /** header and rows, to save as CSV */
  rows?(): (string | number)[][];
  /** what cleans each field of the state that is its own: what it is given, or "" for nonsense */
  fields?(model: Model): Record<string, (text: string) => string>;
  legend?: "kinds" | "verdicts" | "none";
  /** the facets that act in it, where they are not those of things */
  facets?: string[];
  kinds?(model: Model): string[];
  rowKinds?: string[];
  shows?(model: Model): string[];
}

/** The room that a sheet has for a picture; without a width one that is as large as it is seen. */
interface Room {
  width: number;
  height: number;
  isWhole: boolean;
}

/** A picture that stands alone; the signs in it; what to say of what it leaves out. */
interface Drawn {
  svg: string;
  width: number;
  height: number;
  key?: Sign[];
  note?: string;
}

/** A sign, an SVG element with its width and height, and what it means. */
interface Sign {
  sign: SVGElement;
  words: string;
}

/** What is said around a picture. */
interface Caption {
  title: string;
  subtitle: string;
  source: string;
  address: string;
}

interface Column<Row = any> {
  id: string;
  label: string;
  value(row: Row): string | number;
  node?(row: Row): any;
  /** what it is sorted by, where that is not its value */
  order?(row: Row): string | number;
  /** whether it stands only in what is saved */
  isSaved?: boolean;
}

interface Grid {
  root: HTMLElement;
  update(
    columns: Column[],
    rows: any[],
    sort: string,
    options: {
      caption: string;
      total?: string;
      folded?: { words: string; rows: any[]; unfold(): void };
      selected: string;
      /** the page that is shown, and what turns it, where the state holds it */
      page?: number;
      turned?(page: number): void;
      /** notes the page on which what was selected is brought */
      brought?(page: number): void;
      sorted(sort: string): void;
    },
  ): void;
  /** all rows, in the order that is shown */
  list(): any[];
  /** lights a row up; brings it into sight where that is asked for */
  light(id: string, isBrought?: boolean): void;
  rows(): (string | number)[][];
}

interface Place {
  x: number;
  y: number;
}

/** The time axis of the genealogy, in days and pixels. */
interface Scale {
  first: number;
  last: number;
  from: number;
  to: number;
  width: number;
  x(day: number): number;
  day(x: number): number;
  daysPerPixel(): number;
  isWhole(): boolean;
  show(from: number, to: number): void;
  zoom(factor: number, x?: number): void;
  pan(pixels: number): void;
  ticks(): { day: number; label: string; isStrong: boolean }[];
}

/** A life in days: as drawn, certain, and possible by the precision of its dates. */
interface Bar {
  id: string;
  thing: Thing;
  from: number;
  to: number;
  isOpen: boolean;
  isBornUnknown: boolean;
  sure: [number, number] | null;
  maybe: [number, number];
  /** the days of the first and the last dated fact, where an end of its life is not known */
  seen: [number, number] | null;
  wordings: string[];
}

interface Link {
  id: string;
  event: HistoryEvent;
  how: string;
  day: number;
  befores: string[];
  afters: string[];
}

/** What happened to one life alone: an event, or the beginning of a name. */
interface Mark {
  id: string;
  kind: string;
  day: number;
  event?: HistoryEvent;
  name?: Named;
}

/** The elements of a bar, link or mark, kept while the picture moves. */
interface Figure {
  key: string;
  id: string;
  node: SVGElement;
  lines?: SVGElement;
  /** the name of a bar, above all lines */
  label?: SVGElement;
  bar?: Bar;
  link?: Link;
  mark?: Mark;
  place(...given: any[]): void;
}

interface Band {
  posts: { post: Thing; terms: any[] }[];
  reorganisations: HistoryEvent[];
}

/** What the genealogy holds while the page is open. */
interface Genealogy {
  context: Context;
  model: Model;
  band: Band;
  parts: {
    switches?: { node: HTMLElement; update(now: State, things: Set<string>): void };
    head: SVGElement;
    body: SVGElement;
    frame: HTMLElement;
    undated: HTMLElement;
    layers: Record<string, SVGElement>;
  };
  scale: Scale;
  drawn: {
    key: string | null;
    bars: Bar[];
    byId: Map<string, Bar>;
    links: Link[];
    marks: Mark[];
    undated: Thing[];
    opening: number;
  };
  lanes: { lane: Map<string, number>; count: number };
  /** the bars of each lane, from left to right */
  rows: Bar[][];
  figures: Map<string, Figure>;
  /** the figures of what happened to one bar alone */
  marks: Figure[];
  /** the figures that are in the picture */
  attached: Set<Figure>;
  /** the keys of all figures as the keyboard goes through them */
  order: string[];
  /** the key of the figure that the keyboard is at */
  current: string | null;
  /** whether the next frame draws */
  isWaiting: boolean;
  /** whether a person has zoomed or panned */
  isMoved: boolean;
  /** what was selected last */
  looked: string;
  /** the day looked at last, when it was turned to, and the wait until it rests */
  day: string;
  turnedAt: number;
  rest: ReturnType<typeof setTimeout> | number;
  /** the place that the address named last */
  placed: string;
  /** what was in sight before something was selected */
  back: { top: number; from: number; to: number } | null;
  /** whether the next scroll was made here, not by somebody */
  isBrought?: boolean;
  settling?: ReturnType<typeof setTimeout>;
}

interface NetworkNode extends Place {
  id: string;
  island: number;
  kind: string;
  name: string;
  short: string | null;
  degree: number;
  radius: number;
  isDim?: boolean;
  isLit?: boolean;
  isChosen?: boolean;
  isPossible?: boolean;
}

/** All that joins two things. */
interface Bundle {
  a: string;
  b: string;
  relations: Relation[];
  from?: NetworkNode;
  to?: NetworkNode;
  isOpinion?: boolean;
  isLit?: boolean;
  isWay?: boolean;
}

interface Focus {
  isOn(): boolean;
  has(id: string): boolean;
  placeOf(id: string): Place;
  narrow(id: string): void;
  expand(id: string): void;
  collapse(id: string): void;
  add(ids: string[]): void;
  clear(): void;
}

interface Ways {
  node: HTMLElement;
  /** the ids of the way that is shown */
  way: string[];
  /** whether the other end is asked for */
  isAsking: boolean;
  update(now: State): void;
  ask(): void;
}

/** What the network holds while the page is open. */
interface Network {
  context: Context;
  model: Model;
  parts: {
    box: HTMLElement & { drawn?: () => object };
    tools: Record<string, HTMLButtonElement>;
    hint: HTMLElement;
  };
  focus: Focus;
  ways: Ways;
  snapshot: {
    draw(ctx: any, view: any, ratio: number): void;
    prepare(view: any, ratio: number): void;
    forget(): void;
  };
  /** what takes the picture of the next movement */
  ahead?: ReturnType<typeof setTimeout>;
  colours: any;
  /** vis, and its nodes */
  graph: any;
  data: any;
  shown: {
    key: string | null;
    nodes: Map<string, NetworkNode>;
    bundles: Bundle[];
    ranked: NetworkNode[];
    islands: { points: Place[]; hue: string; path?: Path2D }[];
    isAnyLit: boolean;
  };
  names: any[];
  /** the words of lines that are drawn */
  words: any[];
  looked: string | null;
  /** where the address says one is, and what it is narrowed to */
  at: string;
  near: string;
  isMoving: boolean;
  /** whether somebody chose what is in sight */
  isOwn: boolean;
  rest: ReturnType<typeof setTimeout> | number;
}

interface Window {
  vis: any;
  /** the engine of SPARQL and the box for a query, where the page has them */
  oxigraph: any;
  queryBox: any;
}

/** A column of an answer: numbers, or [place, field] where the record of another column says it. */
type Packed = number[] | [[number, string]];

interface Parameter {
  name: string;
  need: "required" | "default" | "optional";
  type: string;
  kinds?: string[];
  description: string;
  example: string;
}

/** A ready question with its answers, where the page holds them (kg/explorer/answers.py). */
interface Question {
  title: string;
  theme: string;
  description: string;
  query: string;
  answer?: string;
  picture?: string;
  elsewhere?: string;
  /** how people word it, with a place for what it must be told */
  asked?: string[];
  /** whether the page answers it for any day by itself (of-days.js) */
  isOfDays?: boolean;
  columns: string[];
  entities: string[];
  dates?: string[];
  parameters: Parameter[];
  rows?: Packed[];
  by?: number[];
  counts?: number[];
  which?: number[];
}

/** Where the focus was: what had it, what that says, and what it stood in. */
interface Way {
  node: HTMLElement;
  said: string;
  within: HTMLElement[];
}

/** A question that a sentence may ask, and what it is told with it. */
interface NearQuestion {
  name: string;
  score: number;
  rest: string;
  isEnough: boolean;
  given?: Record<string, string>;
  /** whether the sentence is a wording of it, whole */
  isWorded?: boolean;
}

interface Book {
  questions: Record<string, Question>;
  match(sentence: string): NearQuestion[];
  readsLikeOne(words: string): boolean;
  answer(name: string, given: Record<string, string>): any[][] | null;
}

interface AnswerRow {
  cells: any[];
  sources: string[];
  at: number;
}

interface Engine {
  terms: KnownTerms;
  ask(query: string): { columns: string[]; rows: any[][] };
}

/** An attempt at an aim, as the question of that name answers it. */
interface Attempt {
  thing: string;
  begun: string;
  ended: string;
  ranBy: string;
  least?: number;
  most?: number;
  cost?: number;
  ending: string;
  reviews: string[];
  advised: number;
  enacted: number;
  next: string;
  since?: number;
}

/** What is set side by side of a thing; days are numbers. */
interface ComparedLife {
  thing: Thing;
  from: number | null;
  to: number | null;
  isBornKnown: boolean;
  isEndKnown: boolean;
  goesOn: boolean;
  names: Named[];
  heads: Tenure[];
  contracts: Contract[];
  told: Recommendation[];
  made: Recommendation[];
  reviewed: Recommendation[];
  reviews: string[];
  figures: StatedNumber[];
}

interface StrandSpan {
  from: number;
  to: number;
  text: string;
  /** what a screen reader and the hover are told, where that is more */
  full?: string;
  id: string;
  tone: string;
  isUnsure?: boolean;
}

interface StrandRow {
  label: string;
  id?: string;
  spans?: StrandSpan[];
  marks?: { day: number; sign: string; id: string; text: string }[];
}

interface StrandGroup {
  title: string;
  id?: string;
  rows: StrandRow[];
}

/** Somebody who wrote or published a document. */
interface Maker {
  name: string;
  isPerson: boolean;
}

/** What is cited, and the paper that it stands in. */
interface Cited {
  id: string;
  title: string;
  paper: {
    label: string;
    date: string;
    url: string;
    number: string;
    authors: Maker[];
    publishers: Maker[];
  };
  note: string;
  standing: "part" | "document" | "entry";
  pages: string;
}

/** Words of a story; a number or a name that the record gives stands with the fact behind it. */
type ToldPiece = string | [string, number];

/** What a number of a story is, the command that prints it, and the ids of its first sources. */
interface ToldFact {
  /** the address at which the page answers it, where it is a ready question */
  see?: string;
  pounds?: number;
  ask: string;
  of: string;
  sources?: string[];
  more?: number;
}

interface ToldStep {
  title: string;
  /** the address of what its picture shows */
  state: string;
  caption: string;
  said: ToldPiece[][];
  notes?: ToldPiece[][];
  facts: ToldFact[];
}

interface ToldStory {
  id: string;
  title: string;
  by: string;
  lead: string[];
  /** nothing while it stands in the page packed */
  steps: ToldStep[];
}

interface Telling {
  context: Context;
  parts: Record<string, any>;
  /** shows what the state says */
  refresh(): void;
  /** brings a step into sight */
  steps: { to(at: number): void } | null;
  /** the id of the story that stands in the page */
  shown: string;
  /** the step that is read; -1 where none is */
  at: number;
}

/** Where in which story a state is. */
interface ToldAt {
  story: ToldStory;
  at: number;
  step: ToldStep;
}

/** One line to be told of a thing, under a key of the order of questions. */
interface LifeLine {
  key: string;
  /** the first day that it may have been; empty where none is known */
  day: string;
  /** whether more is known of when it was than its end */
  isBegun: boolean;
  text: string;
  row: any;
  make(): HTMLElement;
}

/** What stands packed: sentences as words and ids by turns, what is not known, sums of contracts. */
interface Lives {
  life: Record<string, string[]>;
  gaps: string[];
  lacks: Record<string, [number, string][]>;
  sums: Record<string, Record<string, string>>;
}

interface Lane {
  name: string;
  stretches: { words: string; start: string; end: string; when: string; isBrief: boolean }[];
}

/** A change between two days. */
interface Turned {
  turn: string;
  thing: Thing;
  other?: Thing;
  when: string;
  before: string;
  after: string;
  isSure: boolean;
}
