// Signs in, keeps one client, and shows what it holds.
import { Client, Problem, call } from './client.js';
import { Grid, Look, Wire, element, input, values } from './view.js';

const $ = id => document.getElementById(id);
const SESSION = 'parallax.session';
const THEME = 'parallax.theme';
const STATUS = {
  connecting: ['busy', '…', 'Connecting'],
  syncing: ['busy', '…', 'Catching up'],
  live: ['live', '✓✓', 'Live'],
  error: ['wrong', '!', 'No connection'],
};

let schema = null;
let client = null;
let who = null;
let record = null;
let selected = null;
let isDrawing = false;
const pending = new Map();
const looks = new Map();
const wire = new Wire();
const grid = new Grid(choose);

// ---- theme

function theme(name) {
  document.documentElement.dataset.theme = name;
  $('theme').textContent = name === 'dark' ? 'Light' : 'Dark';
}

const system = matchMedia('(prefers-color-scheme: dark)');
theme(localStorage.getItem(THEME) ?? (system.matches ? 'dark' : 'light'));
system.addEventListener('change', event => {
  if (!localStorage.getItem(THEME)) theme(event.matches ? 'dark' : 'light');
});
$('theme').addEventListener('click', () => {
  const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  localStorage.setItem(THEME, next);
  theme(next);
});

// ---- strip

function say(sentence) {
  $('strip').hidden = false;
  $('strip').querySelector('p').textContent = sentence;
}

$('strip').querySelector('button').addEventListener('click', () => {
  $('strip').hidden = true;
});

// ---- signing in

async function start() {
  const kept = JSON.parse(sessionStorage.getItem(SESSION) ?? 'null');
  try {
    schema = await describe(kept?.secret);
  } catch (failure) {
    if (!(failure instanceof Problem)) {
      say('The server cannot be reached.');
    }
  }
  showSignIn();
  if (kept && schema) {
    connect(kept);
  }
}

function describe(secret) {
  return call('/admin/schema', { secret }).then(answer => answer.description);
}

function showSignIn() {
  document.body.dataset.ready = 'sign-in';
  $('sign-in').hidden = false;
  $('world').hidden = true;
  $('who').hidden = true;
  $('status').hidden = true;
  $('sign-out').hidden = true;
  $('secret').hidden = schema !== null;
  const fields = schema?.session ?? [];
  const hints = { userId: 'leave empty for a random user', role: 'such as user or admin' };
  const defaults = { role: 'user' };
  $('session-fields').replaceChildren(...fields.map(field =>
    input({ ...field, nullable: true }, defaults[field.name], hints[field.name])));
}

$('sign-in').querySelector('form').addEventListener('submit', async event => {
  event.preventDefault();
  const form = event.target;
  const secret = form.elements.secret.value || undefined;
  try {
    if (!schema) {
      schema = await describe(secret);
      showSignIn();
      $('secret').hidden = true;
      return;
    }
    const given = values(form, schema.session.map(field => ({ ...field, nullable: true })), true);
    const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
    const answer = await call('/sessions', { body: fields, secret, tap });
    connect({ id: answer.sessionId, session: answer.session, secret });
  } catch (failure) {
    say(failure instanceof Problem ? failure.message : 'The server cannot be reached.');
  }
});

function connect(kept) {
  sessionStorage.setItem(SESSION, JSON.stringify(kept));
  who = kept.session;
  $('strip').hidden = true;
  $('sign-in').hidden = true;
  $('world').hidden = false;
  $('sign-out').hidden = false;
  $('who').hidden = false;
  $('who').textContent = Object.entries(who).map(([name, value]) => `${name} ${value}`).join(' · ');
  looks.clear();
  schema.records.forEach(type => looks.set(type.name, new Look(type)));
  record = looks.has('Post') ? 'Post' : schema.records[0].name;
  client = new Client(kept.id, {
    status,
    changed,
    tap,
    ended: () => {
      leave();
      say('The session has ended. Sign in again to go on.');
    },
  });
  client.open();
  document.body.dataset.ready = 'world';
  draw();
}

function leave() {
  client?.close();
  client = null;
  selected = null;
  pending.clear();
  grid.clear();
  sessionStorage.removeItem(SESSION);
  showSignIn();
}

$('sign-out').addEventListener('click', async () => {
  const session = client.session;
  leave();
  try {
    await call(`/sessions/${session}`, { method: 'DELETE', session });
  } catch (failure) {
    say(`Signed out here, but the server was not told: ${failure.message}`);
  }
});

// ---- what the client tells

function tap(direction, kind, text) {
  wire.add(direction, kind, text);
}

function status(name, words) {
  const [kind, mark, plain] = STATUS[name];
  $('status').hidden = false;
  $('status').dataset.kind = kind;
  $('status').querySelector('.mark').textContent = mark;
  $('status').querySelector('.words').textContent = words ?? plain;
}

function changed(changes) {
  for (const change of changes) {
    if (change.table === record) {
      if (change.kind === 'left') {
        grid.flash(change.id, 'left');
        if (selected === change.id) selected = null;
      } else {
        draw();
        setTimeout(() => grid.flash(change.id, change.kind));
      }
    }
  }
  draw();
}

// ---- drawing

/** At most once a frame. */
function draw() {
  if (!isDrawing) {
    isDrawing = true;
    requestAnimationFrame(() => {
      isDrawing = false;
      if (client) paint();
    });
  }
}

/** The rows of the record as they would be if every waiting edit were through. */
function shown() {
  const rows = new Map(client.replica.rows(record));
  for (const edit of pending.values()) {
    if (edit.record === record && rows.has(edit.id)) {
      rows.set(edit.id, { ...rows.get(edit.id), ...edit.fields });
    }
  }
  return rows;
}

function paint() {
  const rows = shown();
  const look = looks.get(record);
  const wanted = $('filter').value.trim().toLowerCase();
  const visible = [...rows.values()]
    .filter(row => wanted === '' || JSON.stringify(row).toLowerCase().includes(wanted))
    .sort((one, other) => one.id - other.id);
  const waiting = new Set([...pending.values()].filter(edit => edit.record === record).map(edit => edit.id));
  $('records').replaceChildren(...schema.records.map(type => element('button', {
    type: 'button',
    role: 'tab',
    'aria-selected': String(type.name === record),
    onclick: () => turnTo(type.name),
  }, `${type.name} ${client.replica.rows(type.name).size}`)));
  $('holds').textContent = `This client holds ${rows.size} ${rows.size === 1 ? 'row' : 'rows'} of ${record}`
    + (wanted ? `, ${visible.length} match` : '');
  $('empty').hidden = visible.length > 0;
  $('empty').textContent = wanted ? 'Nothing matches the filter.'
    : 'Nothing that this session may see. It appears here as soon as there is something.';
  grid.show(visible, { look, session: who, pending: waiting, selected });
  legend(look);
  detail(selected === null ? null : rows.get(selected) ?? null);
}

function turnTo(name) {
  record = name;
  selected = null;
  grid.clear();
  draw();
}

function choose(id) {
  selected = id;
  draw();
}

function legend(look) {
  const marks = [];
  if (look.owner) marks.push(['own', 'own']);
  if (look.owner && look.published) marks.push(['own draft', 'own draft']);
  marks.push(['', look.published ? 'published' : 'held']);
  if (look.published) marks.push(['draft', 'draft of another']);
  marks.push(['pending', 'edit waits'], ['arrived', 'just arrived'], ['changed', 'just changed']);
  if ($('legend').childElementCount !== marks.length || $('legend').dataset.of !== record) {
    $('legend').dataset.of = record;
    $('legend').replaceChildren(...marks.map(([kind, words]) =>
      element('li', {}, element('span', { class: `cell ${kind}`, 'aria-hidden': 'true' }), words)));
  }
}

let detailed = null;

function detail(row) {
  const key = row ? `${record} ${JSON.stringify(row)} ${pending.has(`${record} ${row.id}`)}` : record;
  if (key === detailed) return;
  detailed = key;
  const pane = $('detail');
  if (!row) {
    pane.replaceChildren(element('h2', {}, 'Nothing selected'),
      element('p', { class: 'muted' }, 'Click a cell, or use the arrow keys. P publishes or unpublishes it, E edits it, '
        + 'Delete deletes it, N makes a new one.'));
    return;
  }
  const look = looks.get(record);
  const fields = element('dl');
  for (const [name, value] of Object.entries(row)) {
    fields.append(element('dt', {}, name), element('dd', {}, value === null ? '–' : String(value)));
  }
  const actions = element('div', { class: 'actions' },
    element('button', { type: 'button', title: 'E', onclick: edit }, 'Edit…'));
  if (look.published) {
    actions.append(element('button', { type: 'button', title: 'P', onclick: publish },
      look.isDraft(row) ? 'Publish' : 'Unpublish'));
  }
  actions.append(element('button', { type: 'button', class: 'danger', title: 'Delete', onclick: remove }, 'Delete'));
  pane.replaceChildren(element('h2', {}, look.titleOf(row)),
    element('p', { class: 'muted' }, `${record} ${row.id}, ${look.words(row, who, false) || 'held'}`), fields, actions);
}

// ---- acting

/** Shows the edit at once, and takes it back if it is refused. */
async function act(operation, args, fields) {
  const key = `${record} ${args.id}`;
  if (fields) {
    pending.set(key, { record, id: args.id, fields: { ...pending.get(key)?.fields, ...fields } });
    draw();
  }
  try {
    await client.write(`${operation}${record}`, args);
    $('strip').hidden = true;
    return true;
  } catch (failure) {
    say(failure instanceof Problem ? failure.message : 'The server cannot be reached; the edit was not made.');
    return false;
  } finally {
    pending.delete(key);
    draw();
  }
}

function publish() {
  const row = shown().get(selected);
  const look = looks.get(record);
  if (row && look.published) {
    const fields = { [look.published]: row[look.published] !== true };
    act('update', { id: row.id, ...fields }, fields);
  }
}

function remove() {
  const row = shown().get(selected);
  if (row) act('delete', { id: row.id });
}

function edit() {
  const row = shown().get(selected);
  if (!row) return;
  const fields = looks.get(record).record.fields.filter(field => !field.isId);
  ask(`Edit ${record} ${row.id}`, 'Save', fields, row, given => {
    const changes = Object.fromEntries(Object.entries(given).filter(([name, value]) => value !== row[name]));
    return Object.keys(changes).length === 0 || act('update', { id: row.id, ...changes }, changes);
  });
}

function create() {
  const look = looks.get(record);
  const fields = look.record.fields.filter(field => !field.isId && field.type !== 'DateTime');
  const some = client.replica.rows(record).values().next().value ?? {};
  const proposed = Object.fromEntries(look.record.links.map(({ field }) => [field, some[field]]));
  if (look.owner) proposed[look.owner] = who.userId;
  ask(`New ${record}`, 'Create', fields, proposed, given => act('create', given));
}

$('new').addEventListener('click', create);
$('filter').addEventListener('input', draw);

function ask(title, verb, fields, row, done) {
  const dialog = $('form');
  const form = dialog.querySelector('form');
  const failed = element('p', { class: 'field-error', role: 'alert' });
  form.replaceChildren(element('h2', {}, title), ...fields.map(field => input(field, row[field.name])), failed,
    element('div', { class: 'actions' },
      element('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
      element('button', { type: 'submit', class: 'primary' }, verb)));
  form.onsubmit = async event => {
    event.preventDefault();
    if (await done(values(form, fields, verb === 'Create'))) {
      dialog.close();
    } else {
      failed.textContent = $('strip').querySelector('p').textContent;
    }
  };
  dialog.showModal();
  form.querySelector('input, textarea')?.focus();
}

document.addEventListener('keydown', event => {
  const isTyping = event.target.closest('input, textarea, select, dialog');
  if (!client || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = { p: publish, e: edit, n: create, Delete: remove };
  const action = keys[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});

start();
