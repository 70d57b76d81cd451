/* The cards of names, and boxes that scroll by keyboard where they are too narrow for what is in them. */
(() => {
  "use strict";
  const here = document.currentScript.src;
  const site = new URL("..", here).href;
  const pause = 200;
  let names, card, shown, timer;

  /* What ihe-names.js says; it is loaded when the first card is wanted. */
  const load = () =>
    (names ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = new URL("ihe-names.js", here).href;
      script.onload = () => resolve(window.iheNames ?? {});
      script.onerror = () => resolve({});
      document.head.append(script);
    }));

  const linkOf = (node) => {
    const link = node instanceof Element ? node.closest("a[href]") : null;
    return link && (link.closest(".ihe-drawing") || link.querySelector(".ihe, .any")) ? link : null;
  };

  /* The address of a link below the folder of the site, as in ihe-names.js. */
  const addressOf = (link) => {
    const { href } = new URL(link.getAttribute("href"), location.href);
    return href.startsWith(site) ? href.slice(site.length).replace(/(^|\/)index\.html#/, "$1#") : "";
  };

  const hide = () => {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    shown = undefined;
    card?.remove();
  };

  const line = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

  const show = async (link) => {
    const found = (await load())[addressOf(link)];
    if (!found || shown !== link) return;
    const [name, kind, text] = found;
    card ??= Object.assign(document.createElement("div"), { id: "ihe-card", className: "ihe-card", role: "tooltip" });
    card.replaceChildren(line("strong", name), line("em", kind), ...(text ? [line("span", text)] : []));
    // The browser's own label would say a part of it once more.
    link.removeAttribute("title");
    link.setAttribute("aria-describedby", card.id);
    document.body.append(card);
    place(link);
  };

  const place = (link) => {
    card.style.left = card.style.top = "0";
    const origin = card.getBoundingClientRect();
    const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(at.left, width - origin.width - 8));
    const below = at.bottom + 4;
    const above = at.top - origin.height - 4;
    const top = below + origin.height > innerHeight && above >= 0 ? above : below;
    card.style.left = `${left - origin.left}px`;
    card.style.top = `${top - origin.top}px`;
  };

  const want = (link, delay) => {
    if (link === shown) return clearTimeout(timer);
    hide();
    shown = link;
    timer = setTimeout(show, delay, link);
  };

  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, pause);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkOf(event.target);
    if (link) want(link, pause);
    else if (card?.contains(event.target)) clearTimeout(timer);
    else if (shown && shown !== document.activeElement) leave();
  });
  document.addEventListener("focusin", (event) => {
    const link = linkOf(event.target);
    if (link) want(link, 0);
    else hide();
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());

  /* A box that does not show all of its table, drawing or code can be reached and scrolled by keyboard. */
  const label = (box) =>
    box.querySelector("caption")?.textContent ||
    box.closest("figure")?.querySelector("figcaption")?.textContent ||
    box.querySelector("title, th")?.textContent;
  const reach = (box) => {
    const narrow = box.scrollWidth > box.clientWidth + 1;
    if (narrow === box.hasAttribute("tabindex")) return;
    const name = (label(box) ?? "").replace("¶", "").trim();
    const attributes = name ? { tabindex: "0", role: "region", "aria-label": name } : { tabindex: "0" };
    for (const [attribute, value] of Object.entries(attributes))
      if (narrow) box.setAttribute(attribute, value);
      else box.removeAttribute(attribute);
  };
  /* Whether there is more at either side, which the style sheet shows. */
  const edge = (box) => {
    const at = Math.abs(box.scrollLeft);
    box.classList.toggle("ihe-more-start", at > 1);
    box.classList.toggle("ihe-more-end", at + box.clientWidth < box.scrollWidth - 1);
  };
  const sizes = new ResizeObserver((changes) =>
    changes.forEach(({ target }) => {
      reach(target);
      if (!target.matches("pre")) edge(target);
    }),
  );
  document.querySelectorAll(".ihe-scroll, .ihe-drawing, .highlight pre").forEach((box) => sizes.observe(box));
  document
    .querySelectorAll(".ihe-scroll, .ihe-drawing")
    .forEach((box) => box.addEventListener("scroll", () => edge(box), { passive: true }));
})();
