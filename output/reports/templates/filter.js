"use strict";
(function () {
  var form = document.querySelector("form.filters");
  if (!form) return;
  var rows = Array.prototype.slice.call(document.querySelectorAll("table.clauses tbody tr"));
  var selects = Array.prototype.slice.call(form.querySelectorAll("select"));
  var output = form.querySelector("output");
  function show() {
    var shown = 0;
    rows.forEach(function (row) {
      var fits = selects.every(function (select) {
        return !select.value || (row.dataset[select.name] || "").split(" ").indexOf(select.value) >= 0;
      });
      row.hidden = !fits;
      if (fits) shown += 1;
    });
    output.textContent = "显示 " + shown + "／" + rows.length + " 行（打印时列出全部）";
  }
  form.hidden = false;
  form.addEventListener("change", show);
  form.addEventListener("reset", function () { window.setTimeout(show, 0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", function () {
    var target = document.getElementById(location.hash.slice(1));
    if (target && target.hidden) { form.reset(); }
  });
  show();
})();
