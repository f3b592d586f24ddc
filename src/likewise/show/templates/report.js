// Makes the page's tables sortable and filterable, its ids copyable, its charts alive, and switches its language.
// Without it everything is still there, in one language. Whatever is made here is text, never markup.
(() => {
  "use strict";

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

  const sortable = (table, words) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = words.sort;
      button.append(...[...head.childNodes].filter((node) => node.className !== "ticks"));
      head.prepend(button);
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
  };

  const choice = (kinds, words) => {
    const label = document.createElement("label");
    const select = document.createElement("select");
    for (const kind of ["", ...kinds]) {
      const option = document.createElement("option");
      option.value = kind;
      option.textContent = kind || words.all;
      select.append(option);
    }
    label.append(`${words.choose} `, select);
    return [label, select];
  };

  const MOST_KINDS = 12;
  const filterable = (box, words) => {
    const table = box.querySelector(":scope > table");
    const items = table ? [...table.tBodies[0].rows] : [...box.querySelectorAll(":scope > details")];
    if (items.length < 6) return;
    const bar = document.createElement("div");
    bar.className = "filter";
    const input = document.createElement("input");
    input.type = "search";
    input.placeholder = words.filter;
    input.setAttribute("aria-label", words.filter);
    const told = document.createElement("output");
    const kinds = [...new Set(items.map((item) => item.dataset.k).filter((kind) => kind && !unknown(kind)))].sort();
    const [label, select] = choice(kinds, words);
    bar.append(input, ...(kinds.length > 1 && kinds.length <= MOST_KINDS ? [label] : []), told);
    box.before(bar);
    const apply = () => {
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      for (const item of items) {
        const fits = !select.value || item.dataset.k === select.value;
        item.hidden = !fits || (wanted !== "" && !item.textContent.toLowerCase().includes(wanted));
        shown += item.hidden ? 0 : 1;
      }
      const all = !wanted && !select.value;
      told.textContent = all ? "" : words.matches.replace("%1", shown).replace("%2", items.length);
    };
    input.addEventListener("input", apply);
    select.addEventListener("change", apply);
  };

  // Browsers from before 2023 can't unpack: for them the page stays in its first language, without its charts.
  const able = "DecompressionStream" in window;
  const unpack = async (held) => {
    const bytes = Uint8Array.from(atob(held.textContent.trim()), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  };

  let loaded;
  const charting = () => {
    loaded ??= unpack(document.getElementById("charting")).then((code) => {
      const script = document.createElement("script");
      script.textContent = code;
      document.head.append(script);
      return window.vegaEmbed;
    });
    return loaded;
  };

  // Expressions are interpreted (ast), since the page's policy lets no text become code.
  const OPTIONS = { ast: true, actions: false, renderer: "svg", mode: "vega-lite", defaultStyle: false };
  const draw = async (page) => {
    const figures = [...page.querySelectorAll("[data-chart]")];
    if (!able || !figures.length || !document.getElementById("charting")) return;
    const embed = await charting();
    const views = new Map();
    for (const figure of figures) {
      const spec = JSON.parse(figure.querySelector(".spec").textContent);
      const { view } = await embed(figure.querySelector(".field"), spec, { ...OPTIONS, tooltip: { theme: "page" } });
      views.set(figure, view);
      figure.dataset.drawn = "";
    }
    for (const select of page.querySelectorAll("select[data-signal]")) {
      select.addEventListener("change", () => {
        for (const [figure, view] of views) {
          if (figure.closest(select.dataset.of)) view.signal(select.dataset.signal, select.value).runAsync();
        }
      });
    }
  };

  // Rows and notes that belong to one outcome show with it alone.
  const choosable = (select) => {
    select.closest(".choose").hidden = false;
    const apply = () => {
      for (const part of document.querySelectorAll(`${select.dataset.of} [data-outcome]`)) {
        part.hidden = part.dataset.outcome !== select.value;
      }
    };
    select.addEventListener("change", apply);
    if (select.dataset.signal === "outcome") apply();
  };

  const liven = (page) => {
    const words = page.dataset;
    for (const table of page.querySelectorAll("table.sortable")) sortable(table, words);
    for (const box of page.querySelectorAll("[data-filtered]")) filterable(box, words);
    for (const select of page.querySelectorAll("select[data-signal]")) choosable(select);
    draw(page);
  };

  let page = document.querySelector(".page");
  const note = document.createElement("div");
  note.className = "copied";
  note.setAttribute("role", "status");
  document.body.append(note);
  document.body.classList.add("copyable");

  const packed = document.getElementById("other-language");
  let other;
  const fetched = async () => {
    if (!other) {
      const made = new DOMParser().parseFromString(await unpack(packed), "text/html");
      other = document.adoptNode(made.querySelector(".page"));
      other.fresh = true;
    }
    return other;
  };
  const place = () => {
    const sections = [...page.querySelectorAll("main > section")];
    const here = sections.findLast((section) => section.getBoundingClientRect().top <= innerHeight / 3);
    return [here?.id, here?.getBoundingClientRect().top];
  };
  const exchange = async () => {
    const next = await fetched();
    const [section, top] = place();
    page.replaceWith(next);
    [page, other] = [next, page];
    document.documentElement.lang = page.dataset.lang;
    document.title = page.dataset.title;
    if (page.fresh) begin(page);
    // The reader stays where they were, whatever the other language's length.
    if (section) scrollBy({ top: document.getElementById(section).getBoundingClientRect().top - top, behavior: "instant" });
    page.querySelector(".switch").focus({ preventScroll: true });
  };
  const begin = (shown) => {
    shown.fresh = false;
    liven(shown);
    const button = shown.querySelector(".switch");
    if (!able || !button || !packed) return;
    button.hidden = false;
    button.addEventListener("click", exchange);
  };
  begin(page);

  let fading = 0;
  document.addEventListener("mouseover", (event) => {
    const id = event.target.closest(".id");
    if (id && !id.title) id.title = page.dataset.copy;
  });
  document.addEventListener("click", (event) => {
    const id = event.target.closest(".id");
    if (!id || id.closest("summary") || !navigator.clipboard) return;
    navigator.clipboard.writeText(id.textContent).then(() => {
      note.textContent = page.dataset.copied;
      note.classList.add("on");
      clearTimeout(fading);
      fading = setTimeout(() => note.classList.remove("on"), 1200);
    }, () => {});
  });

  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
})();
