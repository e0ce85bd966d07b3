// The search page: the same search with everything that can be sifted, and all of it in the address.

import { find, load, loadPeople, nearNames } from "./engine.js";
import { listHits, make, say, summarise } from "./show.js";

// What a page has one of is widened by a second choice; what it can have several of is narrowed.
const FACETS = {
  kind: "any",
  topic: "all",
  party: "all",
  act: "all",
  series: "any",
  person: "all",
  agreement: "all",
  year: "any",
  outlet: "any",
  lang: "any",
};
// What is counted without being asked for: where there is very much, counting costs a reader's time and traffic.
const OPEN = { full: ["kind", "topic", "party", "act", "year"], large: ["kind", "year"] };
const STEP = 20;
const FEW = 8; // values of a facet before the rest is folded away
const PAUSE = 200;

export async function start() {
  const page = document.querySelector("[data-search-page]");
  if (!page || page.dataset.started) return;
  page.dataset.started = "";
  try {
    const { facets } = await load();
    await new Finder(page, facets).run();
  } catch (error) {
    console.warn("search:", error);
    page.textContent = page.dataset.failed;
  }
}

class Finder {
  constructor(page, facets) {
    this.facets = facets;
    this.page = page;
    this.state = readAddress();
    this.opened = new Set(facets.full ? OPEN.full : OPEN.large);
    this.unfolded = new Set();
    this.latest = 0;
    this.build();
  }

  say(key, values) {
    return say(this.facets, key, values);
  }

  build() {
    this.input = make("input", "finder-input");
    Object.assign(this.input, {
      type: "search",
      name: "q",
      value: this.state.q,
      placeholder: this.say("search.placeholder"),
      autocomplete: "off",
      spellcheck: false,
    });
    this.input.setAttribute("aria-label", this.say("search.placeholder"));
    this.form = make("form", "finder-form", this.input, make("button", "md-button md-button--primary", this.say("search.go")));
    this.form.setAttribute("role", "search");
    this.order = make(
      "select",
      "",
      ...["relevance", "date"].map(
        (value) => new Option(this.say(`search.order.${value}`), value, false, value === this.state.order),
      ),
    );
    this.order.setAttribute("aria-label", this.say("search.order.label"));
    this.status = make("p", "finder-status");
    this.status.setAttribute("role", "status");
    this.chosen = make("ul", "finder-chosen");
    this.results = make("ol", "finder-results");
    this.more = make("button", "md-button", this.say("search.more"));
    this.more.hidden = true;
    this.help = make("div", "finder-help");
    this.sides = make("div", "finder-sides");
    this.sides.setAttribute("role", "group");
    this.sides.setAttribute("aria-label", this.say("search.sift"));
    const scope = make("p", "note", this.say(this.facets.full ? "search.full_text" : "search.key_text"));
    const main = make(
      "div",
      "finder-main",
      make("div", "finder-head", this.status, this.order),
      this.chosen,
      this.results,
      this.help,
      this.more,
      scope,
    );
    const sift = make("details", "finder-sift", make("summary", "", this.say("search.sift")), this.sides);
    sift.open = matchMedia("(min-width: 60em)").matches;
    this.page.replaceChildren(this.form, sift, main);
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.type()));
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.type(), PAUSE);
    });
    this.order.addEventListener("change", () => ((this.state.order = this.order.value), this.run()));
    this.more.addEventListener("click", () => this.showMore());
    if (!this.state.q) this.input.focus({ preventScroll: true });
  }

  type() {
    if (this.input.value === this.state.q || !this.page.isConnected) return;
    this.state.q = this.input.value;
    this.run();
  }

  choose(facet, value, on) {
    const values = this.state.filters[facet] ?? [];
    this.state.filters[facet] = on ? [...values, value] : values.filter((one) => one !== value);
    if (!this.state.filters[facet].length) delete this.state.filters[facet];
    this.run({ facet, value });
  }

  async run(focus) {
    const mine = ++this.latest;
    writeAddress(this.state);
    const { q, order, filters } = this.state;
    const facets = Object.keys(FACETS).filter((name) => this.opened.has(name) || filters[name]);
    if (facets.includes("person")) this.facets.labels.person = await loadPeople();
    if (filters.party || filters.act) facets.push("claim");
    const answer = await find(q, {
      filters: makeFilters(filters),
      order,
      facets,
      loose: Object.keys(filters).filter((name) => FACETS[name] === "any"),
    });
    if (mine !== this.latest) return;
    this.answer = answer;
    countClaims(answer.counts, filters);
    this.status.replaceChildren(summarise(answer, this.facets));
    this.results.replaceChildren();
    this.shown = 0;
    await this.showMore();
    if (mine !== this.latest) return;
    this.showChosen();
    this.showFacets(answer.counts, focus);
    await this.showHelp(mine);
  }

  async showMore() {
    const { answer, shown } = this;
    const items = await listHits(answer, {
      facets: this.facets,
      most: STEP,
      passages: 3,
      from: shown,
      acts: this.state.filters.act,
      parties: this.state.filters.party,
    });
    if (answer !== this.answer || shown !== this.shown) return;
    this.shown += items.length;
    for (const [i, item] of items.entries()) {
      if (answer.close > 0 && shown + i === answer.close)
        this.results.append(make("li", "finder-apart", this.say("search.apart_from_here")));
      this.results.append(item);
    }
    this.more.hidden = this.shown >= answer.hits.length;
    if (shown) items[0]?.querySelector("a").focus({ preventScroll: true });
  }

  // What to call a value; one that only an address knows is called what it says there.
  label(facet, value) {
    const [words, key] = [this.facets.words, `search.${facet}.${value}`];
    if (facet === "kind" || facet === "lang") return Object.hasOwn(words, key) ? this.say(key) : value;
    const labels = this.facets.labels[facet] ?? {};
    return Object.hasOwn(labels, value) ? labels[value] : value;
  }

  showChosen() {
    const chosen = Object.entries(this.state.filters).flatMap(([facet, values]) => values.map((value) => [facet, value]));
    this.chosen.replaceChildren(
      ...chosen.map(([facet, value]) => {
        const name = `${this.say(`search.facet.${facet}`)}: ${this.label(facet, value)}`;
        const button = make("button", "", name);
        button.type = "button";
        button.title = button.ariaLabel = this.say("search.drop", { name });
        button.addEventListener("click", () => (this.choose(facet, value, false), this.input.focus()));
        return make("li", "", button);
      }),
    );
  }

  showFacets(counts, focus) {
    const groups = Object.keys(FACETS).map((facet) => this.showFacet(facet, counts[facet]));
    this.sides.replaceChildren(...groups.filter(Boolean));
    if (focus)
      this.sides
        .querySelector(`input[name="${focus.facet}"][value="${CSS.escape(focus.value)}"]`)
        ?.focus({ preventScroll: true });
  }

  showFacet(facet, counts) {
    const chosen = this.state.filters[facet] ?? [];
    const isOpen = this.opened.has(facet);
    const values = Object.entries(counts ?? {}).filter(([value, n]) => value !== "-" && (n > 0 || chosen.includes(value)));
    if (isOpen && values.length < 1) return null;
    const byCount = ([a, n], [b, m]) =>
      chosen.includes(b) - chosen.includes(a) ||
      m - n ||
      this.label(facet, a).localeCompare(this.label(facet, b), document.documentElement.lang);
    values.sort(facet === "year" ? ([a], [b]) => b.localeCompare(a) : byCount);
    const all = this.unfolded.has(facet) ? values : values.slice(0, Math.max(FEW, chosen.length));
    const list = make("ul", "", ...all.map(([value, n]) => this.showValue(facet, value, n, chosen.includes(value))));
    const group = make("details", "finder-facet", make("summary", "", this.say(`search.facet.${facet}`)), list);
    group.open = isOpen;
    if (all.length < values.length) {
      const rest = make("button", "finder-rest", this.say("search.rest", { n: values.length - all.length }));
      rest.type = "button";
      rest.addEventListener(
        "click",
        () => (this.unfolded.add(facet), this.showFacets(this.answer.counts, { facet, value: values[all.length][0] })),
      );
      group.append(rest);
    }
    group.addEventListener("toggle", () => {
      if (group.open === this.opened.has(facet)) return;
      if (!group.open) this.opened.delete(facet);
      else {
        this.opened.add(facet);
        if (!this.answer.counts[facet]) this.run();
      }
    });
    return group;
  }

  showValue(facet, value, n, on) {
    const check = make("input");
    Object.assign(check, { type: "checkbox", name: facet, value, checked: on });
    check.addEventListener("change", () => this.choose(facet, value, check.checked));
    const number = this.answer.exact ? make("span", "n", n.toLocaleString(document.documentElement.lang)) : null;
    return make("li", "", make("label", "", check, make("span", "", this.label(facet, value)), number));
  }

  // Where nothing was found: what can be done about it.
  async showHelp(mine) {
    this.help.replaceChildren();
    const { answer, state } = this;
    if (answer.hits.length) return;
    const ways = [];
    const again = (change, label) => {
      const link = make("a", "", label);
      link.href = address({ ...state, ...change });
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        event.stopPropagation();
        Object.assign(state, change);
        this.input.value = state.q;
        this.run();
        this.input.focus();
      });
      ways.push(make("li", "", link));
    };
    for (const name of await nearNames(state.q)) again({ q: name }, this.say("search.meant", { name }));
    if (Object.keys(state.filters).length) again({ filters: {} }, this.say("search.drop_all"));
    if (/["“”«»]/.test(state.q)) again({ q: state.q.replace(/["“”«»]/g, " ").trim() }, this.say("search.unquoted"));
    if (answer.missing.length && answer.missing.length < answer.query.words.length) {
      const q = answer.query.words
        .filter((word) => !answer.missing.includes(word))
        .map(({ start, end }) => answer.query.text.slice(start, end))
        .join(" ");
      again({ q }, this.say("search.without", { words: q }));
    }
    if (mine === this.latest)
      this.help.replaceChildren(
        ...(ways.length ? [make("ul", "", ...ways)] : []),
        make("p", "", this.say("search.lists")),
        make("ul", "", ...this.lists()),
      );
  }

  lists() {
    return [...document.querySelectorAll(".md-tabs__link")].slice(1, 5).map((tab) => {
      const link = make("a", "", tab.textContent.trim());
      link.href = tab.href;
      return make("li", "", link);
    });
  }
}

// A party and an act chosen together mean what that party did, not that both occur.
function makeFilters(chosen) {
  const filters = Object.fromEntries(Object.entries(chosen).map(([facet, values]) => [facet, { [FACETS[facet]]: values }]));
  if (chosen.party && chosen.act)
    filters.claim = { all: chosen.party.flatMap((party) => chosen.act.map((act) => `${party}/${act}`)) };
  return filters;
}

// With one party chosen an act is counted where that party does it, and with one act a party where it does that.
function countClaims(counts, { party = [], act = [] }) {
  const claims = Object.entries(counts.claim ?? {}).map(([claim, n]) => [...claim.split("/"), n]);
  const count = (kept, named) => Object.fromEntries(claims.filter(kept).map((claim) => [named(claim), claim[2]]));
  if (party.length === 1)
    counts.act = count(
      ([side]) => side === party[0],
      ([, done]) => done,
    );
  if (act.length === 1)
    counts.party = count(
      ([, done]) => done === act[0],
      ([side]) => side,
    );
}

function readAddress() {
  const given = new URLSearchParams(location.search);
  const filters = Object.fromEntries(
    Object.keys(FACETS)
      .map((facet) => [facet, [...new Set(given.getAll(facet))].filter(Boolean)])
      .filter(([, values]) => values.length),
  );
  return { q: given.get("q") ?? "", order: given.get("order") === "date" ? "date" : "relevance", filters };
}

function address({ q, order, filters }) {
  const pairs = Object.entries(filters).flatMap(([facet, values]) => values.map((value) => [facet, value]));
  const query = new URLSearchParams([...(q ? [["q", q]] : []), ...pairs, ...(order === "date" ? [["order", order]] : [])]);
  return `${location.pathname}${query.size ? `?${query}` : ""}`;
}

function writeAddress(state) {
  history.replaceState(history.state, "", address(state));
}
