"use strict";
// Narrows, sorts and searches the lists of a page, and sets chosen funds side by side. Without it the lists stand whole.
// Belongs here: what a reader does with a page. Does not: what a page says; every text is set as text, never as markup.
(() => {
  const MOST = 10, LEAST = 2;
  const data = JSON.parse(document.getElementById("data").textContent);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  function made(tag, attributes, ...inside) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  }

  // The address after # holds what was asked, so that it can be kept and sent. Anchors have no equals sign.
  function asked() {
    return new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  }

  function keep(pairs) {
    const now = asked(), before = now.toString();
    for (const [name, value] of pairs) if (value) now.set(name, value); else now.delete(name);
    now.sort();
    if (now.toString() === before) return; // a browser counts how often an address is changed
    const hash = now.toString().replaceAll("%2C", ",");
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  }

  class List {
    constructor(form) {
      this.form = form;
      this.name = form.dataset.filters;
      this.table = byId(this.name);
      this.body = this.table.tBodies[0];
      this.rows = all("tr", this.body);
      this.texts = this.rows.map((row) => fold(row.textContent));
      const index = this.name === "funds" ? data.search : undefined;
      this.told = index ? index.texts.map(([kind, text]) => [kind, text, fold(text)]) : [];
      this.more = index ? index.rows.map((places) => places.map((place) => this.told[place])) : this.rows.map(() => []);
      form.hidden = false;
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("input", () => this.narrow());
      form.addEventListener("reset", () => setTimeout(() => { this.sort(-1); this.narrow(); }));
      this.heads();
      this.recall();
      addEventListener("hashchange", () => this.recall());
    }

    heads() {
      const sorter = this.form.elements.sort;
      all("thead th", this.table).forEach((head, column) => {
        if (!("sort" in head.dataset)) return;
        const words = head.firstChild.textContent.trim();
        const button = made("button", { type: "button", class: "sort" }, words);
        // a head that is repeated on each printed page repeats its text and not its buttons
        head.firstChild.replaceWith(button, made("span", { class: "printed" }, words), " ");
        button.addEventListener("click", () => {
          const down = head.getAttribute("aria-sort") === "ascending";
          this.sort(column, down);
        });
        sorter.append(made("option", { value: String(column) }, words));
      });
      sorter.addEventListener("change", () => this.sort(sorter.value === "" ? -1 : Number(sorter.value)));
    }

    value(row, column) {
      const cell = row.cells[column];
      return cell.dataset.v === undefined ? cell.textContent.trim() : cell.dataset.v;
    }

    // What has no value stands last whichever way: it is neither the least nor the most.
    sort(column, down = false) {
      all("thead th[aria-sort]", this.table).forEach((head) => head.removeAttribute("aria-sort"));
      this.form.elements.sort.value = column < 0 ? "" : String(column);
      const order = this.rows.map((row, place) => [row, place, column < 0 ? "" : this.value(row, column)]);
      const number = column >= 0 && order.every(([, , value]) => value === "" || !Number.isNaN(Number(value)));
      const compare = (a, b) => (number ? Number(a) - Number(b) : a.localeCompare(b, "en-US"));
      if (column >= 0) {
        this.table.tHead.rows[0].cells[column].setAttribute("aria-sort", down ? "descending" : "ascending");
        order.sort(([, place, a], [, other, b]) => {
          if (a === "" || b === "") return (a === "") - (b === "") || place - other;
          return (down ? compare(b, a) : compare(a, b)) || place - other;
        });
      }
      this.body.append(...order.map(([row]) => row));
    }

    recall() {
      const now = asked();
      for (const field of this.form.elements) {
        if (field.name && field.name !== "sort") field.value = now.get(field.name) || "";
        if (field.tagName === "SELECT" && field.selectedIndex < 0) field.value = "";
      }
      this.narrow();
    }

    narrow() {
      const fields = [...this.form.elements].filter((field) => field.name && field.name !== "sort");
      const words = fold(this.form.elements.q.value).split(/\s+/).filter(Boolean);
      const chosen = fields.filter((field) => field.name !== "q" && field.value);
      let shown = 0;
      this.rows.forEach((row, place) => {
        const fits = chosen.every((field) => (row.dataset[field.name] || "").split(" ").includes(field.value));
        const found = fits && this.search(place, words);
        row.hidden = !found;
        this.say(row, found || []);
        if (found) shown += 1;
      });
      keep(fields.map((field) => [field.name, field.value]));
      byId(`${this.name}-count`).textContent = `${shown} of ${this.rows.length} shown`;
    }

    // The texts in which words were found that the row does not show; nothing where a word is nowhere.
    search(place, words) {
      const unseen = words.filter((word) => !this.texts[place].includes(word));
      const where = unseen.map((word) => this.more[place].find(([, , text]) => text.includes(word)));
      return where.includes(undefined) ? undefined : [...new Set(where)];
    }

    say(row, found) {
      all(".found", row).forEach((old) => old.remove());
      found.forEach(([kind, text]) => row.cells[0].append(made("span", { class: "found" }, `${kind}: ${text}`)));
    }
  }

  class SideBySide {
    constructor(side) {
      this.side = side;
      this.funds = new Map(data.compare.funds.map((fund) => [fund.id, fund]));
      this.boxes = new Map();
      for (const row of all("tbody tr", byId("compared"))) {
        const id = row.dataset.fund;
        const box = made("input", { type: "checkbox", class: "chosen", "aria-label": `Compare ${this.funds.get(id).name}` });
        box.addEventListener("change", () => this.choose(id, box.checked));
        row.cells[0].prepend(box);
        this.boxes.set(id, box);
      }
      byId("side-clear").addEventListener("click", () => { this.chosen = []; this.set(); });
      this.recall();
      addEventListener("hashchange", () => this.recall());
      side.hidden = false;
    }

    recall() {
      const ids = (asked().get("funds") || "").split(",").filter((id) => this.funds.has(id));
      this.chosen = [...new Set(ids)].slice(0, MOST);
      this.set();
    }

    choose(id, wanted) {
      if (wanted && this.chosen.length === MOST) {
        this.boxes.get(id).checked = false;
        byId("side-said").textContent = `Ten funds are the most: take one out before you add ${this.funds.get(id).name}.`;
        return;
      }
      this.chosen = wanted ? [...this.chosen, id] : this.chosen.filter((one) => one !== id);
      this.set();
    }

    set() {
      const count = this.chosen.length, enough = count >= LEAST;
      this.boxes.forEach((box, id) => { box.checked = this.chosen.includes(id); });
      keep([["funds", this.chosen.join(",")]]);
      byId("side-said").textContent = enough ? `${count} funds side by side; ten are the most.`
        : count ? "One fund is chosen. Choose at least one more in the list below." : "Choose two to ten funds in the list below.";
      byId("side-doors").hidden = !count;
      byId("side-note").hidden = byId("side-table").hidden = !enough;
      byId("side-table").replaceChildren(...(enough ? [this.table(this.chosen.map((id) => this.funds.get(id)))] : []));
    }

    table(funds) {
      const head = made("tr", {}, made("td", {}), ...funds.map((fund) => this.head(fund)));
      const table = made("table", { class: "side" }, made("caption", {}, "Funds side by side"), made("thead", {}, head));
      table.append(made("tbody", {}, ...funds[0].about.map(([words], row) =>
        this.row(words, funds.map((fund) => [fund.about[row][1]])))));
      table.append(this.part("Staff propose", funds, funds[0].findings.map(([factor], row) =>
        this.row(factor, funds.map((fund) => fund.findings[row].slice(1))))));
      const factors = [...new Set(data.compare.measures.map(([, , factor]) => factor))];
      for (const factor of factors) {
        const rows = data.compare.measures.flatMap(([, label, of], place) =>
          of === factor ? this.measure(label, funds.map((fund) => fund.figures[place])) : []);
        if (rows.length) table.append(this.part(factor[0].toUpperCase() + factor.slice(1), funds, rows));
      }
      return table;
    }

    head(fund) {
      const out = made("button", { type: "button", class: "out", "aria-label": `Take out ${fund.name}` }, "take out");
      out.addEventListener("click", () => {
        const next = this.chosen[this.chosen.indexOf(fund.id) + 1] || this.chosen[0];
        this.choose(fund.id, false);
        const heads = all("thead .out", this.side);
        (heads[this.chosen.indexOf(next)] || this.boxes.get(fund.id)).focus();
      });
      const link = made("a", { href: `${this.side.dataset.root}funds/${fund.id}.html` }, fund.name);
      return made("th", { scope: "col" }, link, " ", out);
    }

    part(words, funds, rows) {
      const head = made("tr", {}, made("th", { colspan: String(funds.length + 1), scope: "colgroup" }, words));
      return made("tbody", {}, head, ...rows);
    }

    row(words, cells, basis = "") {
      const head = made("th", { scope: "row" }, words);
      if (basis) head.append(made("span", { class: "soft under" }, basis));
      return made("tr", {}, head, ...cells.map(([text, ...under]) => {
        const cell = made("td", {}, text);
        under.filter(Boolean).forEach((more) => cell.append(made("span", { class: "soft under" }, more)));
        return cell;
      }));
    }

    // A measure that no chosen fund's memo prints has no row. Unlike bases are said in every cell, like ones once.
    measure(label, cells) {
      const word = (place) => data.compare.words[place];
      const told = cells.map((cell) => cell && {
        text: word(cell[0]), n: cell[1] === null ? "" : `n ${cell[1]}`, window: word(cell[2]), day: word(cell[3]),
        unit: word(cell[4]), reason: word(cell[5]),
      });
      if (!told.some(Boolean)) return [];
      const known = told.filter((one) => one && !one.reason);
      const differs = (part) => new Set(known.map((one) => one[part])).size > 1;
      const byDay = known.every((one) => !one.window);
      const unlike = ["unit", "n", "window", ...(byDay ? ["day"] : [])].filter(differs);
      const basis = (one) => [one.n, one.window || one.day].filter(Boolean).join(", ");
      const units = [...new Set(told.filter(Boolean).map((one) => one.unit))].join(" or ");
      const under = unlike.length ? `◇ ${unlike.join(" and ")} ${unlike.length > 1 ? "differ" : "differs"}`
        : known.length ? basis(known[0]) : "";
      return [this.row(`${label}, ${units}`, told.map((one) => {
        if (!one) return ["not in this memo"];
        if (one.reason) return [one.text, one.reason];
        return [one.text, unlike.length ? [unlike.includes("unit") ? one.unit : "", basis(one)].filter(Boolean).join(", ") : ""];
      }), under)];
    }
  }

  for (const form of all("form[data-filters]")) new List(form);
  if (data.compare && byId("side")) new SideBySide(byId("side"));
})();
