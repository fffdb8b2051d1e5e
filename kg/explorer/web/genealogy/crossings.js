// Orders lanes so that the lines between them cross few bars.

const MOST = 70; // chains up to which it is worth the time
const ROUNDS = 4;
const CROSSED = 3; // what a bar that is crossed costs, in lanes that a line is long

// Moves chains within a row to where lines cross fewest lives and are shortest. row: numbers of
// chains in order; lives: the bars of each chain; lines: [{day, ends}], the numbers of the chains
// that each joins.
export function uncross(row, lives, lines) {
  const joined = lines.filter(({ ends }) => ends.length > 1);
  if (row.length > MOST || !joined.length) return row;
  const crossable = joined.map(({ day, ends }) => ({
    ends,
    lives: lives.map(
      (bars, i) => !ends.includes(i) && bars.some((bar) => bar.from < day && day < bar.to),
    ),
  }));
  let best = row;
  let least = costOf(row, crossable);
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = least;
    for (const chain of row) {
      const rest = best.filter((i) => i !== chain);
      for (let at = 0; at <= rest.length; at += 1) {
        const next = [...rest.slice(0, at), chain, ...rest.slice(at)];
        const cost = costOf(next, crossable, least);
        if (cost < least) [best, least] = [next, cost];
      }
    }
    if (least === before) break;
  }
  return best;
}

// Stops counting where it cannot be less than what is known.
function costOf(row, lines, limit = Infinity) {
  const position = new Array(row.length);
  row.forEach((chain, at) => {
    position[chain] = at;
  });
  let cost = 0;
  for (const { ends, lives } of lines) {
    let [first, last] = [Infinity, -1];
    for (const end of ends) {
      first = Math.min(first, position[end]);
      last = Math.max(last, position[end]);
    }
    cost += last - first;
    for (let at = first + 1; at < last; at += 1) if (lives[row[at]]) cost += CROSSED;
    if (cost >= limit) return cost;
  }
  return cost;
}
