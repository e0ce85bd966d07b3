// What the head of a page needs scripts for.
(function () {
  "use strict";

  // The menu of narrow windows is the browser's own (a popover: Escape, or a click beside it, closes it). All that is left to do is to
  // close it where a link leads to a place on the same page.
  const menu = document.getElementById("menu");
  menu?.addEventListener("click", (event) => event.target.closest("a") && menu.hidePopover?.());

  // The theme listens to boxes, one for each scheme, and shows the button beside the one that is chosen.
  for (const button of document.querySelectorAll("[data-palette]")) {
    button.addEventListener("click", () => {
      const box = document.getElementById(button.dataset.palette);
      const other = box.nextElementSibling;
      box.click();
      // The theme does this a moment later, when the focus would be lost.
      other.hidden = false;
      other.focus();
      button.hidden = true;
    });
    // It also switches at the key itself, for a box; a button is pressed by the browser.
    button.addEventListener("keydown", (event) => event.stopPropagation());
  }
})();
