/* The profile matrix and the lists: sorted by a column, and filtered. Without this script they are plain tables. */
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  const { compare } = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
  const few = 5;

  /* Empty cells come last, so that a column of marks brings the marked rows up. */
  const inOrder = (a, b) => (a && b ? compare(a, b) : !a - !b);
  const textOf = (row, column) => {
    const text = row.cells[column].textContent.trim();
    return text === "--" ? "" : text;
  };

  const sort = (table, head) => {
    const descending = head.ariaSort === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const [body] = table.tBodies;
    const column = head.cellIndex;
    const rows = [...body.rows].sort((a, b) => inOrder(textOf(a, column), textOf(b, column)));
    body.append(...(descending ? rows.reverse() : rows));
  };

  const addButtons = (table) => {
    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...(head.querySelector("p") ?? head).childNodes);
      button.addEventListener("click", () => sort(table, head));
      head.replaceChildren(button);
    }
  };

  const addFilter = (table) => {
    const rows = [...table.tBodies[0].rows];
    const field = Object.assign(document.createElement("input"), { type: "search" });
    const label = document.createElement("label");
    label.append(words.filter, field);
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    field.addEventListener("input", () => {
      const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !wanted.every((word) => text.includes(word));
      }
      const shown = rows.filter((row) => !row.hidden).length;
      count.textContent = wanted.length ? words.shown.replace("{shown}", shown).replace("{all}", rows.length) : "";
    });
    const line = Object.assign(document.createElement("div"), { className: "ihe-filter" });
    line.append(label, count);
    (table.closest(".ihe-scroll") ?? table).before(line);
  };

  for (const table of document.querySelectorAll("table.ihe-sortable")) {
    addButtons(table);
    if (table.tBodies[0].rows.length > few || table.matches(".ihe-profile-matrix")) addFilter(table);
  }
})();
