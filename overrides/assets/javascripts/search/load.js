// Loads what a search needs, each thing once. All of it stands in a folder named after what the index holds, so that the files
// of two builds are never mixed: which folder is asked anew, the rest browsers may keep.

import { once } from "./once.js";
import { loadIndex, readSegments } from "./segments.js";
import { splitWords } from "./words.js";

export const ROOT = new URL("../../../", import.meta.url);
const HOME = new URL("pagefind/", ROOT);
// One index serves all editions: what is said otherwise in one that is not at the root stands in its folder, and in each record.
export const EDITION = document.querySelector("[data-search-box]").dataset.edition;

let loading;

// What is known of the site; call it early, at the first sign that somebody will search. `groups` are the names of each thing that
// has several, `about` has labels and how many pages there are; the rest is loaded when it is needed: the `index`, which finds
// words, what is shown of a page, the pages of each value of a facet, and the names of people.
export function load() {
  loading ??= loadSite();
  const mine = loading;
  mine.then(
    (site) => (site.loading = mine),
    () => mine === loading && (loading = undefined),
  );
  return mine;
}

// Something failed: the next search begins anew, unless another has by now.
export function forget(site) {
  if (site.loading === loading) loading = undefined;
  site.end();
}

async function loadSite() {
  const pages = await fetchJson(new URL("pages.json", HOME), "no-cache");
  const folder = new URL(`${pages.version}/`, HOME);
  const loadJson = (path) => fetchJson(new URL(`${path}.json`, folder));
  const [names, about] = await Promise.all([loadJson("aliases"), loadJson(`${EDITION}about`)]);
  const loadFirst = once(() => loadJson("first")); // what is shown before anything is typed, in one file
  const first = async (number) => (await loadFirst())[number];
  const segments = readSegments(pages.segments, HOME);
  const loadRecord = (number) => {
    const { start, folder } = segments.findLast((segment) => segment.start <= number);
    return fetchJson(new URL(`records/${number - start}.json`, folder));
  };
  const record = once(async (number) => readRecord(await (number < pages.first ? first(number) : loadRecord(number))));
  const index = once(() => loadIndex(segments, { root: ROOT, record }));
  return {
    index,
    end: () => {
      if (index.has())
        index().then(
          (one) => one.destroy(),
          () => {}, // it was what failed
        );
    },
    groups: names.map((group) => group.map((name) => ({ name, words: splitWords(name) }))),
    about: { ...about, ...pages },
    absent: new Set(pages.absent[EDITION]), // pages that this edition does not have
    record,
    facet: once(async (name) => readFacet(await loadJson(`${name === "lang" ? EDITION : ""}facets/${name}`))),
    people: once(() => loadJson(`${EDITION}people`)),
  };
}

async function fetchJson(url, cache = "default") {
  const response = await fetch(url, { cache });
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.json();
}

// What a page is in this edition; a number among its passages is the place of the same one, or of one that differs in who takes
// a position in it.
function readRecord({ versions, ...record }) {
  const own = { ...record, ...versions?.[EDITION] };
  const read = (passage) => {
    if (typeof passage === "number") return record.passages[passage];
    const [place, ...claims] = passage;
    return typeof place === "number" ? [...record.passages[place].slice(0, 2), ...claims] : passage;
  };
  return { ...own, passages: own.passages.map(read) };
}

// Numbers of pages are kept as the steps from each to the next.
function readFacet(steps) {
  return new Map(
    Object.entries(steps).map(([value, gaps]) => {
      let at = 0;
      return [value, gaps.map((gap) => (at += gap))];
    }),
  );
}
