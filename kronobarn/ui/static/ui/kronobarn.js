// Small conveniences. Every page works without this file.
(() => {
  "use strict";

  // A page for grown-ups that is open in another tab is closed when the screen is turned to a child.
  if ("BroadcastChannel" in window) new BroadcastChannel("with-child").onmessage = () => location.reload();

  // The error summary takes the focus, also when htmx has put it there.
  const focusSummary = (root) => {
    const summary = root.querySelector("[data-focus]");
    if (summary) summary.focus();
    return Boolean(summary);
  };
  document.addEventListener("DOMContentLoaded", () => focusSummary(document));
  document.addEventListener("htmx:after:swap", () => focusSummary(document));

  // What is folded on the screen is read on paper.
  addEventListener("beforeprint", () => {
    document.querySelectorAll("details.on-paper:not([open])").forEach((one) => {
      one.open = true;
      one.dataset.opened = "";
    });
  });
  addEventListener("afterprint", () => {
    document.querySelectorAll("details[data-opened]").forEach((one) => {
      one.open = false;
      delete one.dataset.opened;
    });
  });

  // Saving a draft must not use up the form's once-only token.
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.sourceElement.matches("[data-autosave]")) ctx.request.body.delete("once");
  });
  const sayNotSaved = (event) => {
    const form = event.target.closest && event.target.closest("[data-autosave]");
    const status = form && form.querySelector(".form__saved");
    if (status) status.textContent = status.dataset.failed;
  };
  document.addEventListener("htmx:before:response", (event) => {
    // Sent on to another page, such as sign-in: nothing was saved, and that page does not belong here.
    const { ctx } = event.detail;
    if (ctx.response.raw.redirected && ctx.sourceElement.matches("[data-autosave]")) {
      event.preventDefault();
      sayNotSaved(event);
    }
  });
  document.addEventListener("htmx:response:error", sayNotSaved);
  document.addEventListener("htmx:error", sayNotSaved);
  // What could not be saved because the connection was gone is saved when it is back. Until then nothing is sent away:
  // the page that the browser would show instead has no words on it.
  addEventListener("online", () => {
    document.querySelectorAll("[data-autosave]").forEach((form) => form.dispatchEvent(new Event("input", { bubbles: true })));
  });
  document.addEventListener("submit", (event) => {
    if (navigator.onLine || !event.target.matches("[data-autosave]")) return;
    event.preventDefault();
    sayNotSaved(event);
  });

  // A page that renews itself says when it cannot.
  const sayRenewed = (lost) => (event) => {
    if (!event.target.matches || !event.target.matches("[data-renews]")) return;
    const status = document.querySelector("[data-renewing]");
    if (status) status.textContent = lost ? status.dataset.failed : "";
  };
  document.addEventListener("htmx:response:error", sayRenewed(true));
  document.addEventListener("htmx:error", sayRenewed(true));
  document.addEventListener("htmx:after:swap", sayRenewed(false));

  // Five minutes before the session ends: ask, and prolong it. Another request in between starts the wait anew.
  const dialog = document.getElementById("session-dialog");
  if (dialog && dialog.showModal) {
    const WARNING = 300;
    const wait = Math.max(Number(dialog.dataset.seconds) - WARNING, 30) * 1000;
    let timer;
    const start = () => {
      clearTimeout(timer);
      timer = setTimeout(() => dialog.open || dialog.showModal(), wait);
    };
    const stay = async () => {
      const answer = await fetch(dialog.dataset.stay, {
        method: "POST",
        headers: { "X-CSRFToken": dialog.dataset.token },
        credentials: "same-origin",
        redirect: "manual",
      });
      if (answer.status === 204) start();
      else location.reload();
    };
    dialog.querySelector("[data-stay-button]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", stay);
    document.addEventListener("htmx:after:request", start);
    start();
  }
})();
