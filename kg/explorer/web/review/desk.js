// What the page of proposals has around its work: its elements, what it says, its theme.

const SAID = 4000; // milliseconds for which a message is seen

export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

// Says something for a while; for as long as nothing else is said where no time is given.
export function say(words, time = SAID) {
  const box = byId("status");
  box.textContent = words;
  if (!time) return;
  setTimeout(() => {
    if (box.textContent === words) box.textContent = "";
  }, time);
}

// Shows the page as the system is, light or dark.
export function followTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const set = () => (document.documentElement.dataset.theme = dark.matches ? "dark" : "light");
  dark.addEventListener("change", set);
  set();
}
