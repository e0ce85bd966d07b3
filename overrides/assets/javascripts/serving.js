// What an editor sees above each page while the site is served: what is wrong, and that the search is behind. A published page
// does not load this.
const script = document.querySelector("script[data-serving]");
const address = new URL("../../status.json", import.meta.url);
const PAUSE = 2000;

function element(name, text, ...children) {
  const made = document.createElement(name);
  made.append(text, ...children);
  return made;
}

function show({ problems, indexing }) {
  const lines = [];
  if (problems.length) {
    const items = problems.map((problem) => element("li", problem));
    lines.push(element("strong", script.dataset.problems.replace("#", problems.length)), element("ul", "", ...items));
  }
  if (indexing) lines.push(element("p", script.dataset.indexing));
  const inner = element("div", "", ...lines);
  inner.className = "md-banner__inner md-grid md-typeset";
  const bar = element("aside", "", inner);
  bar.className = "md-banner";
  bar.setAttribute("role", "status");
  document.querySelector("[data-md-component=announce]").replaceChildren(...(lines.length ? [bar] : []));
}

async function look() {
  const response = await fetch(address, { cache: "no-store" });
  if (!response.ok) return;
  const status = await response.json();
  show(status);
  if (status.indexing) setTimeout(look, PAUSE);
}

look();
