/* Look-up while typing: names, ids, acronyms, object identifiers and numbers of sections lead to their definitions. "/"
   opens it; the field of the theme's own search and the page of its results show the same. */
(() => {
  "use strict";
  const { src, dataset: words } = document.currentScript;
  const site = new URL("..", src);
  const most = 20;
  let index, dialog;

  const load = () =>
    (index ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = new URL("ihe-find-index.js", src).href;
      script.onload = () => resolve((window.iheFind ?? []).map(prepared));
      script.onerror = () => resolve([]);
      document.head.append(script);
    }));

  const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/[‐‑–—]/g, "-").replace(/[’‘]/g, "'").trim();

  const prepared = ([shown, kind, address, ...keys]) => {
    const text = folded(shown);
    return { shown, kind, address, text, keys: [text, ...keys.map(folded)] };
  };

  /* How well an entry answers: 0 is best; undefined is no answer. An id or a number is meant whole or from its start. */
  const rank = ({ text, keys }, wanted, parts) => {
    if (keys.includes(wanted)) return 0;
    if (keys.some((key) => key.startsWith(wanted))) return 1;
    if (parts.every((part) => text.split(/[\s()[\]/]+/).some((word) => word.startsWith(part)))) return 2;
    return parts.every((part) => keys.some((key) => key.includes(part))) ? 3 : undefined;
  };

  const find = async (text) => {
    // In brackets, or with the word that stands before a number in running text, a name is the same.
    const wanted = folded(text).replace(/^\[(.*)\]$/, "$1").replace(/^(?:section|§|oid|urn:oid:)[\s:]*(?=\d)/, "");
    if (!wanted) return [];
    const parts = wanted.split(/\s+/);
    const entries = await load();
    const ranked = entries.map((entry, place) => [rank(entry, wanted, parts), place, entry]);
    const answers = ranked.filter(([value]) => value !== undefined);
    return answers.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, most).map(([value, , entry]) => ({ ...entry, value }));
  };

  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  const linkTo = ({ shown, kind, address }, properties) => {
    const link = make("a", { href: new URL(address, site).href, ...properties }, make("strong", {}, shown), make("em", {}, kind));
    return link;
  };

  /* A field and the list below it, in the form of the combobox pattern of ARIA. */
  const offer = (field, list, status) => {
    let asked = 0;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");
    field.autocomplete = "off";
    const options = () => [...list.querySelectorAll("[role=option]")];
    const chosen = () => list.querySelector("[aria-selected=true]");
    const choose = (option) => {
      for (const other of options()) other.setAttribute("aria-selected", String(other === option));
      if (option) field.setAttribute("aria-activedescendant", option.id);
      else field.removeAttribute("aria-activedescendant");
      option?.scrollIntoView({ block: "nearest" });
    };
    const show = async () => {
      const now = ++asked;
      const answers = await find(field.value);
      if (now !== asked) return;
      list.replaceChildren(
        ...answers.map((entry, at) => linkTo(entry, { id: `${list.id}-${at}`, role: "option", tabIndex: -1 })),
      );
      list.hidden = !answers.length;
      field.setAttribute("aria-expanded", String(!list.hidden));
      status.textContent = !field.value.trim()
        ? ""
        : answers.length
          ? words.found.replace("{count}", answers.length)
          : words.nothing;
      choose(undefined);
    };
    field.addEventListener("input", show);
    field.addEventListener("keydown", (event) => {
      const all = options();
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!all.length) return;
        const at = all.indexOf(chosen());
        const step = event.key === "ArrowDown" ? 1 : -1;
        choose(all[at < 0 && step < 0 ? all.length - 1 : (at + step + all.length) % all.length]);
        event.preventDefault();
      } else if (event.key === "Enter" && chosen()) {
        event.preventDefault();
        chosen().click();
        dialog?.close();
      } else if (event.key === "Escape" && !list.hidden && field !== dialog?.querySelector("input")) {
        list.hidden = true;
        field.setAttribute("aria-expanded", "false");
        event.stopPropagation();
      }
    });
    return { show, first: () => options()[0] };
  };

  const open = () => {
    if (!dialog) {
      const field = make("input", { type: "search", name: "q", id: "ihe-find" });
      const label = make("label", { htmlFor: "ihe-find" }, words.title);
      const list = make("div", { id: "ihe-find-list", role: "listbox", hidden: true, ariaLabel: words.title });
      const status = make("p", { role: "status" });
      const close = make("button", { type: "button" }, words.close);
      const form = make("form", { action: new URL("search.html", site).href }, label, field, list, status);
      dialog = make("dialog", { className: "ihe-find" }, form, close);
      dialog.setAttribute("aria-label", words.title);
      document.body.append(dialog);
      const offered = offer(field, list, status);
      // Enter goes to the first answer, and without one to the page that searches all texts.
      form.addEventListener("submit", (event) => {
        const first = offered.first();
        if (!first) return;
        event.preventDefault();
        dialog.close();
        location.assign(first.href);
      });
      close.addEventListener("click", () => dialog.close());
      list.addEventListener("click", () => dialog.close());
      dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    }
    load();
    dialog.showModal();
    dialog.querySelector("input").select();
  };

  /* Before Sphinx and themes, which go to their own field. */
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || dialog?.open) return;
      if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      open();
    },
    true,
  );

  /* The theme's own fields offer the same while typing. */
  document.querySelectorAll('form[action$="search.html"] input[name="q"]').forEach((field, at) => {
    if (field.closest("#documentwrapper, [role=main], main, article")) return;
    const list = make("div", { id: `ihe-find-list-${at}`, className: "ihe-find-list", role: "listbox", hidden: true });
    list.setAttribute("aria-label", words.title);
    const status = make("span", { className: "ihe-find-status", role: "status" });
    field.form.append(list, status);
    field.form.classList.add("ihe-find-field");
    offer(field, list, status);
    document.addEventListener("pointerdown", (event) => {
      if (!field.form.contains(event.target)) list.hidden = true;
    });
  });

  /* The page of results begins with what is defined by what was looked for. */
  const results = document.getElementById("search-results");
  const asked = new URLSearchParams(location.search).get("q");
  if (results && asked) {
    find(asked).then((answers) => {
      const best = answers.filter(({ value }) => value < 3).slice(0, 5);
      if (!best.length) return;
      const rows = best.map((entry) => make("li", {}, linkTo(entry)));
      results.before(
        make("section", { className: "ihe-found" }, make("h2", {}, words.definitions), make("ul", {}, ...rows)),
      );
    });
  }
})();
