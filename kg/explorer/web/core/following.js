// Links that are followed within the page.

// Returns what a plain click on a link does in its place; with a key held down the link opens as
// ever, in another window.
export function whenPlain(go) {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go();
  };
}
