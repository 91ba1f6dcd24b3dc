// The child's screen. Every page works without this file; with it answers are sent in the background, and nothing that
// has been answered is lost while the connection is gone.
(() => {
  "use strict";

  const root = document.querySelector("[data-wheel]");
  if (!root) return;
  const { wheel, received, stay, token, as } = root.dataset;
  const KEPT = `wheel:${wheel}`;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Pages for grown-ups that are open in other tabs load again, and find the child's page.
  const isTurned = document.body.classList.contains("screen");
  if (isTurned && "BroadcastChannel" in window) new BroadcastChannel("with-child").postMessage(wheel);

  // ---- What has not been received yet: in memory, and in this tab's own store until it has ----

  let queue = [];
  try {
    queue = JSON.parse(sessionStorage.getItem(KEPT)) || [];
  } catch {
    queue = [];
  }
  const keep = () => {
    try {
      if (queue.length) sessionStorage.setItem(KEPT, JSON.stringify(queue));
      else sessionStorage.removeItem(KEPT);
    } catch {
      // The store is full or closed: it is still in memory.
    }
    all("[data-waiting]").forEach((note) => (note.hidden = queue.length === 0));
  };

  const ticket = () => {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0"));
    return bytes.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  const came = (answer) => answer.ok && new URL(answer.url).pathname === received;

  const pictureOf = (address) => {
    const bytes = Uint8Array.from(atob(address.split(",")[1]), (letter) => letter.charCodeAt(0));
    return new Blob([bytes], { type: "image/png" });
  };

  const send = (item) => {
    const body = new FormData();
    Object.entries(item.fields).forEach(([name, value]) => body.append(name, value));
    body.append("once", item.once);
    body.append("quietly", "1");
    body.append("csrfmiddlewaretoken", token);
    body.append("as", as);
    if (item.drawing) body.append("picture", pictureOf(item.drawing), "teckning.png");
    return fetch(item.to, { method: "POST", body, credentials: "same-origin" });
  };

  let sending = null;
  let pause = 1000;
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(flush, pause);
    pause = Math.min(pause * 2, 20000);
  };
  const sendAll = async () => {
    for (const item of [...queue]) {
      let answer;
      try {
        answer = await send(item);
      } catch {
        return later();
      }
      if (came(answer)) {
        queue = queue.filter((other) => other !== item);
        pause = 1000;
      } else if (answer.status === 422 && item.drawing) {
        // The drawing could not be read. The rest of the answer is not to wait for it.
        delete item.drawing;
        item.once = ticket();
        keep();
        return later();
      } else if (answer.status >= 400 && answer.status < 500) {
        // It is not taken now: the adult is told. What came after it is not to wait for it.
        item.refused = true;
      } else {
        keep();
        return later();
      }
      keep();
    }
    if (queue.length) later();
  };
  // One at a time, in the order in which they were given.
  const flush = () => {
    sending = sending || sendAll().finally(() => (sending = null));
    return sending;
  };
  addEventListener("online", flush);

  const reaches = async () => {
    try {
      return came(await fetch(received, { credentials: "same-origin", cache: "no-store" }));
    } catch {
      return false;
    }
  };

  // ---- Going to another page waits until everything has come ----

  // The adult has the screen again, and has been told of what did not come.
  if (root.dataset.over) {
    queue = [];
    keep();
    return;
  }

  const calm = one("[data-calm]");
  let wanted = null;
  const goOn = async (leave) => {
    wanted = leave;
    await flush();
    if (wanted !== leave) return;
    if (queue.every((item) => item.refused) && (await reaches())) {
      wanted = null;
      leave();
    } else {
      if (calm) calm.hidden = false;
      setTimeout(() => wanted === leave && goOn(leave), 2500);
    }
  };
  all("form:not(.ask)").forEach((form) =>
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const press = event.submitter;
      goOn(() => {
        if (press && press.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: press.name, value: press.value }));
        form.submit();
      });
    }),
  );
  all("a.away").forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goOn(() => location.assign(link.href));
    }),
  );

  // ---- Answering ----

  const rooms = one(".rooms");
  const fieldsOf = (form) => {
    const data = new FormData(form);
    return { choice: data.get("choice") || "", words: data.get("words") || "", talk_more: data.get("talk_more") || "" };
  };
  const isEmpty = (fields) => !fields.choice && !fields.words.trim() && fields.talk_more !== "yes";
  const fill = (area) => {
    const spoke = one(`[data-spoke="${area}"]`);
    const slice = one(`[data-slice="${area}"]`);
    if (!spoke || !slice) return;
    spoke.classList.add("spoke__link--full");
    one(".spoke__state", spoke).textContent = rooms.dataset.answered;
    slice.classList.add("slice--full");
    const done = all(".spoke__link--full").length;
    const count = rooms.dataset.progress.replace("{n}", done).replace("{all}", all("[data-spoke]").length);
    one("[data-count]").textContent = count;
  };

  const drawings = new Map();
  const given = new Map();
  all("form.ask").forEach((form) => {
    const area = form.closest("[data-area]").dataset.area;
    const drawn = () => drawings.get(area)?.picture() || "";
    let fields = fieldsOf(form);
    let sent = JSON.stringify(fields);
    const give = () => {
      const typed = fieldsOf(form);
      const drawing = drawn();
      const now = JSON.stringify(typed) + drawing;
      if (now === sent || (isEmpty(typed) && !drawing)) return;
      queue.push({ to: form.getAttribute("action"), area, fields: typed, drawing, once: ticket() });
      fields = typed;
      sent = now;
      keep();
      fill(area);
      flush();
    };
    given.set(area, give);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      give();
      location.hash = "hjulet";
    });
    // To skip is to leave it as it was.
    one("[data-skip]", form).addEventListener("click", () => {
      ["choice", "talk_more"].forEach((name) =>
        all(`input[name="${name}"]`, form).forEach((input) => (input.checked = input.value === fields[name])),
      );
      one("textarea", form).value = fields.words;
      if (drawn() && !sent.endsWith(drawn())) drawings.get(area).clear();
    });
  });

  // What was answered before this page was loaded again, and has not come yet.
  queue.forEach((item) => {
    const form = one(`[data-area="${item.area}"] form.ask`);
    if (!form) return;
    ["choice", "talk_more"].forEach((name) => {
      const choice = item.fields[name] && one(`input[name="${name}"][value="${item.fields[name]}"]`, form);
      if (choice) choice.checked = true;
    });
    one("textarea", form).value = item.fields.words;
    fill(item.area);
  });
  keep();
  flush();

  // ---- Where the child is: the heading of the room is read, and the page begins at its top ----

  let room = location.hash.slice(1);
  const enter = () => {
    const here = room && document.getElementById(room);
    // Whoever is quick with the keyboard has gone on in the room already.
    if (here && !here.contains(document.activeElement)) here.focus({ preventScroll: true });
    scrollTo(0, 0);
  };
  if (rooms) {
    addEventListener("hashchange", () => {
      // Whoever goes another way, by the back button or for a pause, leaves nothing behind.
      given.get(room)?.();
      room = location.hash.slice(1);
      enter();
    });
    if (room) enter();
  }

  // ---- Reading aloud, by a voice that is in the machine itself: other voices send the words away ----

  const language = document.documentElement.lang.toLowerCase();
  const voiceOf = () =>
    "speechSynthesis" in window &&
    speechSynthesis.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language));
  const offerListening = () => all("[data-listen]").forEach((button) => (button.hidden = !voiceOf()));
  if ("speechSynthesis" in window) {
    offerListening();
    speechSynthesis.addEventListener("voiceschanged", offerListening);
  }
  all("[data-listen]").forEach((button) =>
    button.addEventListener("click", () => {
      const room = button.closest("section");
      const parts = all("h1, .ask__about, [data-said], .tiles legend, .tell[open] .tell__prompts li", room);
      const words = new SpeechSynthesisUtterance(parts.map((part) => part.textContent.trim()).join(". "));
      words.voice = voiceOf() || null;
      words.lang = language;
      words.rate = 0.9;
      speechSynthesis.cancel();
      speechSynthesis.speak(words);
    }),
  );

  // ---- Drawing ----

  all("[data-draw]").forEach((box) => {
    const canvas = one("canvas", box);
    const pen = canvas.getContext("2d");
    let lines = [];
    let line = null;
    const draw = () => {
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.lineWidth = 6;
      pen.lineCap = pen.lineJoin = "round";
      pen.strokeStyle = "#1d2b33";
      lines.forEach((points) => {
        pen.beginPath();
        pen.moveTo(...points[0]);
        points.concat([points[0].map((at) => at + 0.1)].slice(points.length > 1 ? 1 : 0)).forEach((point) => pen.lineTo(...point));
        pen.stroke();
      });
    };
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      const scale = canvas.width / box.width;
      return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      line = [at(event)];
      lines.push(line);
      draw();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!line) return;
      line.push(at(event));
      draw();
    });
    ["pointerup", "pointercancel"].forEach((end) => canvas.addEventListener(end, () => (line = null)));
    one("[data-undo]", box).addEventListener("click", () => {
      lines.pop();
      draw();
    });
    const clear = () => {
      lines = [];
      draw();
    };
    one("[data-clear]", box).addEventListener("click", clear);
    draw();
    drawings.set(box.closest("[data-area]").dataset.area, {
      picture: () => (lines.length ? canvas.toDataURL("image/png") : ""),
      clear,
    });
    box.hidden = false;
  });

  // ---- Whoever answers is there: the session lasts while something is done on the screen ----

  let told = Date.now();
  const here = () => {
    if (Date.now() - told < 240000) return;
    told = Date.now();
    fetch(stay, { method: "POST", headers: { "X-CSRFToken": token }, credentials: "same-origin" }).catch(() => {});
  };
  ["pointerdown", "keydown"].forEach((sign) => addEventListener(sign, here, { passive: true }));
})();
