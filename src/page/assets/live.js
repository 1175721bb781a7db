// What the pages do with a script: copy buttons, local times, the list beside a report, the conversation a line at a time, and what happens
// to a test as it happens. Everything that comes is put in as text.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

for (const button of all('button[data-copy]')) {
  button.hidden = false;
  const { copy, copied } = button.dataset;
  const name = button.textContent;
  button.addEventListener('click', async () => {
    if (!(await copyText(copy))) return;
    button.textContent = copied;
    setTimeout(() => {
      button.textContent = name;
    }, 2000);
  });
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not over plain http: then through a selection.
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'visually-hidden';
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}

for (const time of all('time[data-local]')) {
  time.title = time.textContent;
  time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}

// The list beside a report follows what is read.
const marks = all('.contents a[href^="#"]').flatMap((link) => {
  const place = document.getElementById(link.hash.slice(1));
  return place === null ? [] : [{ link, place: place.closest('section') ?? place }];
});
if (marks.length > 0) {
  const follow = () => {
    const passed = marks.filter(({ place }) => place.getBoundingClientRect().top < innerHeight / 3);
    const current = passed.at(-1) ?? marks[0];
    for (const { link } of marks) {
      if (link === current.link) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  addEventListener('scroll', follow, { passive: true });
  follow();
}
// A link into a folded part opens it, in browsers that do not do so themselves.
const unfold = () => {
  const place = document.getElementById(location.hash.slice(1));
  const folded = place?.closest('details');
  if (folded == null || folded.open) return;
  folded.open = true;
  place.scrollIntoView();
};
addEventListener('hashchange', unfold);
if (location.hash !== '') unfold();

// The conversation, a line at a time.
for (const player of all('.player')) {
  const lines = all('li', document.getElementById(player.dataset.of));
  let at = lines.length;
  let playing = 0;
  const show = (next) => {
    at = Math.max(0, Math.min(lines.length, next));
    for (const [index, line] of lines.entries()) {
      line.classList.toggle('later', index >= at);
      line.classList.toggle('now', index === at - 1 && at < lines.length);
    }
  };
  const stop = () => {
    clearInterval(playing);
    playing = 0;
  };
  const acts = {
    play() {
      if (playing !== 0) return stop();
      if (at === lines.length) show(0);
      playing = setInterval(() => {
        show(at + 1);
        if (at === lines.length) stop();
      }, 1200);
      show(at + 1);
    },
    back() {
      stop();
      show(at - 1);
    },
    forward() {
      stop();
      show(at === lines.length ? 1 : at + 1);
    },
    all() {
      stop();
      show(lines.length);
    },
  };
  player.hidden = false;
  for (const button of all('button', player))
    button.addEventListener('click', () => acts[button.dataset.act]());
  player.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowRight') acts.forward();
    if (key === 'ArrowLeft') acts.back();
  });
}

const card = document.querySelector('[data-live]');
if (card !== null) watch(card, JSON.parse(card.dataset.live));

function watch(place, words) {
  const status = document.querySelector('#status');
  const rows = place.querySelector('.steps');
  let after = words.after;
  let arrival = null;
  let source = null;
  let asking = null;
  let pauseMs = 2000;
  let isOver = false;

  const say = (text, isStill = false) => {
    if (status.textContent !== text) status.textContent = text;
    place.classList.toggle('still', isStill);
  };
  const waiting = () => say(after === null ? words.waiting : words.next);
  const end = (text) => {
    isOver = true;
    release();
    say(text, true);
  };

  function release() {
    source?.close();
    source = null;
    asking?.abort();
    asking = null;
  }

  function step({ arrival: of, ...what }) {
    // The next mail begins anew.
    if (of !== arrival) {
      arrival = of;
      rows.replaceChildren();
      say(words.receiving);
    }
    rows.append(row(what, words));
  }

  function report({ id, verdict, subject, receivedAt }) {
    if (id === after) return;
    const isFirst = after === null && words.follow;
    after = id;
    if (isFirst) {
      isOver = true;
      release();
      say(words.ready, true);
      location.assign(`/r/${id}`);
      return;
    }
    say(words.next);
    list(place, words, { id, verdict, subject, receivedAt });
  }

  // Streams first; where one cannot be had (a proxy, too many watchers), the API is asked, with growing pauses while it does not answer.
  function open() {
    if (isOver || document.hidden || source !== null || asking !== null) return;
    const query = after === null ? '' : `?after=${after}`;
    source = new EventSource(`/api/v1/tests/${words.id}/events${query}`);
    const on = (name, act) =>
      source.addEventListener(name, (event) => {
        pauseMs = 2000;
        act(JSON.parse(event.data));
      });
    source.addEventListener('open', () => {
      if (rows.children.length === 0) waiting();
    });
    on('step', step);
    on('received', () => say(words.judging));
    on('report', report);
    on('end', () => end(words.ended));
    source.addEventListener('error', () => {
      if (isOver || source === null) return;
      say(words.lost);
      if (source.readyState !== EventSource.CLOSED) return;
      release();
      void ask(true);
    });
  }

  async function ask(mayWait) {
    if (isOver || document.hidden || asking !== null) return;
    asking = new AbortController();
    const { signal } = asking;
    const query = new URLSearchParams({ wait: mayWait ? '25' : '0' });
    if (after !== null) query.set('after', after);
    let next = () => ask(mayWait);
    try {
      const answer = await fetch(`/api/v1/tests/${words.id}?${query}`, { signal });
      if (answer.status === 404) return end(words.ended);
      if (answer.status === 429) next = () => ask(false);
      else if (!answer.ok) throw new Error(String(answer.status));
      else {
        const { state, reports } = await answer.json();
        const known = reports.findIndex(({ id }) => id === after);
        const fresh = (known === -1 ? reports : reports.slice(0, known)).toReversed();
        if (state === 'received') say(words.judging);
        else waiting();
        for (const one of fresh) report({ ...one, subject: one.message.subject });
        // The way is free again: back to the stream.
        if (mayWait) next = open;
        pauseMs = 2000;
      }
    } catch {
      if (signal.aborted) return;
      say(words.lost);
      pauseMs = Math.min(pauseMs * 1.7, 30_000);
    }
    asking = null;
    if (!isOver) setTimeout(next, pauseMs);
  }

  // A hidden tab keeps no connection: browsers have six for a site.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) release();
    else open();
  });
  addEventListener('pagehide', release);
  addEventListener('pageshow', open);
  const left = words.expiresAt - Date.now();
  if (left < 2_000_000_000) setTimeout(() => end(words.over), Math.max(0, left));
  open();
}

function row({ step, result, detail }, words) {
  const line = document.createElement('li');
  let value = detail;
  if (step === 'message') value = size(Number(detail));
  if (step === 'tls') value = result;
  const template = words.steps[step] ?? '{v}';
  line.textContent =
    step === 'tls' && result === 'none'
      ? words.steps.noTls
      : template.replace('{v}', () => value).replace('{r}', () => result ?? '');
  if (step !== 'tls' && result !== null)
    line.className =
      result === 'pass'
        ? 'good'
        : ['fail', 'permerror', 'policy'].includes(result)
          ? 'bad'
          : 'warn';
  return line;
}

function size(octets) {
  const text = (number) =>
    number.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  if (octets < 1000) return `${octets} bytes`;
  return octets < 1_000_000 ? `${text(octets / 1000)} KB` : `${text(octets / 1_000_000)} MB`;
}

/** A report that came while the page was open: a line in the list, and no jump. */
function list(place, words, { id, verdict, subject, receivedAt }) {
  const ready = document.querySelector('#ready');
  const link = document.createElement('a');
  link.href = `/r/${id}`;
  link.textContent = `${words.verdicts[verdict]}: ${subject || id}`;
  ready.hidden = false;
  ready.replaceChildren(`${words.ready} `, link);
  const inbox = document.querySelector('#inbox');
  if (inbox === null) return;
  const entry = document.createElement('li');
  entry.dataset.id = id;
  const whole = link.cloneNode();
  const mark = document.createElement('b');
  mark.textContent = words.verdicts[verdict];
  const title = document.createElement('span');
  title.className = 'subject';
  title.textContent = subject || id;
  const time = document.createElement('span');
  time.className = 'fine';
  time.textContent = new Date(receivedAt).toLocaleTimeString(document.documentElement.lang);
  whole.replaceChildren(mark, ' ', title, ' ', time);
  entry.append(whole);
  const old = all('li', inbox).find((one) => one.dataset.id === id);
  if (old === undefined) inbox.prepend(entry);
  else old.replaceWith(entry);
}
