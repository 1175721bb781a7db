// What the pages do with a script: copy buttons, and what happens to a test as it happens. Everything that comes is put in as text.

for (const button of document.querySelectorAll('button[data-copy]')) {
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

const live = document.querySelector('[data-events]');
if (live !== null) watch(live, document.querySelector('#status'));

function watch(card, status) {
  const words = card.dataset;
  const source = new EventSource(words.events);
  const on = (name, act) =>
    source.addEventListener(name, (event) => act(JSON.parse(event.data), event));
  const say = (text) => {
    if (status.textContent !== text) status.textContent = text;
  };

  on('step', (step) => {
    // The next mail begins anew.
    if (step.step === 'connected') {
      for (const row of card.querySelectorAll('li[data-step]')) {
        row.className = 'open';
        row.querySelector('.value').textContent = '';
      }
      say(words.receiving);
    }
    const row = [...card.querySelectorAll('li[data-step]')].find(
      (one) => one.dataset.step === step.step,
    );
    if (row !== undefined) show(row, step, words);
  });
  on('received', () => say(words.judging));
  on('report', (_report, event) => {
    say(words.ready);
    card.classList.add('done');
    source.close();
    location.assign(words.report + event.lastEventId);
  });
  on('end', () => {
    say(words.ended);
    source.close();
  });
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) say(words.lost);
  });
}

function show(row, { step, result, detail }, words) {
  const value = row.querySelector('.value');
  let text = [result, detail].filter((part) => part !== null && part !== '').join(' ');
  if (step === 'message')
    text = words.octets.replace(
      '{n}',
      Number(detail).toLocaleString(document.documentElement.lang),
    );
  if (step === 'tls' && result === 'none') text = words.noTls;
  value.textContent =
    row.classList.contains('known') && step === 'dkim' ? `${value.textContent}, ${text}` : text;
  const tone =
    step === 'tls' || result === null
      ? ''
      : result === 'pass'
        ? 'good'
        : result === 'fail' || result === 'permerror' || result === 'policy'
          ? 'bad'
          : 'warn';
  row.className = `known ${tone}`;
}
