// Makes the page's tables sortable and filterable and its ids copyable. Without it everything is still there.
(() => {
  "use strict";
  const words = document.body.dataset;
  const value = (row, column) => {
    const cell = row.cells[column];
    const given = cell.dataset.v;
    const shown = cell.textContent.trim();
    const number = given === undefined ? Number(shown.replace(/,/g, "") || NaN) : Number(given);
    return Number.isNaN(number) ? shown : number;
  };
  // Unknown goes last whichever way the column is sorted.
  const unknown = (x) => x === "–" || x === "";
  const compare = (x, y, way) => {
    if (unknown(x) || unknown(y)) return unknown(x) - unknown(y);
    const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y));
    return way * order;
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = words.sort;
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const numeric = /\b(n|p|share)\b/.test(head.className);
        const before = head.getAttribute("aria-sort");
        const way = before ? (before === "ascending" ? -1 : 1) : numeric ? -1 : 1;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
        const body = table.tBodies[0];
        const keyed = [...body.rows].map((row) => [value(row, column), row]);
        keyed.sort(([x], [y]) => compare(x, y, way));
        body.append(...keyed.map(([, row]) => row));
      });
    });
  }

  for (const box of document.querySelectorAll("[data-filtered]")) {
    const table = box.querySelector(":scope > table");
    const items = table ? [...table.tBodies[0].rows] : [...box.querySelectorAll(":scope > details")];
    if (items.length < 6) continue;
    const bar = document.createElement("div");
    bar.className = "filter";
    const input = document.createElement("input");
    input.type = "search";
    input.placeholder = words.filter;
    input.setAttribute("aria-label", words.filter);
    const told = document.createElement("output");
    bar.append(input, told);
    box.before(bar);
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      for (const item of items) {
        item.hidden = wanted !== "" && !item.textContent.toLowerCase().includes(wanted);
        shown += item.hidden ? 0 : 1;
      }
      told.textContent = wanted ? words.matches.replace("%1", shown).replace("%2", items.length) : "";
    });
  }

  const note = document.createElement("div");
  note.className = "copied";
  note.setAttribute("role", "status");
  document.body.append(note);
  let fading = 0;
  document.body.classList.add("copyable");
  document.addEventListener("mouseover", (event) => {
    const id = event.target.closest(".id");
    if (id && !id.title) id.title = words.copy;
  });
  document.addEventListener("click", (event) => {
    const id = event.target.closest(".id");
    if (!id || id.closest("summary") || !navigator.clipboard) return;
    navigator.clipboard.writeText(id.textContent).then(() => {
      note.textContent = words.copied;
      note.classList.add("on");
      clearTimeout(fading);
      fading = setTimeout(() => note.classList.remove("on"), 1200);
    }, () => {});
  });

  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
})();
