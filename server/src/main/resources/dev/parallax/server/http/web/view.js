// What is on the screen. Text from rows is only ever set as text, never as markup.

const FLASH_MILLIS = 1_500;
const LEAVE_MILLIS = 900;
const MESSAGES_LIMIT = 200;
const LONG_TEXT = 24;

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(key, value === true ? '' : value);
    }
  }
  made.append(...children);
  return made;
}

/** How rows of a record are shown: which fields hold a title, an owner and whether it is published. */
export class Look {
  constructor(record) {
    const fields = record.fields;
    const names = new Set(fields.map(field => field.name));
    this.record = record;
    this.title = ['title', 'name'].find(name => names.has(name))
      ?? fields.find(field => field.type === 'String')?.name ?? record.id;
    this.owner = ['authorUserId', 'ownerUserId', 'userId'].find(name => names.has(name)) ?? null;
    this.published = fields.find(field => field.name === 'published' && field.type === 'Bool')?.name ?? null;
  }

  titleOf(row) {
    return String(row[this.title] ?? `#${row.id}`);
  }

  isOwn(row, session) {
    return this.owner !== null && row[this.owner] === session.userId;
  }

  isDraft(row) {
    return this.published !== null && row[this.published] !== true;
  }

  /** In words, for those who do not see colours. */
  words(row, session, isPending) {
    const words = [];
    if (this.owner) words.push(this.isOwn(row, session) ? 'own' : `by ${row[this.owner]}`);
    if (this.published) words.push(this.isDraft(row) ? 'draft' : 'published');
    if (isPending) words.push('edit waits');
    return words.join(' · ');
  }
}

export class Grid {
  #grid = document.getElementById('grid');
  #cells = new Map();
  #choose;

  /** @param {(id: number|null) => void} choose told when a cell is chosen */
  constructor(choose) {
    this.#choose = choose;
    this.#grid.addEventListener('click', event => {
      const cell = event.target.closest('.cell');
      if (cell && !cell.classList.contains('left')) choose(Number(cell.dataset.id));
    });
    this.#grid.addEventListener('keydown', event => this.#key(event));
  }

  /**
   * @param {object[]} rows in the order in which they stand
   * @param {{look: Look, session: object, pending: Set<number>, selected: number|null}} how
   */
  show(rows, how) {
    const wanted = new Set(rows.map(row => row.id));
    for (const [id, cell] of this.#cells) {
      if (!wanted.has(id) && !cell.classList.contains('left')) {
        cell.remove();
        this.#cells.delete(id);
      }
    }
    let previous = null;
    for (const row of rows) {
      const cell = this.#cell(row, how);
      const place = previous ? previous.nextElementSibling : this.#grid.firstElementChild;
      if (place !== cell) this.#grid.insertBefore(cell, place);
      previous = cell;
    }
    const selected = how.selected === null ? null : this.#cells.get(how.selected);
    if (selected) {
      this.#grid.setAttribute('aria-activedescendant', selected.id);
    } else {
      this.#grid.removeAttribute('aria-activedescendant');
    }
  }

  clear() {
    this.#cells.clear();
    this.#grid.replaceChildren();
  }

  flash(id, kind) {
    const cell = this.#cells.get(id);
    if (!cell) return;
    if (kind === 'left') {
      cell.classList.add('left');
      cell.title = 'just left';
      setTimeout(() => {
        if (cell.classList.contains('left')) {
          cell.remove();
          if (this.#cells.get(id) === cell) this.#cells.delete(id);
        }
      }, LEAVE_MILLIS);
      return;
    }
    cell.classList.remove('left', 'arrived', 'changed');
    cell.classList.add(kind);
    setTimeout(() => cell.classList.remove(kind), FLASH_MILLIS);
  }

  #cell(row, { look, session, pending, selected }) {
    let cell = this.#cells.get(row.id);
    if (!cell) {
      cell = element('div', { class: 'cell', role: 'option', id: `cell-${row.id}`, 'data-id': row.id },
        element('b'), element('i'));
      this.#cells.set(row.id, cell);
    }
    const isPending = pending.has(row.id);
    const words = look.words(row, session, isPending);
    cell.classList.remove('left');
    cell.classList.toggle('own', look.isOwn(row, session));
    cell.classList.toggle('draft', look.isDraft(row));
    cell.classList.toggle('pending', isPending);
    cell.setAttribute('aria-selected', String(row.id === selected));
    cell.title = `${look.titleOf(row)}\n${look.record.name} ${row.id}${words ? `, ${words}` : ''}`;
    cell.firstElementChild.textContent = look.titleOf(row);
    cell.lastElementChild.textContent = `${row.id}${words ? ` · ${words}` : ''}`;
    return cell;
  }

  #key(event) {
    const cells = [...this.#grid.querySelectorAll('.cell:not(.left)')];
    if (cells.length === 0) return;
    const top = cells[0].offsetTop;
    const columns = Math.max(1, cells.filter(cell => cell.offsetTop === top).length);
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
    const now = cells.findIndex(cell => cell.getAttribute('aria-selected') === 'true');
    let next;
    if (event.key === 'Home') next = 0;
    else if (event.key === 'End') next = cells.length - 1;
    else if (event.key in steps) next = now < 0 ? 0 : Math.min(cells.length - 1, Math.max(0, now + steps[event.key]));
    else if (event.key === 'Escape') {
      this.#choose(null);
      return;
    } else return;
    event.preventDefault();
    this.#choose(Number(cells[next].dataset.id));
    cells[next].scrollIntoView({ block: 'nearest' });
  }
}

/** The newest messages, each to be opened. */
export class Wire {
  #list = document.getElementById('messages');
  #counts = document.getElementById('wire-counts');
  #messages = 0;
  #bytes = 0;

  add(direction, kind, text) {
    const bytes = new TextEncoder().encode(text).length;
    this.#messages++;
    this.#bytes += bytes;
    this.#counts.textContent = `${this.#messages} messages, ${size(this.#bytes)}`;
    const time = new Date().toISOString().slice(11, 23);
    const body = element('pre');
    const details = element('details', {
      ontoggle: () => {
        if (details.open && body.textContent === '') body.textContent = pretty(text);
      },
    }, element('summary', {}, element('span', {}, time), element('span', { class: 'direction' }, direction === 'in' ? '↓ in' : '↑ out'),
      element('span', { class: 'kind' }, kind), element('span', { class: 'size' }, size(bytes))), body);
    this.#list.prepend(element('li', {}, details));
    while (this.#list.childElementCount > MESSAGES_LIMIT) this.#list.lastElementChild.remove();
  }
}

function size(bytes) {
  return bytes < 1_000 ? `${bytes} B` : bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function pretty(text) {
  try {
    return text === '' ? '(nothing)' : JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The input for a field, as its type wants it. */
export function input(field, value, hint) {
  const isOptional = field.nullable || field.default !== undefined;
  if (field.type === 'Bool' && !field.nullable) {
    return element('label', { class: 'check' },
      element('input', { type: 'checkbox', name: field.name, checked: value === true }), field.name);
  }
  const text = value === null || value === undefined ? '' : String(value);
  const isLong = field.name === 'content' || text.length > LONG_TEXT * 3;
  const box = field.type === 'String' && isLong
    ? element('textarea', { name: field.name, rows: 4 })
    : element('input', {
      name: field.name,
      type: field.type === 'Int' || field.type === 'Float' ? 'number' : 'text',
      step: field.type === 'Float' ? 'any' : field.type === 'Int' ? '1' : null,
      required: !isOptional && field.type !== 'String',
    });
  box.value = text;
  return element('label', {}, field.name, box,
    ...(hint || isOptional ? [element('small', {}, hint ?? (field.nullable ? 'may be empty' : 'has a default'))] : []));
}

/**
 * What a form holds, as the server takes it.
 *
 * @param {boolean} isNew whether what is left empty and has a default may be left out
 */
export function values(form, fields, isNew) {
  const given = {};
  for (const field of fields) {
    const box = form.elements[field.name];
    if (box.type === 'checkbox') {
      given[field.name] = box.checked;
    } else if (box.value === '' && (field.type !== 'String' || field.nullable)) {
      if (!isNew || field.nullable) given[field.name] = null;
    } else if (field.type === 'Int' || field.type === 'Float') {
      given[field.name] = Number(box.value);
    } else if (field.type === 'Bool') {
      given[field.name] = box.value === 'true';
    } else {
      given[field.name] = box.value;
    }
  }
  return given;
}
