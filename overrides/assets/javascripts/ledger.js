// The ledger's filter: what stands on the page is sifted by side, act, topic and year, and the choice is kept in the address.
// Without scripts the form stays hidden and everything is shown.
(function () {
  "use strict";

  function start() {
    const form = document.querySelector("form.filter");
    if (!form) return;
    const page = form.closest(".page");
    const rows = [...page.querySelectorAll("dd:has([data-act])")].map((row) => ({
      row,
      data: row.querySelector("[data-act]").dataset,
    }));
    const chosen = new URLSearchParams(location.search);
    const selects = [...form.querySelectorAll("select")];
    for (const select of selects) {
      const value = chosen.get(select.name);
      if ([...select.options].some((option) => option.value === value)) select.value = value;
      select.hidden = select.options.length < 3;
    }
    form.hidden = false;

    function sift() {
      const wanted = selects.filter((select) => select.value);
      let shown = 0;
      for (const { row, data } of rows) {
        row.hidden = !wanted.every((select) => (data[select.name] || "").split(" ").includes(select.value));
        shown += !row.hidden;
      }
      hideEmpty();
      const output = form.querySelector("output");
      output.value = shown ? output.dataset.shown.replace("#", shown) : output.dataset.none;
      const query = new URLSearchParams(wanted.map((select) => [select.name, select.value])).toString();
      history.replaceState(history.state, "", query ? `?${query}` : location.pathname);
    }

    // A speaker without a statement, a part without a speaker, a meeting without a part: nothing to show.
    function hideEmpty() {
      for (const list of page.querySelectorAll(".as-speech + dl")) {
        let any = false;
        let seen = false;
        for (const element of [...list.children].reverse()) {
          if (element.tagName === "DD") seen = seen || !element.hidden;
          else {
            element.hidden = !seen;
            any = any || seen;
            seen = false;
          }
        }
        list.hidden = !any;
        const part = list.previousElementSibling.previousElementSibling;
        if (part && part.classList.contains("part")) part.hidden = !any;
      }
      for (const heading of page.querySelectorAll("h3")) {
        let element = heading.nextElementSibling;
        const below = [];
        for (; element && element.tagName !== "H3"; element = element.nextElementSibling) below.push(element);
        const any = below.some((one) => one.matches(".as-speech + dl") && !one.hidden);
        heading.hidden = !any;
        for (const note of below) if (note.classList.contains("note")) note.hidden = !any;
      }
    }

    form.addEventListener("change", sift);
    form.addEventListener("submit", (event) => event.preventDefault());
    sift();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
