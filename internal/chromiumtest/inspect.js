// Looks at the page as it stands, and lists what is wrong with it. what is
// "everything", or "colours" where only they have changed since.
async (what) => {
  const found = [];
  const name = e => e.outerHTML.replace(/\s+/g, " ").slice(0, 140);
  const root = document.documentElement;
  await document.fonts.ready;

  // axe: WCAG 2.2 A and AA, and its best practice.
  const rules = what === "colours"
    ? {type: "rule", values: ["color-contrast", "link-in-text-block"]}
    : {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]};
  const report = await axe.run(document, {iframes: false, resultTypes: ["violations"], runOnly: rules});
  for (const v of report.violations)
    for (const n of v.nodes)
      found.push(`axe: ${v.id}: ${n.html.slice(0, 160)} ${n.any.concat(n.all, n.none).map(c => c.message).join("; ")}`);

  // Nothing scrolls sideways, and no words stand one letter below the other.
  if (what === "everything") {
    if (root.scrollWidth > root.clientWidth) {
      const wide = [...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && e.getBoundingClientRect().right > root.clientWidth + 1);
      found.push(`${root.scrollWidth} px of content in ${root.clientWidth}: ${wide.slice(0, 3).map(name).join(" | ")}`);
    }
    for (const e of document.querySelectorAll("main :is(p, a, td, th, dt, dd, h1, h2, h3, li)")) {
      const r = e.getBoundingClientRect();
      if (e.checkVisibility() && r.width > 1 && r.width < 40 && r.height > 150 && e.textContent.trim().length > 12)
        found.push(`no room for ${name(e)}`);
    }
  }

  // What takes the focus, in the order of Tab.
  const stops = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")]
    .filter(e => e.checkVisibility() && !e.disabled && e.tabIndex >= 0);

  // The order is the one in which the page is read: down, and from left to right;
  // up only to another column. What stays in its place while the page scrolls has
  // no part in it.
  const stays = e => { for (; e; e = e.parentElement) if (["fixed", "sticky"].includes(getComputedStyle(e).position)) return true; return false; };
  const box = e => (e.closest("label") ?? e).getBoundingClientRect();
  const column = e => e.closest(".columns > *");
  if (what === "everything") {
    const flow = stops.filter(e => !stays(e) && box(e).width > 2);
    flow.slice(1).forEach((e, i) => {
      const a = box(flow[i]), b = box(e);
      const up = b.bottom <= a.top + 1 && b.left < a.right && column(flow[i]) === column(e);
      const back = b.right <= a.left + 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 2;
      if (up || back) found.push(`the focus goes back from ${name(flow[i])} to ${name(e)}`);
    });
  }

  // Colours as red, green, blue from 0 to 1, and opacity.
  const paint = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const seen = new Map();
  const rgba = css => {
    if (!seen.has(css)) {
      paint.clearRect(0, 0, 1, 1);
      paint.fillStyle = css;
      paint.fillRect(0, 0, 1, 1);
      seen.set(css, [...paint.getImageData(0, 0, 1, 1).data].map(v => v / 255));
    }
    return seen.get(css);
  };
  const luminance = ([r, g, b]) => [r, g, b].map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => { const [x, y] = [luminance(rgba(a)), luminance(rgba(b))]; return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05); };
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (rgba(c)[3] > 0.9) return c; } return "Canvas"; };

  // Each shows that it has the focus by a ring that stands out from its ground, and
  // nothing covers it then.
  for (const e of stops) {
    if (e.tabIndex > 0) found.push(`taken out of the page's order: ${name(e)}`);
    e.focus({focusVisible: true});
    if (document.activeElement !== e) continue;
    const ringed = [e, e.closest("label")].filter(Boolean).find(x => { const s = getComputedStyle(x); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2; });
    if (!ringed) { found.push(`nobody sees the focus on ${name(e)}`); continue; }
    const ring = getComputedStyle(ringed).outlineColor, under = ground(ringed.parentElement);
    if (contrast(ring, under) < 3) found.push(`the focus on ${name(e)} is ${contrast(ring, under).toFixed(2)}:1, ${ring} on ${under}`);
    if (what !== "everything") continue;
    const whole = e.closest("label") ?? e;
    const sights = [...whole.getClientRects()].map(r => [Math.max(r.left, 0), Math.max(r.top, 0), Math.min(r.right, innerWidth), Math.min(r.bottom, innerHeight)]).filter(([l, t, r, b]) => l < r && t < b);
    const covered = sights.every(([l, t, r, b]) => [0.1, 0.5, 0.9].every(x => [0.2, 0.5, 0.8].every(y => {
      const top = document.elementFromPoint(l + (r - l) * x, t + (b - t) * y);
      return !top || !(whole.contains(top) || top.contains(whole));
    })));
    if (covered) found.push(`something covers ${name(e)} when it has the focus`);
  }
  document.activeElement?.blur();
  scrollTo(0, 0);
  return found;
}
