// Brings what the page is about into view. ui/scrolling.py sets `wanted`, "source" or "answer", and the `moment` of the wish.
window.policyDeskScroll = Math.max(window.policyDeskScroll ?? 0, moment); // Streamlit may run an older one again
const find = {
  answer: () => [...document.querySelectorAll(".question")].pop(),
  source: () => {
    const panel = document.querySelector(".st-key-source_panel");
    return panel && (panel.querySelector("#cited-quote, .passage") || panel);
  },
};

// The question above a citation.
const questionOf = (opener) => [...document.querySelectorAll(".question")]
  .findLast((one) => opener && one.compareDocumentPosition(opener) & Node.DOCUMENT_POSITION_FOLLOWING);

function show(target) {
  if (wanted === "answer") {
    target.scrollIntoView({ block: "start" });
    return;
  }
  const pane = target.closest(".stColumn");
  const placed = pane ? getComputedStyle(pane).position : "static";
  if (placed === "static") {
    target.scrollIntoView({ block: target.matches(".st-key-source_panel") ? "start" : "center" });
    return;
  }
  // The panel scrolls by itself, and the citation that opened it stays in sight: beside it, or above where it came up.
  pane.scrollTop = 0; // where the quote is in sight from the top, so is where it comes from
  const below = target.matches(".st-key-source_panel") ? 0 : target.getBoundingClientRect().bottom - pane.getBoundingClientRect().bottom;
  if (below > 0) pane.scrollTop = below + (2 * pane.clientHeight) / 3;
  const opener = document.querySelector('[class*="st-key-row_"] button[kind="primary"]');
  const cited = opener?.closest('[class*="st-key-claim_"]') ?? opener;
  if (placed === "sticky") questionOf(opener)?.scrollIntoView({ block: "start" });
  cited?.scrollIntoView({ block: placed === "fixed" ? "start" : "nearest" });
}

// Streamlit keeps to the end of the page while it grows: more than once, until it has been drawn or the reader moves.
let moved = false;
for (const move of ["wheel", "touchmove", "keydown", "pointerdown"]) {
  addEventListener(move, () => { moved = true; }, { once: true, passive: true });
}
for (const wait of [0, 150, 400, 1000, 2000]) {
  setTimeout(() => {
    const target = find[wanted]();
    if (target && !moved && moment === window.policyDeskScroll) show(target);
  }, wait);
}
