// On a page that embeds events: makes each frame as high as its content says. Only frames of the
// site that this script comes from are listened to, and no height is out of bounds.
(() => {
  const origin = new URL(document.currentScript.src).origin;
  addEventListener("message", ({ origin: from, source, data }) => {
    if (from !== origin || data?.type !== "event-tracker:height") return;
    const height = Math.min(Math.max(Number(data.height) || 0, 60), 20000);
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow === source) frame.height = height;
    }
  });
})();
