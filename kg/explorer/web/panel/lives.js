// The lives of things in one sentence, what is not known of them and the sums of their contracts, as
// the program told them: they stand in the page packed until the first card is opened.

import { unpacked } from "../core/packed.js";

const NONE = { life: {}, gaps: [], lacks: {}, sums: {} };
/** @type {Lives | null} */
let lives = null;
/** @type {Promise<Lives> | null} */
let loading = null;

// Returns what is unpacked by now; null before.
export function livesNow() {
  return lives;
}

// Returns a promise of all of it; nothing is told where a browser cannot unpack.
export function loadLives() {
  loading ??= unpacked("lives")
    .then((text) => JSON.parse(text))
    .catch(() => NONE)
    .then((found) => (lives = found));
  return loading;
}
