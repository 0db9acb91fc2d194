// Warns before the session ends: every request moves its end, but writing a long text sends none.
"use strict";

{
  const { sessionSeconds, sessionUrl, sessionWarning, sessionButton } = document.currentScript.dataset;
  const WARNING_SECONDS = Math.min(300, sessionSeconds / 2);
  let timer;

  function start() {
    clearTimeout(timer);
    timer = setTimeout(warn, (sessionSeconds - WARNING_SECONDS) * 1000);
  }

  function warn() {
    const notice = document.createElement("div");
    notice.className = "session-notice";
    notice.setAttribute("role", "alert");
    const text = document.createElement("span");
    text.textContent = sessionWarning;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sessionButton;
    button.addEventListener("click", async () => {
      const response = await fetch(sessionUrl, { credentials: "same-origin" });
      if (response.ok && !response.redirected) {
        notice.remove();
        start();
      }
    });
    notice.append(text, button);
    document.body.append(notice);
  }

  start();
}
