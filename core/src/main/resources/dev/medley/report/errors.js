"use strict";
// What goes wrong is written where a test, or a reader with the inspector, finds it.
window.addEventListener("error", function (event) {
  const root = document.documentElement;
  root.dataset.errors = (root.dataset.errors || "") + event.message + "; ";
});
