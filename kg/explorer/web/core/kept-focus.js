// The focus is never lost: where what had it is gone after a change, it goes to the same control drawn
// anew, back to what opened what was shut, or to the nearest part that is still there.

const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex='0']";

// Returns {mend({isOpened, isShut})}, to be called after each change and whenever a part is drawn anew:
// whether details were opened with it, or shut. They, or the main part, take the focus where nothing
// nearer does.
/** @param {{details: HTMLElement, main: HTMLElement}} parts */
export function keepFocus({ details, main }) {
  /** @type {Way | null} */
  let last = null;
  /** @type {Way | null} what the details were opened from */
  let opener = null;
  /** @type {Way | null} what is to be come back to */
  let back = null;
  const mend = ({ isOpened = false, isShut = false } = {}) => {
    if (isOpened) opener = last;
    if (isShut) back = opener;
    const put = () => {
      if (!last || !isLost(last)) return;
      const places = [back && again(back), again(last), isOpened && details];
      back = null;
      const place = places.find((one) => one && isSeen(one)) || near(last) || main;
      place.focus({ preventScroll: true });
    };
    requestAnimationFrame(() => requestAnimationFrame(put)); // what is drawn may come with a frame
  };
  document.addEventListener("focusin", ({ target }) => (last = wayTo(target)));
  for (const kind of ["click", "keyup"]) document.addEventListener(kind, () => mend());
  return { mend };
}

// Whether what had the focus is gone with it: who clicks beside it has let go of it, and is left alone.
function isLost({ node }) {
  const at = document.activeElement;
  return !isSeen(node) && (!at || at === document.body || !isSeen(at));
}

function isSeen(node) {
  return node.isConnected && node.checkVisibility({ visibilityProperty: true });
}

/** @returns {Way} a control, by what it says, and what it stands in, from within */
function wayTo(node) {
  const within = [];
  for (let one = node.parentElement; one && one !== document.body; one = one.parentElement)
    within.push(one);
  return { node, said: saidOf(node), within };
}

function saidOf(node) {
  const { dataset = {} } = node;
  const name = ["id", "href", "aria-label"].map((one) => node.getAttribute?.(one)).find(Boolean);
  return [node.tagName, dataset.bar ?? dataset.value ?? name ?? node.textContent].join("\n");
}

// Returns the control itself, or the one that says the same where it stood.
function again({ node, said, within }) {
  if (isSeen(node)) return node;
  const home = within.find(isSeen);
  const all = home ? [...home.querySelectorAll(CONTROLS)] : [];
  return all.find((one) => saidOf(one) === said && isSeen(one)) ?? null;
}

// Returns what takes the focus in the nearest part that is still there.
function near({ within }) {
  for (const part of within.filter(isSeen)) {
    if (part.hasAttribute("tabindex")) return part;
    const control = [...part.querySelectorAll(CONTROLS)].find(isSeen);
    if (control) return control;
  }
  return null;
}
