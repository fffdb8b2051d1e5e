// Parts of the page that stand in it packed until somebody wants them.

// Returns a promise of the text of a packed part; rejects in a browser that cannot unpack.
export async function unpacked(id) {
  const packed = atob(/** @type {HTMLElement} */ (document.getElementById(id)).textContent ?? "");
  const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}
