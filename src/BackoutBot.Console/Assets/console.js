// The console's only script. The server renders all HTML, encoded; this puts it where it belongs, sends what people say and press,
// and looks after focus. Nothing here is polled: what is new is pushed over one stream.
const place = document.body.dataset;
const $ = (id) => document.getElementById(id);
const byData = (name, value, root = document) => root.querySelector(`[data-${name}="${CSS.escape(value)}"]`);

// The one way for markup into the page: what the server of this origin rendered.
const trusted = window.trustedTypes
  ? window.trustedTypes.createPolicy("console", { createHTML: (html) => html })
  : { createHTML: (html) => html };

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = trusted.createHTML(html);
  return template.content.firstElementChild;
}

// --- changing only what changed -----------------------------------------------------------------------------------------

// What a person did to an element stays as it is when the element is rendered anew.
const ownedByPerson = (element, name) =>
  (element.localName === "details" && name === "open") || (element.localName === "form" && name === "data-busy");

function morph(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh);
    return;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !ownedByPerson(old, name)) old.removeAttribute(name);
  }
  for (const { name, value } of [...fresh.attributes]) {
    if (old.getAttribute(name) !== value && !ownedByPerson(old, name)) old.setAttribute(name, value);
  }
  if (old.localName === "textarea") return;
  morphChildren(old, fresh);
}

function morphChildren(old, fresh) {
  const keyed = new Map();
  for (const child of old.children) if (child.dataset?.key) keyed.set(child.dataset.key, child);
  let at = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    const key = next.dataset?.key;
    const known = key && keyed.get(key);
    if (known) {
      keyed.delete(key);
      // Moving an element takes the focus off it; so the others are moved out of its way.
      while (at && at !== known && !(at.dataset?.key && keyed.has(at.dataset.key))) {
        const gone = at;
        at = at.nextSibling;
        gone.remove();
      }
      if (at === known) at = at.nextSibling;
      else old.insertBefore(known, at);
      morph(known, next);
    } else if (!key && at && !at.dataset?.key && at.nodeName === next.nodeName) {
      const same = at;
      at = at.nextSibling;
      morph(same, next);
    } else {
      old.insertBefore(next, at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

// Morphs, and keeps the focus where it was, or close by where its element is gone.
function update(old, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const trail = [];
  for (let up = focused; up && up !== old.parentElement; up = up.parentElement) if (up.dataset.key) trail.push(up.dataset.key);
  morph(old, fresh);
  if (focused && !focused.isConnected) {
    for (const key of trail) {
      const near = byData("key", key);
      if (near) {
        near.focus({ preventScroll: true });
        break;
      }
    }
  }
  for (const button of old.querySelectorAll("[data-press]")) setBusy(button, sending.has(button.dataset.key));
}

// --- saying things to people ---------------------------------------------------------------------------------------------

function speak(words) {
  const line = document.createElement("p");
  line.textContent = words;
  $("spoken").replaceChildren(line);
}

let toastTimer;
function toast(words, isTrouble = false) {
  const box = $("toast");
  box.textContent = words;
  box.classList.toggle("is-trouble", isTrouble);
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.hidden = true; }, isTrouble ? 12000 : 5000);
}

function trouble(element, words) {
  element.textContent = words ?? "";
  element.hidden = !words;
}

const title = document.title;
let unseen = 0;
function countUnseen() {
  if (document.visibilityState === "hidden") {
    unseen += 1;
    document.title = `(${unseen}) ${title}`;
  }
}
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") {
    unseen = 0;
    document.title = title;
  }
});

// --- sending ---------------------------------------------------------------------------------------------------------------

const sending = new Set();

function setBusy(button, busy) {
  // Not `disabled`: that would throw the focus off the button.
  if (busy) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
}

async function post(url, body) {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-BackoutBot": "console" },
      body: JSON.stringify(body ?? {}),
    });
  } catch {
    return { ok: false, words: "The bot can't be reached, so nothing was sent. Try again." };
  }
  const text = await response.text();
  let answer = {};
  try {
    answer = text ? JSON.parse(text) : {};
  } catch {
    // Not JSON: the status alone tells.
  }
  return response.ok
    ? { ok: true, answer }
    : { ok: false, words: answer.detail || answer.title || `The bot answered ${response.status}. Try again.` };
}

// crypto.randomUUID is there on localhost and https only.
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// --- buttons of the card ---------------------------------------------------------------------------------------------------

let asking = null;

function ask(button) {
  const { press, prompt, confirm, items, about, key } = button.dataset;
  asking = { data: { ...button.dataset }, click: newKey(), key };
  $("ask-title").textContent = button.textContent.trim();
  $("ask-about").textContent = `${about} · ${button.dataset.backout}`;
  $("ask-confirm").textContent = confirm ?? "";
  $("ask-confirm").hidden = !confirm;
  $("ask-reason").hidden = !prompt;
  $("ask-prompt").textContent = prompt ?? "";
  $("ask-choice").hidden = !items;
  $("ask-item").replaceChildren(...(items ?? "").split("\n").filter(Boolean).map((line) => {
    const [item, title] = line.split("\t");
    return new Option(`${item} ${title}`, item);
  }));
  $("ask-input").value = "";
  $("ask-input").required = Boolean(prompt);
  $("ask-send").textContent = button.textContent.trim();
  $("ask-send").className = button.className;
  $("ask-send").dataset.verb = press;
  trouble($("ask-trouble"));
  $("ask").showModal();
  (prompt ? $("ask-input") : $("ask-send")).focus();
}

function pressBody(data, click, input, item) {
  return {
    key: click,
    channel: data.channel,
    backout: data.backout,
    press: { verb: data.press, plan: data.plan ?? null, step: data.step ?? null, input: input || null, item: item || null },
  };
}

async function pressNow(button) {
  const { key } = button.dataset;
  sending.add(key);
  setBusy(button, true);
  const result = await post("/console/submit", pressBody(button.dataset, newKey(), null));
  if (!result.ok) toast(result.words, true);
  release(key, result.ok);
}

// What was taken shows on the card soon; until then a second press would only ask for the same again.
function release(key, taken) {
  const free = () => {
    sending.delete(key);
    const button = byData("key", key);
    if (button) setBusy(button, false);
  };
  if (taken) setTimeout(free, 1500);
  else free();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-press]");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  if (button.dataset.prompt || button.dataset.confirm) ask(button);
  else pressNow(button);
});

$("ask-cancel").addEventListener("click", () => $("ask").close());
$("ask").addEventListener("close", () => {
  const back = asking && byData("key", asking.key);
  asking = null;
  if (back) back.focus();
});
$("ask-input").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("ask-form").requestSubmit();
});
$("ask-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const now = asking;
  if (!now || sending.has(now.key)) return;
  const input = $("ask-input").value.trim();
  if ($("ask-input").required && !input) {
    trouble($("ask-trouble"), "A reason is needed: it is written to the timeline.");
    $("ask-input").focus();
    return;
  }
  sending.add(now.key);
  setBusy($("ask-send"), true);
  const result = await post("/console/submit", pressBody(now.data, now.click, input, $("ask-item").value));
  setBusy($("ask-send"), false);
  if (result.ok) $("ask").close();
  else trouble($("ask-trouble"), result.words);
  release(now.key, result.ok);
});

// --- message boxes -----------------------------------------------------------------------------------------------------------

// A message keeps its key until it was taken, so that sending it again after a failure can't double it.
const drafts = new WeakMap();

function grow(box) {
  box.rows = Math.min(8, Math.max(1, box.value.split("\n").length));
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form.composer");
  if (!form) return;
  event.preventDefault();
  const box = form.elements.text;
  const text = box.value.trim();
  if (!text || form.dataset.busy) return;
  closeHints();
  const draft = drafts.get(form)?.text === text ? drafts.get(form) : { text, key: newKey() };
  drafts.set(form, draft);
  form.dataset.busy = "yes";
  const result = await post("/console/submit", {
    key: draft.key,
    channel: form.dataset.channel,
    backout: form.dataset.backout ?? null,
    text,
  });
  delete form.dataset.busy;
  trouble(form.querySelector(".trouble"), result.ok ? null : result.words);
  if (result.ok) {
    drafts.delete(form);
    if (box.value.trim() === text) box.value = "";
    grow(box);
    if (!form.dataset.backout) following = true;
  }
  box.focus();
  form.scrollIntoView({ block: "nearest" });
});

const hints = $("hints");
let hinting = null;
const openHints = () => (hints ? [...hints.querySelectorAll('[role="option"]:not([hidden])')] : []);

function closeHints() {
  if (!hints) return;
  hints.hidden = true;
  if (hinting) {
    hinting.setAttribute("aria-expanded", "false");
    hinting.removeAttribute("aria-activedescendant");
  }
  hinting = null;
}

function offerHints(box) {
  const typed = box.value.toLowerCase();
  if (!hints || !typed.startsWith("/") || typed.includes("\n")) return closeHints();
  let count = 0;
  for (const option of hints.querySelectorAll('[role="option"]')) {
    const fill = option.dataset.fill.toLowerCase();
    // Names of services are offered once the command before them is complete.
    const fits = fill.startsWith(typed) && fill !== typed.trimEnd() && (!option.dataset.late || typed.split(" ").length > 2);
    option.hidden = !fits || count >= 9;
    option.setAttribute("aria-selected", "false");
    if (fits) count += 1;
  }
  if (count === 0) return closeHints();
  hinting = box;
  box.closest("form").before(hints);
  hints.hidden = false;
  box.setAttribute("aria-expanded", "true");
  select(openHints()[0]);
}

function select(option) {
  for (const other of openHints()) other.setAttribute("aria-selected", String(other === option));
  hinting.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function take(option) {
  const box = hinting;
  box.value = option.dataset.fill + (option.dataset.more || option.dataset.late ? " " : "");
  box.focus();
  offerHints(box);
}

document.addEventListener("input", (event) => {
  if (!event.target.matches(".composer textarea")) return;
  grow(event.target);
  offerHints(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.target.matches(".composer textarea")) return composerKey(event);
  const typing = event.target.closest("input, textarea, select, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && $("composer")) {
    event.preventDefault();
    $("composer").focus();
  } else if (event.key === "j" || event.key === "k") {
    step(event.key === "j" ? 1 : -1);
  } else if (event.key === "Escape" && $("who")?.open) {
    $("who").open = false;
    $("who").querySelector("summary").focus();
  }
});

function composerKey(event) {
  const box = event.target;
  const options = hinting === box ? openHints() : [];
  const index = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (options.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    select(options[(index + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length]);
  } else if (options.length && event.key === "Tab" && !event.shiftKey) {
    event.preventDefault();
    take(options[Math.max(0, index)]);
  } else if (event.key === "Escape") {
    if (options.length) closeHints();
    else box.blur();
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    // A command that is not complete is completed first; a complete one is sent.
    const chosen = options[index];
    if (chosen && !box.value.startsWith(chosen.dataset.fill)) take(chosen);
    else box.form.requestSubmit();
  }
}

hints?.addEventListener("mousedown", (event) => {
  const option = event.target.closest('[role="option"]');
  event.preventDefault();
  if (option && hinting) take(option);
});
document.addEventListener("focusout", (event) => {
  if (event.target === hinting) closeHints();
});

// --- moving about by keyboard --------------------------------------------------------------------------------------------------

function step(by) {
  const messages = [...document.querySelectorAll(".message")].filter((message) => message.checkVisibility());
  if (!messages.length) return;
  const here = document.activeElement?.closest(".message");
  const at = here ? messages.indexOf(here) + by : by > 0 ? 0 : messages.length - 1;
  const next = messages[Math.min(messages.length - 1, Math.max(0, at))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

// --- the scroll of the chat ------------------------------------------------------------------------------------------------------

const scroll = $("scroll");
let following = true;
let settledAt = -1;

// At the end of the talk; but where the newest thread is too long for that, at its live card, for what is to be decided is there.
function settle() {
  if (!scroll) return;
  const card = $("threads").lastElementChild?.querySelector(":scope > .message:has(.card)");
  const end = scroll.scrollHeight - scroll.clientHeight;
  const top = card ? card.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop - 10 : end;
  scroll.scrollTop = settledAt = Math.round(Math.min(end, top));
}

function offerJump() {
  $("jump").hidden = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
}

if (scroll) {
  scroll.addEventListener("scroll", () => {
    following = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80 || Math.abs(scroll.scrollTop - settledAt) < 4;
    if (!$("jump").hidden) offerJump();
  }, { passive: true });
  $("jump").addEventListener("click", () => {
    $("jump").hidden = true;
    scroll.scrollTop = scroll.scrollHeight;
  });
  settle();
}

// --- what is pushed ----------------------------------------------------------------------------------------------------------------

const handlers = {
  message({ key, channel, thread, html }) {
    if (channel !== place.channel) return markUnread(channel);
    const fresh = parse(html);
    const body = fresh.querySelector(".message");
    const old = byData("key", key);
    const said = body.dataset.say;
    const before = old?.dataset.say;
    if (old) {
      update(old, body);
    } else if (thread) {
      const list = byData("replies", thread);
      if (!list) return;
      placeIn(list, fresh);
      list.closest(".replies").hidden = false;
      labelFold(list.closest(".replies"), true);
    } else {
      // A new backout takes the room: what went before is folded.
      if (fresh.querySelector(".card")) {
        for (const open of document.querySelectorAll('.replies[data-view="latest"]')) {
          open.dataset.rest = "folded";
          if (!open.contains(document.activeElement)) showReplies(open, "folded");
        }
      }
      $("empty").hidden = true;
      placeIn($("threads"), fresh);
    }
    if (said !== before) {
      speak(`${body.querySelector(".author").textContent}: ${said}`);
      countUnseen();
    }
    if (following && !thread) settle();
    const writing = thread && document.activeElement?.closest(".replies .composer");
    if (writing && byData("replies", thread)?.parentElement.contains(writing)) writing.scrollIntoView({ block: "nearest" });
    if (!old) offerJump();
  },

  fragments({ fragments, into }) {
    for (const html of fragments) {
      const fresh = parse(html);
      const old = byData("key", fresh.dataset.key);
      if (old) update(old, fresh);
      else if (into) byData("key", into)?.prepend(fresh);
    }
  },

  reload() {
    location.reload();
  },

  ready() {},
  beat() {},
};

// In the order of time, whatever the order of arrival.
function placeIn(list, fresh) {
  const after = [...list.children].reverse().find((child) => child.dataset.at <= fresh.dataset.at);
  if (after) after.after(fresh);
  else list.prepend(fresh);
}

function markUnread(channel) {
  countUnseen();
  const link = byData("channel-link", channel);
  if (link) {
    const count = link.querySelector(".unread");
    const news = Number(count.dataset.count ?? 0) + 1;
    count.dataset.count = String(news);
    count.textContent = `${news} new`;
    count.hidden = false;
    return;
  }
  const list = $("channels");
  if (!list) return;
  const item = list.firstElementChild.cloneNode(true);
  const anchor = item.querySelector("a");
  anchor.href = `/?channel=${encodeURIComponent(channel)}`;
  anchor.dataset.channelLink = channel;
  anchor.removeAttribute("aria-current");
  anchor.querySelector(".channel-name").textContent = channel;
  delete anchor.querySelector(".unread").dataset.count;
  list.append(item);
  markUnread(channel);
}

// A thread shows no reply (folded), the latest three, or all.
const latestShown = 3;

function labelFold(replies, hasNew = false) {
  const fold = replies.querySelector("[data-fold]");
  const count = replies.querySelector("ol").children.length;
  const words = count === 1 ? "1 reply" : `${count} replies`;
  const { view, rest } = replies.dataset;
  fold.textContent = view === "folded" ? (hasNew ? `${words} · new` : words)
    : view === "latest" ? `Show all ${words}`
      : rest === "latest" ? "Show the latest only" : `Fold ${words}`;
  fold.hidden = count === 0 || (view !== "folded" && rest === "latest" && count <= latestShown);
  fold.setAttribute("aria-expanded", String(view === "all"));
}

function showReplies(replies, view) {
  replies.dataset.view = view;
  labelFold(replies);
}

document.addEventListener("click", (event) => {
  const replies = event.target.closest("[data-fold]")?.closest(".replies");
  if (replies) showReplies(replies, replies.dataset.view === "all" ? replies.dataset.rest : "all");
});

let lastId = null;
let silence;
let stream;

function setLive(state, words) {
  $("live").dataset.live = state;
  if ($("live-words").textContent !== words) $("live-words").textContent = words;
}

function listen() {
  const query = new URLSearchParams();
  if (lastId) query.set("cursor", lastId);
  query.set("after", place.after ?? "0");
  if (place.place === "chat") query.set("channel", place.channel);
  if (place.place === "backout") {
    query.set("backout", place.backout);
    query.set("version", place.version);
  }
  if (place.place === "backouts") query.set("list", "yes");
  stream?.close();
  stream = new EventSource(`/console/events?${query}`);
  for (const kind of Object.keys(handlers)) {
    stream.addEventListener(kind, (event) => {
      if (event.lastEventId) lastId = event.lastEventId;
      setLive("on", "live");
      expectSound();
      handlers[kind](JSON.parse(event.data));
    });
  }
  stream.addEventListener("error", () => {
    setLive("off", "reconnecting");
    // A refusal ends the stream for good; a lost connection is taken up again by the browser itself.
    if (stream.readyState === EventSource.CLOSED) again(2000);
  });
  expectSound();
}

function again(delay) {
  stream.close();
  clearTimeout(silence);
  silence = setTimeout(listen, delay);
}

// The server is never silent for longer than 15 s: if it is, the connection is dead without anybody having said so.
function expectSound() {
  clearTimeout(silence);
  silence = setTimeout(() => {
    setLive("off", "reconnecting");
    again(0);
  }, 40000);
}

// --- the header ------------------------------------------------------------------------------------------------------------------

for (const button of document.querySelectorAll("[data-person]")) {
  button.addEventListener("click", async () => {
    const result = await post("/console/identity", { person: button.dataset.person });
    if (result.ok) location.reload();
    else toast(result.words, true);
  });
}
document.addEventListener("click", (event) => {
  if ($("who")?.open && !$("who").contains(event.target)) $("who").open = false;
});

$("break-production")?.addEventListener("click", async (event) => {
  const button = event.currentTarget;
  if (button.getAttribute("aria-disabled") === "true") return;
  setBusy(button, true);
  toast("Breaking production …");
  const result = await post("/sandbox/break-production");
  setBusy(button, false);
  if (result.ok) toast(result.answer.message || "The bad release is on its way. Watch #ops.");
  else toast(`Production was not broken. ${result.words}`, true);
});

listen();
