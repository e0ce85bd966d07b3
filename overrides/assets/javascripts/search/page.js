// The search page: the same search with everything that can be sifted, and all of it in the address.

import { arrange, ask, load, loadFacet, loadPeople, nearNames } from "./engine.js";
import { Facets } from "./facets.js";
import { listHits, make, say, summarise } from "./show.js";
import { FACETS, listsFor, sift } from "./sift.js";

const STEP = 20;
const PAUSE = 200; // milliseconds after the last key

export async function start() {
  const page = document.querySelector("[data-search-page]");
  if (!page || page.dataset.started) return;
  page.dataset.started = "";
  try {
    const { about } = await load();
    const finder = new Finder(page, about);
    // With instant navigation going back to another search changes only the address.
    addEventListener("popstate", () => page.isConnected && finder.read());
    await finder.run(history.state?.finder);
  } catch (error) {
    console.warn("search:", error);
    page.textContent = page.dataset.failed;
  }
}

class Finder {
  constructor(page, about) {
    this.about = about;
    this.page = page;
    this.state = readAddress();
    this.asking = new AbortController();
    this.facets = new Facets(about, {
      choose: (facet, value, on) => this.choose(facet, value, on),
      open: () => this.run(this.shown),
    });
    this.build();
    this.listen();
  }

  say(key, values) {
    return say(this.about, key, values);
  }

  build() {
    const name = this.say("search.placeholder");
    this.input = make("input", "finder-input");
    Object.assign(this.input, { type: "search", name: "q", placeholder: name, ariaLabel: name });
    Object.assign(this.input, { value: this.state.q, autocomplete: "off", spellcheck: false });
    this.form = make("form", "finder-form", this.input, make("button", "md-button md-button--primary", this.say("search.go")));
    this.form.setAttribute("role", "search");
    this.form.ariaLabel = this.say("search.title");
    const orders = ["relevance", "date"].map((order) => new Option(this.say(`search.order.${order}`), order));
    this.order = make("select", "", ...orders);
    Object.assign(this.order, { value: this.state.order, ariaLabel: this.say("search.order.label") });
    this.status = make("p", "finder-status");
    this.status.setAttribute("role", "status");
    this.chosen = make("ul", "finder-chosen");
    this.results = make("ol", "finder-results");
    this.results.ariaLabel = this.say("search.results");
    this.more = make("button", "md-button", this.say("search.more"));
    this.more.hidden = true;
    this.help = make("div", "finder-help");
    const head = make("div", "finder-head", this.status, this.order);
    const scope = make("p", "note", this.say(this.about.full ? "search.full_text" : "search.key_text"));
    const main = make("div", "finder-main", head, this.chosen, this.results, this.help, this.more, scope);
    this.page.replaceChildren(this.form, this.facets.element, main);
    if (!this.state.q && !Object.keys(this.state.filters).length) this.input.focus({ preventScroll: true });
  }

  listen() {
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.type()));
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.type(), PAUSE);
    });
    this.order.addEventListener("change", () => ((this.state.order = this.order.value), this.run()));
    this.more.addEventListener("click", () => this.showMore(STEP));
  }

  type() {
    clearTimeout(this.timer);
    if (this.input.value === this.state.q || !this.page.isConnected) return;
    this.state.q = this.input.value;
    this.run();
  }

  // Shows what the address says now.
  read() {
    this.state = readAddress();
    this.input.value = this.state.q;
    this.order.value = this.state.order;
    this.run(history.state?.finder);
  }

  choose(facet, value, on) {
    const values = this.state.filters[facet] ?? [];
    this.state.filters[facet] = on ? [...values, value] : values.filter((one) => one !== value);
    if (!this.state.filters[facet].length) delete this.state.filters[facet];
    this.run();
  }

  // Shows what the state asks for, at least the first `most` results of it.
  async run(most = STEP) {
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    this.writeAddress();
    try {
      await this.answerWith(Math.max(most, STEP), signal);
    } catch (error) {
      if (signal.aborted) return; // something else is wanted by now
      console.warn("search:", error);
      this.status.textContent = this.page.dataset.failed;
      this.results.replaceChildren();
      this.more.hidden = true;
    }
  }

  async answerWith(most, signal) {
    const { q, order, filters: chosen } = this.state;
    const counted = this.facets.counted(chosen);
    const names = listsFor(chosen, counted);
    const [found, people, ...lists] = await Promise.all([
      this.ask(q, signal),
      counted.includes("person") ? loadPeople() : null,
      ...names.map(loadFacet),
    ]);
    if (people) this.about.labels.person = people;
    const { hits, counts } = sift(found.hits, {
      chosen,
      counted,
      lists: Object.fromEntries(names.map((name, i) => [name, lists[i]])),
      size: this.about.pages,
    });
    const answer = await arrange({ ...found, hits }, { order, sifted: Object.keys(chosen).length > 0 });
    signal.throwIfAborted();
    this.answer = answer;
    this.status.replaceChildren(summarise(answer, this.about));
    this.order.hidden = hits.length < 2;
    this.facets.element.hidden = !found.hits.length;
    this.showChosen();
    this.facets.show(counts, chosen, !hits.some(({ unsure }) => unsure));
    this.next = this.shown = 0;
    await this.showMore(most);
    await this.showHelp(signal);
  }

  // What was typed stays the same while it is sifted.
  async ask(q, signal) {
    if (this.asked?.q !== q) this.asked = { q, found: await ask(q, signal) };
    return this.asked.found;
  }

  async showMore(most) {
    const { answer, next: from, shown: before } = this;
    const { act: acts, party: parties } = this.state.filters;
    const { shown, next } = await listHits(answer, {
      about: this.about,
      most,
      passages: 3,
      from,
      acts,
      parties,
      heading: "h2",
    });
    if (answer !== this.answer || from !== this.next) return;
    const items = shown.flatMap(({ hit, item }, i) => {
      const isFirstApart = answer.close > 0 && hit === answer.hits[answer.close];
      return isFirstApart ? [make("li", "finder-apart", this.say("search.apart_from_here")), item] : [item];
    });
    if (from) this.results.append(...items);
    else this.results.replaceChildren(...items);
    this.next = next;
    this.shown += shown.length;
    this.more.hidden = next >= answer.hits.length;
    if (before) shown[0]?.item.querySelector("a").focus({ preventScroll: true });
    this.writeAddress();
  }

  showChosen() {
    const chosen = Object.entries(this.state.filters).flatMap(([facet, values]) => values.map((value) => [facet, value]));
    this.chosen.replaceChildren(
      ...chosen.map(([facet, value]) => {
        const name = `${this.say(`search.facet.${facet}`)}: ${this.facets.label(facet, value)}`;
        const button = make("button", "", name);
        button.type = "button";
        button.title = button.ariaLabel = this.say("search.drop", { name });
        button.addEventListener("click", () => (this.choose(facet, value, false), this.input.focus()));
        return make("li", "", button);
      }),
    );
  }

  // Where nothing was found: what can be done about it.
  async showHelp(signal) {
    if (this.answer.hits.length) return this.help.replaceChildren();
    const ways = await this.findWays();
    if (signal.aborted) return;
    this.help.replaceChildren(
      ...(ways.length ? [make("ul", "", ...ways.map(([change, label]) => this.showWay(change, label)))] : []),
      make("p", "", this.say("search.lists")),
      make("ul", "", ...listLinks()),
    );
  }

  async findWays() {
    const { q, filters } = this.state;
    const { missing, query } = this.answer;
    const ways = (await nearNames(q)).map((name) => [{ q: name }, this.say("search.meant", { name })]);
    if (Object.keys(filters).length) ways.push([{ filters: {} }, this.say("search.drop_all")]);
    if (query.quoted.length) ways.push([{ q: q.replace(/["“”«»]/g, " ").trim() }, this.say("search.unquoted")]);
    if (missing.length && missing.length < query.words.length) {
      const known = query.words.filter((word) => !missing.includes(word));
      const words = known.map(({ start, end }) => query.text.slice(start, end)).join(" ");
      ways.push([{ q: words }, this.say("search.without", { words })]);
    }
    return ways;
  }

  showWay(change, label) {
    const link = make("a", "", label);
    link.href = address({ ...this.state, ...change });
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      Object.assign(this.state, change);
      this.input.value = this.state.q;
      this.run();
      this.input.focus();
    });
    return make("li", "", link);
  }

  // How many results are shown is kept beside the address: whoever comes back finds them.
  writeAddress() {
    history.replaceState({ ...history.state, finder: this.shown }, "", address(this.state));
  }
}

const listLinks = () =>
  [...document.querySelectorAll(".md-tabs__link")].slice(1, 5).map((tab) => {
    const link = make("a", "", tab.textContent.trim());
    link.href = tab.href;
    return make("li", "", link);
  });

function readAddress() {
  const given = new URLSearchParams(location.search);
  const filters = Object.keys(FACETS)
    .map((facet) => [facet, [...new Set(given.getAll(facet))].filter(Boolean)])
    .filter(([, values]) => values.length);
  const order = given.get("order") === "date" ? "date" : "relevance";
  return { q: given.get("q") ?? "", order, filters: Object.fromEntries(filters) };
}

function address({ q, order, filters }) {
  const pairs = Object.entries(filters).flatMap(([facet, values]) => values.map((value) => [facet, value]));
  const query = new URLSearchParams([...(q ? [["q", q]] : []), ...pairs, ...(order === "date" ? [["order", order]] : [])]);
  return `${location.pathname}${query.size ? `?${query}` : ""}`;
}
