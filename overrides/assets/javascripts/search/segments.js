// Asks the segments that the index is made of as one (generator/segments.py): pages are called by the name of theirs there, and
// their number in it.

import { once } from "./once.js";
import { indexedWords } from "./query.js";

const NOWHERE = { filters: { none: "none" } }; // sifts everything out: only how many there were is asked

// Each segment with the number of the first of its pages, and where it is.
export function readSegments(sizes, home) {
  let next = 0;
  return sizes.map(([name, count]) => {
    const start = next;
    next += count;
    return { name, start, folder: new URL(`${name}/`, home) };
  });
}

// What finds the pages that have all of some words, and tells how many have one; `record` is what is known of a page.
export async function loadIndex(segments, { root, record }) {
  const [first, ...others] = segments;
  const { createInstance } = await import(new URL("pagefind.js", first.folder));
  // Each is a value of a filter, so that an answer tells how many pages it has in each.
  const about = ({ name }) => ({ baseUrl: root.pathname, metaCacheTag: "", mergeFilter: { segment: name } });
  const index = createInstance({ ...about(first), basePath: first.folder.pathname });
  await index.init();
  await Promise.all(others.map((segment) => index.mergeIndex(segment.folder.pathname, about(segment))));
  const starts = new Map(segments.map(({ name, start }) => [name, start]));
  const counts = once(async (word) => (await index.search(word, NOWHERE)).totalFilters.segment);

  // A segment leaves out of account, without saying so, a word that stands on none of its pages. To count those of each word takes
  // its time: where the best of its pages has them all, that is not needed.
  async function isAnswered({ segment, number }, words) {
    const has = indexedWords(await record(number));
    const unsure = words.filter((word) => !has.some((one) => one.startsWith(word)));
    const found = await Promise.all(unsure.map(counts));
    return found.every((pages) => pages[segment] > 0);
  }

  // Best first, as they come.
  async function findPages(asked) {
    const { results } = await index.search(asked);
    const pages = results.map(({ id, score }) => {
      const [segment, place] = id.split("/");
      return { segment, number: starts.get(segment) + Number(place), score };
    });
    const words = asked.replaceAll('"', "").split(" ");
    if (words.length < 2) return pages;
    const best = [...starts.keys()].map((name) => pages.find(({ segment }) => segment === name)).filter(Boolean);
    const answered = await Promise.all(best.map((page) => isAnswered(page, words)));
    const answers = new Set(best.filter((_, i) => answered[i]).map(({ segment }) => segment));
    return pages.filter(({ segment }) => answers.has(segment));
  }

  return {
    pages: findPages,
    count: async (word) => Object.values(await counts(word)).reduce((sum, pages) => sum + pages, 0),
    destroy: () => index.destroy(),
  };
}
