// The way to the other editions keeps what the address says beside the page: a search, a sentence. Both are called the same there.
for (const link of document.querySelectorAll("[data-edition-switch]")) {
  const page = link.href;
  // Before it is followed, in whatever way: the address may have changed since the page was loaded.
  for (const event of ["pointerenter", "focus", "touchstart", "click"])
    link.addEventListener(event, () => (link.href = page + location.search + location.hash), { passive: true });
}
