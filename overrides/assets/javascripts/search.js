// The search box in the header, on every page: what it costs a reader who does not search is this file.
// Everything else is loaded at the first sign that somebody will.

// Loads once; what failed is tried again the next time.
const lazy = (load) => {
  let loaded;
  return () => (loaded ??= load().catch((error) => ((loaded = undefined), Promise.reject(error))));
};
const engine = lazy(() => import("./search/engine.js"));
const show = lazy(() => import("./search/show.js"));

const MOST = 8;
const PAUSE = 120; // milliseconds after the last key
const SHORTEST = 2;

// With instant navigation the page changes below the script: addresses are told from where the script is.
const box = document.querySelector("[data-search-box]");
const PAGE = new URL(`../../${box.dataset.edition}search/`, import.meta.url);
const toggle = document.querySelector("#__search");
const input = box.querySelector("input");
const { hint, failed } = box.dataset;
const meta = Object.assign(document.createElement("div"), { className: "md-search-result__meta", role: "status", textContent: hint });
const list = Object.assign(document.createElement("ol"), { className: "md-search-result__list" });
const output = wrap("md-search__output", wrap("md-search__scrollwrap", wrap("md-search-result", meta, list)));
output.firstElementChild.tabIndex = -1;
box.querySelector("form").after(output);
let before = null; // what had the focus before the search was opened
let asking = new AbortController();
let timer;

function wrap(name, ...children) {
  const element = document.createElement("div");
  element.className = name;
  element.append(...children);
  return element;
}

const links = () => [...output.querySelectorAll("a")];
const isOpen = () => toggle.checked;
// A click that follows a link here, and not into another tab or window.
const isPlain = (event) => !event.ctrlKey && !event.metaKey && !event.shiftKey;

function open() {
  if (!isOpen()) before = document.activeElement === input ? null : document.activeElement;
  toggle.checked = true;
  input.focus();
}

function close() {
  toggle.checked = false;
  if (box.contains(document.activeElement)) document.activeElement.blur();
  before?.focus({ preventScroll: true });
  before = null;
}

// The focus is elsewhere by now, and stays there.
function leave() {
  before = null;
  toggle.checked = false;
}

async function search() {
  const text = input.value;
  asking.abort(); // the reader has typed on
  asking = new AbortController();
  const { signal } = asking;
  if (text.trim().length < SHORTEST) {
    list.replaceChildren();
    meta.textContent = hint;
    return;
  }
  try {
    const [{ arrange, ask }, { isExact, listHits, say, summarise }] = await Promise.all([engine(), show()]);
    const answer = await arrange(await ask(text, signal), { signal });
    const { shown } = await listHits(answer, { most: MOST, passages: 1, signal });
    const { about } = answer.site;
    meta.replaceChildren(summarise(answer));
    const n = answer.hits.length;
    list.replaceChildren(
      ...shown.map(({ item }) => item),
      linkToAll(text, n && isExact(answer) ? say(about, "search.all", { n }) : say(about, "search.page")),
    );
  } catch (error) {
    if (signal.aborted) return;
    console.warn("search:", error);
    list.replaceChildren();
    meta.textContent = failed;
  }
}

function linkToAll(text, label) {
  const item = document.createElement("li");
  item.className = "find-all";
  const link = document.createElement("a");
  link.href = `${PAGE}?${new URLSearchParams({ q: text })}`;
  link.textContent = label;
  // Instant navigation would leave the search page as it is, the address being another only behind the question mark.
  link.addEventListener("click", (event) => {
    if (!document.querySelector("[data-search-page]") || !isPlain(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    location.assign(link.href);
  });
  item.append(link);
  return item;
}

// Up and down go through the box and all links below it, in a ring.
function move(step) {
  const stops = [input, ...links()];
  const place = stops.indexOf(document.activeElement);
  stops.at((place + step) % stops.length).focus();
}

input.form.action = PAGE;
input.addEventListener("focus", () => {
  open();
  const loading = import("./search/load.js").then(({ load }) => load());
  Promise.all([engine(), show(), loading.then((site) => site.index())]).catch((error) => console.warn("search:", error));
});
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
});
input.form.addEventListener("reset", () => setTimeout(() => (search(), input.focus())));
toggle.addEventListener("change", () => (isOpen() ? open() : close()));

box.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape") close();
  else if (event.key === "ArrowDown") move(1);
  else if (event.key === "ArrowUp") move(-1);
  else return;
  event.preventDefault();
  event.stopPropagation();
});
// Tab leads on into the page: then the list must not cover it.
box.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !box.contains(event.relatedTarget)) leave();
});
// With instant navigation the header stays when a result is followed.
output.addEventListener("click", (event) => {
  if (event.target.closest("a") && isPlain(event)) leave();
});

// No key without Control: who speaks to the computer, or holds it with a shaking hand, would open the search unawares (WCAG 2.1.4).
document.addEventListener("keydown", (event) => {
  const { key, altKey, shiftKey } = event;
  const command = event.ctrlKey || event.metaKey;
  if (!command || altKey || shiftKey || key.toLowerCase() !== "k") return;
  event.preventDefault();
  open();
  input.select();
});

// What opens the box on a narrow screen is a link to the search page for who runs no scripts.
const button = document.querySelector(".search-open");
button.role = "button";
button.addEventListener("click", (event) => {
  if (!isPlain(event)) return;
  event.preventDefault();
  open();
});
button.addEventListener("keydown", (event) => {
  if (event.key !== " ") return;
  event.preventDefault();
  open();
});
box.querySelector(".search-close").addEventListener("click", close);

// The search page, wherever it is reached from.
function start() {
  const page = document.querySelector("[data-search-page]");
  if (!page) return;
  import("./search/page.js")
    .then(({ start }) => start(page))
    .catch((error) => {
      console.warn("search:", error);
      page.textContent = page.dataset.failed;
    });
}
if (window.document$) window.document$.subscribe(start);
else start();
