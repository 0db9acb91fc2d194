// Inside an embed: tells the page around it how high its content is, at first and whenever that
// changes. /static/events/embedding.js on that page sets the height of the frame.
new ResizeObserver(() => {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
  parent.postMessage({ type: "event-tracker:height", height }, "*");
}).observe(document.body);
