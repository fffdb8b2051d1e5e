// From step to step: by scrolling, by arrow keys and by buttons.

const LINE = 0.42; // of the height, where what is read is looked for
const NARROW = "(max-width: 820px)";
const SETTLED = 150; // milliseconds for which a jump's own scrolling is not taken for the reader's

// Listens for scrolling over the steps in `root`; returns {to(at)}, which brings one into sight.
// `reached(at)` is told of a step that the reader has scrolled to.
export function listenForSteps(root, scroller, reached) {
  let jumped = 0;
  let isWaiting = false;
  const look = () => {
    isWaiting = false;
    if (root.hidden || performance.now() - jumped < SETTLED) return;
    const at = stepAt(root, scroller);
    if (at >= 0) reached(at);
  };
  const scrolled = () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(look);
  };
  scroller.addEventListener("scroll", scrolled, { passive: true });
  addEventListener("scroll", scrolled, { passive: true });
  return {
    to(at) {
      jumped = performance.now();
      const step = root.querySelector(`[data-at="${at}"]`);
      step?.scrollIntoView({ block: "start" });
    },
  };
}

// The step on which the eye is: the last that begins above the line, which on a phone lies under
// the picture.
function stepAt(root, scroller) {
  const isNarrow = matchMedia(NARROW).matches;
  const { top, height } = isNarrow
    ? { top: 0, height: innerHeight }
    : scroller.getBoundingClientRect();
  const line = top + height * (isNarrow ? (1 + LINE) / 2 : LINE);
  const steps = [...root.querySelectorAll(".step")];
  const isEnd =
    !isNarrow && scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
  if (isEnd && steps.length) return steps.length - 1;
  return steps.findLastIndex((step) => step.getBoundingClientRect().top <= line);
}

// Whether an arrow key means the story: not where somebody writes, or walks through a picture.
export function isOfStory(event, isWriting) {
  const { target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  return !isWriting(target) && !target.closest?.("#views, [role=tablist], dialog");
}
