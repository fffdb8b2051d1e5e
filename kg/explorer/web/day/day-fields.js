// The fields of the address that the day has of its own.

import { parseDate } from "../core/dates.js";

export const KEPT = "grey"; // what did not exist stays in the picture

// `then`: a later day to compare with; `gone`: whether what did not exist stays in the picture.
export function dayFields() {
  return {
    then: (text) => (parseDate(text)?.earliest ? text : ""),
    gone: (text) => (text === KEPT ? text : ""),
  };
}
