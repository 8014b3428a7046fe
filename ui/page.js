// What HTML alone cannot do: copy with footnotes, show a quote at its number, open it, and the keys. No word from outside
// is run here: texts are read from the page and written as text. Streamlit may run this again; once is enough. It drops
// a script in which a tag seems to begin: hence \x3c.
if (!window.policyDesk) {
  window.policyDesk = true;
  const card = Object.assign(document.createElement("div"), { className: "quote-card", hidden: true });
  card.setAttribute("aria-hidden", "true"); // the number itself has the quote in its name
  document.body.append(card);
  let touched = null;

  const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  const paragraphs = (text) => text.split("\n").filter(Boolean).map((line) => `\x3cp>${escaped(line)}\x3c/p>`).join("");

  async function copy(text) {
    try {
      const forms = { "text/plain": text, "text/html": paragraphs(text) };
      const blobs = Object.fromEntries(Object.entries(forms).map(([type, form]) => [type, new Blob([form], { type })]));
      await navigator.clipboard.write([new ClipboardItem(blobs)]);
    } catch {
      // Not over https and not on this machine: browsers then leave only the old way.
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  function show(mark) {
    const [quote, source] = [".mark-quote", ".mark-source"].map((part) => mark.querySelector(part).textContent);
    card.replaceChildren(...[["quote", quote], ["source", source]].map(([name, text]) =>
      Object.assign(document.createElement("p"), { className: `card-${name}`, textContent: text })));
    card.hidden = false;
    const at = mark.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left - 16), innerWidth - card.offsetWidth - 8);
    const above = at.bottom + card.offsetHeight + 12 > innerHeight;
    card.style.left = `${left}px`;
    card.style.top = `${above ? at.top - card.offsetHeight - 6 : at.bottom + 6}px`;
  }

  const hide = () => { card.hidden = true; };
  const markAt = (event) => event.target.closest?.(".mark[data-opens]");
  const press = (key) => document.querySelector(`.st-key-${CSS.escape(key)} button`)?.click();
  const isWriting = (target) => target.closest?.("input, textarea, select, [contenteditable]");

  document.addEventListener("mouseover", (event) => (markAt(event) ? show(markAt(event)) : hide()));
  document.addEventListener("focusin", (event) => (markAt(event) ? show(markAt(event)) : hide()));
  document.addEventListener("scroll", hide, true);
  document.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch" ? markAt(event) : null; });

  document.addEventListener("click", async (event) => {
    const mark = markAt(event);
    if (mark && touched === mark && mark !== card.shownFor) {
      card.shownFor = mark; // the first tap shows the quote, the second opens it
      show(mark);
    } else if (mark) {
      press(mark.dataset.opens);
    }
    const button = event.target.closest?.("button.copy");
    if (button) {
      await copy(button.parentElement.querySelector(".copied-text").textContent);
      const name = button.textContent;
      button.textContent = button.dataset.done;
      button.setAttribute("role", "status");
      setTimeout(() => { button.textContent = name; button.removeAttribute("role"); }, 1500);
    }
  });

  // What is selected and copied by hand takes its footnotes along.
  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (isWriting(event.target) || !selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const marks = [...document.querySelectorAll(".claim .mark[data-opens]")].filter((mark) => range.intersectsNode(mark));
    if (!marks.length) return;
    const notes = new Map(marks.map((mark) => [mark.querySelector(".mark-note").textContent, true]));
    const text = `${selection.toString().trim()}\n\n${[...notes.keys()].join("\n")}`;
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData("text/html", paragraphs(text));
    event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    const mark = markAt(event);
    if (mark && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      press(mark.dataset.opens);
    } else if (event.key === "Escape") {
      if (card.hidden) press("close_source");
      hide();
    } else if (event.key === "/" && !isWriting(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const input = document.querySelector("[data-testid=stChatInputTextArea]");
      if (input) event.preventDefault();
      input?.focus();
    }
  });
}
