// Parts of the page that stand in it packed until somebody wants them.

// Returns a promise of the text of a packed part; rejects in a browser that cannot unpack.
export async function unpacked(id) {
  return (await unpack(id)).text();
}

// Returns a promise of the bytes of a packed part.
export async function unpackedBytes(id) {
  return new Uint8Array(await (await unpack(id)).arrayBuffer());
}

async function unpack(id) {
  const packed = atob(/** @type {HTMLElement} */ (document.getElementById(id)).textContent ?? "");
  const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}
