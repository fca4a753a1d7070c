// Makes the pages quicker: answers stream into the page, sources open beside them. Every page works without it.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  var narrow = window.matchMedia("(max-width: 720px)");
  var find = function (selector, inside) { return (inside || document).querySelector(selector); };

  // ---- the source of a citation, beside the answer or as a sheet from below

  var panel = find("#panel");
  var opener = null;

  function closePanel() {
    if (!panel || !panel.open) { return; }
    panel.close();
    document.body.classList.remove("open-panel");
    if (opener && document.contains(opener)) { opener.focus(); }
  }

  async function openSource(link) {
    var address = new URL(link.href);
    address.searchParams.set("part", "1");
    var response = await fetch(address, { credentials: "same-origin" });
    if (!response.ok) { location.href = link.href; return; }
    var holder = find(".holder", panel);
    holder.innerHTML = await response.text();
    opener = link;
    if (!panel.open) {
      if (narrow.matches) { panel.showModal(); } else { panel.show(); }
      document.body.classList.add("open-panel");
    }
    find("[data-close]", panel).focus();
    showMark(holder);
  }

  function showMark(holder) {
    var mark = Array.from(holder.querySelectorAll("mark")).find(function (each) { return each.getClientRects().length; });
    var text = mark && mark.closest(".text");
    if (text) { text.scrollTop += mark.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3; }
  }

  if (panel) {
    panel.addEventListener("close", function () { document.body.classList.remove("open-panel"); });
    panel.addEventListener("change", function () { showMark(find(".holder", panel)); });
    panel.addEventListener("click", function (event) { if (event.target === panel) { closePanel(); } });
  }

  // ---- clicks: sources, copying, printing, stopping

  document.addEventListener("click", function (event) {
    var plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    var link = event.target.closest("a[data-source]");
    if (link && plain && panel && panel.show && window.fetch) {
      event.preventDefault();
      openSource(link).catch(function () { location.href = link.href; });
      return;
    }
    var button = event.target.closest("button");
    if (!button) { return; }
    if ("close" in button.dataset) { closePanel(); }
    if ("print" in button.dataset) { window.print(); }
    if ("stop" in button.dataset && asking) { asking.abort(); }
    if ("copy" in button.dataset) { copy(button); }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    closePanel();
    document.body.classList.add("dismissed");
  });
  ["pointermove", "focusin"].forEach(function (name) {
    document.addEventListener(name, function () { document.body.classList.remove("dismissed"); }, { passive: true });
  });

  async function copy(button) {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch (error) {
      // Pages without https have no clipboard, and neither have older views inside other programs.
      var box = document.createElement("textarea");
      box.value = button.dataset.copy;
      box.className = "unseen";
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    var words = find("span", button);
    var before = words.textContent;
    words.textContent = button.dataset.copied;
    say(button.dataset.copied);
    setTimeout(function () { words.textContent = before; }, 2000);
  }

  function say(words) {
    var said = find("#said");
    if (said) { said.textContent = words; }
  }

  // ---- asking

  window.addEventListener("popstate", function () { if (form && !location.hash) { location.reload(); } });

  var form = find("form[data-ask]");
  var asking = null;

  if (form) {
    form.question.addEventListener("keydown", function (event) {
      // Safari ends a composition before the key that ended it comes, and then only the key code tells.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
        event.preventDefault();
        if (form.requestSubmit) { form.requestSubmit(); } else { find("button[type=submit]", form).click(); }
      }
    });
    form.addEventListener("submit", function (event) {
      if (!window.fetch || !window.AbortController) { return; }
      event.preventDefault();
      var question = form.question.value.trim();
      if (question && !asking) { ask(question); }
    });
  }

  document.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (event.target.matches("[data-suggestions]") && button && form && window.fetch && !asking) {
      event.preventDefault();
      ask(button.value);
    }
    if (event.target.matches("[data-feedback]") && button && window.fetch) {
      event.preventDefault();
      sendFeedback(event.target, button);
    }
  });

  async function ask(question) {
    var turn = find("#pending").content.firstElementChild.cloneNode(true);
    find(".question", turn).textContent = question;
    document.body.classList.add("in-thread");
    find("#thread").append(turn);
    turn.scrollIntoView({ block: "start" });
    tell("");
    asking = new AbortController();
    try {
      var body = { question: question, place: form.place.value.trim(), conversation_id: form.conversation_id.value };
      var record = await answerOf(body, turn);
      await show(record, turn);
      form.question.value = "";
      form.question.placeholder = form.dataset.follow;
    } catch (error) {
      turn.remove();
      if (!find("#thread").children.length) { document.body.classList.remove("in-thread"); }
      form.question.value = question;
      tell(error.name === "AbortError" ? form.dataset.stopped : error.told ? form.dataset.cannot + error.told : form.dataset.failed);
    } finally {
      asking = null;
      form.question.focus({ preventScroll: true });
    }
  }

  function tell(words) {
    var problem = find("#problem");
    problem.textContent = words;
    problem.hidden = !words;
  }

  // The record of the answer: from a stream where the browser reads one as it comes, else by asking for it.
  async function answerOf(body, turn) {
    if (!(typeof TextDecoder === "function" && window.ReadableStream && "body" in Response.prototype)) { return fromPolling(body); }
    var response = await fetch("/api/v1/answers", {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "text/event-stream", "Accept-Language": document.documentElement.lang },
      body: JSON.stringify(body),
      signal: asking.signal
    });
    await check(response);
    if (!(response.headers.get("content-type") || "").startsWith("text/event-stream")) { return response.json(); }
    return fromStream(response.body.getReader(), turn);
  }

  // Views inside other programs often have no streams, and cut requests that take long: the answer is asked for until it is there.
  async function fromPolling(body) {
    var options = { credentials: "same-origin", headers: { Accept: "application/json", "Accept-Language": document.documentElement.lang }, signal: asking.signal };
    var response = await fetch("/answers/begin", Object.assign({ method: "POST", body: new URLSearchParams(body) }, options));
    await check(response);
    var ticket = (await response.json()).ticket;
    do {
      response = await fetch("/answers/begun/" + ticket, options);
      await check(response);
    } while (response.status === 202);
    return response.json();
  }

  async function check(response) {
    if (response.status === 401) { location.reload(); }
    if (!response.ok) { throw problemOf(await response.json().catch(function () { return {}; })); }
  }

  function problemOf(record) {
    var error = new Error(record.title || "");
    error.told = record.detail;
    return error;
  }

  async function fromStream(reader, turn) {
    var decoder = new TextDecoder();
    var rest = "";
    for (;;) {
      var part = await reader.read();
      if (part.done) { throw new Error("The stream ended before the answer"); }
      rest += decoder.decode(part.value, { stream: true });
      var events = rest.split(/\r?\n\r?\n/);
      rest = events.pop();
      for (var written of events) {
        var name = (/^event: ?(.*)$/m.exec(written) || [])[1];
        var data = (written.match(/^data: ?(.*)$/gm) || []).map(function (line) { return line.replace(/^data: ?/, ""); }).join("\n");
        if (name === "answer") { return JSON.parse(data); }
        if (name === "error") { throw problemOf(JSON.parse(data)); }
        if (name) { onProgress(name, JSON.parse(data), turn); }
      }
    }
  }

  function onProgress(name, data, turn) {
    if (name === "evidence" && data.clause_labels.length) {
      find(".reply", turn).textContent = form.dataset.reading.replace("{labels}", data.clause_labels.slice(0, 3).join("  "));
    }
    if (name === "statement") {
      var item = document.createElement("li");
      item.textContent = data.text;
      find(".statements", turn).append(item);
    }
  }

  // The page that the server makes of an answer is the only form in which one is shown.
  async function show(record, turn) {
    var response = await fetch("/answers/" + encodeURIComponent(record.id) + "?part=1", { credentials: "same-origin" });
    if (!response.ok) { throw new Error("The answer cannot be read again"); }
    var holder = document.createElement("template");
    holder.innerHTML = await response.text();
    var made = find("article", holder.content);
    document.querySelectorAll("#answer").forEach(function (each) { each.removeAttribute("id"); });
    turn.replaceWith(made);
    form.conversation_id.value = record.conversation_id || "";
    history.pushState(null, "", "/answers/" + encodeURIComponent(record.id));
    say(find("#said").dataset.done.replace("{answer}", record.answer));
  }

  async function sendFeedback(sent, button) {
    var data = new URLSearchParams(new FormData(sent));
    data.set("rating", button.value);
    var response = await fetch(sent.action, { method: "POST", body: data, credentials: "same-origin" });
    var page = new DOMParser().parseFromString(await response.text(), "text/html");
    var words = document.createElement("p");
    words.className = "note";
    words.textContent = find("h1", page).textContent;
    sent.replaceWith(words);
    say(words.textContent);
  }

  // ---- uploading, with how far it is

  var upload = find("form[data-upload]");
  if (upload) {
    upload.addEventListener("submit", function (event) {
      event.preventDefault();
      var progress = find("progress", upload);
      var request = new XMLHttpRequest();
      progress.parentNode.hidden = false;
      request.upload.addEventListener("progress", function (step) { if (step.lengthComputable) { progress.value = step.loaded / step.total; } });
      request.addEventListener("load", function () {
        if (request.status < 400) { location.href = request.responseURL; return; }
        var page = new DOMParser().parseFromString(request.responseText, "text/html");
        var problem = find("[role=alert]", upload);
        problem.textContent = Array.from(page.querySelectorAll("main h1, main .detail")).map(function (each) { return each.textContent; }).join(" ");
        problem.hidden = false;
        progress.parentNode.hidden = true;
      });
      request.addEventListener("error", function () { upload.submit(); });
      request.open("POST", upload.action);
      request.setRequestHeader("Accept", "text/html");
      request.send(new FormData(upload));
    });
  }

  async function follow(job) {
    var response = await fetch(location.href, { credentials: "same-origin" });
    var made = find("[data-job]", new DOMParser().parseFromString(await response.text(), "text/html"));
    if (made) { job.replaceWith(made); watch(made); }
  }

  function watch(job) {
    if (job && job.dataset.job === "open") { setTimeout(function () { follow(job).catch(function () { watch(job); }); }, 700); }
  }
  if (window.fetch) { watch(find("[data-job]")); }

  // ---- on a phone contents and filters begin folded

  if (narrow.matches) { document.querySelectorAll("[data-fold=narrow]").forEach(function (each) { each.open = false; }); }
})();
