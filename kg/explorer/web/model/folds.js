// Which folded parts of the page are open. A part that has a name for it (`data-fold`) stands in the
// address once it is not as it is at first, so that a reload, a link and the way back find it so.

const NAME = /^[\w-]{1,40}$/;
const MOST = 40;
const OPEN_AT_FIRST = "open"; // what `data-first` says of a part that is open at first

// Cleans the field of the state: the names of the parts that are not as they are at first.
export function cleanFolds(text) {
  const names = text.split(",").filter((name) => NAME.test(name));
  return [...new Set(names)].sort().slice(0, MOST).join();
}

// Returns whether what has a name is turned: open where it is shut at first, or the other way round.
export function isTurned(now, name) {
  return now.open.split(",").includes(name);
}

// Writes whether what has a name is turned, without a step to undo.
export function turn(state, name, isIt) {
  const names = state
    .get()
    .open.split(",")
    .filter((one) => one && one !== name);
  state.place({ open: [...names, ...(isIt ? [name] : [])].join() });
}

// Opens and shuts the parts of a root as the state says.
/** @param {ParentNode} root @param {State} now */
export function putFolds(root, now) {
  for (const part of /** @type {NodeListOf<HTMLDetailsElement>} */ (
    root.querySelectorAll("details[data-fold]:not([data-fold=''])")
  ))
    part.open = isOpen(part, now);
}

function isOpen({ dataset }, now) {
  return isTurned(now, dataset.fold) !== (dataset.first === OPEN_AT_FIRST);
}

// Keeps in the address what is opened and shut from now on.
/** @param {StateStore} state */
export function keepFolds(state) {
  const toggled = ({ target: part }) => {
    if (!part.dataset?.fold || !part.isConnected || part.open === isOpen(part, state.get())) return;
    turn(state, part.dataset.fold, part.open !== (part.dataset.first === OPEN_AT_FIRST));
  };
  document.addEventListener("toggle", toggled, true); // which does not bubble
}
