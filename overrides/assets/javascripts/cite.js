// Copies references and quoted sentences. Without scripts all of it stands on the page as text, and each sentence has its address.
// What is copied of a sentence: the words, whose they are, whose report it is, and an address that stays.
(function () {
  "use strict";

  const words = document.getElementById("cite")?.dataset;
  if (!words) return;
  const here = document.querySelector('link[rel="canonical"]')?.href || location.href.split("#")[0];
  const status = document.createElement("div");
  status.className = "copy-status";
  status.setAttribute("role", "status");
  document.body.append(status);
  let hiding;

  function say(text) {
    // Said anew each time: a text that stays the same is not announced.
    status.textContent = "";
    clearTimeout(hiding);
    setTimeout(() => (status.textContent = text), 50);
    hiding = setTimeout(() => (status.textContent = ""), 6000);
  }

  // A browser may have no clipboard for us, or refuse it; then there is the old way, and then the reader's own hands.
  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
      return say(words.copied);
    } catch {
      const field = document.createElement("textarea");
      field.className = "copy-field";
      field.readOnly = true;
      field.value = text;
      field.setAttribute("aria-label", words.failed);
      button.after(field);
      field.select();
      let copied = false;
      try {
        copied = document.execCommand("copy");
      } catch {
        // As if it had said no.
      }
      if (copied) {
        field.remove();
        button.focus();
        return say(words.copied);
      }
      field.addEventListener("blur", () => field.remove(), { once: true });
      say(words.failed);
    }
  }

  function makeButton(kind, label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `copy copy--${kind}`;
    button.setAttribute("aria-label", label);
    button.title = label;
    button.addEventListener("click", () => act(button));
    return button;
  }

  function download(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function textOf(element, unwanted = "sup, details, .headerlink") {
    const copied = element.cloneNode(true);
    for (const one of copied.querySelectorAll(unwanted)) one.remove();
    return copied.textContent.replace(/\s+/g, " ").trim();
  }

  // The address of a sentence that a link leads to: on this page by the name that is made of its words.
  function addressOf(link) {
    const [page, anchor] = link.getAttribute("href").split("#");
    if (page) return new URL(link.getAttribute("href"), here).href;
    return `${here}#${document.getElementById(anchor)?.querySelector("a[id]")?.id || anchor}`;
  }

  // Of several reports a mark says which: `2:12`.
  function sourceOf(link) {
    const mark = link.querySelector("sup");
    const number = mark ? /^(\d+):/.exec(textOf(mark, "i")) : null;
    return document.querySelectorAll("[data-source]")[number ? number[1] - 1 : 0]?.dataset.source;
  }

  function quote(text, speaker, source, address) {
    const bare = text.replace(/^["“«]([^"“”«»]*)["”»]$/, "$1");
    return [[`“${bare}”`, speaker].filter(Boolean).join(" – "), source, address].filter(Boolean).join("\n");
  }

  function addToReferences() {
    for (const form of document.querySelectorAll(".cite-text")) {
      const name = form.closest("dd").previousElementSibling.textContent;
      const text = () => form.textContent.trim();
      const tools = document.createElement("span");
      tools.className = "cite-tools";
      tools.append(makeButton("text", `${words.copy}: ${name}`, (button) => copy(text(), button)));
      const { file } = form.dataset;
      if (file) tools.append(makeButton("file", `${words.download}: ${file}`, () => download(file, `${text()}\n`)));
      form.closest("dd").previousElementSibling.append(tools);
    }
  }

  function addToStatements() {
    for (const act of document.querySelectorAll(".as-speech + dl .act, .as-compare + dl .act")) {
      const link = act.parentElement.querySelector('.act ~ a[href*="#"]');
      if (!link) continue;
      let head = act.closest("dd");
      while (head && head.tagName !== "DT") head = head.previousElementSibling;
      const speaker = head ? textOf(head, ".side, sup") : "";
      addAfter(link, () => quote(textOf(link), speaker, sourceOf(link), addressOf(link)));
    }
  }

  function addToPoints() {
    for (const point of document.querySelectorAll(".as-points + ul > li")) {
      const link = point.querySelector('a[href^="#"]');
      if (link) addAfter(link, () => quote(textOf(point, "a, details"), "", sourceOf(link), addressOf(link)));
    }
  }

  function addAfter(element, make) {
    element.after(makeButton("quote", words.quote, (button) => copy(make(), button)));
  }

  // The sentence that somebody was led to, or points at the number of, can be passed on as well.
  const own = makeButton("quote", words.quote, (button) => {
    const sentence = button.previousElementSibling;
    const source = document.querySelector("[data-source]")?.dataset.source;
    copy(quote(textOf(sentence), "", source, `${here}#${sentence.querySelector("a[id]").id}`), button);
  });

  function addToTarget() {
    const sentence = document.getElementById(location.hash.slice(1))?.closest(".s[data-n]");
    if (sentence) sentence.after(own);
    else own.remove();
  }

  addToReferences();
  addToStatements();
  addToPoints();
  addToTarget();
  addEventListener("hashchange", addToTarget);
})();
