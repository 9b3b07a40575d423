// What a page can do better with a script: copy to the clipboard and open the
// device's own share sheet. Every page works whole without this file, so the
// buttons that need it are hidden until it runs.

/** Says the outcome to screen readers and on the button for two seconds. */
function tell(button, words) {
  const label = button.querySelector("[data-label]");
  const before = label.textContent;
  label.textContent = words;
  button.setAttribute("data-done", "");
  setTimeout(() => {
    label.textContent = before;
    button.removeAttribute("data-done");
  }, 2000);
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const text = source.value ?? source.innerText;
  try {
    await navigator.clipboard.writeText(text.trim());
    tell(button, button.dataset.said);
  } catch {
    source.select?.();
  }
}

async function share(button) {
  const source = document.getElementById(button.dataset.share);
  try {
    await navigator.share({ text: (source.value ?? source.innerText).trim() });
  } catch (error) {
    if (error.name !== "AbortError") button.hidden = true;
  }
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
if (navigator.share) {
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = false;
    button.addEventListener("click", () => share(button));
  }
}
for (const field of document.querySelectorAll("input[data-select]")) {
  field.addEventListener("focus", () => field.select());
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
// A page that comes back with mistakes starts at their summary.
document.querySelector("[data-focus]")?.focus();

// A filter that is chosen applies itself; its button does the same without us.
for (const select of document.querySelectorAll("select[data-apply]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

// What takes a while says that it was sent; who comes back finds the form as it was.
for (const bar of document.querySelectorAll("[data-wait]")) {
  bar.closest("form").addEventListener("submit", () => { bar.hidden = false; });
  addEventListener("pageshow", () => { bar.hidden = true; });
}

/** The total of ticked amounts in each currency, as the page's language writes it. */
function totals(boxes) {
  const sums = {};
  for (const { dataset } of boxes) sums[dataset.currency] = (sums[dataset.currency] ?? 0) + Number(dataset.minor);
  return Object.entries(sums)
    .map(([currency, minor]) => {
      const format = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency });
      return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
    })
    .join(" · ");
}

// The count of ticked rows, in the words that the page brought.
for (const bar of document.querySelectorAll("[data-bulk]")) {
  const words = bar.querySelector("[data-bulk-words]");
  const boxes = () => bar.closest("form").querySelectorAll('input[type="checkbox"][name="id"]');
  bar.closest("form").addEventListener("change", () => {
    const ticked = [...boxes()].filter((box) => box.checked);
    words.textContent = `${words.dataset.bulkWords}: ${ticked.length}`;
    const sum = bar.querySelector("[data-bulk-sum]");
    if (sum) sum.textContent = totals(ticked);
  });
}

// Shortcuts of one key for queues: j and k move, x ticks, a does what the item is
// for, / searches, ? says so. They rest while somebody types, and can be switched
// off (WCAG 2.1.4).
const items = () => [...document.querySelectorAll("[data-queue] [data-item]")];
let at = -1;

/** Marks the row that the next key is about. */
function mark(index) {
  const all = items();
  all[at]?.classList.remove("at");
  at = index;
  all[at]?.classList.add("at");
}

function move(step) {
  const all = items();
  if (all.length === 0) return;
  mark(Math.min(Math.max(at + step, 0), all.length - 1));
  (all[at].querySelector("a, button, input") ?? all[at]).focus();
  all[at].scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  x: () => items()[at]?.querySelector('input[type="checkbox"]')?.click(),
  a: () => items()[at]?.querySelector('[data-key="a"]')?.click(),
  "/": () => document.querySelector('[data-key="/"]')?.focus(),
  "?": () => document.querySelector("dialog.keys-help")?.showModal(),
};

function typing(target) {
  return target.matches?.('input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable]');
}

if (document.body.dataset.keys === "on") {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !keys[event.key]) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    keys[event.key]();
  });
  // Whoever comes to an item by Tab goes on from there.
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest?.("[data-item]");
    if (item) mark(items().indexOf(item));
  });
}
