"use strict";
// Asks the shop how the order stands until it stands still, at most ten minutes.
(() => {
  const state = document.getElementById("state");
  const last = ["succeeded", "failed", "canceled", "expired"];
  let left = 600;
  async function look() {
    if (last.includes(state.dataset.status) || left-- <= 0) {
      return;
    }
    try {
      const answer = await fetch(`/orders/${encodeURIComponent(state.dataset.order)}/state`, { cache: "no-store" });
      if (answer.ok) {
        const order = await answer.json();
        if (order.status !== state.dataset.status) {
          state.dataset.status = order.status;
          state.textContent = order.text;
        }
      }
    } catch (problem) {
      // The shop is away for a moment: the text stays as it is, and we ask again.
    }
    setTimeout(look, 1000);
  }
  if (state) {
    look();
  }
})();
