// The choices beside the results of the search page: each facet opens to its values, with how many results have each; where
// a second choice widens, as if it were the only one.

import { FACETS } from "./sift.js";
import { make, say } from "./show.js";

// What is open without being asked for: where there is very much, each list costs a reader's traffic.
const OPEN = { full: ["kind", "topic", "party", "act", "year"], large: ["kind", "year"] };
const FEW = 8; // values of a facet before the rest is folded away

export class Facets {
  // `choose` is told of each choice, `open` that a facet was opened that has not been counted.
  constructor(about, { choose, open }) {
    this.about = about;
    this.choose = choose;
    this.open = open;
    this.opened = new Set(about.full ? OPEN.full : OPEN.large);
    this.unfolded = new Set();
    this.sides = make("div", "finder-sides");
    this.sides.setAttribute("role", "group");
    this.sides.setAttribute("aria-label", say(about, "search.sift"));
    this.element = make("details", "finder-sift", make("summary", "", say(about, "search.sift")), this.sides);
    // Beside the results there is room for them, above there is not.
    const wide = matchMedia("(min-width: 60em)");
    this.element.open = wide.matches;
    wide.addEventListener("change", () => (this.element.open = wide.matches));
  }

  // Those that are to be counted.
  counted(chosen) {
    return Object.keys(FACETS).filter((facet) => this.opened.has(facet) || chosen[facet]);
  }

  // What to call a value; one that only an address knows is called what it says there.
  label(facet, value) {
    const { words, labels } = this.about;
    const key = `search.${facet}.${value}`;
    if (Object.hasOwn(words, key)) return say(this.about, key);
    return Object.hasOwn(labels[facet] ?? {}, value) ? labels[facet][value] : value;
  }

  // `isExact` tells whether the counts are known, and worth showing.
  show(counts, chosen, isExact) {
    this.shown = [counts, chosen, isExact];
    // What had the focus has it again: everything here is made anew.
    const focused = this.sides.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    this.sides.replaceChildren(
      ...Object.keys(FACETS).map((facet) => this.showFacet(facet, counts[facet], chosen[facet], isExact)),
    );
    if (focused) (this.find(focused) ?? this.find(focused.split("=")[0])).focus({ preventScroll: true });
  }

  find(key) {
    return this.sides.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  showFacet(facet, counts, chosen = [], isExact) {
    const values = Object.entries(counts ?? {}).filter(([value, n]) => n > 0 || chosen.includes(value));
    const unknown = chosen.filter((value) => counts && !Object.hasOwn(counts, value)).map((value) => [value, 0]);
    values.push(...unknown);
    const byCount = ([a, n], [b, m]) =>
      chosen.includes(b) - chosen.includes(a) ||
      m - n ||
      this.label(facet, a).localeCompare(this.label(facet, b), document.documentElement.lang);
    values.sort(facet === "year" ? ([a], [b]) => b.localeCompare(a) : byCount);
    const first = this.unfolded.has(facet) ? values : values.slice(0, Math.max(FEW, chosen.length));
    const items = first.map(([value, n]) => this.showValue(facet, value, isExact ? n : null, chosen.includes(value)));
    const summary = make("summary", "", say(this.about, `search.facet.${facet}`));
    summary.dataset.key = facet;
    const group = make("details", "finder-facet", summary, make("ul", "", ...items));
    if (counts && !values.length) group.append(make("p", "note", say(this.about, "search.no_values")));
    if (first.length < values.length) group.append(this.showRest(facet, values.length - first.length, values[first.length][0]));
    group.open = this.opened.has(facet);
    group.addEventListener("toggle", () => this.toggle(facet, group.open));
    return group;
  }

  toggle(facet, isOpen) {
    if (isOpen === this.opened.has(facet)) return;
    this.opened[isOpen ? "add" : "delete"](facet);
    if (isOpen && !this.shown[0][facet]) this.open();
  }

  showRest(facet, n, next) {
    const rest = make("button", "finder-rest", say(this.about, "search.rest", { n }));
    rest.type = "button";
    rest.dataset.key = `${facet}=${next}`; // the focus goes to the first that was hidden
    rest.addEventListener("click", () => (this.unfolded.add(facet), this.show(...this.shown)));
    return rest;
  }

  showValue(facet, value, n, on) {
    const check = make("input");
    Object.assign(check, { type: "checkbox", name: facet, value, checked: on });
    check.dataset.key = `${facet}=${value}`;
    check.addEventListener("change", () => this.choose(facet, value, check.checked));
    const number = n === null ? null : make("span", "n", n.toLocaleString(document.documentElement.lang));
    return make("li", "", make("label", "", check, make("span", "", this.label(facet, value)), number));
  }
}
